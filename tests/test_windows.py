"""Windows: every word is read once as fresh text, and none overflows the encoder."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import labels
from dragoman.reader import lexicon
from dragoman.reader.windows import CONTEXT, HINT_KINDS, Document, Hint, arrays, prepare, windows

LABELS = labels()
MOST = 512
SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(["word", "Unpronounceable-ness", "日本", "deoxyribonucleic", "3,000"]), st.integers(1, 420)
    ),
    max_size=12,
).map(lambda parts: " ".join(" ".join([word] * count) + ". The" for word, count in parts))


def document(text: str, hints: list[Hint] | None = None) -> Document:
    return prepare(text, hints or [], lexicon.load(LABELS.types), LABELS.types, LABELS.modes)


def check(text: str) -> None:
    whole = document(text)
    parts = list(windows(whole))
    assert [i for w in parts for i in range(w.fresh, w.high)] == list(range(len(whole.words)))
    for window in parts:
        assert window.low <= window.fresh < window.high
        assert sum(len(p) for p in whole.pieces[window.low : window.fresh]) <= CONTEXT
        given_ = arrays(whole, window)
        count = window.high - window.low
        assert len(given_.ids) <= MOST
        assert {len(part) for part in given_[1:]} == {count}
        assert (given_.first <= given_.last).all()
        assert int(given_.last[-1]) == len(given_.ids) - 2


@given(SENTENCES)
@settings(max_examples=40, deadline=None)
def test_windows_cover_a_text_once(text: str) -> None:
    check(text)


@given(st.text())
@settings(deadline=None)
def test_windows_take_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text", ["peace " * 3000, "peace, " * 900 + ". The end. " + "war " * 1200, "日本" * 2000, "x\n" * 3000]
)
def test_huge_sentences_are_cut(text: str) -> None:
    check(text)
    assert len(list(windows(document(text)))) > 1


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_no_words_no_windows(text: str) -> None:
    assert list(windows(document(text))) == []


def test_short_text_is_one_window() -> None:
    whole = document("Japan urged Cambodia. It agreed.")
    assert [tuple(w) for w in windows(whole)] == [(0, len(whole.words), 0)]


def test_later_windows_repeat_the_sentence_before() -> None:
    whole = document("A sentence of some words that is neither short nor long. " * 120)
    for before, after in pairwise(windows(whole)):
        assert after.low < after.fresh == before.high
        assert whole.words.sentence[after.low] != whole.words.sentence[after.low - 1]


def test_hints_are_placed_on_words() -> None:
    text = "The Japanese Foreign Minister met ASEAN in Tokyo."
    hints = [
        Hint(text.index("Tokyo"), text.index("Tokyo") + 5, "capital", "JPN"),
        Hint(4, 12, "demonym", "JPN"),
        Hint(34, 39, "body", "IGO:ASEAN"),
    ]
    whole = document(text, hints)
    assert [(a, b, h.code) for a, b, h in whole.hints] == [(1, 1, "JPN"), (5, 5, "IGO:ASEAN"), (7, 7, "JPN")]
    assert [HINT_KINDS[k] for k in whole.hint_kinds if k] == ["demonym", "body", "capital"]


def test_hint_of_several_words() -> None:
    text = "Then South Korea spoke"
    whole = document(text, [Hint(5, 16, "name", "KOR")])
    assert [(a, b) for a, b, _ in whole.hints] == [(1, 2)]
    assert whole.hint_kinds == [0, 1, 1, 0]
