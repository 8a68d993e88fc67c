"""Files, folders and standard input, in the order given; what cannot be read is a rejection in its place."""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from dragoman.record import InputError, Rejection, Report
from dragoman.sources.html import html_report
from dragoman.sources.objects import json_lines, json_reports
from dragoman.sources.report import LIMIT, Details, too_large
from dragoman.sources.text import markdown_report, text_report

STDIN = "-"
SINGLE: dict[str, Callable[[bytes, Details], Report]] = {
    ".txt": text_report,
    ".md": markdown_report,
    ".html": html_report,
    ".htm": html_report,
}
SUFFIXES = (*SINGLE, ".json", ".jsonl")
"""What is looked for in folders. A file named by the user may have any suffix; one not listed is read as plain text."""


def find(inputs: Iterable[str]) -> Iterator[str | Rejection]:
    """The inputs, with each folder replaced by the readable files under it, hidden ones left out."""
    for name in inputs:
        if name != STDIN and Path(name).is_dir():
            yield from _files_under(Path(name))
        else:
            yield name


def read_inputs(inputs: Iterable[str | Rejection], given: Details) -> Iterator[Report | Rejection]:
    """The reports of all inputs (see :func:`find`); what ``given`` tells is believed over what a file says."""
    for name in inputs:
        if isinstance(name, Rejection):
            yield name
        else:
            yield from _read(name, given)


def _files_under(folder: Path) -> Iterator[str | Rejection]:
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not found:
        yield Rejection(
            source=str(folder), reason=f"no reports: the folder has no file ending in {', '.join(SUFFIXES)}"
        )
    yield from map(str, found)


def _read(name: str, given: Details) -> Iterator[Report | Rejection]:
    source = "standard input" if name == STDIN else name
    try:
        if name == STDIN:
            yield from _from_stdin(source, sys.stdin.buffer, given)
        else:
            yield from _from_file(Path(name), given)
    except InputError as error:
        yield Rejection(source=source, reason=str(error))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = f"cannot be opened: {getattr(error, 'strerror', None) or error}; check its name and rights"
        yield Rejection(source=source, reason=reason)


def _from_file(path: Path, given: Details) -> Iterator[Report | Rejection]:
    suffix = path.suffix.lower()
    with path.open("rb") as stream:
        if suffix == ".jsonl":
            yield from json_lines(str(path), _lines(stream), given)
        elif suffix == ".json":
            yield from json_reports(str(path), _whole(stream), given)
        else:
            yield SINGLE.get(suffix, text_report)(_whole(stream), given)


def _from_stdin(source: str, stream: BinaryIO, given: Details) -> Iterator[Report | Rejection]:
    """JSON lines, a JSON object, a web page or plain text, told by how it begins."""
    first = next((line for line in _lines(stream) if line.strip()), b"")
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].lower()
    if start.strip() == b"{":
        yield from json_reports(source, _whole(stream, first), given)
    elif start.startswith(b"{") and not start.startswith(b"{\\rtf"):
        yield from json_lines(source, chain([first], _lines(stream)), given)
    elif start.startswith((b"<!doctype html", b"<html")):
        yield html_report(_whole(stream, first), given)
    else:
        yield text_report(_whole(stream, first), given)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    return iter(partial(stream.readline, LIMIT + 1), b"")


def _whole(stream: BinaryIO, first: bytes = b"") -> bytes:
    data = first + stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise too_large("it has more")
    return data
