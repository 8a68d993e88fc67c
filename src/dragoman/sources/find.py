"""Which inputs there are: files, folders, patterns, addresses and standard input, in the order given."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.record import Rejection
from dragoman.sources.kinds import SUFFIXES

STDIN = "-"
ADDRESS = re.compile("https?://", re.IGNORECASE)
PATTERN = re.compile(r"[*?\[]")


def find(inputs: Iterable[str]) -> Iterator[str | Rejection]:
    """The inputs, with each folder replaced by the readable files under it and each pattern by the files that match it.

    Hidden files are left out, and links to folders are not followed, so that no circle of links is walked.
    """
    for name in inputs:
        if name == STDIN or is_address(name):
            yield name
        elif os.path.isdir(name):  # noqa: PTH112  Path.is_dir fails on names that are too long
            yield from _under(Path(name))
        elif PATTERN.search(name) and not os.path.lexists(name):
            yield from _matching(name)
        else:
            yield name


def is_address(name: str) -> bool:
    """Whether an input is to be fetched from the web."""
    return ADDRESS.match(name) is not None


def _under(folder: Path) -> Iterator[str | Rejection]:
    found = _walk(folder)
    reason = f"no reports: the folder has no file ending in {', '.join(SUFFIXES)}"
    yield next(found, Rejection(source=str(folder), reason=reason))
    yield from found


def _walk(folder: Path) -> Iterator[str | Rejection]:
    """The files under a folder, sorted; by a list of what is still to be seen, since folders may lie deeper than calls can."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path is folder or (path.is_dir() and not path.is_symlink()):
            try:
                waiting += sorted(_visible(path), reverse=True)
            except OSError as error:
                yield Rejection(source=str(path), reason=f"cannot be opened: {error.strerror}; check its rights")
        elif path.name.lower().endswith(SUFFIXES) and path.is_file():
            yield str(path)


def _visible(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".")]


def _matching(pattern: str) -> Iterator[str | Rejection]:
    found = sorted(_glob(Path(pattern)))
    if not found:
        reason = "no such file, and none that matches it as a pattern; check its name, and put ** for folders of any depth"
        yield Rejection(source=pattern, reason=reason)
    yield from map(str, found)


def _glob(pattern: Path) -> list[Path]:
    """The files that match; hidden ones only where the pattern itself names them with a dot."""
    first = next(number for number, part in enumerate(pattern.parts) if PATTERN.search(part))
    base, parts = Path(*pattern.parts[:first]), pattern.parts[first:]
    if parts[-1] == "**":  # which matches folders alone in some Pythons, and files too in others
        parts = (*parts, "*")
    hidden = any(part.startswith(".") for part in parts)
    try:
        found = [path for path in base.glob("/".join(parts)) if path.is_file()]
    except (OSError, ValueError):  # a name that no file can have, or a pattern that is none
        return []
    return [path for path in found if hidden or not _is_hidden(path, base)]


def _is_hidden(path: Path, base: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(base).parts)
