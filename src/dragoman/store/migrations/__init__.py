"""Numbered changes of the schema, each applied once, in one transaction, and recorded in the file.

A file ``NNNN_name.sql`` beside this one is a change; released ones are never edited.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.record import StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

TABLE = """
CREATE TABLE IF NOT EXISTS migrations (number INTEGER, name VARCHAR, applied TIMESTAMP);
COMMENT ON TABLE migrations IS 'Changes of the schema that this file has seen.';
COMMENT ON COLUMN migrations.number IS 'Number of the change, from 1.';
COMMENT ON COLUMN migrations.name IS 'What it is called.';
COMMENT ON COLUMN migrations.applied IS 'When it was applied (UTC).';
"""


@cache
def changes() -> tuple[tuple[int, str, str], ...]:
    """Number, name and SQL of every change, in order; read once, since every connection asks how many there are."""
    found = sorted((file.name, file) for file in files(__package__).iterdir() if file.name.endswith(".sql"))
    return tuple((int(name[:4]), name[5:].removesuffix(".sql"), file.read_text("utf-8")) for name, file in found)


def outdated(connection: "Connection", path: Path) -> bool:
    """Whether changes are still to be made; StoreError if the file is no record, or a later program's."""
    return _applied(connection, path) < len(changes())


def migrate(connection: "Connection", path: Path) -> None:
    """Bring the schema up to date; StoreError if the file is no record, or a later program's."""
    done = _applied(connection, path)
    if done == len(changes()):
        return
    connection.begin()
    if not done:
        connection.execute(TABLE)
    for number, name, sql in changes()[done:]:
        connection.execute(sql)
        connection.execute("INSERT INTO migrations VALUES (?, ?, now() AT TIME ZONE 'UTC')", [number, name])
    connection.commit()


def _applied(connection: "Connection", path: Path) -> int:
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if "migrations" not in tables:
        if tables:
            raise StoreError(f"{path} is a DuckDB file of something else than dragoman; name another with --db")
        return 0
    (done,) = connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchall()[0]
    if done > len(changes()):
        raise StoreError(f"{path} was written by a later version of dragoman; update dragoman to read it")
    return int(done)
