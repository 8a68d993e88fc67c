"""The record as Python programs see it: questions in, tables out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import msgspec

from dragoman.record import CodedReport, QueryError, StoreError
from dragoman.store.conditions import Filter
from dragoman.store.database import reading
from dragoman.store.load import AT_ONCE, load
from dragoman.store.questions import build

if TYPE_CHECKING:
    from typing import TypedDict

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    class Asked(TypedDict, total=False):
        """The fields of :class:`dragoman.store.conditions.Filter`, as arguments."""

        between: tuple[str, str]
        actor: str
        type: str | Sequence[str]
        quad: int | Sequence[int]
        aux: str | Sequence[str]
        since: str | date
        until: str | date
        said_by: str
        source: str
        text: str
        copies: bool
        limit: int


class Table:
    """Rows of an answer, in columns: an Arrow table that becomes what your program works with.

    Everything that takes Arrow data takes it as it is (``polars.DataFrame(table)``, ``pandas.DataFrame.from_arrow(table)``).
    """

    def __init__(self, arrow: "pa.Table") -> None:
        self._arrow = arrow

    def arrow(self) -> "pa.Table":
        """As a :class:`pyarrow.Table`."""
        return self._arrow

    def polars(self) -> "pl.DataFrame":
        """As a polars data frame; ImportError tells how to install polars."""
        polars = _library("polars")
        frame: pl.DataFrame = polars.from_arrow(self._arrow)
        return frame

    def pandas(self) -> "pd.DataFrame":
        """As a pandas data frame; ImportError tells how to install pandas."""
        _library("pandas")
        frame: pd.DataFrame = self._arrow.to_pandas()
        return frame

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self._arrow.column_names)

    def rows(self) -> list[dict[str, Any]]:
        """As a list of dictionaries; QueryError if there is a date that Python has not (before the year 1, or infinity)."""
        try:
            rows: list[dict[str, Any]] = self._arrow.to_pylist()
        except (OverflowError, ValueError) as error:
            raise QueryError(f"there is a value that Python has not ({error}); ask for it as text, as in CAST(… AS VARCHAR)") from None
        return rows

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._arrow.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return int(self._arrow.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    def __repr__(self) -> str:
        return f"<Table of {len(self):,} rows: {', '.join(self.columns)}>"


class Record:
    """A file of the record, for questions. The file is open only while one is answered, so that a writer may write meanwhile.

    The questions take the fields of :class:`dragoman.store.conditions.Filter` as arguments and raise QueryError if they cannot
    be asked so, StoreError if the file cannot be read.
    """

    def __init__(self, path: str | Path) -> None:
        """StoreError if there is no record at ``path``."""
        self.path = Path(path)
        with reading(self.path):
            pass

    def events(self, **asked: Unpack["Asked"]) -> Table:
        """Events, the latest first: one row each, with actors, recipients and speakers as lists of structs."""
        return self.ask("events", make_filter(**asked))

    def statements(self, **asked: Unpack["Asked"]) -> Table:
        """Statements, the latest published first."""
        return self.ask("statements", make_filter(**asked))

    def commitments(self, **asked: Unpack["Asked"]) -> Table:
        """Commitments, the latest made first; ``type`` is their kind."""
        return self.ask("commitments", make_filter(**asked))

    def instruments(self, **asked: Unpack["Asked"]) -> Table:
        """Citations of instruments; ``between`` asks for those with both parties."""
        return self.ask("instruments", make_filter(**asked))

    def claims(self, **asked: Unpack["Asked"]) -> Table:
        """Claims about how two states stand; ``type`` is the claim."""
        return self.ask("claims", make_filter(**asked))

    def reports(self, **asked: Unpack["Asked"]) -> Table:
        """Reports; ``between``, ``actor`` and ``type`` ask for those that tell of such an event."""
        return self.ask("reports", make_filter(**asked))

    def actors(self, **asked: Unpack["Asked"]) -> Table:
        """Who appears in the record, the most frequent first."""
        return self.ask("actors", make_filter(**asked))

    def rejections(self) -> Table:
        """Inputs that could not be read, and why."""
        return self.sql("SELECT source, reason, run FROM rejections ORDER BY run, rowid")

    def ask(self, question: str, asked: Filter) -> Table:
        """The answer to one of the questions above, by name."""
        built = build(question, asked)
        return self._answer(built.sql, built.values)

    def sql(self, query: str, parameters: Sequence[object] = ()) -> Table:
        """The answer to a query in DuckDB's SQL, which can change nothing and touch no other file."""
        return self._answer(query, parameters)

    def report(self, report_id: str) -> CodedReport | None:
        """The record of one report; None if there is none with this id."""
        with reading(self.path) as connection:
            return next(load(connection, [report_id]), None)

    def coded(self) -> Iterator[CodedReport]:
        """The records of all reports, in the order in which they were first read, some hundreds at a time."""
        ids = [row["id"] for row in self.sql("SELECT id FROM reports ORDER BY number")]
        for start in range(0, len(ids), AT_ONCE):
            with reading(self.path) as connection:
                some = list(load(connection, ids[start : start + AT_ONCE]))
            yield from some

    def _answer(self, query: str, parameters: Sequence[object]) -> Table:
        with reading(self.path) as connection, _explained():
            if len(connection.extract_statements(query)) > 1:
                raise QueryError("these are several queries; ask them one by one")
            answer = connection.sql(query, params=list(parameters))
            if answer is None:
                raise QueryError("the query gives no table; the record is open for reading alone: ask with SELECT")
            if again := [name for name, times in Counter(answer.columns).items() if times > 1]:
                raise QueryError(f"two columns of the answer are called {again[0]!r}; give one another name with AS")
            return Table(answer.to_arrow_table())


@contextmanager
def _explained() -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.IOException as error:
        raise StoreError(f"cannot read the record: {error}") from None
    except duckdb.Error as error:
        raise QueryError(f"the query cannot be answered: {error}") from None


def make_filter(**asked: Any) -> Filter:
    """The filter of these arguments, in which one value stands for a list of one; QueryError if one is malformed."""
    asked = {name: value for name, value in asked.items() if value is not None}
    for name in ("type", "quad", "aux"):
        if isinstance(asked.get(name), str | int):
            asked[name] = (asked[name],)
    for name in ("since", "until"):
        if isinstance(asked.get(name), date):
            asked[name] = asked[name].isoformat()
    try:
        return msgspec.convert(asked, Filter)
    except msgspec.ValidationError as error:
        raise QueryError(f"what is asked is malformed: {error}") from None


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise ImportError(f"{name} is not installed; pip install 'dragoman[{name}]'") from None
