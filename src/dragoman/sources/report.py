"""The last step of every source: text and what is known about it become a report, or an InputError says why not."""

import logging
import re
from collections.abc import Callable
from datetime import date

import msgspec

from dragoman.record import InputError, Rejection, Report, content_id
from dragoman.sources.language import foreign_language

LOG = logging.getLogger("dragoman")

LIMIT = 20_000_000
"""Bytes of one file, of one line of JSON lines or of a table, or of one page in an archive."""

LONGEST = 1_000_000
"""Characters of one report, the length of two novels; what is longer is a collection, and would fill the memory."""

DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.DOTALL)
MAIL_DAY = re.compile(r"(?:[A-Z][a-z]{2}, *)?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})(?: .*)?", re.DOTALL)
"""The day in a date as mail and feeds write it (RFC 2822): ``Fri, 19 Nov 2021 08:00:00 +0700``."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
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


class WholeInputError(InputError):
    """What is wrong with an input as a whole, and is told once instead of for every report in it."""


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


def attempt(source: str, make: Callable[[], Report]) -> Report | Rejection:
    """The report that is made, or why it cannot be; one bad report does not cost those after it."""
    try:
        return make()
    except WholeInputError:
        raise
    except InputError as error:
        return Rejection(source=source, reason=str(error))
    except Exception as error:  # noqa: BLE001  a library that fails on one report has to leave the others alone
        return failed(source, error)


def failed(source: str, error: Exception) -> Rejection:
    """The rejection for an input on which a library fails in a way that nobody foresaw."""
    LOG.debug("%s", source, exc_info=error)
    told = f"{type(error).__name__}: {error}"[:200]
    return Rejection(source=source, reason=f"cannot be read: the program failed on it ({told}); save its text, and read that")


def day(value: str) -> str:
    """``YYYY-MM-DD`` of a date, a timestamp that begins with one, or a date as in mail; InputError if it is none.

    The day is the writer's own, whatever the time zone.
    """
    try:
        return _calendar_day(value.strip()).isoformat()
    except ValueError:
        message = f"{value!r} is no day of the calendar; write the day of publication as YYYY-MM-DD, like 2021-11-19"
        raise InputError(message) from None


def _calendar_day(value: str) -> date:
    if found := MAIL_DAY.fullmatch(value):
        return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
    found = DAY.fullmatch(value)
    return date.fromisoformat(found[1] if found else "")


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
