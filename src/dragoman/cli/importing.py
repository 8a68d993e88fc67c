"""``import``: records that were read elsewhere into the file."""

import sys
from collections.abc import Iterator
from pathlib import Path

from dragoman.cli.keeping import finish, with_bar
from dragoman.ingest import Ingest
from dragoman.record import CodedReport, Rejection
from dragoman.store import read_records


def run(db: Path, inputs: list[Path]) -> bool:
    """Take all records; true if any was taken or known."""
    with Ingest(db) as ingest:
        refused = [result for result in with_bar(ingest.take(_records(inputs)), ingest.summary) if isinstance(result, Rejection)]
    return finish(ingest.summary, refused, db)


def _records(inputs: list[Path]) -> Iterator[CodedReport | Rejection]:
    for path in inputs:
        if path == Path("-"):
            yield from read_records("standard input", sys.stdin.buffer)
            continue
        try:
            with path.open("rb") as stream:
                yield from read_records(str(path), stream)
        except OSError as error:
            yield Rejection(source=str(path), reason=f"cannot be opened: {error.strerror}; check its name and rights")
