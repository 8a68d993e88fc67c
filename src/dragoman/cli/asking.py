"""Answers of the record: a table for people, JSON lines or CSV for programs."""

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import typer

from dragoman.cli.show import Section, between, code, period, quoted, show_section, towards, who
from dragoman.cli.terminal import stderr, stdout, words, write_json
from dragoman.record import Actor, QueryError
from dragoman.store import Filter, Record, Table, make_filter
from dragoman.store.conditions import is_state

FEW = 50
"""Rows of a table for people, unless they ask for more."""

Row = dict[str, Any]
Cells = tuple[str, ...]


def form(*, json: bool, csv: bool) -> str:
    """``json``, ``csv`` or ``table``."""
    if json and csv:
        raise typer.BadParameter("--json and --csv are two forms; choose one")
    return "json" if json else "csv" if csv else "table"


def answer(db: Path, question: str, form: str, limit: int | None, **asked: Any) -> None:
    """Print what the record answers to one of its questions; what is asked, and is not None, makes its filter."""
    chosen = make_filter(**asked, limit=_most(form, limit))
    table = Record(db).ask(question, chosen)
    _print(question, table, form, limit)
    if form == "table" and not len(table):
        _tell_how_read([*(chosen.between or ()), chosen.actor, chosen.said_by])


def set_aside(db: Path, form: str, limit: int | None, **asked: Any) -> None:
    """Print what could not be read, and why; nothing else may be asked of it."""
    if make_filter(**asked) != Filter():
        raise typer.BadParameter("--set-aside lists all inputs that could not be read; leave the filters out")
    _print("rejections", Table(Record(db).rejections().arrow().slice(0, _most(form, limit))), form, limit)


def _most(form: str, limit: int | None) -> int | None:
    """Rows to ask for; in a table that nobody has limited one more than is shown, to see whether there are more."""
    return FEW + 1 if form == "table" and limit is None else limit or None


def _print(question: str, table: Table, form: str, limit: int | None) -> None:
    if form == "table":
        columns, cells = SHOWN[question]
        _tell(Section("", columns, tuple(tuple(cells(row)) for row in table)), FEW if limit is None else None)
    else:
        _write(table, form)


def query(db: Path, sql: str, form: str) -> None:
    """Print what the record answers to SQL."""
    table = Record(db).sql(sql)
    if form == "table":
        rows = tuple(tuple(_cell(value) for value in row.values()) for row in table)
        _tell(Section("", tuple(table.columns), rows, whole=True))
    else:
        _write(table, form)


def dictionary(db: Path, table: str | None, *, json: bool) -> None:
    """Print what the tables hold, column by column."""
    from dragoman.store.dictionary import datapackage, dictionary_of

    found = [one for one in dictionary_of(db) if table in {None, one.name}]
    if not found:
        raise QueryError(f"there is no table {table!r}; `dragoman columns` lists all")
    if json:
        write_json(datapackage(found))
        return
    console = stdout()
    for one in found:
        console.print(words(f"{one.name} ({one.kind}): {one.description}", "bold"), soft_wrap=True)
        show_section(Section("", ("column", "type", "meaning"), tuple((c.name, c.type, c.description) for c in one.columns)), console)


def _tell(section: Section, most: int | None = None) -> None:
    """Print the rows; of those that nobody has limited, the first ``most``."""
    if not section.rows:
        stderr().print(words("nothing in the record answers to that", "dim"))
        return
    show_section(msgspec.structs.replace(section, rows=section.rows[:most]), stdout())
    if most and len(section.rows) > most:
        stderr().print(words(f"these are the first {most}; --limit 0 shows all", "dim"))


def _tell_how_read(parties: Iterable[str | None]) -> None:
    """Say which parties were taken for words of names, lest a state by an unknown name is thought to do nothing."""
    for name in parties:
        if name and not is_state(name):
            stderr().print(words(f"{name!r} is no state known here; it was looked for in names and offices", "dim"))


