"""When a word that could name a state does not: a given name, a river, a state of the Union."""

import msgspec

from dragoman.gazetteer import tables
from dragoman.gazetteer.index import Index
from dragoman.gazetteer.model import Match
from dragoman.gazetteer.text import Tokens, keys_of

_WORDS = {row["kind"]: frozenset(tables.split(row["words"])) for row in tables.rows("words.tsv")}
COURTESY = _WORDS["courtesy"]
TITLES = COURTESY | _WORDS["title"]
_PLAIN = _WORDS["plain"]


# What names a state or a body as such, not a person or an organ of it.
_OF_STATES = frozenset({"name", "demonym", "capital", "territory", "body"})


class _Guard(msgspec.Struct, frozen=True):
    """What bars a reading of one name."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    given: bool = False
    accent: bool = False
    plain: bool = False


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
            or self._misspelt(tokens, left, right, rule)
        )

    @staticmethod
    def _misspelt(tokens: Tokens, left: int, right: int, rule: _Guard) -> bool:
        """Whether an accent that tells is missing (Male for Malé) or is there by chance (Germán)."""
        ascii_only = tokens.text[tokens.starts[left] : tokens.ends[right - 1]].isascii()
        return rule.accent if ascii_only else rule.plain

    def settle(self, text: str, found: list[Match]) -> list[Match]:
        """Give a name that two share to the rival, where the text names only the rival otherwise.

        A rival marked `!` has the name unless the text names the other.
        """
        rivals = [self._rivals.get(text[m.start : m.end], "") for m in found]
        certain = {m.entry.code for m, r in zip(found, rivals, strict=True) if not r and m.entry.kind in _OF_STATES}
        return [_settled(match, rival, certain) for match, rival in zip(found, rivals, strict=True)]

    def _neighbour(self, tokens: Tokens, left: int, right: int, rule: _Guard) -> bool:
        following = tokens.keys[right] if right < len(tokens.keys) else ""
        previous = tokens.keys[left - 1] if left else ""
        if previous == "," and left > 1:
            previous = tokens.keys[left - 2] + ","
        return following in rule.before or previous in rule.after

    def _personal(self, tokens: Tokens, left: int, right: int) -> bool:
        """Whether a given name or a surname stands beside it."""
        if right < len(tokens.keys) and tokens.joined(right - 1, right) and self._strange(tokens.keys[right]):
            return True
        if not left:
            return False
        previous = tokens.keys[left - 1]
        return tokens.joined(left - 1, left) and (previous in TITLES or self._strange(previous))

    def _strange(self, word: str) -> bool:
        return (
            word[:1].isupper()
            and not word.isupper()
            and not (word in TITLES or word in _PLAIN or word in self._names.root)
        )


def _settled(match: Match, rival: str, certain: set[str]) -> Match:
    code, first = rival.removesuffix("!"), rival.endswith("!")
    if not code or match.entry.code in certain or not (first or code in certain):
        return match
    sector = None if code == "EUR" else match.entry.sector
    return Match(match.start, match.end, msgspec.structs.replace(match.entry, code=code, sector=sector))


def _guard(row: tables.Row) -> _Guard:
    flags = tables.split(row.get("flags"))
    return _Guard(
        frozenset(tables.split(row.get("not_before"))),
        frozenset(tables.split(row.get("not_after"))),
        tuple(tables.split(row.get("needs"))),
        "given" in flags,
        "accent" in flags,
        "plain" in flags,
    )
