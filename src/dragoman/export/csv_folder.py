"""A folder of CSV files (RFC 4180), one per table and view, with the data package that describes them."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dragoman.export.cells import csv_cells
from dragoman.export.tables import exported, rows
from dragoman.export.target import PACKAGE
from dragoman.store.dictionary import datapackage

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection as Connection

DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def write(connection: "Connection", folder: Path) -> int:
    """Write all tables; the number of rows of all together."""
    tables = exported(connection)
    package = datapackage(tables)
    for resource in package["resources"]:
        resource |= {"format": "csv", "encoding": "utf-8", "dialect": DIALECT}
    (folder / PACKAGE).write_bytes(msgspec.json.format(msgspec.json.encode(package), indent=2))
    return sum(_table(rows(connection, table.name), folder / f"{table.name}.csv") for table in tables)


def _table(batches: "pa.RecordBatchReader", path: Path) -> int:
    from pyarrow import csv

    written = 0
    schema = csv_cells(_empty(batches.schema)).schema
    with csv.CSVWriter(path, schema, write_options=csv.WriteOptions(eol="\r\n")) as file:
        for batch in batches:
            file.write_batch(csv_cells(batch))
            written += batch.num_rows
    return written


def _empty(schema: "pa.Schema") -> "pa.RecordBatch":
    import pyarrow as pa

    return pa.RecordBatch.from_pylist([], schema=schema)
