"""The formats by name, and the one way to write any of them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dragoman.export import csv_folder, gdelt, graphml, icews, jsonl, parquet_folder, plover
from dragoman.export.target import fresh
from dragoman.record import QueryError
from dragoman.store import reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection


class Format(msgspec.Struct, frozen=True):
    """One form that the record can be written in."""

    name: str
    description: str
    suffix: str
    """Of the file; ``folder`` if it is several."""
    write: Callable[["Connection", Path], int]
    """Writes to a path where nothing is yet, or into an empty folder; gives the number of rows."""


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        Format("jsonl", "the whole record, one JSON object per report", ".jsonl", jsonl.write),
        Format("csv", "every table and view as CSV, with a data package", "folder", csv_folder.write),
        Format("parquet", "every table and view as Parquet, events by year", "folder", parquet_folder.write),
        Format("plover", "one JSON object per event, in the fields of PLOVER 2.0", ".jsonl", plover.write),
        Format("gdelt", "actual events by pair, in the 61 columns of GDELT 2.0", ".tsv", gdelt.write),
        Format("icews", "actual events by pair, in the 20 columns of ICEWS", ".tsv", icews.write),
        Format("graphml", "who acts on whom, as a network", ".graphml", graphml.write),
    )
}


def export(record: Path, form: str, target: Path, *, overwrite: bool = False) -> int:
    """Write the record in one of :data:`FORMATS`; the number of rows (of reports: ``jsonl``) written.

    QueryError if there is no such format; StoreError if the record cannot be read or the target not be written. What was at
    the target stays until all is written.
    """
    if form not in FORMATS:
        raise QueryError(f"{form!r} is no format; valid: {', '.join(FORMATS)}")
    chosen = FORMATS[form]
    with reading(record) as connection, fresh(target, record, folder=chosen.suffix == "folder", overwrite=overwrite) as path:
        return chosen.write(connection, path)
