"""What of a text makes it the same story: its word triples, a MinHash of them, and its figures.

MinHash with banding is of Broder (1997) and Indyk and Motwani (1998). It is written out here because keys made by one version
are compared with keys made by another, for as long as a file lives: a library's change of hashing would silently part copies.
"""

import re
from hashlib import sha256
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.uint64]

WORDS = re.compile(r"\w+")
FIGURES = re.compile(r"\d[\d.,]*\d|\d")
TRIPLE = 3
BANDS, ROWS = 40, 3
"""Two texts with a Jaccard similarity s share a band with probability 1 - (1 - s^3)^40: 0.93 at 0.4, 0.04 at 0.1."""

_MIX = np.uint64(0x9E3779B97F4A7C15)


def _constants(name: str) -> Array:
    """One for each hash of the MinHash: the digits of a hash, since a generator of numbers may change with its library."""
    digests = (sha256(f"{name} {number}".encode()).digest() for number in range(BANDS * ROWS))
    return np.array([int.from_bytes(digest[:8], "big") for digest in digests], np.uint64)[:, None]


_FACTORS, _SHIFTS = _constants("factor") | np.uint64(1), _constants("shift")


class Shape(NamedTuple):
    """What two texts are compared by."""

    triples: Array
    """Hashes of all word triples, sorted, each once."""
    figures: frozenset[str]
    """The numbers in it: two bulletins of one pattern differ in little else."""


def shape(text: str) -> Shape:
    """The shape of a text; letters' case and all marks are as nothing."""
    words = np.array([crc32(word.encode()) for word in WORDS.findall(text.lower())], np.uint64)
    if len(words) < TRIPLE:
        words = np.pad(words, (0, TRIPLE - len(words)))
    first, second, third = words[:-2], words[1:-1], words[2:]
    return Shape(np.unique(((first * _MIX + second) * _MIX + third) * _MIX), frozenset(FIGURES.findall(text)))


def bands(triples: Array) -> Array:
    """One key for each of the :data:`BANDS` bands of the text's MinHash."""
    smallest = np.min((triples[None, :] * _FACTORS + _SHIFTS) >> np.uint64(32), axis=1).reshape(BANDS, ROWS)
    key: Array = smallest[:, 0]
    for row in range(1, ROWS):
        key = (key ^ (smallest[:, row] << np.uint64(7))) * _MIX
    return key


def similarity(one: Shape, other: Shape) -> float:
    """Share of the shorter text's triples that are in both; 0 if the longer has so much more that it is another report."""
    shared = len(np.intersect1d(one.triples, other.triples, assume_unique=True))
    fewer, more = sorted((len(one.triples), len(other.triples)))
    return shared / fewer if fewer >= LEAST_OF_LONGER * more else 0.0


LEAST_OF_LONGER = 0.3
"""A paper cuts an agency's story, but a brief beside a long report is a story of its own."""


def same_figures(one: Shape, other: Shape) -> bool:
    """Whether most figures of the text with fewer are in the other too."""
    fewer = min(len(one.figures), len(other.figures))
    return 2 * len(one.figures & other.figures) >= fewer
