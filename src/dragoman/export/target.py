"""Where an export goes: written under another name beside its place, and moved there when it is whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.record import StoreError

WRITTEN = (".csv", ".parquet")
"""Suffixes of what an export to a folder consists of, besides"""
PACKAGE = "datapackage.json"


@contextmanager
def fresh(target: Path, record: Path, *, folder: bool, overwrite: bool) -> Iterator[Path]:
    """A path beside the target that becomes it at the end; if anything fails, it is removed and the target stays as it was."""
    _refuse(target, record, folder=folder, overwrite=overwrite)
    path = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _remove(path)
        if folder:
            path.mkdir()
        yield path
        _move(path, target)
    except OSError as error:
        raise _unwritten(target, error) from error
    finally:
        _remove(path)


def _refuse(target: Path, record: Path, *, folder: bool, overwrite: bool) -> None:
    """StoreError if something stands where the export is to go that may not be replaced."""
    if not (target.exists() or target.is_symlink()):
        return
    if not overwrite:
        raise StoreError(f"{target} is there already; replace it with --overwrite, or name another")
    if record.resolve().is_relative_to(target.resolve()):
        raise StoreError(f"{target} is or holds the record itself; name another target")
    if target.is_dir() != folder:
        raise StoreError(f"{target} is {'a folder' if target.is_dir() else 'a file'}, this format makes the other; name another target")
    if folder and (other := next((file for file in sorted(target.rglob("*")) if not _is_ours(file)), None)):
        raise StoreError(f"{target} is not replaced, for it holds {other.relative_to(target)}, which no export wrote; name another target")


def _is_ours(file: Path) -> bool:
    return file.is_dir() or file.suffix in WRITTEN or file.name == PACKAGE


def _move(path: Path, target: Path) -> None:
    if not path.is_dir() or not target.exists():
        path.replace(target)
        return
    before = path.with_suffix(".old")
    target.replace(before)
    path.replace(target)
    shutil.rmtree(before)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _unwritten(target: Path, error: OSError) -> StoreError:
    said = os.strerror(error.errno) if error.errno else str(error).partition("\n")[0]
    return StoreError(f"cannot write {target}: {said}; nothing was kept of it. See that the folder may be written to and the disk has room")
