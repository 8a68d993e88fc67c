"""The states and bodies of a window, and what is known of each beside an anchor before anything is learnt."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.reader.windows import Hint

BODIES = ("IGO", "NGO", "MNC", "IMG", "ISM")


def code_table(hints: Sequence[tuple[int, int, Hint]]) -> tuple[list[str], NDArray[np.float32]]:
    """The distinct codes of some hints in order of first mention, and the table [G, K] of which hint means which code."""
    codes = list(dict.fromkeys(hint.code for _, _, hint in hints))
    table = np.zeros((len(hints), max(1, len(codes))), np.float32)
    for row, (_, _, hint) in enumerate(hints):
        table[row, codes.index(hint.code)] = 1.0
    return codes, table


def code_features(
    anchors: Sequence[int],
    anchor_sentences: Sequence[int],
    hints: Sequence[tuple[int, int, Hint]],
    sentence: Sequence[int],
    codes: Sequence[str],
) -> NDArray[np.float32]:
    """Features [A, K, 6] of each anchor (its first word) and code.

    In order: how often the code is named, whether it is a state, whether it is named in the anchor's sentence,
    how few sentences ago it was last named before the anchor, whether the first sentence names it, how few codes there are.
    """
    out = np.zeros((len(anchors), max(1, len(codes)), 6), np.float32)
    places: dict[str, list[int]] = {code: [] for code in codes}
    for first, _, hint in hints:
        places[hint.code].append(first)
    for k, code in enumerate(codes):
        at = np.asarray(places[code])
        said = np.asarray([sentence[i] for i in places[code]])
        out[:, k, 0] = np.log1p(len(at))
        out[:, k, 1] = ":" not in code and code not in ("UNO", "EUR")
        out[:, k, 4] = said[0] == sentence[0]
        out[:, k, 5] = 1.0 / len(codes)
        for a, (word, number) in enumerate(zip(anchors, anchor_sentences, strict=True)):
            out[a, k, 2] = bool((said == number).any())
            before = said[at < word]
            out[a, k, 3] = 1.0 / (1 + number - before[-1]) if before.size else 0.0
    return out
