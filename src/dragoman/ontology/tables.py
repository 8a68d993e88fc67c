"""The tables under ``data/``, read once.

A table is tab-separated: a first line ``# source: …``, a line of column names, then the rows.
``-`` stands for an empty cell.
"""

from functools import cache
from importlib.resources import files

import msgspec


class EventType(msgspec.Struct, frozen=True):
    """One of the 16 PLOVER event types."""

    name: str
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    quad_name: str
    score: float
    """Intensity from -10 (conflict) to 10 (cooperation) of an event without modes."""
    recipient_required: bool
    gloss: str


class Mode(msgspec.Struct, frozen=True):
    """How an event of one type is done; the same name means other things under other types."""

    type: str
    mode: str
    score: float
    gloss: str


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/<table>.tsv`` in file order, each by column name."""
    text = files(__package__).joinpath("data", f"{table}.tsv").read_text("utf-8")
    _source, head, *body = (line.split("\t") for line in text.splitlines())
    return tuple({name: "" if cell == "-" else cell for name, cell in zip(head, row, strict=True)} for row in body)


@cache
def glosses(table: str) -> dict[str, str]:
    """The two columns of a plain list (contexts, sectors, …) as code to gloss, in file order."""
    pairs = {}
    for row in rows(table):
        code, gloss = row.values()
        pairs[code] = gloss
    return pairs


@cache
def event_types() -> dict[str, EventType]:
    """The event types by name, in the manual's order."""
    return {row["name"]: _event_type(row) for row in rows("types")}


@cache
def modes() -> dict[tuple[str, str], Mode]:
    """The modes by (type, mode), in the manual's order."""
    table = (msgspec.convert(row, Mode, strict=False) for row in rows("modes"))
    return {(mode.type, mode.mode): mode for mode in table}


@cache
def former() -> dict[str, str]:
    """Names of earlier PLOVER versions and what stands for them in 2.0."""
    return glosses("former")


def _event_type(row: dict[str, str]) -> EventType:
    required = row["recipient_required"] == "yes"
    return msgspec.convert({**row, "recipient_required": required}, EventType, strict=False)
