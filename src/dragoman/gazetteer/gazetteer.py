"""Names in text: states, bodies, groups, places and people, as of a date."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from dragoman.gazetteer import actors as actor_lists
from dragoman.gazetteer import tables
from dragoman.gazetteer.guards import Guards
from dragoman.gazetteer.index import Hit, Index, Named
from dragoman.gazetteer.model import Entry, Match, Office, Place, State
from dragoman.gazetteer.persons import Surnames
from dragoman.gazetteer.places import Places
from dragoman.gazetteer.terms import choose, first_day, holds
from dragoman.gazetteer.text import Tokens


class Gazetteer:
    """All that the tables know, asked by name and date. Make one with `load`."""

    def __init__(self, own: list[Named], on: str | None) -> None:
        """Take the user's own entries, which go before the built-in ones, and a default date."""
        self._own, self._on = own, on
        self._state_rows, self._body_rows = (
            tables.rows("states.tsv"),
            tables.rows("bodies.tsv"),
        )
        self._people = list(tables.person_names())
        self._offices = dict(tables.offices())
        self._names = Index(self._all())
        self._guards = Guards(self._names)
        self._places = Places()

    @classmethod
    def load(cls, actors: Path | None = None, on: str | None = None) -> "Gazetteer":
        """The gazetteer with a user's actor list on top and a default date for lookups.

        Raises GazetteerError if the list is malformed. Loads of the same list are shared.
        """
        return _load(actors, actors.stat().st_mtime_ns if actors and actors.exists() else 0, on)

    def _all(self) -> list[Named]:
        own = {name for name, _ in self._own}
        built_in = [
            *tables.no_actors(),
            *tables.state_names(self._state_rows),
            *tables.territory_names(),
            *tables.body_names(self._body_rows),
            *tables.group_names(),
            *self._people,
        ]
        # An article stays outside a match wherever the name does without it.
        needless = own | {f"{article} {name}" for name, _ in built_in for article in ("the", "The")}
        return [
            *self._own,
            *((name, entry) for name, entry in built_in if name not in needless),
        ]

    @cached_property
    def _capitals(self) -> Index:
        """The same names in capitals, for headlines; made when a text first needs it."""
        return Index((name.upper(), entry) for name, entry in self._all())

    @cached_property
    def _office_index(self) -> Index:
        return Index((title, Entry("", title, "office")) for title in self._offices)

    @cached_property
    def _surnames(self) -> Surnames:
        return Surnames(self._people, lru_cache(4096)(self.office))

    def find(self, text: str, on: str | None = None) -> list[Match]:
        """The names in a text, longest and leftmost first, without overlaps, in order.

        `on` is the day (YYYY-MM-DD) as of which offices and dated names are read. People are found by full name,
        and by surname after a title or where the full name stands elsewhere in the text.
        """
        day, tokens = on or self._on, Tokens(text)
        found: list[Match] = []
        pending: list[int] = []
        at, size = 0, len(tokens.keys)
        while at < size:
            hit = self._hit(tokens, at)
            if hit is None:
                if tokens.keys[at] in self._surnames:
                    pending.append(at)
                at += 1
                continue
            entry = choose(hit[1], day)
            if entry.kind != "none":
                found.append(Match(tokens.starts[at], tokens.ends[hit[0] - 1], entry))
            at = hit[0]
        return self._with_surnames(tokens, self._guards.settle(text, found), pending, day)

    def _hit(self, tokens: Tokens, at: int) -> Hit | None:
        key = tokens.keys[at]
        hit = self._names.longest(tokens.keys, at) if key in self._names.root else None
        if hit is None and len(key) > 1 and key.isupper():
            hit = self._capitals.longest(tokens.keys, at)
        return None if hit is None or self._guards.bars(tokens, at, hit[0]) else hit

    def _with_surnames(self, tokens: Tokens, found: list[Match], pending: list[int], on: str | None) -> list[Match]:
        extra = (self._surnames.resolve(tokens, at, found, on) for at in pending)
        people = [match for match in extra if match]
        return sorted([*found, *people], key=lambda m: m.start) if people else found

    @cached_property
    def _states(self) -> Mapping[str, State]:
        return MappingProxyType(tables.states(self._state_rows))

    def states(self) -> Mapping[str, State]:
        """The present states by code."""
        return self._states

    def body(self, name: str) -> Entry | None:
        """The international body of that name or acronym."""
        return next((e for e in self._names.exact(name) if e.kind == "body"), None)

    def members(self, body_name: str) -> tuple[str, ...]:
        """The codes of the member states of a body; empty if the body is unknown."""
        body = self.body(body_name)
        row = next((r for r in self._body_rows if body and r["name"] == body.name), {})
        return tuple(tables.split(row.get("members")))

    def office(self, phrase: str) -> Office | None:
        """The office that a phrase such as "the Japanese Foreign Minister" names; the longest title counts."""
        keys, best = Tokens(phrase.lower()).keys, None
        for at in range(len(keys)):
            hit = self._office_index.longest(keys, at)
            if hit and (best is None or hit[0] - at > best[0]):
                best = (hit[0] - at, hit[1][0].name or "")
        return self._offices[best[1]] if best else None

    @cached_property
    def _holders(self) -> dict[tuple[str, str], list[Entry]]:
        by: dict[tuple[str, str], list[Entry]] = {}
        for entry in dict.fromkeys(entry for _, entry in self._people):
            office = self.office(entry.role or "")
            if office:
                by.setdefault((entry.code, office.level), []).append(entry)
        return by

    def holder(self, country: str, level: str, on: str) -> Entry | None:
        """Who held an office (by level) of a country on a day; the last to have taken it, if two did."""
        held = [e for e in self._holders.get((country, level), []) if holds(e, on)]
        return max(held, key=lambda e: first_day(e.since), default=None)

    def place(self, name: str, country: str | None = None) -> Place | None:
        """The state or city of that name; the most populous, unless a country code decides."""
        entry = next((e for e in self._names.exact(name) if e.kind == "name"), None)
        state = self._states.get(entry.code) if entry else None
        if state and country in (None, state.code):
            return self._places.state(state.name, state.code, state.capital)
        return self._places.find(name, country)


@lru_cache(8)
def _load(path: Path | None, _changed: int, on: str | None) -> Gazetteer:
    """Read the tables; `_changed` only tells one version of the user's file from another."""
    return Gazetteer(actor_lists.read(path) if path else [], on)
