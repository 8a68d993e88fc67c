"""Writing into the record, inside the transaction of a caller."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.record import CodedReport, Provenance, Rejection, Report
from dragoman.store.rows import ALL_ENTRIES, TABLES, Row, Rows, all_entries

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection as Connection

DERIVED = {"reports": "fold(text) AS folded", "statements": "fold(content) AS folded", "evidence": "fold(sentence) AS folded"}
"""Columns that the file itself computes."""


class Kept(NamedTuple):
    """What the file holds of a report, besides its entries."""

    report: Report
    provenance: Provenance | None


KEPT = "SELECT id, text, title, published::VARCHAR, publisher, url, program, model, actors_table FROM reports"


def kept(connection: "Connection", ids: Iterable[str]) -> dict[str, Kept]:
    """The reports with these ids that the file holds, by id."""
    return _kept(connection, f"{KEPT} WHERE id IN (SELECT unnest(?::VARCHAR[]))", ids)


def kept_beside(connection: "Connection", ids: Iterable[str]) -> dict[str, Kept]:
    """The reports that got ids of their own (``ID~…``) because another report had the one that was theirs."""
    return _kept(connection, f"{KEPT} JOIN (SELECT unnest(?::VARCHAR[]) AS taken) ON starts_with(id, taken || '~')", ids)


def _kept(connection: "Connection", query: str, ids: Iterable[str]) -> dict[str, Kept]:
    found = connection.execute(query, [list(ids)]).fetchall()
    return {row[0]: Kept(_report(row[:6]), _provenance(*row[6:])) for row in found}


def begin_run(connection: "Connection", program: str, ago: float) -> int:
    """Enter a new run that began so many seconds ago; its number."""
    (run,) = connection.execute("SELECT coalesce(max(run), 0) + 1 FROM runs").fetchall()[0]
    began = "now() AT TIME ZONE 'UTC' - to_milliseconds(?::BIGINT)"
    connection.execute(f"INSERT INTO runs VALUES (?, ?, {began}, NULL)", [run, program, int(ago * 1000)])
    return int(run)


def end_run(connection: "Connection", run: int) -> None:
    """Enter that the run has ended."""
    connection.execute("UPDATE runs SET ended = now() AT TIME ZONE 'UTC' WHERE run = ?", [run])


def put(connection: "Connection", records: Sequence[CodedReport], run: int) -> set[str]:
    """Keep the records; those of the same reports that are there already are replaced, and their ids returned.

    Reviews stay as they are, and so do copies, which are for the caller to link anew.
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


def put_rejections(connection: "Connection", refused: Iterable[Rejection], run: int) -> None:
    """Keep why inputs, told as :func:`writable`, could not be read; one known already stays with the run that met it first."""
    told = dict.fromkeys(refused)
    known = set(rejections(connection)) if told else set()
    rows = [{"source": one.source, "reason": one.reason, "run": run} for one in told if one not in known]
    _insert(connection, "rejections", rows)


def rejections(connection: "Connection") -> list[Rejection]:
    """All rejections in the file."""
    found = connection.execute("SELECT source, reason FROM rejections").fetchall()
    return [Rejection(source=source, reason=reason) for source, reason in found]


def forget_rejections(connection: "Connection", mended: Iterable[Rejection]) -> None:
    """Take out rejections whose inputs were read after all."""
    connection.executemany("DELETE FROM rejections WHERE source = ? AND reason = ?", [(one.source, one.reason) for one in mended])


def writable(rejection: Rejection) -> Rejection:
    """Without half characters, which stand for the bytes of file names that are no UTF-8."""
    source, reason = (text.encode("utf-8", "backslashreplace").decode() for text in (rejection.source, rejection.reason))
    return Rejection(source=source, reason=reason)


def owners(connection: "Connection", records: Sequence[CodedReport]) -> dict[str, str]:
    """The entries that the file holds under ids of entries in these records, and the reports that they are of."""
    ids = [entry.id for coded in records for entry in all_entries(coded)]
    return dict(connection.execute(f"SELECT * FROM ({ALL_ENTRIES}) WHERE id IN (SELECT unnest(?::VARCHAR[]))", [ids]).fetchall())


def _forget(connection: "Connection", ids: Sequence[str]) -> None:
    if not ids:
        return
    for table in TABLES:
        remove(connection, table, "id" if table == "reports" else "report_id", ids)


def remove(connection: "Connection", table: str, column: str, ids: Iterable[str]) -> None:
    """Take out the rows with these ids in a column."""
    connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?::VARCHAR[]))", [list(ids)])


def _insert(connection: "Connection", table: str, rows: Sequence[Row]) -> None:
    """Append rows to a table, which takes its derived columns from the others."""
    import pyarrow as pa

    if rows:
        schema = connection.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema
        append(connection, table, pa.Table.from_pylist(list(rows), schema=schema))


def append(connection: "Connection", table: str, rows: "pa.Table") -> None:
    """Append rows that have the table's columns; row by row DuckDB takes a hundred times as long."""
    connection.register("appended", rows)
    columns = f"* REPLACE ({DERIVED[table]})" if table in DERIVED else "*"
    connection.execute(f"INSERT INTO {table} SELECT {columns} FROM appended")
    connection.unregister("appended")


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
