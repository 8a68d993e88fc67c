"""Consoles, and text from outside made harmless for them."""

import os
import sys
import unicodedata
from typing import TextIO

import msgspec
from rich.console import Console
from rich.text import Text

PIPED_WIDTH = 120
ZERO_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Marks without width or effect beyond their word; several scripts need them, so they are left out rather than shown."""


def plain(text: str) -> str:
    """One line that can do a terminal no harm: control and direction marks are written out by number."""
    shown = text.translate(ZERO_WIDTH)
    return " ".join("".join(map(_visible, shown)).split())


def words(text: str, style: str = "") -> Text:
    """Text for the console in which nothing is taken for markup."""
    return Text(plain(text), style=style)


def write_json(value: object) -> None:
    """One line of JSON on standard output, at once."""
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def stdout() -> Console:
    """The console that results go to; wide where it is no terminal and nobody has set a width."""
    return _console(sys.stdout)


def stderr() -> Console:
    """The console for rejections and progress."""
    return _console(sys.stderr)


def _console(stream: TextIO) -> Console:
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if char.isspace() and category != "Cc":
        return " "
    if category in {"Cc", "Cf", "Cs", "Co"}:
        return " " if char in "\n\t\r\f\v" else char.encode("unicode_escape", "surrogatepass").decode()
    return char
