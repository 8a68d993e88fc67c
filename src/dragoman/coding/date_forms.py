"""The forms that English date phrases of news take, and how each is read.

Results are ISO 8601: ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY`` or a span ``A/B`` with both ends included.
A result is never finer than its phrase: "two years ago" is a year, "early March" a month, "last week" a span of days.
Seasons are those of the northern hemisphere.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from .date_words import (
    ABOUT,
    AFTER,
    BEFORE,
    DAY,
    DAY_WORDS,
    DAYNAME,
    DAYS,
    DET,
    DOW,
    HOLIDAYS,
    MON,
    NTH,
    NUM,
    ORD,
    PART,
    SEASON,
    SEASONS,
    SPANS,
    STEPS,
    TO,
    UNIT,
    WEEKDAYS,
    YEAR,
    YR,
    month_number,
    number,
)


@dataclass(frozen=True, slots=True)
class When:
    """From where a phrase is read, and which way an open one points."""

    published: date | None
    future: bool
    past: bool

    @property
    def day(self) -> date:
        if self.published is None:
            raise ValueError("a relative date needs the day of publication")
        return self.published


_Handler = Callable[[re.Match[str], When], str | None]


def _word(m: re.Match[str], name: str) -> str:
    """A part of the phrase in small letters, empty where the form lacks it."""
    return (m.groupdict().get(name) or "").lower()


def _ym(year: int, month: int) -> str:
    """A month, where the months may run on past December or back past January."""
    carry, month = divmod(month - 1, 12)
    return date(year + carry, month + 1, 1).isoformat()[:7]


def _y(year: int) -> str:
    return date(year, 1, 1).isoformat()[:4]


def _days(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first}/{last}"


def _shift(day: date, count: int, unit: str) -> str:
    """The day, month or year that lies so many units off."""
    if hours := SPANS.get(unit):
        return (day + timedelta(days=int(count * hours / 24))).isoformat()
    if unit == "month":
        return _ym(day.year, day.month + count)
    return _y(day.year + count * (10 if unit == "decade" else 1))


def _nearest(days: list[date], when: When) -> str:
    """The candidate a phrase without a year means; a report may be stamped up to three days before what it tells."""
    if when.future:
        return min(day for day in days if day >= when.day).isoformat()
    limit = when.day + timedelta(days=0 if when.past else 3)
    return max(day for day in days if day <= limit).isoformat()


def _valid(year: int, month: int, day: int) -> list[date]:
    """The date as a list of one, or of none where the calendar lacks it."""
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _year(m: re.Match[str], when: When) -> int | None:
    if year := _word(m, "year"):
        return int(year)
    rel = _word(m, "rel")
    return when.day.year + STEPS[rel] if rel else None


def _on_day(month: int, day: int, year: int | None, when: When) -> str:
    if year is not None:
        return date(year, month, day).isoformat()
    here = when.day.year  # eight years either way reach a leap year even across 1900
    return _nearest([d for y in range(here - 8, here + 9) for d in _valid(y, month, day)], when)


def _month_day(m: re.Match[str], when: When) -> str:
    return _on_day(month_number(m["mon"]), number(m["day"]), _year(m, when), when)


def _day_span(m: re.Match[str], when: When) -> str:
    last = date.fromisoformat(_on_day(month_number(m["mon"]), number(m["last"]), _year(m, when), when))
    first = last.replace(day=number(m["day"]))
    if first > last:
        raise ValueError("a span runs backwards")
    return _days(first, last)


def _iso(m: re.Match[str], _: When) -> str:
    return date(int(m["y"]), int(m["m"]), int(m["d"])).isoformat()


def _slashed(m: re.Match[str], _: When) -> str:
    day, month, year = int(m["d"]), int(m["m"]), int(m["y"])
    if month > 12:
        day, month = month, day
    if year < 100:
        year += 2000 if year < 70 else 1900
    return date(year, month, day).isoformat()


def _named_month(m: re.Match[str], when: When) -> str:
    month, year = month_number(m["mon"]), _year(m, when)
    if year is None:
        here, step = when.day, STEPS.get(_word(m, "det"))
        year = here.year
        if step == 1:
            year += month <= here.month
        elif step == -1:
            year -= month >= here.month
        elif step is None:
            year += month < here.month if when.future else -(month > here.month)
    return _ym(year, month)


def _weekday(m: re.Match[str], when: When) -> str:
    index, here = WEEKDAYS.index(m["dow"][:3].lower()), when.day
    ahead, back = (index - here.weekday()) % 7, (here.weekday() - index) % 7
    word = _word(m, "week") or _word(m, "det")
    if _word(m, "week") or word in ("this", "next"):
        days = index - here.weekday() + 7 * STEPS[word]
    elif word:
        days = -(back or 7) if STEPS[word] < 0 else ahead or 7
    else:
        days = ahead if when.future else -back
    return (here + timedelta(days=days)).isoformat()


def _day_of_month(m: re.Match[str], when: When) -> str:
    here, day = when.day, number(m["day"])
    if (step := STEPS.get(_word(m, "det"))) is not None:
        return date.fromisoformat(f"{_ym(here.year, here.month + step)}-{day:02d}").isoformat()
    months = [divmod(here.year * 12 + here.month - 1 + k, 12) for k in range(-3, 4)]
    return _nearest([d for y, month in months for d in _valid(y, month + 1, day)], when)


def _weekday_of_month(m: re.Match[str], when: When) -> str | None:
    month, index = read(m["rest"], when), WEEKDAYS.index(m["dow"][:3].lower())
    if not month:
        return None
    days = [d for k in range(1, 32) for d in _valid(int(month[:4]), int(month[5:]), k) if d.weekday() == index]
    count = 0 if m["nth"].lower() in ("last", "final") else number(m["nth"])
    return days[count - 1].isoformat() if count <= len(days) else None


def _day_word(m: re.Match[str], when: When) -> str:
    word = re.sub(r"\s+", " ", m["word"].lower())
    return (when.day + timedelta(days=DAYS.get(word, 0))).isoformat()


def _ago(m: re.Match[str], when: When) -> str:
    word = m["way"].lower()
    if word == "later" and not when.future:
        raise ValueError("later than something else told")
    sign = -1 if word in ("ago", "earlier", "back") else 1
    return _shift(when.day, sign * number(m["n"]), m["unit"].lower())


def _in(m: re.Match[str], when: When) -> str:
    return _shift(when.day, number(m["n"]), m["unit"].lower())


def _rolling(m: re.Match[str], when: When) -> str:
    """A stretch that ends or begins with the day of publication: "the past two years", "within 30 days"."""
    count, unit = number(_word(m, "n") or "one"), m["unit"].lower()
    step = STEPS[_word(m, "det") or "next"]
    ends = sorted((_shift(when.day, 0, unit), _shift(when.day, step * count, unit)))
    return "/".join(ends)


def _period(start: int, length: int, m: re.Match[str], when: When) -> str:
    """Some months of a year, such as a quarter or a season."""
    year = _year(m, when)
    if year is None:
        year = _which(start, length, _word(m, "det"), when)
    return f"{_ym(year, start)}/{_ym(year, start + length - 1)}"


def _which(start: int, length: int, word: str, when: When) -> int:
    here = when.day.year * 12 + when.day.month
    starts = {when.day.year + k: (when.day.year + k) * 12 + start for k in range(-2, 3)}
    step = STEPS.get(word)
    if step == 0:
        return next((y for y, s in starts.items() if s <= here < s + length), when.day.year)
    if step == 1:
        return min(y for y, s in starts.items() if s > here)
    if step == -1:
        return max(y for y, s in starts.items() if s + length <= here)
    if when.future:
        return min(y for y, s in starts.items() if s + length > here)
    return max(y for y, s in starts.items() if s <= here)


def _season(m: re.Match[str], when: When) -> str:
    return _period(SEASONS[m["season"].lower()], 3, m, when)


def _part_of_year(m: re.Match[str], when: When) -> str:
    length = 6 if (m["part"] or m["letter"]).lower().startswith("h") else 3
    nth = 12 // length if _word(m, "nth") in ("last", "final") else number(m["nth"] or m["digit"])
    return _period((nth - 1) * length + 1, length, m, when)


def _unit(m: re.Match[str], when: When) -> str:
    here, unit = when.day, m["unit"].lower()
    step = STEPS[_word(m, "det") or "this"]
    if unit == "week":
        return _week(here + timedelta(days=7 * step), _word(m, "cut"), here)
    if unit == "quarter":
        start = (here.month - 1) // 3 * 3 + 1 + 3 * step
        return f"{_ym(here.year, start)}/{_ym(here.year, start + 2)}"
    if unit == "decade":
        return f"{_y(here.year // 10 * 10 + 10 * step)}/{_y(here.year // 10 * 10 + 10 * step + 9)}"
    return _shift(here, step, unit)


def _week(day: date, cut: str, here: date) -> str:
    monday = day - timedelta(days=day.weekday())
    first, last = monday, monday + timedelta(days=6)
    if cut == "earlier":
        last = max(first, min(last, here))
    elif cut == "later":
        first = min(last, max(first, here))
    return _days(first, last)


def _weekend(m: re.Match[str], when: When) -> str:
    here, word = when.day, _word(m, "det") or "the"
    saturday = here + timedelta(days=5 - here.weekday())
    if word == "the":
        ahead = when.future or here.weekday() >= 5
        saturday -= timedelta(days=0 if ahead else 7)
    elif word in ("last", "past"):
        saturday -= timedelta(days=7)
    elif word == "next":
        saturday += timedelta(days=7)
    return _days(saturday, saturday + timedelta(days=1))


def _week_of(m: re.Match[str], when: When) -> str | None:
    value = read(m["rest"], when)
    return _week(date.fromisoformat(value), "", when.day) if value and len(value) == 10 else None


def _holiday(m: re.Match[str], when: When) -> str:
    month, day = HOLIDAYS[re.sub(r"\s+", " ", m["name"].lower())]
    return _on_day(month, day, _year(m, when), when)


def _years(m: re.Match[str], _: When) -> str | None:
    first, last = int(m["first"]), int(m["last"])
    if last < 100:
        if 1 <= last <= min(12, first % 100):
            return _ym(first, last)  # 2021-11 can only be a month, 2010-12 is how a report writes a span
        last += first // 100 * 100
    return f"{_y(first)}/{_y(last)}" if first < last else None


def _decade(m: re.Match[str], _: When) -> str:
    return f"{m['decade']}/{int(m['decade']) + 9}"


def _century(m: re.Match[str], _: When) -> str:
    last = number(m["nth"]) * 100
    return f"{_y(last - 99)}/{_y(last)}"


def _whole_year(m: re.Match[str], _: When) -> str:
    return _y(int(m["y"]))


def _span(m: re.Match[str], when: When) -> str | None:
    """Two dates; the one that tells less is read from the one that tells more."""
    firm = _attempt(m["a"], When(None, when.future, when.past))
    if firm or (when.future and not _attempt(m["b"], When(None, future=True, past=False))):
        first = firm or read(m["a"], when)
        last = read(m["b"], When(bound(first, 0), future=True, past=False)) if first else None
    else:
        last = read(m["b"], when)
        first = read(m["a"], When(bound(last, 1), future=False, past=True)) if last else None
    if not first or not last:
        return None
    first, last = first.split("/")[0], last.split("/")[-1]
    return f"{first}/{last}" if first <= last else None


def bound(value: str, end: int) -> date:
    """The first (0) or last (1) day of a result."""
    year, month, day = (*value.split("/")[-end].split("-"), "", "")[:3]
    if day or not end:
        return date(int(year), int(month or 1), int(day or 1))
    after = int(year) * 12 + int(month or 12)
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _attempt(text: str, when: When) -> str | None:
    try:
        return read(text, when)
    except (ValueError, OverflowError):
        return None


_WEEK = r"(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?"
_ANY_DET = r"(?P<det>this|the|current|last|next|coming|upcoming)"
_WHICH = r"(?P<nth>first|second|third|fourth|last|final)"
_SOME_MONTH = rf"(?P<rest>{MON}(?:\s+{YEAR})?|(?:this|last|next)\s+month)"
_PARTS = rf"(?:(?:the\s+)?{_WHICH}[\s-](?P<part>quarter|half)|(?P<letter>[qh])(?P<digit>[1-4]))"
_PREFIX = rf"(?:{DOW},?\s+)?"

# (found in running text as it stands, pattern, reading); the first form that fits the whole phrase is taken.
FORMS: list[tuple[bool, str, _Handler]] = [
    (True, rf"(?P<day>{DAY}){TO}(?P<last>{DAY})(?:\s+of)?\s+(?P<mon>{MON}){YR}?", _day_span),
    (True, rf"(?P<mon>{MON})\s+(?:the\s+)?(?P<day>{DAY}){TO}(?P<last>{DAY}){YR}?", _day_span),
    (True, rf"{_PREFIX}(?P<mon>{MON})[\s/-]+(?:the\s+)?(?P<day>{DAY}){YR}?", _month_day),
    (True, rf"{_PREFIX}(?:the\s+)?(?P<day>{DAY})\.?[\s/-]+(?:day\s+)?(?:of\s+)?(?P<mon>{MON}){YR}?", _month_day),
    (True, r"(?P<y>[12]\d{3})(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?:T[\d:.Z+-]+)?", _iso),
    (True, r"(?P<d>\d\d?)(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<y>[12]\d{3}|\d\d)", _slashed),
    (True, rf"(?:the\s+)?{_WHICH}\s+(?P<dow>{DAYNAME})\s+(?:of|in)\s+{_SOME_MONTH}", _weekday_of_month),
    (False, rf"(?:(?P<det>last|this|next)\s+|the\s+)?(?P<mon>{MON}){YR}?", _named_month),
    (True, rf"(?:the\s+)?(?P<day>{DAY})\s+of\s+(?P<det>this|the|last|next)\s+month", _day_of_month),
    (False, rf"(?:{DET}\s+|the\s+)?(?P<dow>{DOW}){_WEEK}{PART}?", _weekday),
    (True, rf"(?P<week>last|this|next)\s+week(?:\s+on)?\s+(?P<dow>{DAYNAME})", _weekday),
    (True, rf"(?:the\s+)?(?P<word>{DAY_WORDS}){PART}?", _day_word),
    (False, r"(?:right\s+)?(?P<word>now)", _day_word),
    (True, rf"{ABOUT}(?P<n>{NUM})\s+(?P<unit>{UNIT})s?\s+(?P<way>ago|earlier|back|later|from\s+(?:now|today)|hence)", _ago),
    (True, rf"in\s+{ABOUT}(?P<n>{NUM})\s+(?P<unit>{UNIT})s?(?:'?\s+time)?", _in),
    (True, rf"within\s+(?:the\s+)?(?:{DET}\s+)?(?P<n>{NUM})[\s-]+(?P<unit>{UNIT})s?", _rolling),
    (True, rf"(?:the\s+)?{DET}\s+(?P<n>{NUM})\s+(?P<unit>{UNIT})s?", _rolling),
    (True, rf"(?:the\s+)?(?P<det>past)\s+(?P<unit>{UNIT})", _rolling),
    (True, rf"(?:(?P<cut>earlier|later)\s+(?:in\s+)?)?(?:the\s+)?{_ANY_DET}\s+(?P<unit>week|month|year|quarter|decade)", _unit),
    (True, r"(?:the\s+)?(?P<unit>year|month|week)(?:'s)?[\s-]end", _unit),
    (True, rf"(?:the\s+|{DET}\s+)weekend", _weekend),
    (False, r"(?:the\s+)?week\s+(?:of|beginning|starting|commencing)\s+(?P<rest>.+)", _week_of),
    (True, rf"{_PARTS}(?:(?:\s+of)?{YR}|\s+(?:of\s+)?the\s+year)?", _part_of_year),
    (True, rf"(?P<det>this|last|next)\s+(?P<season>{SEASON})", _season),
    (False, rf"(?:the\s+)?(?P<season>{SEASON})(?:\s+of)?{YR}?", _season),
    (True, rf"(?P<name>{'|'.join(sorted(HOLIDAYS, reverse=True))}){YR}?".replace(" ", r"\s+"), _holiday),
    (True, rf"(?P<first>{YEAR}){TO}(?P<last>{YEAR}|\d\d)", _years),
    (True, rf"(?P<first>{YEAR})/(?P<last>\d\d)", _years),
    (True, r"(?:the\s+)?(?P<decade>(?:1\d|20)\d0)'?s", _decade),
    (True, rf"(?:the\s+)?(?P<nth>\d\d(?:st|nd|rd|th)|{ORD})[\s-]+century", _century),
    (False, rf"(?:the\s+year\s+)?(?P<y>{YEAR})", _whole_year),
    (False, rf"{_PREFIX}(?:the\s+)?(?P<day>{NTH})", _day_of_month),
    (False, r"between\s+(?P<a>.+?)\s+and\s+(?P<b>.+)", _span),
    (False, r"(?:from\s+)?(?P<a>.+?)(?:\s+(?:to|until|till|through)\s+|\s*-\s*)(?P<b>.+)", _span),
]  # fmt: skip
_COMPILED = [(re.compile(pattern, re.IGNORECASE), handler) for _, pattern, handler in FORMS]


def read(text: str, when: When) -> str | None:
    """The date a levelled phrase tells; ``None`` or ValueError or OverflowError if it tells none."""
    for pattern, handler in _COMPILED:
        if (m := pattern.fullmatch(text)) and (value := handler(m, when)):
            return value
    bare = BEFORE.sub("", text, count=1) if BEFORE.match(text) else AFTER.sub("", text)
    return read(bare, when) if bare and bare != text else None
