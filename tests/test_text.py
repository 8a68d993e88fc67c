"""Cutting a text into words and sentences never loses a character, whatever the text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reader.text import Words, cut, sentence_ends, shape

NEWSY = st.lists(
    st.sampled_from(
        "Mr. U.S. Nov. 19 said . ! ? , ; ” “ \" ' ’s can't 3.5 10:30 É 日本 🇯🇵 👩‍👩‍👧 \n \n\n \t - — ( ) [ ] e\u0301 \u200b".split(
            " "
        )
    )
).map(" ".join)
ANY = st.one_of(st.text(), NEWSY)


def forms(text: str) -> list[str]:
    words = cut(text)
    return [words.form(i) for i in range(len(words))]


def sentences(text: str) -> list[str]:
    words = cut(text)
    numbers = sorted(set(words.sentence))
    members = [[i for i in range(len(words)) if words.sentence[i] == number] for number in numbers]
    return [words.slice(group[0], group[-1]) for group in members]


def quoted(text: str) -> list[str]:
    words = cut(text)
    return [words.form(i) for i in range(len(words)) if words.quoted[i]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan urged Cambodia.", ["Japan", "urged", "Cambodia", "."]),
        ("Japan's envoy", ["Japan", "'s", "envoy"]),
        ("Japan’s envoy", ["Japan", "’s", "envoy"]),
        ("It didn't meet; it couldn’t.", ["It", "did", "n't", "meet", ";", "it", "could", "n’t", "."]),
        ("the U.S.-Japan treaty", ["the", "U.S.", "-", "Japan", "treaty"]),
        ("Mr. Sokhonn met Gen. Tea", ["Mr.", "Sokhonn", "met", "Gen.", "Tea"]),
        ("$1,500.50 at 10:30", ["$", "1,500.50", "at", "10:30"]),
        ("see example.org now", ["see", "example.org", "now"]),
        ("“Peace,” he said", ["“", "Peace", ",", "”", "he", "said"]),
        ("São Tomé, Türkiye", ["São", "Tomé", ",", "Türkiye"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize("invisible", ["\u200b", "\ufeff", "\u00ad", "\x00"])
def test_invisible_characters_are_no_words(invisible: str) -> None:
    assert forms(f"{invisible} Japan {invisible}") == ["Japan"]


@pytest.mark.parametrize("mark", ["e\u0301", "u\u0308"])
def test_combining_marks_stay_with_their_letter(mark: str) -> None:
    assert forms(f"T{mark}rk met") == [f"T{mark}rk", "met"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He came. She left.", 2),
        ("Mr. Sok met Gen. Tea on Nov. 19. They talked.", 2),
        ("The U.S. President spoke. He left.", 2),
        ("It is over! Is it? Yes.", 3),
        ("“We will meet.” He left.", 2),
        ("A headline\n\nPHNOM PENH, Nov. 19 — The text.", 2),
        ("He paid 3.5 million. 10 men left.", 2),
        ("George W. Bush spoke.", 1),
        ("They met on Mar. 3, Apr. 4, Jun. 5 and Jul. 6.", 1),
        ("It ended. but then", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_sentence_ends_close_with_the_text() -> None:
    text = "He came. She left."
    assert sentence_ends(text) == [9, len(text) + 1]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “we agree” and left", ["we", "agree"]),
        ('He said "we agree" and left', ["we", "agree"]),
        ("Er sagte „ja“", ["ja"]),
        ("« oui » dit-il", ["oui"]),
        ("He can't say 'no' to it", []),
        ("“Open and never closed\n\nThe next paragraph", ["Open", "and", "never", "closed"]),
        ("“One paragraph\n\n“and another” he said", ["One", "paragraph", "and", "another"]),
    ],
)
def test_quotations(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


@pytest.mark.parametrize("text", ["a" * 1000, "a." * 500 + "a", "1,2" * 300, "字" * 500])
def test_no_word_fills_a_window(text: str) -> None:
    assert max(map(len, forms(text))) <= 60
    assert "".join(forms(text)) == text


def test_shapes_tell_case_and_place() -> None:
    words = ["2024", "—", "UN", "A", "Japan", "iPhone", "said"]
    inner, first = [shape(w, first=False) for w in words], [shape(w, first=True) for w in words]
    assert len({*inner, *first}) == 14
    assert all(1 <= s <= 14 for s in (*inner, *first))


def in_order(words: Words) -> bool:
    return all(a < b for a, b in zip(words.start, words.end, strict=True)) and all(
        b <= a for b, a in zip(words.end, words.start[1:], strict=False)
    )


@given(ANY)
def test_words_are_in_order_and_hold_everything_visible(text: str) -> None:
    words = cut(text)
    assert words.text == text
    assert len(words.start) == len(words.end) == len(words.sentence) == len(words.quoted) == len(words)
    assert in_order(words)
    held = {k for a, b in zip(words.start, words.end, strict=True) for k in range(a, b)}
    left = [c for k, c in enumerate(text) if k not in held]
    assert all(c.isspace() or c in "[]" or unicodedata.category(c) in ("Cf", "Cc") for c in left)


@given(ANY)
def test_words_are_short_and_sentences_never_fall_back(text: str) -> None:
    words = cut(text)
    assert all(0 < b - a <= 60 for a, b in zip(words.start, words.end, strict=True))
    assert words.sentence == sorted(words.sentence)
    assert all(words.form(i) == text[words.start[i] : words.end[i]] for i in range(len(words)))
    if len(words):
        assert words.slice(0, len(words) - 1) == text[words.start[0] : words.end[-1]]


@given(ANY)
def test_every_word_has_a_shape(text: str) -> None:
    assert all(1 <= shape(word, first=first) <= 14 for word in forms(text) for first in (False, True))


def test_ten_thousand_lines_are_ten_thousand_sentences() -> None:
    words = cut("word\n" * 10_000)
    assert len(words) == len(set(words.sentence)) == 10_000
