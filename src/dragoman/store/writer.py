"""Writing into the record, inside the transaction of a caller."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.record import CodedReport, Provenance, Rejection, Report
from dragoman.store.rows import ITEMS, TABLES, Row, Rows, entries

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection as Connection

DERIVED = {"reports": "fold(text) AS folded", "statements": "fold(content) AS folded"}
"""Columns that the file itself computes."""


class Kept(NamedTuple):
    """What the file holds of a report, besides its entries."""

    report: Report
    provenance: Provenance | None


def kept(connection: "Connection", ids: Iterable[str]) -> dict[str, Kept]:
    """The reports with these ids that the file holds, by id."""
    found = connection.execute(
        "SELECT id, text, title, published::VARCHAR, publisher, url, program, model, actors_table"
        " FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))",
        [list(ids)],
    ).fetchall()
    return {row[0]: Kept(_report(row[:6]), _provenance(*row[6:])) for row in found}


def begin_run(connection: "Connection", program: str) -> int:
    """Enter a new run; its number."""
    (run,) = connection.execute("SELECT coalesce(max(run), 0) + 1 FROM runs").fetchall()[0]
    connection.execute("INSERT INTO runs VALUES (?, ?, now()::TIMESTAMP, NULL)", [run, program])
    return int(run)


def end_run(connection: "Connection", run: int) -> None:
    """Enter that the run has ended."""
    connection.execute("UPDATE runs SET ended = now()::TIMESTAMP WHERE run = ?", [run])


def put(connection: "Connection", records: Sequence[CodedReport], run: int) -> set[str]:
    """Keep the records; those of the same reports that are there already are replaced, and their ids returned.

    Reviews stay as they are, and so does what follows from the text alone (copies).
    """
    ids = [coded.report.id for coded in records]
    before = _numbers(connection, ids)
    _forget(connection, list(before))
    numbers = before | _next_numbers(connection, [key for key in ids if key not in before])
    rows = Rows()
    for coded in records:
        rows.add(coded, numbers[coded.report.id], run)
    for table, found in rows.tables.items():
        _insert(connection, table, found)
    return set(before)


def put_rejections(connection: "Connection", rejections: Iterable[Rejection], run: int) -> None:
    """Keep why inputs could not be read; a reason that is known already stays with the run that met it first."""
    rows = [{"source": r.source, "reason": r.reason, "run": run} for r in rejections]
    if not rows:
        return
    connection.register("arrow", _arrow(connection, "rejections", rows))
    connection.execute(
        "INSERT INTO rejections SELECT DISTINCT ON (source, reason) * FROM arrow"
        " WHERE NOT EXISTS (FROM rejections r WHERE r.source = arrow.source AND r.reason = arrow.reason)"
    )
    connection.unregister("arrow")


def taken(connection: "Connection", records: Sequence[CodedReport]) -> set[str]:
    """Ids of entries in the records that entries of other reports have already."""
    found: set[str] = set()
    own = [coded.report.id for coded in records]
    for item, table in ITEMS.items():
        ids = [entry.id for coded in records for entry in entries(coded)[item]]
        query = f"SELECT id FROM {table} WHERE id IN (SELECT unnest(?::VARCHAR[])) AND report_id NOT IN (SELECT unnest(?::VARCHAR[]))"
        found |= {key for (key,) in connection.execute(query, [ids, own]).fetchall()}
    return found


def _forget(connection: "Connection", ids: Sequence[str]) -> None:
    if not ids:
        return
    for table in TABLES:
        column = "id" if table == "reports" else "report_id"
        connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?::VARCHAR[]))", [list(ids)])


def _insert(connection: "Connection", table: str, rows: Sequence[Row]) -> None:
    """Append rows to a table, which takes its derived columns from the others."""
    if not rows:
        return
    connection.register("arrow", _arrow(connection, table, rows))
    columns = f"* REPLACE ({DERIVED[table]})" if table in DERIVED else "*"
    connection.execute(f"INSERT INTO {table} SELECT {columns} FROM arrow")
    connection.unregister("arrow")


def _arrow(connection: "Connection", table: str, rows: Sequence[Row]) -> "pa.Table":
    import pyarrow as pa

    schema = connection.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema
    return pa.Table.from_pylist(list(rows), schema=schema)


def _numbers(connection: "Connection", ids: Sequence[str]) -> dict[str, int]:
    query = "SELECT id, number FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))"
    return dict(connection.execute(query, [list(ids)]).fetchall())


def _next_numbers(connection: "Connection", ids: Sequence[str]) -> dict[str, int]:
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM reports").fetchall()[0]
    return {key: number for number, key in enumerate(ids, last + 1)}


def _report(row: Sequence[str | None]) -> Report:
    key, text, title, published, publisher, url = row
    return Report(id=key or "", text=text or "", title=title, published=published, publisher=publisher, url=url)


def _provenance(program: str | None, model: str | None, actors: str | None) -> Provenance | None:
    return Provenance(program=program, model=model or "", actors=actors) if program is not None else None
