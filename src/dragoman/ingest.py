"""Reports into the record: what is known is passed over, the rest is read, and written whole in batches.

A batch is one transaction, so that the end of the process at any moment costs at most the reports under way; the same command
run again finishes the job.
"""

import re
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec

from dragoman import linking, store
from dragoman.engines import Engine
from dragoman.record import CodedReport, Provenance, Rejection, Report, content_id
from dragoman.version import __version__

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

T = TypeVar("T")

LOOK_UP = 32
"""Reports looked up in the file together."""

BATCH = 200
"""Reports written together at most, and"""
SECONDS = 5.0
"""seconds after which the next result is written with those that are there."""

PARTS = re.compile(r"(?:, (?:line|row) \d+| \(.*\))$", re.DOTALL)
"""What stands behind the name of an input where one of its reports is meant."""

Result = CodedReport | Rejection
"""What becomes of a report."""


class Summary(msgspec.Struct, kw_only=True):
    """What a run has done so far, in reports."""

    read: int = 0
    updated: int = 0
    """Of those read: reports that the file had from another version of the program or with other actors, or that are known
    better now (their date, their source). Counted when they are written."""
    known: int = 0
    """In the record already, and passed over."""
    set_aside: int = 0
    events: int = 0
    """Events in the reports read."""
    began: float = msgspec.field(default_factory=time.monotonic)
    seconds: float = 0.0

    def count(self, result: Result) -> None:
        """Count one more report read or set aside."""
        if isinstance(result, Rejection):
            self.set_aside += 1
        else:
            self.read += 1
            self.events += len(result.events)
        self.seconds = time.monotonic() - self.began

    @property
    def handled(self) -> int:
        """Reports that the run has come to, in whatever way."""
        return self.read + self.known + self.set_aside

    @property
    def rate(self) -> float:
        """Reports read in a second."""
        return self.read / self.seconds if self.seconds else 0.0


