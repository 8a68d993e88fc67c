"""Kills runs at random moments and compares what is kept with the record of an undisturbed run.

``python tests/kill_harness.py FOLDER KILLS SEED`` prints how many kills hit and how many records came out wrong. Every run is a
fork of this process, which itself never opens a record: a kill costs milliseconds, and 50 of them a few seconds.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dragoman import ingest
from dragoman.engines import LocalEngine
from dragoman.record import Report
from dragoman.store import Record
from fake_pipeline import Reader, provenance

REPORTS = [Report(id=f"r{n}", text=f"Talks number {n // 2} went on. " * (1 + n % 7), published="2021-11-19") for n in range(24)]
"""Every other one is the copy of its neighbour."""
TABLES = "reports events statements commitments instruments claims roles evidence fingerprints alike copies rejections".split()


def run(path: Path) -> None:
    """One run over all reports, in many small batches."""
    ingest.BATCH, ingest.LOOK_UP = 3, 4
    with ingest.Ingest(path) as one:
        for _ in one.read(REPORTS, LocalEngine(Reader()), provenance()):
            pass


def contents(path: Path, target: Path) -> None:
    """Write down what the record holds, but for the numbers of runs, which are as many as there were kills."""
    record = Record(path)
    rows = {table: [{**row, "run": 0} for row in record.sql(f"FROM {table} ORDER BY ALL")] for table in TABLES}
    target.write_text(json.dumps(rows, default=str, sort_keys=True))


def forked(work: Callable[[], None], kill_after: float | None = None) -> bool:
    """Do the work in a process of its own; true if that was killed before it had ended."""
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if kill_after is None and status:
        raise SystemExit(f"a run that nobody killed ended with status {status}")
    return os.WIFSIGNALED(status)


def main(folder: Path, kills: int, seed: int) -> None:
    """Rounds of a few kills and a finishing run, until there were enough kills."""
    chance = random.Random(seed)
    began = time.monotonic()
    forked(lambda: run(folder / "calm.duckdb"))
    whole = time.monotonic() - began
    forked(lambda: contents(folder / "calm.duckdb", folder / "calm.json"))
    hits = wrong = rounds = 0
    while hits < kills:
        path, found = folder / f"{rounds}.duckdb", folder / f"{rounds}.json"
        for _ in range(8):
            hits += forked(lambda path=path: run(path), chance.uniform(0.0, whole / 3))  # type: ignore[misc]
        forked(lambda path=path: run(path))  # type: ignore[misc]
        forked(lambda path=path, found=found: contents(path, found))  # type: ignore[misc]
        wrong += found.read_text() != (folder / "calm.json").read_text()
        rounds += 1
    print(json.dumps({"kills": hits, "rounds": rounds, "wrong": wrong}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
