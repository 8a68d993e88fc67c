"""Universal Dependencies trees: the parser's scores decoded into one tree a sentence."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.reader.labels import Labels
from dragoman.reader.network import network, read_words
from dragoman.reader.windows import Document, Window, arrays

FORBIDDEN = -1e9
TREE_WIDTH = 416
"""Trees are read from the encoder's vectors and the case shapes alone, the first part of a word vector."""


class Tree(NamedTuple):
    """One sentence: its first word, and for each word its head (an index within the sentence, -1 for the root), relation and tag."""

    first: int
    heads: list[int]
    relations: list[str]
    tags: list[str]


def parse_window(document: Document, window: Window, labels: Labels) -> Tree:
    """The tree of one sentence that fits a window; the CLS piece stands for the root, as in training."""
    inputs = arrays(document, window)

    def rooted(column: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([np.zeros_like(column[:1]), column])

    whole = inputs._replace(**{name: rooted(getattr(inputs, name)) for name in inputs._fields if name != "ids"})
    x, _ = read_words(whole)
    out = network("trees").run(x=x[:, :TREE_WIDTH])
    heads = arborescence(out["arcs"].astype(np.float64))
    relations = [labels.relations[int(out["labels"][i, :, heads[i]].argmax())] for i in range(1, len(heads))]
    tags = [labels.tags[int(t)] for t in out["tags"][1:].argmax(1)]
    return Tree(window.low, [h - 1 for h in heads[1:]], relations, tags)


def arborescence(scores: NDArray[np.float64]) -> list[int]:
    """The best head of every word such that all hang on word 0: ``scores`` [child, head] (Chu and Liu 1965, Edmonds 1967)."""
    scores = scores.copy()
    np.fill_diagonal(scores, FORBIDDEN)
    scores[0] = FORBIDDEN
    heads = [0, *(int(h) for h in scores[1:].argmax(1))]
    cycle = _cycle(heads)
    return heads if not cycle else _broken(scores, heads, cycle)


def _cycle(heads: list[int]) -> list[int]:
    """The words of a cycle, or none."""
    done = {0}
    for start in range(1, len(heads)):
        path: list[int] = []
        at = start
        while at not in done and at not in path:
            path.append(at)
            at = heads[at]
        if at in path:
            return path[path.index(at) :]
        done.update(path)
    return []


def _broken(scores: NDArray[np.float64], heads: list[int], cycle: list[int]) -> list[int]:
    """Contract a cycle into one node, solve what is left, and open the cycle where the solution enters it."""
    rest = [i for i in range(len(heads)) if i not in cycle]
    inner = np.array([scores[c, heads[c]] for c in cycle])
    size = len(rest)
    small = np.full((size + 1, size + 1), FORBIDDEN)
    small[:size, :size] = scores[np.ix_(rest, rest)]
    entering = scores[np.ix_(cycle, rest)] - inner[:, None]
    leaving = scores[np.ix_(rest, cycle)]
    small[size, :size], small[:size, size] = entering.max(0), leaving.max(1)
    found = arborescence(small)
    out = list(heads)
    for i, node in enumerate(rest[1:], 1):
        out[node] = cycle[int(leaving[i].argmax())] if found[i] == size else rest[found[i]]
    entry = found[size]
    out[cycle[int(entering[:, entry].argmax())]] = rest[entry]
    return out

