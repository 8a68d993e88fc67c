"""Trees: the best arborescence, and the shipped parser on a plain sentence."""

from importlib import resources
from itertools import product

import numpy as np
import pytest

from dragoman.reader.reader import Reader
from dragoman.reader.trees import arborescence

MODEL = resources.files("dragoman.reader") / "data" / "trees.onnx"


def hangs_together(heads: tuple[int, ...]) -> bool:
    def root_of(word: int, steps: int) -> bool:
        return word == 0 or (steps > 0 and root_of(heads[word], steps - 1))

    return all(root_of(word, len(heads)) for word in range(1, len(heads)))


@pytest.mark.parametrize("seed", range(12))
def test_the_best_of_all_trees_is_found(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(5, 5))
    choices = [[h for h in range(5) if h != word] for word in range(1, 5)]
    trees = [(0, *heads) for heads in product(*choices) if hangs_together((0, *heads))]
    best = max(trees, key=lambda heads: sum(scores[i, heads[i]] for i in range(1, 5)))
    assert tuple(arborescence(scores)) == best


@pytest.mark.skipif(not MODEL.is_file(), reason="the model file trees.onnx is absent")
def test_subject_and_object() -> None:
    words, (tree,) = Reader().parse("Russia has expelled several American diplomats.")
    told = {words.form(i): (tree.heads[i], tree.relations[i]) for i in range(len(words))}
    assert told["Russia"] == (2, "nsubj")
    assert told["diplomats"] == (2, "obj")
    assert told["expelled"] == (-1, "root")
