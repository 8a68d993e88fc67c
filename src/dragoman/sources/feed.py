"""News feeds (RSS and Atom): each entry is a report, by its own text or by the page that it points to."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

import msgspec

from dragoman.record import InputError, Rejection, Report
from dragoman.sources.decode import decode_declared
from dragoman.sources.markup import check_shape, plain_text
from dragoman.sources.report import Details, attempt, day, make_report
from dragoman.sources.text import without_headline

FIRST_ELEMENT = re.compile("<[A-Za-z]")
DECLARATION = re.compile(r"^<\?xml[^>]*>")
ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.:-]+)""")
Follow = Callable[[str, Details], Report]
"""Reads the page at an address, with what is given about it."""


def feed_reports(source: str, data: bytes, given: Details, follow: Follow | None) -> Iterator[Report | Rejection]:
    """The reports of a feed; InputError if it is none."""
    feed = _parsed(data)
    publisher = plain_text(feed["feed"].get("title") or "")
    for number, entry in enumerate(feed["entries"], 1):
        name = f"{source} ({entry.get('link') or f'entry {number}'})"
        yield attempt(name, partial(_report, entry, publisher, given, follow))


def _parsed(data: bytes) -> Mapping[str, Any]:
    """The feed as the library reads it: from these bytes alone, in UTF-8 whatever they were in, and without entities."""
    import feedparser

    text = decode_declared(data, ENCODING)
    check_shape(text)
    first = FIRST_ELEMENT.search(text)
    start = first.start() if first else 0
    # What stands before the first element is searched in time that grows with the square of its blank space.
    text = DECLARATION.sub("", " ".join(text[:start].split())) + text[start:]
    if "<!ENTITY" in text:
        raise InputError("not in good faith: the XML declares entities, which can unpack to any size; save its text as .txt")
    feed: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(text.encode(errors="replace")), sanitize_html=False, resolve_relative_uris=False
    )
    if not feed.get("version") and not feed["entries"]:
        raise InputError("no feed: it is XML of another kind than RSS and Atom, or damaged; save its text as .txt")
    if not feed["entries"]:
        raise InputError("no reports: the feed has no entries")
    return feed


def _details(entry: Mapping[str, Any], publisher: str) -> Details:
    return Details(title=plain_text(entry.get("title") or ""), published=_day(entry), publisher=publisher, url=entry.get("link"))


def _day(entry: Mapping[str, Any]) -> str | None:
    """The day that the entry tells, where its writer was; for dates in other forms, the day in Greenwich."""
    which = "published" if "published" in entry else "updated"
    told, parsed = entry.get(which), entry.get(f"{which}_parsed")
    try:
        return day(told or "")
    except InputError:
        return date(*parsed[:3]).isoformat() if parsed else None


def _report(entry: Mapping[str, Any], publisher: str, given: Details, follow: Follow | None) -> Report:
    told = _details(entry, publisher)
    return _followed(follow, given, told) if follow else _own(entry, given.or_else(told))


def _own(entry: Mapping[str, Any], details: Details) -> Report:
    contents = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    text = max(map(_text, contents), key=len)
    if not text:
        raise InputError("no text: the entry only points to a page; read the pages of the feed with --follow")
    return make_report(without_headline(text, details.title), details)


def _text(content: Mapping[str, str]) -> str:
    value = content.get("value") or ""
    return value.strip() if content.get("type") == "text/plain" else plain_text(value)


def _followed(follow: Follow, given: Details, told: Details) -> Report:
    if not told.url:
        raise InputError("no page: the entry tells no address to follow; read the feed without --follow")
    report = follow(told.url, given)
    return msgspec.structs.replace(
        report,
        title=report.title or told.title,
        published=report.published or told.published,
        publisher=report.publisher or told.publisher,
    )
