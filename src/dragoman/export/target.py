"""Where an export goes: written in a folder of its own beside its place, and moved there when it is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.record import StoreError

PACKAGE = "datapackage.json"
SUFFIXES = (".csv", ".parquet")
"""Of what, besides the data package, an export to a folder consists of."""


@contextmanager
def fresh(target: Path, record: Path, *, folder: bool, overwrite: bool) -> Iterator[Path]:
    """A path that becomes the target at the end; if anything fails, nothing is left of it and the target stays as it was."""
    import duckdb

    try:
        place = target.resolve()
        _refuse(place, record.resolve(), folder=folder, overwrite=overwrite)
        with TemporaryDirectory(prefix=".dragoman-", dir=place.parent, ignore_cleanup_errors=True) as beside:
            path = Path(beside, "new")
            if folder:
                path.mkdir()
            yield path
            if folder and place.exists():
                # A folder cannot take the place of another one; this one goes with what is temporary.
                place.replace(Path(beside, "old"))
            path.replace(place)
    except (OSError, duckdb.Error) as error:
        raise _unwritten(target, error) from error


def _refuse(target: Path, record: Path, *, folder: bool, overwrite: bool) -> None:
    """StoreError if something stands where the export is to go that may not be replaced."""
    if not target.exists():
        return
    if not overwrite:
        raise StoreError(f"{target} is there already; replace it with --overwrite, or name another")
    if record.is_relative_to(target):
        raise StoreError(f"{target} is or holds the record itself; name another target")
    if target.is_dir() != folder:
        raise StoreError(f"{target} is {'a file' if folder else 'a folder'}, and this format makes the other; name another target")
    if folder and (other := next((file for file in sorted(target.rglob("*")) if not _is_ours(file)), None)):
        raise StoreError(f"{target} is not replaced, for it holds {other.relative_to(target)}, which no export wrote; name another target")


def _is_ours(file: Path) -> bool:
    return file.is_dir() or file.suffix in SUFFIXES or file.name == PACKAGE


def _unwritten(target: Path, error: Exception) -> StoreError:
    number = getattr(error, "errno", None)
    said = os.strerror(number) if number else str(error).partition("\n")[0]
    return StoreError(f"cannot write {target}: {said}; see that its folder is there and may be written to, and that the disk has room")
