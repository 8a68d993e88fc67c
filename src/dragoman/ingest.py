"""Reports into the record: what is known is passed over, the rest is read, and written whole in batches.

A batch is one transaction, so that the end of the process at any moment costs at most the reports under way; the same command
run again finishes the job.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
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
"""seconds after which those that are there are written."""

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
        self._right = store.sole_writer(path)
        self._run: int | None = None
        self._batch: list[Result] = []
        self._under_way: dict[str, store.Kept] = {}
        """Reports that were begun after the file was last looked into."""
        self._done: set[str] = set()
        """Those of them that the file has by now."""
        self._written = time.monotonic()

    def __enter__(self) -> Self:
        self._right.__enter__()
        try:
            with store.writing(self._path):
                pass
        except BaseException:
            self._right.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """What has been read is written also when the run is broken off."""
        try:
            if not isinstance(error, store.StoreError):
                self._write(last=True)
        finally:
            self._right.__exit__(kind, error, trace)

    def read(self, reports: Iterable[Report | Rejection], engine: Engine, provenance: Provenance) -> Iterator[Result]:
        """Read and keep what is new; each result is yielded as it comes, and is in the file a batch later.

        ``provenance`` is what the engine's records bear: a report that the file has with another one is read again.
        """
        for result in engine.code(self._fresh(reports, provenance)):
            self._keep(result)
            yield result

    def take(self, records: Iterable[Result]) -> Iterator[Result]:
        """Keep records that were read elsewhere; those that the file holds alike are passed over."""
        for found in _chunks(records, BATCH):
            for result in self._unlike(found):
                self._keep(result)
                yield result
            self._write()

    def _fresh(self, reports: Iterable[Report | Rejection], provenance: Provenance) -> Iterator[Report | Rejection]:
        """Without the reports that are known; counts these."""
        for found in _chunks(reports, LOOK_UP):
            there = self._look_up([report for report in found if isinstance(report, Report)])
            for report in found:
                fresh = report if isinstance(report, Rejection) else self._settled(report, there, provenance)
                if fresh is None:
                    self.summary.known += 1
                else:
                    yield fresh

    def _look_up(self, reports: list[Report]) -> dict[str, store.Kept]:
        ids = [key for report in reports for key in (report.id, _other_id(report))]
        for key in self._done:
            self._under_way.pop(key, None)
        self._done.clear()
        with store.reading(self._path) as connection:
            return store.kept(connection, ids)

    def _settled(self, report: Report, there: dict[str, store.Kept], provenance: Provenance) -> Report | None:
        """The report under the id that it is kept by, with all that is known of it; None if nothing of it is new.

        Another report may have its id already: then it gets one of its own.
        """
        for key in (report.id, _other_id(report)):
            stored = self._under_way.get(key) or there.get(key)
            self.last = key
            if stored is None:
                return self._begun(msgspec.structs.replace(report, id=key), provenance)
            if _is_same(stored.report, report):
                merged = _merged(report, stored.report)
                known = merged == stored.report and stored.provenance == provenance
                return None if known else self._begun(merged, provenance)
        return None

    def _begun(self, report: Report, provenance: Provenance | None) -> Report:
        self._under_way[report.id] = store.Kept(report, provenance)
        return report

    def _unlike(self, results: list[Result]) -> Iterator[Result]:
        records = [result for result in results if isinstance(result, CodedReport)]
        with store.reading(self._path) as connection:
            there = {coded.report.id: coded for coded in store.load(connection, [coded.report.id for coded in records])}
            taken = store.taken(connection, records)
        for result in results:
            if isinstance(result, CodedReport) and there.get(result.report.id) == result:
                self.summary.known += 1
                continue
            checked = _checked(result, there, taken) if isinstance(result, CodedReport) else result
            if isinstance(checked, CodedReport):
                there[checked.report.id] = checked
                taken |= set(_ids(checked))
            yield checked

    def _keep(self, result: Result) -> None:
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
            self._run = store.begin_run(connection, __version__)
        before = store.put(connection, records, self._run)
        store.put_rejections(connection, refused, self._run)
        linking.link_copies(connection, [coded.report for coded in records], before)
        self.summary.updated += len(before)
        self._done |= {coded.report.id for coded in records}


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists; one that comes slowly is not kept waiting for others."""
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


def _checked(coded: CodedReport, there: dict[str, CodedReport], taken: set[str]) -> Result:
    """The record if it can be kept beside those that are there, else a rejection."""
    report = coded.report
    if report.id in there and there[report.id].report.text != report.text:
        return Rejection(source=report.id, reason="another report with this id is in the record; give one of them another id")
    ids = _ids(coded)
    again = [key for key, times in Counter(ids).items() if times > 1 or key in taken]
    if again:
        return Rejection(source=report.id, reason=f"the id {again[0]} is another entry's too; an id may stand for one entry only")
    return coded


def _ids(coded: CodedReport) -> list[str]:
    return [entry.id for found in store.entries(coded).values() for entry in found]
