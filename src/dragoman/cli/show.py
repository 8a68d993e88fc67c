"""A record as tables for people: wide where the terminal is, one block per row where it is not."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.cli.terminal import words
from dragoman.record import Actor, CodedReport, Commitment, Entry, Event, Instrument, RelationClaim, Report, Statement
from dragoman.store import entries

NARROW = 100
"""Columns below which a table would break every word."""
LEAST = 9
"""Columns that a table's column needs."""

MUTED, CODE = "dim", "bold cyan"

EVENT = ("#", "event", "aux", "date", "who", "on the word of", "words")
STATEMENT = ("kind", "who", "cue", "what")
COMMITMENT = ("kind", "who", "what", "condition", "by")
INSTRUMENT = ("name", "date", "parties")
CLAIM = ("claim", "between", "since", "on the word of", "words")
UNBROKEN = frozenset({"#", "event", "aux", "date", "kind", "claim", "id", "published", "report"})


class Section(msgspec.Struct, frozen=True):
    """One table."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lead: int = 1
    """Columns that head a row's block on a narrow terminal."""
    whole: bool = False
    """Whether columns in which no row has anything are shown, too."""


def show_record(coded: CodedReport, console: Console) -> None:
    """Print the record of one report."""
    console.print(head(coded.report))
    filled = [section for section in _sections(coded) if section.rows]
    if not filled:
        console.print(Text("  nothing that the codebook codes\n", MUTED))
    for section in filled:
        show_section(section, console)


def show_entry(coded: CodedReport, entry: Entry, console: Console) -> None:
    """Print one entry of a record."""
    for section, found in zip(_sections(coded), entries(coded).values(), strict=True):
        rows = tuple(row for row, one in zip(section.rows, found, strict=True) if one is entry)
        if rows:
            show_section(msgspec.structs.replace(section, rows=rows), console)


def show_section(section: Section, console: Console) -> None:
    """Print one table, or blocks where the terminal is too narrow for it."""
    fits = console.width >= max(NARROW, LEAST * len(_used(section)))
    console.print(_table(section) if fits else _block(section))


def head(report: Report) -> Text:
    """Publisher, date and headline on one line."""
    known = (report.publisher, report.published, report.title or _opening(report.text))
    return words(" · ".join(part for part in known if part), "bold")


def who(actors: Iterable[Actor]) -> str:
    """Actors as ``KHM Prak Sokhonn, JPN``; by office where the report names no person."""
    return ", ".join(" ".join((actor.country or "?", *filter(None, [actor.name or actor.role]))) for actor in actors)


def _opening(text: str) -> str:
    words_of = text[:400].split()
    return " ".join(words_of[:12]) + (" …" if len(words_of) > 12 else "")


def _sections(coded: CodedReport) -> Iterator[Section]:
    yield Section("Events", EVENT, tuple(_event(*item) for item in enumerate(coded.events, 1)), lead=2)
    yield Section("Statements", STATEMENT, tuple(map(_statement, coded.statements)))
    yield Section("Commitments", COMMITMENT, tuple(map(_commitment, coded.commitments)))
    yield Section("Instruments", INSTRUMENT, tuple(map(_instrument, coded.instruments)))
    yield Section("Claims about relations", CLAIM, tuple(map(_claim, coded.relations)))


def _event(number: int, event: Event) -> tuple[str, ...]:
    acts, said_by = towards(event.actors, event.recipients), who(event.said_by)
    return str(number), code(event.type, event.modes), event.aux, event.date or "", acts, said_by, quoted(event.evidence)


def _statement(statement: Statement) -> tuple[str, ...]:
    return statement.kind, who([statement.speaker]), statement.cue or "", quoted([statement.content])


def _commitment(commitment: Commitment) -> tuple[str, ...]:
    parties = towards(commitment.by, commitment.to)
    return (
        commitment.kind,
        parties,
        quoted([commitment.content]),
        commitment.condition or "",
        commitment.deadline or "",
    )


def _instrument(instrument: Instrument) -> tuple[str, ...]:
    return instrument.name, instrument.date or "", ", ".join(instrument.parties)


def _claim(claim: RelationClaim) -> tuple[str, ...]:
    pair, years = between(claim.pair, claim.mediator), period(claim.since, claim.until)
    return claim.claim, pair, years, who([claim.speaker] if claim.speaker else []), quoted([claim.evidence])


def code(kind: str, modes: Iterable[str]) -> str:
    """A type with its modes: ``CONSULT:visit phone``."""
    return ":".join((kind, *filter(None, [" ".join(modes)])))


def towards(actors: Sequence[Actor], recipients: Sequence[Actor]) -> str:
    """``JPN → KHM``; the actors alone if there is no recipient."""
    return f"{who(actors) or '?'} → {who(recipients)}" if recipients else who(actors)


def between(pair: Sequence[str], mediator: str | None) -> str:
    """``USA – KHM through JPN``."""
    return " – ".join(pair) + (f" through {mediator}" if mediator else "")


def period(since: str | None, until: str | None) -> str:
    """``1991 to 2021``, or the one of them that is known."""
    return " to ".join(filter(None, (since, until)))


def quoted(evidence: Iterable[str]) -> str:
    """The words in quotation marks."""
    return " / ".join(f"“{text}”" for text in evidence)


def _used(section: Section) -> list[int]:
    """Columns in which any row has something."""
    every = range(len(section.columns))
    return [index for index in every if section.whole or any(row[index] for row in section.rows)]


def _table(section: Section) -> RenderableType:
    used = _used(section)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index in used:
        style = MUTED if index == used[-1] else ""
        table.add_column(
            section.columns[index], no_wrap=section.columns[index] in UNBROKEN, style=style, overflow="fold"
        )
    for row in section.rows:
        table.add_row(*(words(row[index]) for index in used))
    titled = [Text(section.title, "italic")] if section.title else []
    return Group(*titled, Padding(table, (0, 0, 1, 1), expand=False))


def _block(section: Section) -> RenderableType:
    parts: list[RenderableType] = [Text(section.title, "italic")] if section.title else []
    for row in section.rows:
        parts.append(_indented(words(" ".join(row[: section.lead]), CODE), 1))
        named = list(zip(section.columns, row, strict=True))[section.lead :]
        parts.extend(_indented(_labelled(name, cell), 3) for name, cell in named if cell)
    return Group(*parts, Text())


def _indented(text: Text, columns: int) -> Padding:
    return Padding(text, (0, 0, 0, columns), expand=False)


def _labelled(name: str, cell: str) -> Text:
    return Text.assemble((f"{name}: ", MUTED), words(cell))