def _event(row: Row) -> Cells:
    acts, words_of = towards(_actors(row["actors"]), _actors(row["recipients"])), quoted(row["words"])
    return (
        row["date"] or "", code(row["type"], row["modes"]), row["aux"], acts, who(_actors(row["said_by"])), words_of, row["source"] or "",
        row["id"],
    )  # fmt: skip


def _statement(row: Row) -> Cells:
    who_said, what = who(_actors([row["speaker"]])), quoted([row["content"]])
    return _cell(row["published"]), who_said, row["cue"] or "", what, row["source"] or "", row["id"]


def _commitment(row: Row) -> Cells:
    parties = towards(_actors(row["by"]), _actors(row["to"]))
    return (
        row["made_on"] or "", row["kind"], parties, quoted([row["content"]]), row["condition"] or "", row["deadline"] or "",
        row["source"] or "", row["id"],
    )  # fmt: skip


def _instrument(row: Row) -> Cells:
    return _cell(row["published"]), row["name"], row["date"] or "", ", ".join(row["parties"]), row["source"] or "", row["id"]


def _claim(row: Row) -> Cells:
    pair, years = between(row["pair"], row["mediator"]), period(row["since"], row["until"])
    speaker = who(_actors([row["speaker"]])) if row["speaker"] else ""
    return _cell(row["published"]), row["claim"], pair, years, speaker, quoted([row["evidence"]]), row["source"] or "", row["id"]


def _report(row: Row) -> Cells:
    counts = (row["events"], row["statements"], row["commitments"])
    return _cell(row["published"]), row["source"] or "", row["title"] or "", *map(str, counts), row["copy_of"] or "", row["id"]


def _actor(row: Row) -> Cells:
    named = (row["country"] or "?", row["name"] or "", row["role"] or "", row["sector"] or "")
    return *named, *(str(row[count]) for count in ("events", "received", "statements", "commitments", "reports"))


def _rejection(row: Row) -> Cells:
    return row["source"], row["reason"]


SHOWN: dict[str, tuple[tuple[str, ...], Callable[[Row], Iterable[str]]]] = {
    "events": (("date", "event", "aux", "who", "on the word of", "words", "source", "id"), _event),
    "statements": (("published", "who", "cue", "what", "source", "id"), _statement),
    "commitments": (("date", "kind", "who", "what", "condition", "by", "source", "id"), _commitment),
    "instruments": (("published", "name", "date", "parties", "source", "id"), _instrument),
    "claims": (("published", "claim", "between", "since", "on the word of", "words", "source", "id"), _claim),
    "reports": (("published", "source", "title", "events", "statements", "commitments", "copy of", "id"), _report),
    "actors": (("state", "name", "office", "sector", "acts", "receives", "says", "commits", "reports"), _actor),
    "rejections": (("input", "reason"), _rejection),
}
"""Columns for people, and the cells of a row."""


def _actors(structs: Sequence[Row]) -> list[Actor]:
    return [Actor(**struct) for struct in structs]


def _write(table: Table, form: str) -> None:
    if form == "json":
        for row in table:
            write_json(row)
        return
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(table.columns)
    out.writerows(zip(*(_harmless([row[name] for row in table]) for name in table.columns), strict=True))


def _harmless(column: list[object]) -> list[object]:
    """A column for CSV, in which no text runs as a formula."""
    import pyarrow as pa

    from dragoman.export.cells import neutral

    flat = pa.array(map(_flat, column))
    cells: list[object] = (neutral(flat) if pa.types.is_string(flat.type) else flat).to_pylist()
    return cells


def _flat(value: object) -> object:
    """A value for one cell: actors by name, lists joined by semicolons."""
    if isinstance(value, dict) and set(value) == {"country", "name", "sector", "role"}:
        return who([Actor(**value)])
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ";".join(str(_flat(item)) for item in value)
    return value


def _cell(value: object) -> str:
    return "" if value is None else str(_flat(value))
