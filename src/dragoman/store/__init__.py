"""The record of many reports, in one DuckDB file."""

from dragoman.record import StoreError
from dragoman.store.asking import Record, Table, make_filter
from dragoman.store.conditions import Filter
from dragoman.store.database import reading, sole_writer, writing
from dragoman.store.load import load, load_all
from dragoman.store.records import read_records
from dragoman.store.rows import ALL_ENTRIES, all_entries, entries
from dragoman.store.writer import (
    Kept,
    append,
    begin_run,
    end_run,
    forget_rejections,
    kept,
    kept_beside,
    owners,
    put,
    put_rejections,
    rejections,
    remove,
    writable,
)

__all__ = [
    "ALL_ENTRIES",
    "Filter",
    "Kept",
    "Record",
    "StoreError",
    "Table",
    "all_entries",
    "append",
    "begin_run",
    "end_run",
    "entries",
    "forget_rejections",
    "kept",
    "kept_beside",
    "load",
    "load_all",
    "make_filter",
    "owners",
    "put",
    "put_rejections",
    "read_records",
    "reading",
    "rejections",
    "remove",
    "sole_writer",
    "writable",
    "writing",
]
