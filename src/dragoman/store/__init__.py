"""The record of many reports, in one DuckDB file."""

from dragoman.record import StoreError
from dragoman.store.database import reading, sole_writer, writing
from dragoman.store.load import load, load_all
from dragoman.store.rows import entries
from dragoman.store.writer import Kept, begin_run, end_run, kept, put, put_rejections, taken

__all__ = [
    "Kept",
    "StoreError",
    "begin_run",
    "end_run",
    "entries",
    "kept",
    "load",
    "load_all",
    "put",
    "put_rejections",
    "reading",
    "sole_writer",
    "taken",
    "writing",
]
