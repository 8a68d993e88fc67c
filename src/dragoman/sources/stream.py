"""Inputs as streams that count what is read of them, and that can be asked how they begin."""

import io
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Protocol

from dragoman.sources.kinds import FIRST_ELEMENT, HEAD
from dragoman.sources.options import Meter
from dragoman.sources.report import LIMIT, too_large

if TYPE_CHECKING:
    from typing_extensions import Buffer

BUFFER = 65_536


class Readable(Protocol):
    """A stream of bytes that gives what there is, without waiting for more."""

    def readinto1(self, buffer: "Buffer", /) -> int: ...


class _Counted(io.RawIOBase):
    """Bytes put back, then those of another stream, counted as they are taken from it."""

    def __init__(self, stream: Readable, meter: Meter, start: bytes) -> None:
        self._stream = stream
        self._meter = meter
        self._start = memoryview(start)
        self._given = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        """How many bytes were given; the reader of archives asks, and stops the program if there is no answer."""
        return self._given

    def readinto(self, buffer: "Buffer") -> int:
        count = self._put_back(memoryview(buffer)) if self._start else self._take(buffer)
        self._given += count
        return count

    def _take(self, buffer: "Buffer") -> int:
        count = self._stream.readinto1(buffer)
        self._meter.done += count
        return count

    def _put_back(self, place: memoryview) -> int:
        count = min(len(place), len(self._start))
        place[:count] = self._start[:count]
        self._start = self._start[count:]
        return count


def counted(stream: Readable, meter: Meter, start: bytes = b"") -> io.BufferedReader:
    """The stream with the bytes ``start`` put back before it."""
    return io.BufferedReader(_Counted(stream, meter, start), BUFFER)


def beginning(stream: BinaryIO) -> bytes:
    """The first line that is not blank, which tells what a stream is without waiting for more; in markup, up to an element."""
    found = bytearray()
    for line in lines(stream):
        found += line
        if len(found) > LIMIT or (line.strip() and not _is_open(found)):
            break
    return bytes(found)


def _is_open(found: bytearray) -> bool:
    """Whether markup has begun, but no element, as after ``<?xml version="1.0"?>``."""
    head = found.lstrip()[:HEAD]
    return head.startswith(b"<") and len(head) < HEAD and not FIRST_ELEMENT.search(head)


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines; one over the limit comes as its beginning alone, which is over the limit too."""
    for line in iter(partial(stream.readline, LIMIT + 1), b""):
        yield line
        rest = line
        while len(rest) > LIMIT and not rest.endswith(b"\n"):
            rest = stream.readline(LIMIT + 1)


def whole(stream: BinaryIO) -> bytes:
    """All bytes of an input that has to be read at once."""
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise too_large("it has more")
    return data
