"""Cells of tables as text that is safe to open: no cell runs as a formula, and none of a TSV file breaks its line."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

FORMULA = r"^(?:[\t\r\n]|[\p{Z}\p{C}]*[-=+@－＝＋＠])"
"""What spreadsheets take for the beginning of a formula: its sign, also in full width, also after blanks that they pass over."""

UNPRINTABLE = r"[\p{Cc}\p{Zl}\p{Zp}\x{FFFE}\x{FFFF}]+"
"""Ends of lines, tabs, and what XML does not allow; a pattern for Arrow and for DuckDB."""


def neutral(texts: Any) -> Any:
    """The texts, with an apostrophe before each that a spreadsheet would run."""
    import pyarrow.compute as pc

    return pc.if_else(pc.match_substring_regex(texts, FORMULA), pc.binary_join_element_wise("'", texts, ""), texts)


def csv_cells(batch: "pa.RecordBatch") -> "pa.RecordBatch":
    """The batch as CSV holds it: lists joined by semicolons, times to the second, texts neutral."""
    return _each(batch, _csv_cell)


def tsv_cells(batch: "pa.RecordBatch") -> "pa.RecordBatch":
    """The batch as a file without quoting holds it: each text on one line, quotation marks single, neutral."""
    return _each(batch, _tsv_cell)


def _each(batch: "pa.RecordBatch", cell: Callable[[Any], Any]) -> "pa.RecordBatch":
    import pyarrow as pa

    return pa.record_batch([cell(column) for column in batch.columns], names=batch.schema.names)


def _csv_cell(column: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_list(column.type):
        column = pc.binary_join(column, ";")
    if pa.types.is_timestamp(column.type):
        return pc.strftime(pc.cast(column, pa.timestamp("s"), safe=False), format="%Y-%m-%dT%H:%M:%SZ")
    return neutral(column) if pa.types.is_string(column.type) else column


def _tsv_cell(column: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_string(column.type):
        return column
    one_line = pc.utf8_trim_whitespace(pc.replace_substring_regex(column, UNPRINTABLE, " "))
    # Some readers take a quotation mark at the beginning of a cell for quoting and run on to the next one.
    return neutral(pc.replace_substring(one_line, '"', "'"))
