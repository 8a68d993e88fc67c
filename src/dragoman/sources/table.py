"""Tables: a header line with names of columns, then one report to a row; commas, semicolons, tabs or bars between cells.

A table is read row by row, so that its size is no matter. Bytes that are not UTF-8 are carried along as half characters
until their row is complete, and decoded then; so a bad row costs nothing but itself.
"""

import csv
import io
from collections.abc import Iterator
from functools import partial

from dragoman.record import InputError, Rejection, Report
from dragoman.sources.columns import find_columns, missing
from dragoman.sources.decode import MARKS, decode, unix
from dragoman.sources.options import Options
from dragoman.sources.report import LIMIT, Details, attempt, make_report, too_large

DELIMITERS = ",;\t|"


def table_reports(source: str, stream: io.BufferedReader, options: Options) -> Iterator[Report | Rejection]:
    """The reports of a table; a bad row is set aside alone, and named by its number, the header being row 1."""
    csv.field_size_limit(LIMIT)
    lines = _Lines(stream)
    rows = csv.reader(lines, delimiter=_delimiter(lines.header))
    header = [_decoded(name).strip() for name in next(rows)]
    columns = find_columns(header, options.columns)
    if "text" not in columns:
        raise missing("of texts", header)
    places = {ours: header.index(name) for ours, name in columns.items()}
    for number, row in enumerate(rows, 2):
        lines.begin_row()
        if any(cell.strip() for cell in row):
            yield attempt(f"{source}, row {number}", partial(_report, row, len(header), places, options.given))


class _Lines:
    """The lines of a table as text, from its header on; a row over the limit ends it, since nobody can tell where it ends."""

    def __init__(self, stream: io.BufferedReader) -> None:
        start = stream.peek(4)
        encoding = next((encoding for mark, encoding in MARKS if start.startswith(mark)), "utf-8")
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        self._text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
        self._row = 0
        self._waiting = self.header = self._first_line()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self._waiting = self._waiting or self._text.readline(LIMIT + 1), ""
        if not line:
            raise StopIteration
        self._row += len(line)
        if self._row > LIMIT:
            raise too_large("a row has more, as where a quotation mark is not closed, and what follows it was not read")
        return line

    def begin_row(self) -> None:
        self._row = 0

    def _first_line(self) -> str:
        for line in iter(lambda: self._text.readline(LIMIT + 1), ""):
            if line.strip():
                return line
        raise InputError("empty: there is no text to read")


def _delimiter(header: str) -> str:
    """The mark that cuts the header into most cells; a comma where none does."""
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([header], delimiter=mark))))


def _report(row: list[str], width: int, places: dict[str, int], given: Details) -> Report:
    if len(row) > width:
        raise InputError(
            f"{len(row)} cells under {width} columns: a cell that holds the mark between cells needs quotation marks"
        )
    cells = {ours: _decoded(row[place]) for ours, place in places.items() if place < len(row)}
    text = cells.pop("text", "")
    return make_report(text, given.or_else(Details(**{ours: cell for ours, cell in cells.items() if cell.strip()})))


def _decoded(cell: str) -> str:
    """The cell with what is not UTF-8 in it decoded as a file would be."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return decode(cell.encode(errors="surrogateescape"))
    return unix(cell)
