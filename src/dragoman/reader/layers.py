"""Token layers into spans."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from dragoman.reader.labels import Labels
from dragoman.reader.network import Array, softmax


class Span(NamedTuple):
    """A stretch of words found in a layer: probabilities of its names, and how sure the layer is of the stretch."""

    first: int
    last: int
    names: Array
    score: float


class Layer(NamedTuple):
    """Probabilities of one token layer: of standing outside, beginning and going on [N, 3], and of each name if inside [N, K]."""

    state: Array
    names: Array


def split_layers(scores: Array, labels: Labels) -> dict[str, Layer]:
    """The layers that ``read_words`` gives side by side."""
    out, at = {}, 0
    for layer, names in labels.layers().items():
        part = scores[:, at : at + 1 + 2 * len(names)]
        at += part.shape[1]
        shares = softmax(part)
        begin, inside = shares[:, 1::2], shares[:, 2::2]
        state = np.stack([shares[:, 0], begin.sum(1), inside.sum(1)], 1)
        total = begin + inside
        out[layer] = Layer(state, total / np.maximum(total.sum(1, keepdims=True), np.float32(1e-9)))
    return out


def spans(layer: Layer, outside: float = 0.5, apart: float = 0.5) -> Iterator[Span]:
    """Maximal stretches: a word is inside where the probability of standing outside is below ``outside``.

    A word begins a new stretch right after another if beginning has more than a share ``apart`` of its chance to be inside.
    """
    inside = layer.state[:, 0] < outside
    begins = layer.state[:, 1] > apart * (layer.state[:, 1] + layer.state[:, 2])
    starts = [i for i in np.flatnonzero(inside) if begins[i] or i == 0 or not inside[i - 1]]
    for n, first in enumerate(starts):
        stop = starts[n + 1] if n + 1 < len(starts) else len(inside)
        last = first
        while last + 1 < stop and inside[last + 1]:
            last += 1
        yield Span(int(first), int(last), layer.names[first : last + 1].mean(0), float(1 - layer.state[first : last + 1, 0].mean()))


def name_of(span: Span, names: Sequence[str]) -> str:
    """The likeliest name of a span."""
    return names[int(span.names.argmax())]
