"""The kinds of input, and how one is told: by the ending of a name, by a media type, or by how the bytes begin."""

import re
import zlib
from enum import Enum, auto


class Kind(Enum):
    """What an input is."""

    TEXT = auto()
    MARKDOWN = auto()
    PAGE = auto()
    PDF = auto()
    DOCX = auto()
    MAIL = auto()
    FEED = auto()
    JSON = auto()
    JSON_LINES = auto()
    TABLE = auto()
    ARCHIVE = auto()


ENDINGS = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".eml": Kind.MAIL,
    ".xml": Kind.FEED,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSON_LINES,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".warc": Kind.ARCHIVE,
    ".warc.gz": Kind.ARCHIVE,
}
SUFFIXES = tuple(ENDINGS)
"""What is looked for in folders. A file named by the user may have any ending; then its beginning tells what it is."""

MEDIA = {
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "application/pdf": Kind.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.DOCX,
    "message/rfc822": Kind.MAIL,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/rdf+xml": Kind.FEED,
    "application/xml": Kind.FEED,
    "text/xml": Kind.FEED,
    "application/json": Kind.JSON,
    "application/x-ndjson": Kind.JSON_LINES,
    "application/jsonl": Kind.JSON_LINES,
    "text/csv": Kind.TABLE,
    "text/tab-separated-values": Kind.TABLE,
    "application/warc": Kind.ARCHIVE,
}
TEXTUAL = frozenset(Kind) - {Kind.PDF, Kind.DOCX, Kind.MAIL, Kind.ARCHIVE}
"""Kinds that are text in one encoding from beginning to end."""

CHARSET = re.compile(r"""charset=["']?([\w.:-]+)""", re.IGNORECASE)
GZIP = b"\x1f\x8b"
MAGIC = {b"%PDF-": Kind.PDF, b"PK\x03\x04": Kind.DOCX, b"WARC/1": Kind.ARCHIVE}
HEAD = 4096
"""Bytes among which the first element of a page or a feed is looked for."""

FIRST_ELEMENT = re.compile(rb"<([A-Za-z][\w:.-]*)")
ELEMENTS = {b"html": Kind.PAGE, b"rss": Kind.FEED, b"feed": Kind.FEED, b"rdf:rdf": Kind.FEED}


def kind_of_name(name: str) -> Kind | None:
    """The kind that a file's name tells, by its longest known ending."""
    found = [ending for ending in ENDINGS if name.lower().endswith(ending)]
    return ENDINGS[max(found, key=len)] if found else None


def kind_of_media(media: str) -> Kind | None:
    """The kind that a content type tells (``text/html; charset=utf-8``)."""
    return MEDIA.get(media.partition(";")[0].strip().lower())


def charset(media: str) -> str:
    """The encoding that a content type tells, if it tells one."""
    found = CHARSET.search(media)
    return found[1] if found else ""


def kind_of_magic(start: bytes) -> Kind | None:
    """The kind of which the first bytes leave no doubt, whatever the name says."""
    if start.startswith(GZIP):
        return Kind.ARCHIVE if _unpacked(start).startswith(b"WARC/1") else None
    return next((kind for magic, kind in MAGIC.items() if start.startswith(magic)), None)


def kind_of_beginning(start: bytes) -> Kind | None:
    """The kind that a beginning tells where no name does: by its first bytes, or as a page or a feed by its first element."""
    if magic := kind_of_magic(start):
        return magic
    head = start[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:14].lower() == b"<!doctype html":
        return Kind.PAGE
    element = FIRST_ELEMENT.search(head) if head.startswith(b"<") else None
    told = ELEMENTS.get(element[1].lower()) if element else None
    return told or (Kind.FEED if head.startswith(b"<?xml") else None)


def _unpacked(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 16)
    except zlib.error:
        return b""
