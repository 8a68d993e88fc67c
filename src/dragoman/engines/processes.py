"""Several processes, each with a reader of its own; order is kept."""

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import Thread
from typing import NamedTuple

from dragoman.engines.base import Coder, code_or_reject, rejected
from dragoman.record import CodedReport, Rejection, Report

AHEAD = 4
"""Reports handed out per process before the oldest has come back: enough that none waits, few enough for memory."""


class _Job(NamedTuple):
    report: Report
    result: "Future[CodedReport | Rejection]"


class ProcessEngine:
    """Codes in ``workers`` processes. ``make_coder`` builds each one's reader and must be picklable.

    New processes are spawned, not forked: the language model's threads do not survive a fork.
    """

    def __init__(self, workers: int, make_coder: Callable[[], Coder]) -> None:
        self._workers = workers
        self._make_coder = make_coder

    def code(self, reports: Iterable[Report | Rejection]) -> Iterator[CodedReport | Rejection]:
        """The records, in the order of the reports; at most a few per process are under way."""
        team = _Team(self._workers, self._make_coder)
        waiting: deque[_Job | Rejection] = deque()
        try:
            for report in reports:
                waiting.append(report if isinstance(report, Rejection) else team.submit(report))
                if len(waiting) >= AHEAD * self._workers:
                    yield team.result(waiting.popleft())
            while waiting:
                yield team.result(waiting.popleft())
        finally:
            team.close()


class _Team:
    """A pool that is replaced when one of its processes dies.

    A process that dies takes its neighbours' reports along; each of those is tried again alone, to find the one to blame.
    """

    def __init__(self, workers: int, make_coder: Callable[[], Coder]) -> None:
        self._workers = workers
        self._make_coder = make_coder
        self._pool = self._new(workers)

    def submit(self, report: Report) -> _Job:
        try:
            return _Job(report, self._pool.submit(_code, report))
        except BrokenProcessPool:
            self._pool = self._new(self._workers)
            return _Job(report, self._pool.submit(_code, report))

    def result(self, job: _Job | Rejection) -> CodedReport | Rejection:
        if isinstance(job, Rejection):
            return job
        try:
            return job.result.result()
        except BrokenProcessPool:
            return self._alone(job.report)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _alone(self, report: Report) -> CodedReport | Rejection:
        with self._new(1) as pool:
            try:
                return pool.submit(_code, report).result()
            except BrokenProcessPool:
                return rejected(report, "the end of its process (a crash, or no memory left)")

    def _new(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start, initargs=(self._make_coder,))


_worker: list[Coder] = []
_make: list[Callable[[], Coder]] = []


def _start(make_coder: Callable[[], Coder]) -> None:
    """Ctrl-C is the parent's to handle. The reader is built with the first report, where its errors can be told."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _make.append(make_coder)


def _end_with(parent: int) -> None:
    """Do not outlive a parent that was killed, which cannot tell its children to end."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _code(report: Report) -> CodedReport | Rejection:
    if not _worker:
        _worker.append(_make[0]())
    return code_or_reject(_worker[0], report)
