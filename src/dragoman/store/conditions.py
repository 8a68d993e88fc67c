"""What may be asked of the record, as conditions in SQL. Values travel as parameters, never inside the SQL."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from dragoman import ontology
from dragoman.gazetteer import Gazetteer
from dragoman.record import QueryError
from dragoman.store.rows import days

BODIES = {"EU": "EUR", "UN": "UNO"}
STANDING = frozenset({"name", "demonym", "capital", "seat"})
"""Kinds of names that stand for a state: Turkey, Turkish, Ankara."""
SEARCHED = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


class Filter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for; what is left out does not restrict. Several values of one field mean any of them."""

    between: tuple[str, str] | None = None
    """Two parties: one did it to the other, or they did it to each other. See :func:`party`."""
    actor: str | None = None
    """A party that has any part in it."""
    type: tuple[str, ...] = ()
    """Types of events (``AGREE``, ``CONSULT:phone``), kinds of commitments or claims."""
    quad: tuple[int, ...] = ()
    aux: tuple[str, ...] = ()
    since: str | None = None
    """First day, month or year."""
    until: str | None = None
    """Last day, month or year."""
    said_by: str | None = None
    """A party on whose word it stands."""
    source: str | None = None
    """Words of the publisher's name or the host of the address."""
    text: str | None = None
    """Words that must all be there; ``"a phrase"``, ``begin*``, ``-without``."""
    copies: bool = False
    """Also what copies of a report tell."""
    limit: int | None = None
    """At most so many, the latest first."""


class Condition(NamedTuple):
    """SQL that is true or false of a row, and the values of its question marks."""

    sql: str
    values: tuple[object, ...] = ()


def every(conditions: Iterable[Condition]) -> Condition:
    """All of them."""
    found = list(conditions)
    sql = " AND ".join(f"({one.sql})" for one in found) or "true"
    return Condition(sql, tuple(value for one in found for value in one.values))


def party(named: str) -> Condition:
    """A row of ``roles`` that is this party: ``JPN`` or ``Japan``, ``IGO:ASEAN``, or words of a name or office."""
    name = named.strip()
    if not name:
        raise QueryError("a party has no name; give a state (JPN, Japan), a body (IGO:ASEAN) or a person")
    if code := _code(name):
        return Condition("country = ?", (code,))
    kind, colon, body = name.partition(":")
    if colon and kind.upper() in ontology.SPECIAL_COUNTRIES:
        return every([Condition("country = ?", (kind.upper(),)), _named(body)])
    return _named(name)


def is_state(named: str) -> bool:
    """Whether a party is read as a state or a body by its code, and not as words of a name."""
    return ":" in named or _code(named.strip()) is not None


def code_of(named: str) -> str:
    """The code of a state, or ``IGO:NAME`` of a body, as lists of parties have it; QueryError if it is none."""
    name = named.strip()
    kind, colon, body = name.partition(":")
    if colon and kind.upper() in ontology.SPECIAL_COUNTRIES:
        return f"{kind.upper()}:{body}"
    if code := _code(name):
        return code
    raise QueryError(f"{named!r} is no state; give its name, its ISO code (JPN), or a body as IGO:NAME")


def _named(name: str) -> Condition:
    return Condition("contains(fold(coalesce(name, '') || ' ' || coalesce(role, '')), fold(?))", (name,))


def _code(name: str) -> str | None:
    """The code of a state, or of a body that is one party: by its code, or by any name that the gazetteer has for it."""
    from pycountry import countries

    code = name.upper()
    if code in BODIES or code in ontology.SPECIAL_COUNTRIES or code == "KOS":
        return BODIES.get(code, code)
    if len(code) == 3 and countries.get(alpha_3=code):
        return code
    return next(filter(None, map(_code_by_name, (name, name.title(), code))), None)


def _code_by_name(name: str) -> str | None:
    found = [match.entry for match in Gazetteer.load().find(name) if match.end - match.start == len(name)]
    whole = [entry for entry in found if entry.kind in STANDING or entry.code in BODIES.values()]
    return whole[0].code if whole else None


def search(query: str, holds: str) -> Condition:
    """All words of a query hold; QueryError if it has none. ``holds`` is the SQL for one, with ``?`` for the word as folded."""
    terms = [(minus, phrase or word) for minus, phrase, word in SEARCHED.findall(query) if re.search(r"[^\W_]", phrase or word)]
    if not terms:
        raise QueryError(f'there is no word to search for in {query!r}; write words, "a phrase", begin* or -without')
    return every(_holding(term, holds, without=minus == "-") for minus, term in terms)


def _holding(term: str, holds: str, *, without: bool) -> Condition:
    wanted = "rtrim(fold(?))" if term.endswith("*") else "fold(?)"
    return Condition(("NOT " if without else "") + holds.replace("?", wanted), (term,))


def within(first: str, last: str, since: str | None, until: str | None) -> list[Condition]:
    """A period, from the SQL of its first day to that of its last, that overlaps the one asked for."""
    found = []
    if since:
        found.append(Condition(f"{last} >= ?", (_days(since)[0],)))
    if until:
        found.append(Condition(f"{first} <= ?", (_days(until)[1],)))
    return found


def _days(told: str) -> tuple[object, object]:
    first, last = days(told.strip())
    if first is None:
        raise QueryError(f"{told!r} is no day, month or year; write 2021-11-19, 2021-11 or 2021")
    return first, last


def from_source(words: str, column: str = "source(r.publisher, r.url)") -> Condition:
    """A report whose publisher or host has these words; QueryError if there are none."""
    if not re.search(r"[^\W_]", words):
        raise QueryError(f"there is no word in the source {words!r}; give some of the publisher's name, or a host")
    return Condition(f"contains(fold({column}), rtrim(fold(?)))", (words,))


def of_types(types: Sequence[str]) -> Condition:
    """An event of any of these types, or of these modes of a type; OntologyError, with the nearest code, if there is no such."""
    found = []
    for code in types:
        kind, _, mode = code.partition(":")
        name = ontology.event_type(kind.upper()).name
        if mode:
            ontology.score(name, [mode])
            found.append(Condition("type = ? AND list_contains(modes, ?)", (name, mode)))
        else:
            found.append(Condition("type = ?", (name,)))
    return any_of(found)


def any_of(conditions: Sequence[Condition]) -> Condition:
    """At least one of them."""
    return Condition(" OR ".join(f"({one.sql})" for one in conditions), tuple(value for one in conditions for value in one.values))


def one_of(column: str, values: Sequence[object], valid: Sequence[object], what: str) -> Condition:
    """A column with any of these values; QueryError if one is not valid."""
    for value in values:
        if value not in valid:
            raise QueryError(f"{value!r} is no {what}; valid: {', '.join(map(str, valid))}")
    return Condition(f"list_contains(?, {column})", (list(values),))
