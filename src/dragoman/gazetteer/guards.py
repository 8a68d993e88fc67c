"""When a word that could name a state does not: a given name, a river, a state of the Union."""

import msgspec

from dragoman.gazetteer import tables
from dragoman.gazetteer.index import Index
from dragoman.gazetteer.model import Match
from dragoman.gazetteer.text import Tokens, keys_of

COURTESY = frozenset(
    ["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Madam", "Prof", "Professor"]
)
TITLES = COURTESY | frozenset(
    [
        "President",
        "Minister",
        "Secretary",
        "Premier",
        "Chancellor",
        "PM",
        "King",
        "Queen",
        "Prince",
        "Princess",
        "Emir",
        "Sultan",
        "Pope",
        "General",
        "Gen",
        "Gen.",
        "Ambassador",
        "Senator",
        "Sen",
        "Rep",
        "Spokesman",
        "Spokeswoman",
        "Spokesperson",
        "Commissioner",
        "Chief",
        "Governor",
        "Leader",
        "Taoiseach",
        "Envoy",
        "Representative",
        "Speaker",
        "Marshal",
        "Admiral",
        "Colonel",
        "Col",
        "Lord",
        "Lady",
        "Justice",
        "Judge",
        "Mayor",
        "Director",
        "Ayatollah",
        "Sheikh",
        "Excellency",
        "Chairman",
        "Chairwoman",
        "Chair",
        "Counsellor",
        "Councillor",
        "Congressman",
        "Congresswoman",
        "Crown",
        "Foreign",
        "Prime",
        "Defence",
        "Defense",
        "Vice",
        "Deputy",
        "Finance",
        "Trade",
        "Interior",
        "Home",
        "president",
        "minister",
        "secretary",
        "premier",
        "chancellor",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "leader",
        "envoy",
        "chief",
        "ambassador",
        "king",
        "queen",
        "general",
        "commissioner",
        "chairman",
        "governor",
    ]
)
_PLAIN = frozenset(
    [
        "In",
        "The",
        "And",
        "But",
        "When",
        "While",
        "As",
        "For",
        "From",
        "To",
        "With",
        "Of",
        "On",
        "At",
        "By",
        "If",
        "Since",
        "After",
        "Before",
        "Between",
        "Meanwhile",
        "Both",
        "Neither",
        "Like",
        "Unlike",
        "Because",
        "Although",
        "Though",
        "That",
        "This",
        "Yesterday",
        "Today",
        "Last",
        "Next",
        "Also",
        "Only",
        "Even",
        "Under",
        "Over",
        "Against",
        "So",
        "Yet",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "West",
        "Western",
        "East",
        "Eastern",
        "North",
        "Northern",
        "South",
        "Southern",
        "Central",
    ]
)


class _Guard(msgspec.Struct, frozen=True):
    """What bars a reading of one name."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    given: bool = False
    accent: bool = False


class Guards:
    """The rules of `ambiguous.tsv`, by name."""

    def __init__(self, names: Index) -> None:
        self._names = names
        table = tables.ambiguous()
        self._rules = {keys_of(row["name"]): _guard(row) for row in table}
        self._rivals = {row["name"]: row["rival"] for row in table if row.get("rival")}
        self._first = {keys[0] for keys in self._rules}

    def bars(self, tokens: Tokens, left: int, right: int) -> bool:
        """Whether the name at these tokens stands for something else here."""
        if tokens.keys[left] not in self._first:
            return False
        rule = self._rules.get(tuple(tokens.keys[left:right]))
        return rule is not None and (
            self._neighbour(tokens, left, right, rule)
            or (rule.given and self._personal(tokens, left, right))
            or bool(rule.needs and not any(word in tokens.text for word in rule.needs))
            or (
                rule.accent
                and tokens.text[tokens.starts[left] : tokens.ends[right - 1]].isascii()
            )
        )

    def settle(self, text: str, found: list[Match]) -> list[Match]:
        """Give a name that two states share to the rival, where the text names only the rival in full."""
        doubtful = [
            i for i, m in enumerate(found) if text[m.start : m.end] in self._rivals
        ]
        if not doubtful:
            return found
        certain = {
            m.entry.code
            for i, m in enumerate(found)
            if i not in doubtful and not m.entry.name
        }
        settled = list(found)
        for i in doubtful:
            match, rival = found[i], self._rivals[text[found[i].start : found[i].end]]
            if rival in certain and match.entry.code not in certain:
                settled[i] = Match(
                    match.start,
                    match.end,
                    msgspec.structs.replace(match.entry, code=rival),
                )
        return settled

    def _neighbour(self, tokens: Tokens, left: int, right: int, rule: _Guard) -> bool:
        following = tokens.keys[right] if right < len(tokens.keys) else ""
        previous = tokens.keys[left - 1] if left else ""
        if previous == "," and left > 1:
            previous = tokens.keys[left - 2] + ","
        return following in rule.before or previous in rule.after

    def _personal(self, tokens: Tokens, left: int, right: int) -> bool:
        """Whether a given name or a surname stands beside it."""
        if (
            right < len(tokens.keys)
            and tokens.joined(right - 1, right)
            and self._strange(tokens.keys[right], TITLES)
        ):
            return True
        if not left:
            return False
        previous = tokens.keys[left - 1]
        return tokens.joined(left - 1, left) and (
            previous in COURTESY or self._strange(previous, TITLES)
        )

    def _strange(self, word: str, known: frozenset[str]) -> bool:
        return (
            word[:1].isupper()
            and not word.isupper()
            and not (word in known or word in _PLAIN or word in self._names.root)
        )


def _guard(row: tables.Row) -> _Guard:
    flags = tables.split(row.get("flags"))
    return _Guard(
        frozenset(tables.split(row.get("not_before"))),
        frozenset(tables.split(row.get("not_after"))),
        tuple(tables.split(row.get("needs"))),
        "given" in flags,
        "accent" in flags,
    )
