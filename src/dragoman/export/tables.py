"""The tables and views that go out, in an order that is the same every time, in batches."""

from typing import TYPE_CHECKING

from dragoman.store.dictionary import Table, dictionary

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection as Connection

LEFT_OUT = frozenset({"fingerprints", "alike", "migrations"})
"""The program's own means of finding copies and of keeping the file."""

BATCH, TEXTS = 50_000, 2_000
"""Rows in memory at once, and rows with the whole text of a report; each some tens of megabytes. They make the row groups of
Parquet, which readers skip as a whole."""

ITEM = "report_id, item, item_id"
ENTRY = "report_id, position"
ORDER = {
    "reports": "number",
    "reports_flat": "number",
    "events": ENTRY,
    "statements": ENTRY,
    "commitments": ENTRY,
    "instruments": ENTRY,
    "claims": ENTRY,
    "roles": f"{ITEM}, part, position",
    "evidence": f"{ITEM}, position",
    "events_flat": "first_day, report_id, event_id, COLUMNS('^(actor|recipient)_')",
}
"""Columns that tell rows apart; a table without an entry is small enough to be sorted by all it has."""


def exported(connection: "Connection") -> list[Table]:
    """The tables and views that are exported as such."""
    return [table for table in dictionary(connection) if table.name not in LEFT_OUT]


def batches(connection: "Connection", query: str, size: int = BATCH) -> "pa.RecordBatchReader":
    """The answer to a query, as it is read; until its end the connection answers nothing else."""
    return connection.sql(query).to_arrow_reader(size)


def rows(connection: "Connection", table: str, columns: str = "*") -> "pa.RecordBatchReader":
    """The rows of a table or view."""
    query = f"SELECT {columns} FROM {table} ORDER BY {ORDER.get(table, 'ALL')}"
    return batches(connection, query, TEXTS if table == "reports" else BATCH)
