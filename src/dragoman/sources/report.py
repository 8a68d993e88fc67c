"""The last step of every source: text and what is known about it become a report, or an InputError says why not."""

import re
from datetime import date

import msgspec

from dragoman.record import InputError, Report, content_id
from dragoman.sources.language import foreign_language

LIMIT = 20_000_000
"""Bytes of one file, or of one line of JSON lines."""

LONGEST = 1_000_000
"""Characters of one report, the length of two novels; what is longer is a collection, and would fill the memory."""

DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.DOTALL)
SURROGATES = re.compile("[\ud800-\udfff]")


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a report besides its text; None where it is not told."""

    id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None

    def or_else(self, other: "Details") -> "Details":
        """These details, with their gaps filled from ``other``."""
        return Details(**{name: getattr(self, name) or getattr(other, name) for name in self.__struct_fields__})


def make_report(text: str, details: Details) -> Report:
    """The report; InputError if the text is empty, too large, no text, or not English, or the date is no date."""
    _check(text)
    return Report(
        id=_line(details.id) or content_id("rep", text),
        text=text,
        title=_line(details.title),
        published=day(details.published) if details.published else None,
        publisher=_line(details.publisher),
        url=_line(details.url),
    )


def day(value: str) -> str:
    """``YYYY-MM-DD`` of a date, or of a timestamp that begins with one; InputError if it is neither."""
    found = DAY.fullmatch(value.strip())
    try:
        return date.fromisoformat(found[1] if found else "").isoformat()
    except ValueError:
        message = f"{value!r} is no day of the calendar; write the day of publication as YYYY-MM-DD, like 2021-11-19"
        raise InputError(message) from None


def too_large(found: str, most: str = f"{LIMIT // 1_000_000} MB") -> InputError:
    """The error for an input over :data:`LIMIT`, or a text over :data:`LONGEST`."""
    return InputError(
        f"too large: {found} where one report may have {most}; "
        "split a collection into one file per report, or into JSON lines (.jsonl)"
    )


def _check(text: str) -> None:
    if not text.strip():
        raise InputError("empty: there is no text to read")
    if len(text) > LONGEST:
        raise too_large(f"{len(text):,} characters", f"{LONGEST:,}")
    if "\0" in text or SURROGATES.search(text):
        raise InputError("not text: it holds NUL or half characters; save it again as UTF-8 text")
    if not any(map(str.isalpha, text)):
        raise InputError("no letters: there are only numbers or marks, and nothing to read")
    if language := foreign_language(text):
        raise InputError(f"not English: it looks like {language}, and only English is read; translate it first")


def _line(value: str | None) -> str | None:
    """One line that every encoding can hold: half characters are replaced, since a title is no reason to lose a report."""
    return " ".join(SURROGATES.sub("�", value).split()) or None if value else None
