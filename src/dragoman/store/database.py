"""The file: opened for one piece of work at a time, so that one process may write while others read.

DuckDB locks a file for as long as a process has it open. Nobody here keeps it open: a connection lives for one batch or one
question (about 15 ms to open and close), and whoever finds the file taken waits a little. What makes a process *the* writer
is a lock file beside it, held for the whole run.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from dragoman.record import StoreError
from dragoman.store.migrations import migrate, outdated

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection
    from filelock import FileLock

PATIENCE = 60.0
"""Seconds that a question waits while another process has the file open; a batch takes well under one."""

LONG_PATIENCE = 600.0
"""Seconds that a batch waits, since an export of millions of events takes minutes."""

PAUSE = 0.02
BUSY = ("could not set lock", "conflicting lock", "different configuration", "being used by another process")
FULL = ("no space left", "file too large", "not enough space", "disk quota")
CLOSED: "dict[str, str | bool | int | float | list[str]]" = {"enable_external_access": False}
"""No statement that a user types may read or write other files."""
SETTINGS = "SET enable_progress_bar = false", "SET lock_configuration = true"
"""DuckDB draws its bar into standard output, where answers go; neither can be said when connecting."""
OPENING = Lock()
"""Connections of one process to one file share its settings, which can only be made once."""


@contextmanager
def reading(path: Path, patience: float = PATIENCE) -> Iterator["Connection"]:
    """The record for questions: nothing can be changed, and no other file be touched; StoreError if there is no such record."""
    if not path.is_file():
        raise StoreError(f"there is no record at {path}; make one with `dragoman read FILES --db {path}`, or name another with --db")
    connection = _open(path, patience, read_only=True)
    try:
        if outdated(connection, path):
            connection.close()
            with sole_writer(path), writing(path, patience):
                pass
            connection = _open(path, patience, read_only=True)
        yield connection
    finally:
        connection.close()


@contextmanager
def writing(path: Path, patience: float = LONG_PATIENCE) -> Iterator["Connection"]:
    """The record for one transaction: all of it is kept, or nothing if anything fails; StoreError if it cannot be written."""
    import duckdb

    connection = _open(path, patience, read_only=False)
    try:
        migrate(connection, path)
        connection.begin()
        yield connection
        connection.commit()
    except duckdb.Error as error:
        raise _unwritten(path, error) from error
    finally:
        connection.close()


@contextmanager
def sole_writer(path: Path) -> Iterator[None]:
    """Hold the right to write for a whole run; StoreError at once if another process has it."""
    from filelock import Timeout

    lock = _lock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError(
            f"another dragoman is writing to {path}; wait until it has ended, or keep this run's record in another file with --db"
        ) from None
    except OSError as error:
        raise StoreError(f"cannot write beside {path}: {error.strerror or error}; {_ADVICE}") from None
    try:
        yield
    finally:
        lock.release()


_ADVICE = "check that the folder exists and may be written to, or name another file with --db"


def _lock(path: Path) -> "FileLock":
    from filelock import FileLock

    return FileLock(path.with_name(f"{path.name}.lock"))


def _open(path: Path, patience: float, *, read_only: bool) -> "Connection":
    import duckdb

    waited_until = time.monotonic() + patience
    while True:
        try:
            return _connected(path, read_only=read_only)
        except duckdb.Error as error:
            message = str(error).lower()
            if not any(sign in message for sign in BUSY):
                raise _unopened(path, error, "read" if read_only else "write to") from None
            if time.monotonic() > waited_until:
                raise StoreError(
                    f"{path} has been in use by another program for {patience:.0f} seconds; close that program and try again"
                ) from None
            time.sleep(PAUSE)


def _connected(path: Path, *, read_only: bool) -> "Connection":
    import duckdb

    with OPENING:
        connection = duckdb.connect(path, read_only=read_only, config=CLOSED if read_only else {})
        (done,) = connection.execute("SELECT current_setting('lock_configuration')").fetchall()[0]
        for setting in SETTINGS if read_only and not done else ():
            connection.execute(setting)
    return connection


def _unopened(path: Path, error: Exception, what: str) -> StoreError:
    said = _first_line(error)
    if "not a valid duckdb database" in said.lower():
        return StoreError(f"{path} is no record of dragoman, but some other file; name another with --db")
    if "could not read enough bytes" in said.lower() or "corrupt" in said.lower():
        return StoreError(f"{path} is damaged ({said}); put a copy of it in its place, or read the reports again into another file")
    return StoreError(f"cannot {what} {path}: {said}; {_ADVICE}")


def _unwritten(path: Path, error: Exception) -> StoreError:
    said = _first_line(error)
    if any(sign in said.lower() for sign in FULL):
        return StoreError(
            f"cannot write to {path}: the disk is full; what was kept before this batch is safe: make room, and run the same command again"
        )
    return StoreError(f"cannot write to {path}: {said}")


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
