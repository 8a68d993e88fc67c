"""Date phrases of a report: finding them, reading them as dates, and the dateline at the head of a report."""

import re
from datetime import date
from functools import lru_cache

from .date_forms import FORMS, When, bound, read
from .date_words import DAYNAME, DOW, EDGE, MON, NTH, PART, SEASON, YEAR, YR

# One character for one, so that offsets stay those of the text.
_LEVEL = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " "})
_LONGEST_PHRASE = 80


@lru_cache(maxsize=4096)
def resolve(phrase: str, published: date | None, *, future: bool = False, past: bool = False) -> str | None:
    """The date a phrase tells, seen from the day of publication; ``None`` if it tells none.

    Weekdays, months and days without a year are the nearest at or before ``published``, and a day up to three days
    after it still counts as that year's. With ``future`` they are the nearest at or after it; with ``past`` not even
    those three days lie ahead. Never raises: a malformed date, or a relative one without ``published``, gives ``None``.
    """
    text = " ".join(phrase.translate(_LEVEL).split()).strip(" ,.;:()")
    if not text or len(text) > _LONGEST_PHRASE:
        return None
    try:
        return read(text, When(published, future, past))
    except (ValueError, OverflowError):
        return None


_ALWAYS = r"January|February|July|August|September|October|November|December"


def _after(words: str) -> str:
    """A pattern that holds where one of the words stands before."""
    return "|".join(rf"(?<=\b{word}[\s-])" for word in words.split())


_AFTER_WORD = _after("in since by until till from of during before after through early late mid end")
_POINT = (
    rf"(?:(?:{DOW},?\s+)?{MON}[\s-]+(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d){YR}?"
    rf"|(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?[\s-]+{MON}{YR}?|{MON}{YR}|{_ALWAYS}|(?-i:March|April|May|June)|{DAYNAME})"
)
# A bare number is a year unless it counts, prices or numbers something.
_NOT_NUMBERING = r"(?<![\d$€£#/.,-])(?<!resolution\s)(?<!no\.\s)(?<!number\s)(?<!article\s)(?<!flight\s)"
_COUNTED = (
    "people|troops|soldiers|refugees|civilians|men|women|children|tonnes|tons|kilomet(?:re|er)s|km|miles|dollars|euros|pounds"
)
_NOT_COUNTING = rf"(?![.,]?\d|\s*%|\s+(?:{_COUNTED})\b)"
_RUNNING = [
    rf"between\s+(?:{_POINT}|{YEAR})\s+and\s+(?:{_POINT}|{YEAR})\b",
    rf"{_POINT}(?:\s+(?:to|until|till|through)\s+|\s*-\s*){_POINT}",
    rf"(?:the\s+)?week\s+(?:of|beginning|starting|commencing)\s+{_POINT}",
    rf"{DAYNAME},?\s+the\s+{NTH}",
    *(pattern for findable, pattern, _ in FORMS if findable),
    rf"{MON}{YR}",
    rf"(?:last|this|next)\s+{MON}",
    rf"(?:(?:this\s+)?(?:this|last|next|past|coming|upcoming)\s+)?{DAYNAME}(?:,?\s+(?:of\s+)?(?:last|this|next)\s+week)?{PART}?",
    rf"(?:the\s+)?(?:{SEASON})(?:\s+of)?{YR}",
    rf"(?-i:{_ALWAYS})|(?:{_AFTER_WORD})(?-i:March|April|May|June)",
    rf"(?:{_after('on by until since')})the\s+\d\d?(?:st|nd|rd|th)\b(?=\s*(?:[.,;:)]|$))",
    rf"{_NOT_NUMBERING}(?:the\s+year\s+)?(?:1[4-9]\d\d|20\d\d){_NOT_COUNTING}",
]
_ANONYMOUS = "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=sep)", "[-/.]") for pattern in _RUNNING)
_LEADING = r"(?:since\s+|by\s+(?=(?:the\s+)?(?:end|close|beginning|start|middle)\b))?"
_FIND = re.compile(rf"\b{_LEADING}{EDGE}?(?:{_ANONYMOUS})(?!\w)", re.IGNORECASE)


def find_dates(text: str) -> list[tuple[int, int]]:
    """Where date phrases stand in a text, as character spans that do not overlap.

    A preposition is left out unless the sense needs it ("since 1991", "by the end of 2025", "within 30 days").
    """
    return [m.span() for m in _FIND.finditer(text.translate(_LEVEL))]



_NAME = r"[A-ZÀ-Þ][\w.'/-]*(?:\s+(?:(?:of|de|del|la|el|upon|and)\s+)?[A-ZÀ-Þ][\w.'/-]*){0,4}?"
_ON = rf"(?i:(?:{DOW},?\s+)?(?:{MON}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MON})(?:,?\s+{YEAR})?|{DOW})"
_AGENCY = r"(?:\([A-Z][\w .&/'-]*\)|/[A-Z][\w .-]*/)"
_DATELINE = re.compile(
    rf"^[ \t]*(?P<place>{_NAME}(?:,\s+{_NAME}){{0,2}}?)?(?:,?\s*\(?\b(?P<date>{_ON})\)?\.?)?(?:,?\s*(?P<agency>{_AGENCY})\.?)?"
    r"(?P<dash>\s*--?[ \t]+|\s*:[ \t]+|(?<=/\.)[ \t]+)",
    re.MULTILINE,
)
_NO_PLACE = re.compile(
    r"(?:BREAKING|UPDATE|EXCLUSIVE|FACTBOX|ANALYSIS|NEWS|TIMELINE|EXPLAINER|CORRECTED|WATCH|LIVE|OPINION|VIDEO"
    r"|On|In|At|By|Since|From|Until|Last|This|The)\b"
)
_HEAD = 400
_SHOUTED_WORDS = 3


def dateline(text: str) -> tuple[str | None, str | None, int]:
    """Place and date phrase at the head of a report ("PHNOM PENH, Nov 19 (AFP) -"), and where its story begins.

    It is looked for at the start of each line that begins in the first 400 characters; ``(None, None, 0)`` if missing.
    """
    head = text[: 2 * _HEAD].translate(_LEVEL)
    for m in _DATELINE.finditer(head):
        if m.start() < _HEAD and _is_dateline(m):
            return m["place"], m["date"], m.end()
    return None, None, 0


def _is_dateline(m: re.Match[str]) -> bool:
    """Only a place in capitals can stand alone; any other needs a date or an agency beside it."""
    place = m["place"]
    if place is None:
        return m["agency"] is not None
    if _NO_PLACE.match(place):
        return False
    return bool(m["date"] or m["agency"]) or (place.isupper() and len(place) > 2 and len(place.split()) <= _SHOUTED_WORDS)


def single(told: str | None) -> str | None:
    """A resolved date as one day, month or year: of a short span the month it begins in, of a longer one its year if it has but one."""
    if told is None or "/" not in told:
        return told
    if (bound(told, 1) - bound(told, 0)).days <= 31:
        return told[:7]
    first, last = told.split("/")
    return first[:4] if first[:4] == last[:4] else None


def is_historical(told: str | None, published: date | None) -> bool:
    """Whether a resolved date lies twelve months or more before publication; one that tells only a year, in an earlier year.

    Of a span the end counts. A missing or malformed date is not historical.
    """
    if not told or published is None:
        return False
    last = told.split("/")[-1]
    try:
        day = bound(last, 0)
    except ValueError:
        return False
    months = (published.year - day.year) * 12 + published.month - day.month
    if len(last) == len("YYYY"):
        return day.year < published.year
    return months >= 12 + (len(last) == len("YYYY-MM-DD") and day.day > published.day)
