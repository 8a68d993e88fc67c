"""Archives of web pages (WARC): each archived page is a report, with the address that it was found at.

The day of the crawl is not the day of publication, and is not used.
"""

import io
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from dragoman.record import InputError, Rejection, Report
from dragoman.sources.decode import in_utf8
from dragoman.sources.kinds import TEXTUAL, charset, kind_of_beginning, kind_of_media
from dragoman.sources.report import LIMIT, Details, attempt, too_large
from dragoman.sources.single import SINGLE
from dragoman.sources.unpack import unpack

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord


FAILURE = "PanicException"
"""What a failure inside the library is called; it is no Exception, lest one be overlooked, but no damaged file may end a run."""


def archive_reports(source: str, stream: io.BufferedReader, given: Details) -> Iterator[Report | Rejection]:
    """The reports in an archive, up to where it is damaged; records that are no pages are passed over."""
    from fastwarc.warc import ArchiveIterator

    nothing = True
    try:
        for record in ArchiveIterator(stream, parse_http=False):
            found = _read(source, record, given)
            if found:
                nothing = False
                yield found
    except BaseException as error:
        if not isinstance(error, OSError) and type(error).__name__ != FAILURE:
            raise
        reason = f"damaged: the archive cannot be read any further ({error}); what stands before was read. Get it again"
        yield Rejection(source=source, reason=reason)
    else:
        if nothing:
            yield Rejection(source=source, reason="no reports: the archive holds no page that its crawler got, and no document")


def _read(source: str, record: "WarcRecord", given: Details) -> Report | Rejection | None:
    """What is in a record, if it is a page or a document; OSError if it is cut off."""
    if record.headers.get("Content-Length") is None:
        raise OSError("it ends in the head of a record")
    address = record.headers.get("WARC-Target-URI") or ""
    source = f"{source} ({address})"
    try:
        media = _media(record)
    except OSError as error:
        return Rejection(source=source, reason=f"damaged: the head of what the web server answered is none ({error})")
    if media is None or address.endswith("/robots.txt"):
        if record.reader.consume() < record.content_length:
            raise OSError("it ends inside a record")
        return None
    content = record.reader.read(LIMIT + 1)
    if len(content) < min(record.content_length, LIMIT + 1):
        raise OSError(f"it ends inside {address}")
    return attempt(source, partial(_report, record, content, media, given.or_else(Details(url=address))))


def _media(record: "WarcRecord") -> str | None:
    """The content type of a page that the crawler got; None for everything else that an archive holds."""
    from fastwarc.warc import conversion, resource, response

    if record.record_type == response and record.is_http:
        record.parse_http()
        got = record.http_headers.status_code == 200
        media = record.http_headers.get("Content-Type") or ""
    else:
        got = record.record_type in (resource, conversion)
        media = record.headers.get("Content-Type") or ""
    return media if got and (not media or kind_of_media(media) in SINGLE) else None


def _report(record: "WarcRecord", content: bytes, media: str, details: Details) -> Report:
    if len(content) > LIMIT:
        raise too_large("the archived page has more")
    if record.is_http_parsed:
        content = _unpacked(content, record)
    kind = kind_of_media(media) or kind_of_beginning(content)
    if kind not in SINGLE:
        raise InputError("no article: the archive does not tell what it is, and it does not begin like a page")
    return SINGLE[kind](in_utf8(content, charset(media)) if kind in TEXTUAL else content, details)


def _unpacked(content: bytes, record: "WarcRecord") -> bytes:
    """What the web server sent, without the way that it was sent; many archives undo that, and leave it in the header."""
    from fastwarc.stream_io import ChunkedReader

    headers = record.http_headers
    if (headers.get("Transfer-Encoding") or "").lower() == "chunked":
        with suppress(OSError):
            content = ChunkedReader(io.BytesIO(content)).read(LIMIT)
    return unpack(content, headers.get("Content-Encoding") or "")
