"""The annotated corpus: reports with the record marked in the text (format: ``corpus/FORMAT.md``)."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dragoman.record.errors import TrainingError

OPEN, CLOSE = {"[": "]", "{": "}", "<": ">"}, {"]": "[", "}": "{", ">": "<"}
MARK = re.compile(r"([a-z]\d+(?:\+[a-z]\d+)*) ")
WORDS_OF = {
    "e": {"by", "to", "aux", "on", "at", "ctx", "said"},
    "s": {"by", "via", "to"},
    "c": {"of", "by", "to", "if", "deadline", "about"},
    "r": {"mediator", "by", "since", "until"},
}


class Mark(msgspec.Struct, frozen=True):
    """A marked stretch of text: the ids it bears, its bracket, its character range."""

    ids: tuple[str, ...]
    bracket: str
    start: int
    end: int


class Party(msgspec.Struct, frozen=True):
    """An actor of the corpus."""

    country: str | None
    sectors: tuple[str, ...] = ()
    name: str | None = None
    role: str | None = None

    @property
    def code(self) -> str | None:
        """The country, with the name for bodies that share one: ``IGO:ASEAN``."""
        if self.country in ("IGO", "NGO", "MNC", "IMG", "ISM") and self.name:
            return f"{self.country}:{self.name}"
        return self.country


class Definition(msgspec.Struct, frozen=True):
    """One definition line: its head words and the ids or words after each key word."""

    head: tuple[str, ...]
    after: dict[str, tuple[str, ...]]


class CorpusReport(msgspec.Struct, frozen=True):
    """One annotated report."""

    id: str
    published: str
    text: str
    title_end: int
    """Where the headline ends in ``text`` (0 if there is none)."""
    marks: tuple[Mark, ...]
    actors: dict[str, Party]
    facts: dict[str, str]
    """Definitions of dates, places and instruments as written."""
    lines: dict[str, Definition]
    """Definitions of events, statements, commitments and relation claims."""


def read_corpus(folder: Path) -> list[CorpusReport]:
    """All reports of ``folder/*.rep``, in order of file and place. Raises TrainingError for a malformed one."""
    files = sorted(folder.glob("*.rep"))
    if not files:
        raise TrainingError(f"{folder} holds no *.rep files; name the folder with the annotated reports with --corpus")
    return [parse(block, path.name) for path in files for block in _blocks(path.read_text(encoding="utf-8"))]


def _blocks(raw: str) -> Iterator[str]:
    return (block for block in re.split(r"(?m)^(?=# )", raw) if block.strip())


def parse(block: str, where: str) -> CorpusReport:
    """One report from its block of text."""
    head, *lines = block.strip("\n").split("\n")
    parts = [part.strip() for part in head.lstrip("# ").split("|")]
    if "--" not in lines or len(parts) != 3:
        raise TrainingError(f"{where}: report {parts[0]!r} lacks its head fields or the line '--' before the definitions")
    cut = lines.index("--")
    body = "\n".join(lines[:cut]).strip("\n")
    has_title = body.startswith("@")
    if has_title:
        first, _, rest = body.partition("\n")
        body = first[1:].strip() + "\n\n" + rest.strip("\n")
    text, marks = _plain(body, f"{where}: {parts[0]}")
    actors: dict[str, Party] = {}
    facts: dict[str, str] = {}
    definitions: dict[str, Definition] = {}
    for line in filter(str.strip, lines[cut + 1 :]):
        key, _, tail = line.strip().partition(" ")
        if key[0] == "a":
            actors[key] = _party(tail)
        elif key[0] in "pti":
            facts[key] = tail.strip()
        else:
            definitions[key] = _definition(key[0], tail)
    return CorpusReport(
        parts[0], parts[1], text, text.index("\n\n") if has_title else 0, tuple(marks), actors, facts, definitions
    )


def _plain(marked: str, where: str) -> tuple[str, list[Mark]]:
    """Strip the marks from a text and return their ranges in what is left."""
    out: list[str] = []
    stack: list[tuple[str, tuple[str, ...], int]] = []
    marks: list[Mark] = []
    at = 0
    while at < len(marked):
        char = marked[at]
        found = MARK.match(marked, at + 1) if char in OPEN else None
        if found:
            stack.append((char, tuple(found.group(1).split("+")), len(out)))
            at = found.end()
            continue
        if char in CLOSE:
            if not stack or stack[-1][0] != CLOSE[char]:
                raise TrainingError(f"{where}: unmatched {char!r} near {marked[max(0, at - 30) : at + 1]!r}")
            bracket, ids, start = stack.pop()
            marks.append(Mark(ids, bracket, start, len(out)))
        else:
            out.append(char)
        at += 1
    if stack:
        raise TrainingError(f"{where}: {stack[-1][0]}{stack[-1][1][0]} is never closed")
    return "".join(out), sorted(marks, key=lambda m: (m.start, -m.end))


def _party(tail: str) -> Party:
    cells = [cell.strip() for cell in tail.split("|")]
    country, sectors = cells[0].split()
    named = [*(cell or None for cell in cells[1:]), None, None]
    return Party(
        None if country == "-" else country, () if sectors == "-" else tuple(sectors.split("+")), named[0], named[1]
    )


def _definition(kind: str, tail: str) -> Definition:
    condition = re.search(r"\bif <([^>]*)>", tail) if kind == "c" else None
    if condition:
        tail = tail[: condition.start()] + " " + tail[condition.end() :]
    head: list[str] = []  # its first word may itself be a key word: the claim `mediator`
    after: dict[str, list[str]] = {}
    current = head
    for word in tail.split():
        if head and word in WORDS_OF[kind]:
            current = after.setdefault(word, [])
        else:
            current.append(word)
    if condition:
        after["if"] = condition.group(1).split()
    return Definition(tuple(head), {key: tuple(words) for key, words in after.items()})
