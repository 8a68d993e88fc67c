"""Content that was packed for its way over the web, unpacked no further than to the limit."""

import io
import zlib

from dragoman.record import InputError
from dragoman.sources.report import LIMIT, too_large

ZLIB_OR_GZIP = zlib.MAX_WBITS | 32


def unpack(data: bytes, coding: str) -> bytes:
    """The content that is packed as a ``Content-Encoding`` says; as it is if it was unpacked before, as archives do."""
    match coding.strip().lower():
        case "" | "identity" | "utf-8":
            unpacked = data
        case "gzip" | "x-gzip" | "deflate":
            unpacked = _inflated(data)
        case "br":
            unpacked = _brotli(data)
        case other:
            raise InputError(f"packed as {other[:40]!r}, which is not read here; save the page, and read that")
    if len(unpacked) > LIMIT:
        raise too_large("it unpacks to more")
    return unpacked


def _inflated(data: bytes) -> bytes:
    for bits in (ZLIB_OR_GZIP, -zlib.MAX_WBITS):  # many servers leave the header out
        try:
            return zlib.decompressobj(bits).decompress(data, LIMIT + 1)
        except zlib.error:
            continue
    return data


def _brotli(data: bytes) -> bytes:
    from fastwarc.stream_io import BrotliReader

    try:
        return BrotliReader(io.BytesIO(data)).read(LIMIT + 1)
    except OSError:
        return data
