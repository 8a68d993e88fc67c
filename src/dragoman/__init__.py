"""dragoman reads reports of what states and their people did, said and promised, and keeps the record.

``import dragoman`` loads nothing heavy: the language model and the record types come with first use.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from dragoman.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.pipeline import Reader
    from dragoman.record import (
        Actor,
        CodedReport,
        Commitment,
        DragomanError,
        Event,
        GazetteerError,
        InputError,
        Instrument,
        ModelError,
        OntologyError,
        Provenance,
        QueryError,
        Rejection,
        RelationClaim,
        Report,
        Statement,
        StoreError,
    )
    from dragoman.store import Record

__all__ = [
    "Actor",
    "CodedReport",
    "Commitment",
    "DragomanError",
    "Event",
    "GazetteerError",
    "InputError",
    "Instrument",
    "ModelError",
    "OntologyError",
    "Provenance",
    "QueryError",
    "Reader",
    "Record",
    "Rejection",
    "RelationClaim",
    "Report",
    "Statement",
    "StoreError",
    "__version__",
    "open",
    "read",
]

ELSEWHERE = {"Reader": "dragoman.pipeline", "Record": "dragoman.store"}
"""Where names that are loaded with their first use come from, if not from the record types."""


def read(
    text: str, published: str | None = None, title: str | None = None, publisher: str | None = None
) -> "CodedReport":
    """The record of one report.

    ``text`` is taken as it is, so that every offset of the record points into it. ``published`` (``YYYY-MM-DD``)
    is what "on Tuesday" is counted from. InputError says why a text cannot be read.
    """
    from dragoman.sources import Details, make_report

    details = Details(title=title, published=published, publisher=publisher)
    return _reader().code(make_report(text, details))


def open(path: "str | Path" = "dragoman.duckdb") -> "Record":  # noqa: A001
    """The record that ``dragoman read`` keeps in a file, for questions; StoreError if there is none."""
    from dragoman.store import Record

    return Record(path)


@cache
def _reader() -> "Reader":
    from dragoman.pipeline import Reader

    return Reader()


def __getattr__(name: str) -> object:
    if name not in __all__:
        message = f"module 'dragoman' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(ELSEWHERE.get(name, "dragoman.record")), name)
