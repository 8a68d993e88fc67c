"""A folder of Parquet files, one folder per table and view; the flat events by the year of their first day."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.export.tables import exported, rows
from dragoman.store.dictionary import Table

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection as Connection

NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""What readers of partitioned files take for null."""
YEARLY = f"*, coalesce(year(first_day)::VARCHAR, '{NO_YEAR}') AS partition"


def write(connection: "Connection", folder: Path) -> int:
    """Write all tables; the number of rows of all together."""
    return sum(_table(connection, table, folder / table.name) for table in exported(connection))


def _table(connection: "Connection", table: Table, folder: Path) -> int:
    if table.name == "events_flat":
        return _by_year(rows(connection, table.name, YEARLY), table, folder)
    batches = rows(connection, table.name)
    return _file(batches, _described(batches.schema, table), folder)


def _by_year(batches: "pa.RecordBatchReader", table: Table, folder: Path) -> int:
    """The rows come by day, so that one file is open at a time. A table without rows is one empty file, to be read as well."""
    schema = _described(batches.schema, table)
    written = 0
    for year, parts in groupby(chain.from_iterable(map(_years, batches)), key=lambda part: part[0]):
        written += _file((part for _, part in parts), schema, folder / f"year={year}")
    return written or _file([], schema, folder / f"year={NO_YEAR}")


def _years(batch: "pa.RecordBatch") -> Iterator[tuple[str, "pa.RecordBatch"]]:
    """The parts of a batch by year, without that column."""
    start = 0
    kept = batch.drop_columns(["partition"])
    for found in batch.column("partition").value_counts().to_pylist():
        yield found["values"], kept.slice(start, found["counts"])
        start += found["counts"]


def _file(batches: Iterable["pa.RecordBatch"], schema: "pa.Schema", folder: Path) -> int:
    from pyarrow import parquet

    written = 0
    folder.mkdir(parents=True)
    with parquet.ParquetWriter(folder / "part-0.parquet", schema, compression="zstd") as file:
        for batch in batches:
            file.write_batch(batch)
            written += batch.num_rows
    return written


def _described(schema: "pa.Schema", table: Table) -> "pa.Schema":
    """The schema of the table with what each column means."""
    import pyarrow as pa

    fields = [schema.field(column.name).with_metadata({"description": column.description}) for column in table.columns]
    return pa.schema(fields, metadata={"description": table.description})