class Ingest:
    """One run: holds the right to write to the file from ``with`` until its end.

    StoreError if the file cannot be written or another run has it.
    """

    def __init__(self, path: Path) -> None:
        self.summary = Summary()
        self.last: str | None = None
        """Id of the report that was handled last, by which the file has it."""
        self._path = path
        self._right = ExitStack()
        self._run: int | None = None
        self._written = self.summary.began
        self._batch: list[Result] = []
        self._sent: deque[str | None] = deque()
        """What the engine has been given and not yet given back: ids of reports, and None for rejections."""
        self._under_way: dict[str, store.Kept] = {}
        """Reports that were begun after the file was last looked into."""
        self._done: set[str] = set()
        """Those of them that the file has by now."""
        self._read: set[str] = set()
        self._refused: set[Rejection] = set()
        """Ids of reports that were read in this run, and what was set aside."""

    def __enter__(self) -> Self:
        if self._path.is_file():  # refuse what is no record before anything is written beside it
            with store.reading(self._path):
                pass
        with ExitStack() as right:
            right.enter_context(store.sole_writer(self._path))
            with store.writing(self._path):
                pass
            self._right = right.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """What has been read is written also when the run is broken off."""
        with self._right:
            if not isinstance(error, store.StoreError):
                self._write(last=True)

    def read(self, reports: Iterable[Report | Rejection], engine: Engine, provenance: Provenance) -> Iterator[Result]:
        """Read and keep what is new; each result is yielded as it comes, and is in the file a batch later.

        ``provenance`` is what the engine's records bear: a report that the file has with another one is read again.
        """
        for result in engine.code(self._fresh(reports, provenance)):
            begun = self._sent.popleft()
            if begun and isinstance(result, Rejection):
                del self._under_way[begun]
            self._keep(result)
            yield result

    def take(self, records: Iterable[Result]) -> Iterator[Result]:
        """Keep records that were read elsewhere; those that the file holds alike are passed over."""
        for found in _chunks(records, BATCH):
            for result in self._unlike(found):
                self._keep(result)
                yield result
            self._write()

    def forgive(self, names: Iterable[str]) -> None:
        """Forget why these inputs could not be read before, as far as it was not so again; call it when all have been read."""
        self._write()
        done = self._read | set(names)
        with store.reading(self._path) as connection:
            told = store.rejections(connection)
        mended = [one for one in told if one not in self._refused and PARTS.sub("", one.source) in done]
        if mended:
            with store.writing(self._path) as connection:
                store.forget_rejections(connection, mended)

    def _fresh(self, reports: Iterable[Report | Rejection], provenance: Provenance) -> Iterator[Report | Rejection]:
        """Without the reports that are known; counts these."""
        for found in _chunks(reports, LOOK_UP):
            there = self._look_up([report for report in found if isinstance(report, Report)])
            for report in found:
                fresh = self._settled(report, there, provenance) if isinstance(report, Report) else report
                if fresh is None:
                    self.summary.known += 1
                    continue
                self._sent.append(fresh.id if isinstance(fresh, Report) else None)
                yield fresh

    def _look_up(self, reports: list[Report]) -> dict[str, store.Kept]:
        """What the file holds under the ids of these reports, and under those made from an id that was another's."""
        for key in self._done:
            self._under_way.pop(key, None)
        self._done.clear()
        with store.reading(self._path) as connection:
            there = store.kept(connection, [report.id for report in reports])
            others = {report.id for report in reports if report.id in there and not _is_same(there[report.id].report, report)}
            return there | (store.kept_beside(connection, others) if others else {})

    def _settled(self, report: Report, there: dict[str, store.Kept], provenance: Provenance) -> Report | Rejection | None:
        """The report under the id that it is kept by, with all that is known of it; None if nothing of it is new.

        Another report may have its id already: then it gets one of its own.
        """
        named = {key: kept for key, kept in (there | self._under_way).items() if key == report.id or key.startswith(f"{report.id}~")}
        for key, kept in named.items():
            if _is_same(kept.report, report):
                self.last = key
                merged = _merged(report, kept.report)
                by_people = kept.provenance is None
                known = by_people or (merged == kept.report and kept.provenance == provenance)
                return None if known else self._begun(merged, provenance)
        self.last = report.id if report.id not in named else _other_id(report)
        if self.last in named:
            return Rejection(source=report.id, reason=f"other reports have the ids {report.id} and {self.last}; give it another")
        return self._begun(msgspec.structs.replace(report, id=self.last), provenance)

    def _begun(self, report: Report, provenance: Provenance) -> Report:
        self._under_way[report.id] = store.Kept(report, provenance)
        return report

    def _unlike(self, results: list[Result]) -> Iterator[Result]:
        """Without the records that the file holds alike; counts these."""
        records = [result for result in results if isinstance(result, CodedReport)]
        with store.reading(self._path) as connection:
            there = {coded.report.id: coded for coded in store.load(connection, [coded.report.id for coded in records])}
            owners = store.owners(connection, records)
        for result in results:
            checked = _checked(result, there, owners) if isinstance(result, CodedReport) else result
            if isinstance(checked, CodedReport):
                if there.get(checked.report.id) == checked:
                    self.summary.known += 1
                    continue
                there[checked.report.id] = checked
                owners |= dict.fromkeys(_ids(checked), checked.report.id)
            yield checked

    def _keep(self, result: Result) -> None:
        if isinstance(result, CodedReport) and any(_has_id(other, result.report.id) for other in self._batch):
            self._write()  # a batch holds a report once; what is known better now replaces what was known first
        if isinstance(result, Rejection):
            result = store.writable(result)
            self._refused.add(result)
        else:
            self._read.add(result.report.id)
        self._batch.append(result)
        self.summary.count(result)
        if len(self._batch) >= BATCH or time.monotonic() - self._written > SECONDS:
            self._write()

    def _write(self, *, last: bool = False) -> None:
        """Write the batch; a run that has nothing to write leaves no trace."""
        if self._batch or (last and self._run is not None):
            with store.writing(self._path) as connection:
                self._put(connection)
                if last and self._run is not None:
                    store.end_run(connection, self._run)
        self._batch.clear()
        self._written = time.monotonic()
        self.summary.seconds = self._written - self.summary.began

    def _put(self, connection: "Connection") -> None:
        records = [result for result in self._batch if isinstance(result, CodedReport)]
        refused = [result for result in self._batch if isinstance(result, Rejection)]
        if self._run is None:
            self._run = store.begin_run(connection, __version__, time.monotonic() - self.summary.began)
        before = store.put(connection, records, self._run)
        store.put_rejections(connection, refused, self._run)
        linking.link_copies(connection, [coded.report for coded in records], before)
        self.summary.updated += len(before)
        self._done |= {coded.report.id for coded in records}


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of that size; shorter ones where they come slowly."""
    chunk: list[T] = []
    began = time.monotonic()
    for item in items:
        chunk.append(item)
        if len(chunk) >= size or time.monotonic() - began > 1:
            yield chunk
            chunk, began = [], time.monotonic()
    if chunk:
        yield chunk


def _other_id(report: Report) -> str:
    """The id of a report whose own is another's already."""
    told = (report.text, report.title, report.published, report.publisher, report.url)
    return f"{report.id}~{content_id('', *told)[1:9]}"


DETAILS = ("title", "published", "publisher", "url")


def _is_same(one: Report, other: Report) -> bool:
    """Whether these are one report: the same text, and nothing known of the one that contradicts the other.

    The same words in two papers are two reports, of which one is a copy.
    """
    told = [(getattr(one, name), getattr(other, name)) for name in DETAILS]
    return one.text == other.text and all(a is None or b is None or a == b for a, b in told)


def _merged(report: Report, stored: Report) -> Report:
    told = {name: getattr(report, name) or getattr(stored, name) for name in DETAILS}
    return msgspec.structs.replace(stored, **told)


def _checked(coded: CodedReport, there: dict[str, CodedReport], owners: dict[str, str]) -> Result:
    """The record, with what is known of its report, if it can be kept beside those that are there; else a rejection."""
    report = coded.report
    if report.id in there:
        kept = there[report.id].report
        if not _is_same(kept, report):
            return Rejection(source=report.id, reason="another report with this id is in the record; give one of them another id")
        coded = msgspec.structs.replace(coded, report=_merged(report, kept))
    again = [key for key, times in Counter(_ids(coded)).items() if times > 1 or owners.get(key, report.id) != report.id]
    if again:
        return Rejection(source=report.id, reason=f"the id {again[0]} is another entry's too; an id may stand for one entry only")
    return coded


def _ids(coded: CodedReport) -> list[str]:
    return [entry.id for entry in store.all_entries(coded)]


def _has_id(result: Result, report_id: str) -> bool:
    return isinstance(result, CodedReport) and result.report.id == report_id
