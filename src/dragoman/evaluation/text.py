"""Where evidence stands in a text."""

import re
from bisect import bisect_right
from collections.abc import Iterable

END = re.compile(r"(?<=[.!?][\"'”’)\]])\s+(?=[A-Z“\"'\[(])|(?<=[.!?])\s+(?=[A-Z“\"'\[(])|\n+")


def sentence_ends(text: str) -> list[int]:
    """Where each sentence of the text ends, the gap after it included."""
    return [*(found.end() for found in END.finditer(text)), len(text)]


def sentences_of(text: str, ends: list[int], evidence: Iterable[str]) -> frozenset[int]:
    """The numbers of the sentences in which evidence begins or ends; evidence not in the text stands nowhere."""
    places = ((start, len(words)) for words in evidence if (start := text.find(words)) >= 0)
    return frozenset(bisect_right(ends, point) for start, size in places for point in (start, start + max(0, size - 1)))


def overlap(text: str, one: str, other: str) -> float:
    """Characters that two stretches of the text share, of those that either has."""
    start, other_start = text.find(one), text.find(other)
    if start < 0 or other_start < 0:
        return 0.0
    shared = min(start + len(one), other_start + len(other)) - max(start, other_start)
    return shared / (len(one) + len(other) - shared) if shared > 0 else 0.0
