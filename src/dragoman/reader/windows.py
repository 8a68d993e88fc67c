"""A document made ready for the encoder, and the windows in which it is read.

A window is whole sentences, up to 500 wordpieces, of which up to 100 repeat the sentences before it as
context; so a document of any length is read with bounded memory.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.reader.lexicon import Lexicon, features
from dragoman.reader.pieces import CLS, SEP, pieces
from dragoman.reader.text import Words, cut, shape

LONGEST, CONTEXT = 500, 100
HINT_KINDS = ("none", "name", "demonym", "capital", "seat", "territory", "body", "organ", "group", "person")


class Hint(NamedTuple):
    """A name that the gazetteer knows: character range, kind of name, and the code it stands for (``JPN``, ``IGO:ASEAN``)."""

    start: int
    end: int
    kind: str
    code: str


class Document(NamedTuple):
    """A text with everything the encoder wants to know of each word."""

    words: Words
    lower: list[str]
    """The words in lower case."""
    pieces: list[list[int]]
    shapes: list[int]
    hints: list[tuple[int, int, Hint]]
    """Hints as first and last word."""
    hint_kinds: list[int]
    lexicon: NDArray[np.float32]


class Window(NamedTuple):
    """Words ``low`` to ``high`` (excluded) of a document; those before ``fresh`` are context already read."""

    low: int
    high: int
    fresh: int


def prepare(text: str, hints: Sequence[Hint], lexicon: Lexicon, types: Sequence[str], modes: Sequence[str]) -> Document:
    """Cut a text into words and look each up."""
    words = cut(text)
    forms = [words.form(i) for i in range(len(words))]
    sentences = words.sentence
    shapes = [shape(form, first=i == 0 or sentences[i] != sentences[i - 1]) for i, form in enumerate(forms)]
    placed = _place(words, hints)
    kinds = [0] * len(forms)
    for first, last, hint in placed:
        kinds[first : last + 1] = [HINT_KINDS.index(hint.kind)] * (last + 1 - first)
    lower = [form.lower() for form in forms]
    return Document(words, lower, pieces(forms), shapes, placed, kinds, features(lexicon, lower, types, modes))


def _place(words: Words, hints: Sequence[Hint]) -> list[tuple[int, int, Hint]]:
    placed, i = [], 0
    for hint in sorted(hints):
        while i < len(words) and words.end[i] <= hint.start:
            i += 1
        last = i
        while last + 1 < len(words) and words.start[last + 1] < hint.end:
            last += 1
        if i < len(words) and words.start[i] < hint.end:
            placed.append((i, last, hint))
    return placed


def windows(document: Document) -> Iterator[Window]:
    """The windows of a document, in order; a sentence longer than a window is cut at the window's size."""
    parts = list(_sentences(document))
    at = 0
    while at < len(parts):
        before, size = at, 0
        while before > 0 and size + parts[before - 1][2] <= CONTEXT:
            before -= 1
            size += parts[before][2]
        after = at
        while after < len(parts) and (after == at or size + parts[after][2] <= LONGEST):
            size += parts[after][2]
            after += 1
        yield Window(parts[before][0], parts[after - 1][1], parts[at][0])
        at = after


def sentences(document: Document) -> Iterator[Window]:
    """One window for each sentence, without context."""
    for first, end, _ in _sentences(document):
        yield Window(first, end, first)


def _sentences(document: Document) -> Iterator[tuple[int, int, int]]:
    """First word, end, and wordpieces of each sentence, cut so that none (with its context) overflows a window."""
    number, start, size = document.words.sentence, 0, 0
    for i, word in enumerate(document.pieces):
        if i > start and (number[i] != number[i - 1] or size + len(word) > LONGEST - CONTEXT):
            yield start, i, size
            start, size = i, 0
        size += len(word)
    if document.pieces:
        yield start, len(document.pieces), size


class Input(NamedTuple):
    """One window: wordpiece ids [T]; of each word first and last piece, shape, quote flag, hint kind [N], lexicon [N, F]."""

    ids: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    shapes: NDArray[np.int64]
    quoted: NDArray[np.int64]
    hint_kinds: NDArray[np.int64]
    lexicon: NDArray[np.float32]


def arrays(document: Document, window: Window) -> Input:
    """The encoder's input for one window."""
    ids, first, last = [CLS], [], []
    for word in document.pieces[window.low : window.high]:
        first.append(len(ids))
        ids += word
        last.append(len(ids) - 1)
    part = slice(window.low, window.high)
    words = (document.shapes[part], document.words.quoted[part], document.hint_kinds[part])
    shapes, quoted, hint_kinds = (np.asarray(column, np.int64) for column in words)
    at = (np.asarray(places, np.int64) for places in ([*ids, SEP], first, last))
    return Input(next(at), next(at), next(at), shapes, quoted, hint_kinds, document.lexicon[part])
