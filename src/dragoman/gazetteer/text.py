"""Cutting text into the tokens that names are compared by."""

import re
import unicodedata

# A combining mark belongs to the letter before it, so decomposed text gives the same tokens as composed text.
_TOKEN = re.compile(r"[\w\u0300-\u036f]+|[^\w\s]")
_APOSTROPHES = str.maketrans({"’": "'", "ʻ": "'", "ʼ": "'", "‘": "'", "‑": "-", "–": "-"})


class Tokens:
    """The tokens of a text: folded for comparison, with their character offsets in the text."""

    __slots__ = ("ends", "keys", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [m.span() for m in _TOKEN.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.keys = _TOKEN.findall(text)
        if not text.isascii():
            self.keys = [fold(key) for key in self.keys]

    def joined(self, left: int, right: int) -> bool:
        """Whether only blanks, no punctuation and no line break, lie between two neighbouring tokens."""
        gap = self.text[self.ends[left] : self.starts[right]]
        return bool(gap) and "\n" not in gap


def fold(word: str) -> str:
    """Strip accents and level apostrophes and hyphens, keeping case."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFD", word.translate(_APOSTROPHES))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


_LETTERS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"})


def keys_of(surface: str) -> tuple[str, ...]:
    """The comparison keys of a name."""
    return tuple(_TOKEN.findall(fold(surface)))
