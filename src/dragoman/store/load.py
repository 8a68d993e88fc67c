"""Records back out of the tables, equal to those that were put in."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.record import (
    Actor,
    CodedReport,
    Commitment,
    Event,
    Instrument,
    Location,
    RelationClaim,
    Statement,
)
from dragoman.record.types import Range
from dragoman.store.rows import ITEMS, Row
from dragoman.store.writer import kept

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

AT_ONCE = 500
"""Reports loaded together: few enough for memory, many enough that the scans of the tables do not count."""

ACTOR = ("country", "name", "sector", "role", "how")


def load_all(connection: "Connection") -> Iterator[CodedReport]:
    """All records, in the order in which their reports were first read."""
    ids = [key for (key,) in connection.execute("SELECT id FROM reports ORDER BY number").fetchall()]
    for start in range(0, len(ids), AT_ONCE):
        yield from load(connection, ids[start : start + AT_ONCE])


def load(connection: "Connection", ids: Sequence[str]) -> Iterator[CodedReport]:
    """The records of these reports, in this order; ids that are not there are passed over."""
    reports = kept(connection, ids)
    tables = {item: _by_report(connection, table, ids) for item, table in ITEMS.items()}
    parts = _Parts(connection, ids)
    for key in ids:
        if key in reports:
            yield CodedReport(
                report=reports[key].report,
                events=tuple(_event(row, parts) for row in tables["event"][key]),
                statements=tuple(_statement(row, parts) for row in tables["statement"][key]),
                commitments=tuple(_commitment(row, parts) for row in tables["commitment"][key]),
                instruments=tuple(_instrument(row, parts) for row in tables["instrument"][key]),
                relations=tuple(_claim(row, parts) for row in tables["claim"][key]),
                provenance=reports[key].provenance,
            )


class _Told(NamedTuple):
    spans: tuple[Range, ...]
    words: tuple[str, ...]


class _Parts:
    """Actors and evidence of all entries of some reports."""

    def __init__(self, connection: "Connection", ids: Sequence[str]) -> None:
        self._actors: defaultdict[tuple[str, str], list[Actor]] = defaultdict(list)
        for row in _rows(connection, "roles", ids):
            self._actors[row["item_id"], row["part"]].append(_actor(row))
        self._told: defaultdict[str, list[Row]] = defaultdict(list)
        for row in _rows(connection, "evidence", ids):
            self._told[row["item_id"]].append(row)

    def actors(self, item_id: str, part: str) -> tuple[Actor, ...]:
        return tuple(self._actors[item_id, part])

    def speaker(self, item_id: str) -> Actor | None:
        return next(iter(self._actors[item_id, "speaker"]), None)

    def told(self, item_id: str) -> _Told:
        rows = self._told[item_id]
        spans = tuple((row["span_start"], row["span_end"]) for row in rows if row["span_start"] is not None)
        return _Told(spans, tuple(row["words"] for row in rows if row["words"] is not None))


def _rows(connection: "Connection", table: str, ids: Sequence[str]) -> list[Row]:
    query = f"SELECT * FROM {table} WHERE report_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY position"
    rows: list[Row] = connection.sql(query, params=[list(ids)]).to_arrow_table().to_pylist()
    return rows


def _by_report(connection: "Connection", table: str, ids: Sequence[str]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows(connection, table, ids):
        found[row["report_id"]].append(row)
    return found


def _actor(row: Row) -> Actor:
    mention = (row["mention_start"], row["mention_end"]) if row["mention_start"] is not None else None
    return Actor(mention=mention, **_fields(row, ACTOR))


def _event(row: Row, parts: _Parts) -> Event:
    told = parts.told(row["id"])
    return Event(
        modes=tuple(row["modes"]),
        contexts=tuple(row["contexts"]),
        actors=parts.actors(row["id"], "actor"),
        recipients=parts.actors(row["id"], "recipient"),
        said_by=parts.actors(row["id"], "said_by"),
        location=_location(row),
        evidence=told.words,
        spans=told.spans,
        **_fields(row, ("id", "type", "aux", "date", "place", "confidence")),
    )


def _location(row: Row) -> Location | None:
    if row["location_name"] is None:
        return None
    return Location(
        name=row["location_name"],
        country=row["location_country"],
        admin1=row["location_admin1"],
        **_fields(row, ("latitude", "longitude")),
    )


def _statement(row: Row, parts: _Parts) -> Statement:
    return Statement(
        speaker=parts.speaker(row["id"]) or Actor(country=None),
        spans=parts.told(row["id"]).spans,
        **_fields(row, ("id", "content", "kind", "cue", "channel", "addressee", "confidence")),
    )


def _commitment(row: Row, parts: _Parts) -> Commitment:
    told = ("id", "kind", "content", "condition", "deadline", "instrument", "made_on", "evidence", "confidence")
    return Commitment(
        by=parts.actors(row["id"], "by"),
        to=parts.actors(row["id"], "to"),
        event=row["event_id"],
        spans=parts.told(row["id"]).spans,
        **_fields(row, told),
    )


def _instrument(row: Row, parts: _Parts) -> Instrument:
    return Instrument(
        parties=tuple(row["parties"]),
        spans=parts.told(row["id"]).spans,
        **_fields(row, ("id", "name", "date", "evidence", "confidence")),
    )


def _claim(row: Row, parts: _Parts) -> RelationClaim:
    return RelationClaim(
        pair=(row["country_a"], row["country_b"]),
        speaker=parts.speaker(row["id"]),
        spans=parts.told(row["id"]).spans,
        **_fields(row, ("id", "claim", "mediator", "since", "until", "evidence", "confidence")),
    )


def _fields(row: Row, names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}
