"""Surnames: whom "President Macron" or a bare "Macron" means in a text."""

from collections.abc import Callable, Iterable, Sequence

from dragoman.gazetteer.guards import COURTESY, TITLES
from dragoman.gazetteer.index import Named
from dragoman.gazetteer.model import Entry, Match, Office
from dragoman.gazetteer.terms import around, choose
from dragoman.gazetteer.text import Tokens, keys_of

# Where the family name comes first.
_FAMILY_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK"})
_PARTICLES = frozenset(
    [
        "von",
        "van",
        "der",
        "de",
        "la",
        "del",
        "da",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "-",
        "Al",
        "El",
        "Von",
        "Van",
        "De",
    ]
)
_PHRASE = 8
_STOP = frozenset('.,;:!?"“”()')

OfficeOf = Callable[[str], Office | None]


class Surnames:
    """Persons by surname."""

    def __init__(self, people: Iterable[Named], office_of: OfficeOf) -> None:
        self._office_of = office_of
        self._by: dict[str, list[Entry]] = {}
        for surface, entry in people:
            keys = keys_of(surface)
            surname = keys[0] if entry.code in _FAMILY_FIRST else keys[-1]
            if len(keys) > 1 and surname[:1].isupper():
                known = self._by.setdefault(surname, [])
                if entry not in known:
                    known.append(entry)

    def __contains__(self, word: str) -> bool:
        return word in self._by

    def resolve(self, tokens: Tokens, at: int, found: Sequence[Match], on: str | None) -> Match | None:
        """The person whom a surname at a token means, judged by the title before it and the rest of the text."""
        entries = self._by[tokens.keys[at]]
        left = _first_token(tokens, at, entries)
        named = {m.entry.name for m in found if m.entry.kind == "person"}
        title = _title(tokens, left)
        here = [e for e in entries if e.name in named]
        if here and (title or not _other_person(tokens, left)):
            pool: Sequence[Entry] = here
        else:
            pool = self._titled(tokens, left, entries, found, on) if title else ()
        if len({e.name for e in pool}) != 1:
            return None
        return Match(tokens.starts[left], tokens.ends[at], choose(pool, on))

    def _titled(
        self,
        tokens: Tokens,
        left: int,
        entries: Sequence[Entry],
        found: Sequence[Match],
        on: str | None,
    ) -> list[Entry]:
        pool = [e for e in entries if around(e, on)]
        begin = _phrase_start(tokens, left)
        office = self._office_of(" ".join(tokens.keys[begin:left]))
        if office:
            pool = [e for e in pool if self._same_office(e, office)]
        span = tokens.starts[begin], tokens.starts[left]
        anchors = {m.entry.code for m in found if span[0] <= m.start < span[1] and m.entry.kind in _OF_STATES}
        if not anchors and not office:
            anchors = {m.entry.code for m in found if m.entry.kind in _OF_STATES}
            return [e for e in pool if e.code in anchors]
        return [e for e in pool if e.code in anchors] if anchors else pool

    def _same_office(self, entry: Entry, office: Office) -> bool:
        held = self._office_of(entry.role or "")
        return held is None or held.level == office.level


_OF_STATES = frozenset({"name", "demonym", "capital", "seat", "body", "territory"})


def _first_token(tokens: Tokens, at: int, entries: Sequence[Entry]) -> int:
    """Where a surname with particles ("von der Leyen", "al-Sisi") begins."""
    parts = {key.lower() for e in entries for key in keys_of(e.name or "")}
    left = at
    while left and tokens.keys[left - 1] in _PARTICLES and tokens.keys[left - 1].lower() in parts:
        left -= 1
    return left + 1 if left < at and tokens.keys[left] == "-" else left


def _title(tokens: Tokens, left: int) -> bool:
    if not left:
        return False
    back = left - 2 if tokens.keys[left - 1] == "." and left > 1 else left - 1
    return tokens.keys[back] in TITLES and (back == left - 1 or tokens.keys[back] in COURTESY | {"Gen", "Sen", "Col"})


def _other_person(tokens: Tokens, left: int) -> bool:
    """Whether a given name that is not the known person's stands before the surname."""
    if not left or not tokens.joined(left - 1, left):
        return False
    previous = tokens.keys[left - 1]
    opens = left == 1 or tokens.keys[left - 2] in _STOP
    return previous[:1].isupper() and previous.isalpha() and not opens


def _phrase_start(tokens: Tokens, left: int) -> int:
    begin = left
    while begin and left - begin < _PHRASE and tokens.keys[begin - 1] not in _STOP:
        begin -= 1
    return begin
