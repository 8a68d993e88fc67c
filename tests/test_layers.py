"""Token layers into spans, and what is known of states beside an anchor, from made-up scores."""

import numpy as np
import pytest

from builders import labels
from dragoman.reader.candidates import code_features, code_table
from dragoman.reader.layers import Layer, name_of, spans, split_layers
from dragoman.reader.windows import Hint

LABELS = labels()
OUT, BEGIN, IN = (0.9, 0.05, 0.05), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8)


def layer(*states: tuple[float, float, float], names: list[list[float]] | None = None) -> Layer:
    table = names or [[1.0, 0.0]] * len(states)
    return Layer(np.array(states, np.float32).reshape(-1, 3), np.array(table, np.float32).reshape(-1, 2))


def found(*states: tuple[float, float, float], outside: float = 0.5) -> list[tuple[int, int]]:
    return [(s.first, s.last) for s in spans(layer(*states), outside)]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((), []),
        ((OUT, OUT), []),
        ((BEGIN,), [(0, 0)]),
        ((OUT, BEGIN, IN, IN, OUT), [(1, 3)]),
        ((BEGIN, BEGIN, IN), [(0, 0), (1, 2)]),
        ((BEGIN, IN, BEGIN, IN), [(0, 1), (2, 3)]),
        ((IN, IN, OUT, IN), [(0, 1), (3, 3)]),
        ((BEGIN, OUT, IN), [(0, 0), (2, 2)]),
    ],
)
def test_spans(states: tuple[tuple[float, float, float], ...], expected: list[tuple[int, int]]) -> None:
    assert found(*states) == expected


def test_threshold_moves_the_edge() -> None:
    unsure = (0.6, 0.3, 0.1)
    assert found(OUT, unsure) == []
    assert found(OUT, unsure, outside=0.7) == [(1, 1)]


def test_a_span_has_the_mean_of_its_words() -> None:
    (span,) = spans(layer(BEGIN, (0.3, 0.1, 0.6), names=[[0.6, 0.4], [0.1, 0.9]]))
    assert span.score == pytest.approx(0.8)
    assert span.names.tolist() == pytest.approx([0.35, 0.65])
    assert name_of(span, ("actor", "place")) == "place"


def test_layers_are_split_in_the_labels_order() -> None:
    width = sum(1 + 2 * len(names) for names in LABELS.layers().values())
    scores = np.zeros((2, width), np.float32)
    at = 0
    for names in LABELS.layers().values():
        scores[0, at] = 20.0  # the first word stands outside
        scores[1, at + 2 * len(names) - 1] = 20.0  # the second begins the last name
        at += 1 + 2 * len(names)
    out = split_layers(scores, LABELS)
    assert list(out) == list(LABELS.layers())
    for name, part in out.items():
        assert part.state[0].tolist() == pytest.approx([1, 0, 0], abs=1e-4)
        assert part.state[1].tolist() == pytest.approx([0, 1, 0], abs=1e-4)
        (span,) = spans(part)
        assert name_of(span, LABELS.layers()[name]) == LABELS.layers()[name][-1]


def test_layers_are_probabilities_whatever_the_scores() -> None:
    width = sum(1 + 2 * len(names) for names in LABELS.layers().values())
    scores = np.random.default_rng(1).normal(0, 30, (50, width)).astype(np.float32)
    for part in split_layers(scores, LABELS).values():
        assert part.state.sum(1) == pytest.approx(np.ones(50), abs=1e-4)
        assert part.state.min() >= -1e-5
        assert np.isfinite(part.names).all()


def hint(word: int, code: str) -> tuple[int, int, Hint]:
    return word, word, Hint(word, word + 1, "body" if ":" in code else "name", code)


HINTS = [hint(0, "JPN"), hint(3, "KHM"), hint(6, "IGO:ASEAN"), hint(8, "JPN")]
SENTENCE = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_code_table_tells_which_name_means_whom() -> None:
    codes, table = code_table(HINTS)
    assert codes == ["JPN", "KHM", "IGO:ASEAN"]
    assert table.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]


def test_no_names_give_an_empty_table() -> None:
    codes, table = code_table([])
    assert codes == []
    assert table.shape == (0, 1)
    assert not code_features([1], [0], [], [0, 0], []).any()


def test_code_features() -> None:
    codes, _ = code_table(HINTS)
    out = code_features([4, 9], [1, 2], HINTS, SENTENCE, codes)
    assert out.shape == (2, 3, 6)
    named, state, here, before, first, share = out[0].T.tolist()
    assert named == pytest.approx(np.log1p([2, 1, 1]).tolist())
    assert state == [1, 1, 0]
    assert here == [0, 0, 1]
    assert before == pytest.approx([1 / 2, 1 / 2, 0])  # ASEAN comes after the anchor
    assert first == [1, 1, 0]
    assert share == pytest.approx([1 / 3] * 3)
    assert out[1, :, 2].tolist() == [1, 0, 0]
    assert out[1, :, 3].tolist() == pytest.approx([1, 1 / 3, 1 / 2])
