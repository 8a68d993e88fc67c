"""The reports of all inputs, in the order given; what cannot be read is a rejection in its place."""

import codecs
import io
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from dragoman.record import InputError, Rejection, Report
from dragoman.sources.archive import archive_reports
from dragoman.sources.decode import in_utf8
from dragoman.sources.feed import feed_reports
from dragoman.sources.find import STDIN, is_address
from dragoman.sources.kinds import (
    TEXTUAL,
    Kind,
    charset,
    kind_of_beginning,
    kind_of_magic,
    kind_of_media,
    kind_of_name,
)
from dragoman.sources.mail import mail_reports
from dragoman.sources.objects import json_lines, json_reports
from dragoman.sources.options import Meter, Options
from dragoman.sources.report import Details, failed
from dragoman.sources.single import SINGLE
from dragoman.sources.stream import Readable, beginning, counted, lines, whole
from dragoman.sources.table import table_reports
from dragoman.sources.web import Page, Web


def read_inputs(
    inputs: Iterable[str | Rejection], options: Options, meter: Meter | None = None
) -> Iterator[Report | Rejection]:
    """The reports of all inputs (see :func:`find`). A meter, if there is one, is set and moved along."""
    if meter:
        inputs = list(inputs)
        meter.total = _total(inputs)
    run = _Run(options, meter or Meter())
    for name in inputs:
        if isinstance(name, Rejection):
            yield name
        else:
            yield from run.read(name)


def _total(inputs: Iterable[str | Rejection]) -> int | None:
    """Bytes of all files; None if an input is no file, and so has no size before it is read."""
    sizes = [_size(name) for name in inputs if isinstance(name, str)]
    return None if None in sizes else sum(filter(None, sizes))


def _size(name: str) -> int | None:
    if name == STDIN or is_address(name):
        return None
    try:
        found = Path(name).stat()
    except (OSError, ValueError):  # it will be set aside
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else None


SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
LIST = re.compile(rb"\[(\s*\{\s*\"|$)")


class _Run:
    """One run over inputs: what the user chose, and what is kept from input to input."""

    def __init__(self, options: Options, meter: Meter) -> None:
        self._options = options
        self._meter = meter
        self._web = Web(allow_private=options.allow_private)

    def read(self, name: str) -> Iterator[Report | Rejection]:
        """The reports of one input."""
        source, nothing = "standard input" if name == STDIN else name, True
        try:
            for found in self._reports(name, source):
                nothing = False
                yield found
            if nothing:
                yield Rejection(source=source, reason="no reports: it is in order, but there is none in it")
        except InputError as error:
            yield Rejection(source=source, reason=str(error))
        except Exception as error:  # noqa: BLE001  a library that fails on one input has to leave the others alone
            yield failed(source, error)

    def _reports(self, name: str, source: str) -> Iterator[Report | Rejection]:
        if name == STDIN:
            return self._standard_input(source)
        if is_address(name):
            return self._address(name)
        if SCHEME.match(name) and not Path(name).exists():
            raise InputError("not fetched: only addresses that begin with http:// or https:// are")
        return self._file(Path(name))

    def _file(self, path: Path) -> Iterator[Report | Rejection]:
        before = self._meter.done
        with _opened(path) as file:
            stream = counted(file, self._meter)
            start = stream.peek()
            kind = kind_of_magic(start) or kind_of_name(path.name) or kind_of_beginning(start) or Kind.TEXT
            try:
                yield from self._contents(kind, str(path), stream, self._options.given)
            finally:  # what was not read of a file is done with too
                self._meter.done = max(self._meter.done, before + os.fstat(file.fileno()).st_size)

    def _standard_input(self, source: str) -> Iterator[Report | Rejection]:
        first = beginning(sys.stdin.buffer)
        self._meter.done += len(first)
        kind = kind_of_beginning(first) or _kind_of_line(first) or (Kind.TABLE if self._options.columns else Kind.TEXT)
        stream = counted(cast("Readable", sys.stdin.buffer), self._meter, first)
        yield from self._contents(kind, source, stream, self._options.given)

    def _address(self, url: str) -> Iterator[Report | Rejection]:
        page = self._web.get(url)
        kind, content = _told(page)
        self._meter.done += len(content)
        given = self._options.given.or_else(Details(url=page.url)) if kind in SINGLE else self._options.given
        yield from self._contents(kind, url, counted(io.BytesIO(content), Meter()), given)

    def _contents(
        self, kind: Kind, source: str, stream: io.BufferedReader, given: Details
    ) -> Iterator[Report | Rejection]:
        match kind:
            case Kind.TABLE:
                yield from table_reports(source, stream, self._options)
            case Kind.JSON_LINES:
                yield from json_lines(source, lines(stream), self._options)
            case Kind.JSON:
                yield from json_reports(source, whole(stream), self._options)
            case Kind.ARCHIVE:
                yield from archive_reports(source, stream, given)
            case Kind.MAIL:
                yield from mail_reports(source, whole(stream), given)
            case Kind.FEED:
                yield from feed_reports(source, whole(stream), given, self._visit if self._options.follow else None)
            case _:
                yield SINGLE[kind](whole(stream), given)

    def _visit(self, url: str, given: Details) -> Report:
        page = self._web.get(url)
        kind, content = _told(page)
        if kind not in SINGLE:
            raise InputError("no page: the entry of the feed points to something that is not one report")
        return SINGLE[kind](content, given.or_else(Details(url=page.url)))


def _opened(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        told = getattr(error, "strerror", None) or error
        raise InputError(f"cannot be opened: {told}; check its name and rights") from None


def _kind_of_line(first: bytes) -> Kind | None:
    """JSON over several lines, a list, or one object to a line; Markdown by its front matter."""
    start = first.removeprefix(codecs.BOM_UTF8).strip()
    if start == b"---":
        return Kind.MARKDOWN
    if LIST.match(start):
        return Kind.JSON
    if start.startswith(b"{") and not start.startswith(b"{\\rtf"):
        return Kind.JSON if start == b"{" else Kind.JSON_LINES
    return None


def _told(page: Page) -> tuple[Kind, bytes]:
    """What a page from the web is, by how it begins, by the type that is told and by its address; and its content."""
    media = kind_of_media(page.media)
    kind = kind_of_beginning(page.content)
    if not kind and media in {None, Kind.TEXT}:
        kind = kind_of_name(page.url.partition("?")[0])
    kind = kind or media
    if not kind and page.media and not page.media.startswith("application/octet-stream"):
        raise InputError(f"not read: the address gives {page.media[:60]}, which is no kind of report")
    kind = kind or Kind.TEXT
    return kind, in_utf8(page.content, charset(page.media)) if kind in TEXTUAL else page.content
