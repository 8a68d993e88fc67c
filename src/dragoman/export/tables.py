"""The tables and views that go out, in an order that is the same every time, some thousand reports at once.

One query for all would be sorted and joined in as much memory as the record has events, and DuckDB gives up where that is
missing. In parts by report it takes little more time, and memory for one part.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.store.dictionary import Table, dictionary

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection as Connection

LEFT_OUT = frozenset({"fingerprints", "alike", "migrations"})
"""The program's own means of finding copies and of keeping the file."""

REPORTS = 4_000
"""Reports in a part: some 60,000 events."""
BATCH = 50_000
"""Rows in memory at once."""

ORDER = {
    "reports": "id",
    "events": "report_id, position",
    "statements": "report_id, position",
    "commitments": "report_id, position",
    "instruments": "report_id, position",
    "claims": "report_id, position",
    "roles": "report_id, item, item_id, part, position",
    "evidence": "report_id, item, item_id, position",
    "events_flat": "report_id, event_id, COLUMNS('^(actor|recipient)_')",
    "mentions": "report_id, * EXCLUDE (report_id)",
}
"""Columns that tell rows apart, the report's id first, of the tables that go out in parts. The others are small."""


def exported(connection: "Connection") -> list[Table]:
    """The tables and views that are exported as such."""
    return [table for table in dictionary(connection) if table.name not in LEFT_OUT]


def rows(connection: "Connection", table: str) -> "pa.RecordBatchReader":
    """The rows of a table or view; until their end the connection answers nothing else."""
    if table not in ORDER:
        return connection.sql(f"SELECT * FROM {table} ORDER BY ALL").to_arrow_reader(BATCH)
    key = ORDER[table].partition(",")[0]
    return parted(connection, f"SELECT * FROM {table} WHERE {key} BETWEEN $first AND $last ORDER BY {ORDER[table]}")


def parted(connection: "Connection", query: str) -> "pa.RecordBatchReader":
    """The answers to a query about the reports from the id ``$first`` to ``$last``, one after the other, for all reports."""
    import pyarrow as pa

    nothing = connection.sql(query, params={"first": "", "last": ""}).to_arrow_table()
    return pa.RecordBatchReader.from_batches(nothing.schema, _parts(connection, query))


def _parts(connection: "Connection", query: str) -> "Iterator[pa.RecordBatch]":
    numbered = f"SELECT id, (row_number() OVER (ORDER BY id) - 1) // {REPORTS} AS part FROM reports"
    ends = connection.execute(f"SELECT min(id), max(id) FROM ({numbered}) GROUP BY part ORDER BY part").fetchall()
    for first, last in ends:
        yield from connection.sql(query, params={"first": first, "last": last}).to_arrow_reader(BATCH)
