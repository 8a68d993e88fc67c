"""The record in other programs' forms, one writer per form; ``docs/export.md`` describes each."""

from dragoman.export.formats import FORMATS, Format, export

__all__ = ["FORMATS", "Format", "export"]
