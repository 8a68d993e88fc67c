"""A folder of Parquet files, one folder per table and view; the flat events by the year of their first day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.export.tables import BATCH, exported, rows
from dragoman.store.dictionary import Table

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection as Connection

NO_YEAR = "0"
"""Of events without a date. The usual name for null, ``__HIVE_DEFAULT_PARTITION__``, is one that pandas cannot read."""
WAITING = 4 * BATCH
"""Rows of all years together that wait for more of their year, so that row groups are not small where years are many."""


def write(connection: "Connection", folder: Path) -> int:
    """Write all tables; the number of rows of all together."""
    return sum(_table(rows(connection, table.name), table, folder / table.name) for table in exported(connection))


def _table(batches: "pa.RecordBatchReader", table: Table, folder: Path) -> int:
    schema = _described(batches.schema, table)
    if table.name == "events_flat":
        return _by_year(batches, schema, folder)
    with _file(schema, folder) as file:
        return sum(_put(file, batch) for batch in batches)


def _by_year(batches: Iterable["pa.RecordBatch"], schema: "pa.Schema", folder: Path) -> int:
    with ExitStack() as files:
        years = _Years(schema, folder, files)
        return sum(years.put(batch) for batch in batches) + years.end()


class _Years:
    """One file per year, all open at once. Of too many rows that wait, the year with the most is written."""

    def __init__(self, schema: "pa.Schema", folder: Path, files: ExitStack) -> None:
        self._schema, self._folder, self._open = schema, folder, files
        self._files: dict[str, Any] = {}
        self._waiting: defaultdict[str, list[pa.RecordBatch]] = defaultdict(list)

    def put(self, batch: "pa.RecordBatch") -> int:
        """Take rows of any years; the number that were written meanwhile."""
        for year, part in _parts(batch):
            self._waiting[year].append(part)
        return self._write(max(self._waiting, key=self._rows)) if sum(map(self._rows, self._waiting)) > WAITING else 0

    def end(self) -> int:
        """Write what waits; the number of rows. Without any there is no year, but an empty file that can be read."""
        if not self._waiting and not self._files:
            self._open.enter_context(_file(self._schema, self._folder))
        return sum(self._write(year) for year in sorted(self._waiting))

    def _rows(self, year: str) -> int:
        return sum(part.num_rows for part in self._waiting[year])

    def _write(self, year: str) -> int:
        import pyarrow as pa

        if year not in self._files:
            self._files[year] = self._open.enter_context(_file(self._schema, self._folder / f"year={year}"))
        return _put(self._files[year], pa.concat_batches(self._waiting.pop(year)))


def _parts(batch: "pa.RecordBatch") -> Iterator[tuple[str, "pa.RecordBatch"]]:
    import pyarrow.compute as pc

    years = pc.fill_null(pc.cast(pc.year(batch.column("first_day")), "string"), NO_YEAR)
    for year in sorted(years.unique().to_pylist()):
        yield year, batch.filter(pc.equal(years, year))


def _file(schema: "pa.Schema", folder: Path) -> Any:
    from pyarrow import parquet

    folder.mkdir(parents=True)
    return parquet.ParquetWriter(folder / "part-0.parquet", schema, compression="zstd")


def _put(file: Any, batch: "pa.RecordBatch") -> int:
    file.write_batch(batch)
    return int(batch.num_rows)


def _described(schema: "pa.Schema", table: Table) -> "pa.Schema":
    """The schema of the table with what each column means."""
    import pyarrow as pa

    fields = [schema.field(column.name).with_metadata({"description": column.description}) for column in table.columns]
    return pa.schema(fields, metadata={"description": table.description})
