"""What a lookup in the gazetteer gives back."""

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """One thing that a name can stand for: a state, a body, a group, a person.

    `code` is the affiliation (ISO 3166-1 alpha-3, or UNO, EUR, IGO, NGO, MNC, IMG, ISM), `name` the canonical
    name of a body, group or person and None for states. `since` and `until` bound a term of office or the life
    of a state, as YYYY, YYYY-MM or YYYY-MM-DD.
    """

    code: str
    name: str | None
    kind: str
    sector: str | None = None
    role: str | None = None
    since: str | None = None
    until: str | None = None


class Match(msgspec.Struct, frozen=True):
    """A stretch of text, as half-open character offsets, and what it names."""

    start: int
    end: int
    entry: Entry


class State(msgspec.Struct, frozen=True):
    """A state's usual name, its adjective and its capital, for writing about it."""

    code: str
    name: str
    demonym: str
    capital: str


class Office(msgspec.Struct, frozen=True):
    """A kind of office: its usual title, PLOVER sector and level (such as `foreign_minister`)."""

    title: str
    sector: str | None
    level: str


class Place(msgspec.Struct, frozen=True):
    """A state or a city with its country, first-level division (None for states) and position."""

    name: str
    country: str
    admin1: str | None
    latitude: float | None
    longitude: float | None
    population: int
