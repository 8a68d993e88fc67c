"""dragoman reads reports of what states and their people did, said and promised, and keeps the record.

``import dragoman`` loads nothing heavy: the language model and the record types come with first use.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.pipeline import Reader
    from dragoman.record import (
        Actor,
        CodedReport,
        Commitment,
        DragomanError,
        Event,
        InputError,
        Instrument,
        Provenance,
        Rejection,
        RelationClaim,
        Report,
        Statement,
    )

__all__ = [
    "Actor",
    "CodedReport",
    "Commitment",
    "DragomanError",
    "Event",
    "InputError",
    "Instrument",
    "Provenance",
    "Reader",
    "Rejection",
    "RelationClaim",
    "Report",
    "Statement",
    "__version__",
    "read",
]


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


@cache
def _reader() -> "Reader":
    from dragoman.pipeline import Reader

    return Reader()


def __getattr__(name: str) -> object:
    if name not in __all__:
        message = f"module 'dragoman' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module("dragoman.pipeline" if name == "Reader" else "dragoman.record"), name)
