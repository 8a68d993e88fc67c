"""The predicate lexicon: words and phrases by which political acts are reported.

Each entry names the PLOVER type it can bear, the modes it tells by itself, and how strongly (3 nearly
always, 2 usual, 1 possible). It is a feature and a prior of the trigger head, never a verdict: what a word
means in its sentence the model decides. The tables in ``data/lexicon`` were written for this project (CC0).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

GAP = 3
"""Words that may stand between two words of a phrase ("held long and frank talks")."""
STRENGTHS = 3.0
SEPARATORS = re.compile(r"[-'’ ]+")
"""Words are cut at hyphens and apostrophes in texts too; the mark itself falls into the gap."""


class Entry(NamedTuple):
    """One phrase with the PLOVER type it can bear (``NONE`` for words that only look like acts), its modes and strength 1 to 3."""

    phrase: tuple[str, ...]
    part: str
    type: str
    modes: tuple[str, ...]
    strength: int


class Match(NamedTuple):
    """An entry found in a text: the indices of its words."""

    words: tuple[int, ...]
    entry: Entry


class Lexicon:
    """Finds entries in a list of words, whatever their inflection."""

    def __init__(self, entries: Sequence[Entry], irregular: dict[str, list[str]], plurals: dict[str, str]) -> None:
        self._single: dict[str, list[Entry]] = defaultdict(list)
        self._phrases: dict[str, dict[str, list[tuple[Entry, list[frozenset[str]]]]]] = defaultdict(lambda: defaultdict(list))
        for entry in entries:
            forms = [frozenset(_forms(word, entry.part, i, irregular, plurals)) for i, word in enumerate(entry.phrase)]
            if len(forms) == 1:
                for form in forms[0]:
                    self._single[form].append(entry)
                continue
            for first in forms[0]:
                for second in forms[1]:
                    self._phrases[first][second].append((entry, forms[2:]))

    def find(self, words: Sequence[str]) -> Iterator[Match]:
        """All matches in some lower-case words, single words and phrases alike."""
        for i, word in enumerate(words):
            for entry in self._single.get(word, ()):
                yield Match((i,), entry)
            if word in self._phrases:
                yield from self._find_phrases(words, i, self._phrases[word])

    def _find_phrases(
        self, words: Sequence[str], i: int, by_second: dict[str, list[tuple[Entry, list[frozenset[str]]]]]
    ) -> Iterator[Match]:
        for j in range(i + 1, min(len(words), i + GAP + 2)):
            if words[j] in ".;":
                return
            for entry, rest in by_second.get(words[j], ()):
                places = _follow(words, j, rest)
                if places is not None:
                    yield Match((i, j, *places), entry)


def _follow(words: Sequence[str], start: int, rest: Sequence[frozenset[str]]) -> list[int] | None:
    places, at = [], start
    for forms in rest:
        at = next((j for j in range(at + 1, min(len(words), at + GAP + 2)) if words[j] in forms or words[j] in ".;"), -1)
        if at < 0 or words[at] in ".;":
            return None
        places.append(at)
    return places


def _forms(word: str, part: str, place: int, irregular: dict[str, list[str]], plurals: dict[str, str]) -> set[str]:
    """The forms under which a word of an entry may appear: verbs inflect, everything else also has a plural."""
    forms = {word}
    if part == "v" or (part == "p" and place == 0):
        forms.update(irregular.get(word) or _regular(word))
    if part == "n" or (part == "p" and place > 0):
        forms.update({plurals.get(word, ""), *_plural(word)} - {""})
    return forms


def _regular(verb: str) -> list[str]:
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return [third, verb + "ed", verb + "ing"]


def _plural(noun: str) -> list[str]:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return [noun[:-1] + "ies"]
    return [noun + "es"] if noun.endswith(("s", "sh", "ch", "x", "z")) else [noun + "s"]


def _rows(name: str) -> list[list[str]]:
    file = resources.files("dragoman.reader") / "data" / "lexicon" / name
    if not file.is_file():
        return []
    return [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]


@cache
def load(types: tuple[str, ...]) -> Lexicon:
    """The shipped lexicon for these types and ``NONE``."""
    entries = [
        Entry(tuple(SEPARATORS.split(row[0])), row[1], kind, tuple(m for m in row[2].split(",") if m), int(row[3]))
        for kind in (*types, "NONE")
        for row in _rows(f"{kind.lower()}.tsv")
    ]
    irregular: dict[str, list[str]] = defaultdict(list)
    for base, *forms in _rows("irregular.tsv"):
        irregular[base] += [form for cell in forms for form in cell.split("|")]
    plurals = {row[0]: row[1] for row in _rows("irregular_nouns.tsv")}
    return Lexicon(entries, dict(irregular), plurals)


def features(lexicon: Lexicon, words: Sequence[str], types: Sequence[str], modes: Sequence[str]) -> NDArray[np.float32]:
    """Per word, how strongly the lexicon speaks for each type, for ``NONE``, and for each mode (``TYPE:mode``): [N, T + 1 + M].

    Where a phrase matches, its words take the phrase's sense, so a single word's other senses are dropped.
    """
    out = np.zeros((len(words), len(types) + 1 + len(modes)), np.float32)
    column = {name: i for i, name in enumerate([*types, "NONE", *modes])}
    taken: dict[int, int] = {}
    for match in sorted(lexicon.find(words), key=lambda m: -len(m.words)):
        entry = match.entry
        if any(taken.get(i, 0) > len(match.words) for i in match.words):
            continue
        names = [entry.type, *(f"{entry.type}:{mode}" for mode in entry.modes)]
        for i in match.words:
            taken[i] = len(match.words)
            for name in names:
                if name in column:
                    out[i, column[name]] = max(out[i, column[name]], entry.strength / STRENGTHS)
    return out
