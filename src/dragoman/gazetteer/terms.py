"""Which of several dated entries holds on a day."""

from collections.abc import Sequence

import msgspec

from dragoman.gazetteer.model import Entry

_GRACE_YEARS = 1


def first_day(date: str | None) -> str:
    """The earliest day that a possibly partial date covers."""
    full = date or "0000"
    return {4: f"{full}-01-01", 7: f"{full}-01"}.get(len(full), full)


def last_day(date: str | None) -> str:
    """The latest day that a possibly partial date covers; open if there is none."""
    full = date or "9999"
    return {4: f"{full}-12-31", 7: f"{full}-31"}.get(len(full), full)


def shift(day: str, years: int) -> str:
    """The same day some years later or earlier, kept within four digits."""
    return f"{min(max(int(day[:4]) + years, 0), 9999):04d}{day[4:]}"


def holds(entry: Entry, on: str) -> bool:
    """Whether the entry's term covers a day."""
    return first_day(entry.since) <= on <= last_day(entry.until)


def around(entry: Entry, on: str | None) -> bool:
    """Whether a day lies in the entry's term, the year before it or the year after it."""
    return on is None or (
        first_day(entry.since) <= shift(on, _GRACE_YEARS) and shift(on, -_GRACE_YEARS) <= last_day(entry.until)
    )


BODIES = frozenset({"UNO", "EUR", "IGO"})


def choose(entries: Sequence[Entry], on: str | None) -> Entry:
    """The entry that holds on a day, the latest if no day is given; else the nearest, as it then stands."""
    if len(entries) == 1 and entries[0].since is None and entries[0].until is None:
        return entries[0]
    if on is None:
        return max(entries, key=lambda e: first_day(e.since))
    held = [e for e in entries if holds(e, on)]
    # Who serves a state and a body at once is the state's, unless the text says otherwise.
    return next((e for e in held if e.code not in BODIES), held[0]) if held else _outside(entries, on)


def _outside(entries: Sequence[Entry], on: str) -> Entry:
    """Nobody is in office: a former holder is ELI, one to come within a year is as good as in office."""
    past = [e for e in entries if last_day(e.until) < on]
    coming = [e for e in entries if first_day(e.since) > on]
    near = min(coming, key=lambda e: first_day(e.since), default=None)
    if near is not None and around(near, on):
        return near
    if past:
        last = max(past, key=lambda e: last_day(e.until))
        return msgspec.structs.replace(last, sector="ELI") if last.kind == "person" else last
    first = near or entries[0]
    return msgspec.structs.replace(first, sector=None, role=None) if first.kind == "person" else first
