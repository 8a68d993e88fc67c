"""A dictionary of names, walked token by token."""

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.gazetteer.model import Entry
from dragoman.gazetteer.text import keys_of

Named = tuple[str, Entry]
Hit = tuple[int, list[Entry]]
# A node maps the next token to the next node; the empty string, which is no token, holds the entries that end here.
_Node = dict[str, Any]


class Index:
    """Names to entries; entries of one name keep the order in which they came."""

    def __init__(self, names: Iterable[Named]) -> None:
        self.root: _Node = {}
        for surface, entry in names:
            self._add(keys_of(surface), entry)

    def _add(self, keys: Sequence[str], entry: Entry) -> None:
        node = self.root
        for key in keys:
            node = node.setdefault(key, {})
        node.setdefault("", []).append(entry)

    def longest(self, keys: Sequence[str], at: int) -> Hit | None:
        """The longest name that begins at a token: where it ends (exclusive) and its entries."""
        node, best, size = self.root.get(keys[at]), None, len(keys)
        while node is not None:
            at += 1
            if "" in node:
                best = (at, node[""])
            node = node.get(keys[at]) if at < size else None
        return best

    def exact(self, surface: str) -> list[Entry]:
        """The entries of a name, none if it is unknown."""
        keys = keys_of(surface)
        hit = self.longest(keys, 0) if keys else None
        return hit[1] if hit and hit[0] == len(keys) else []
