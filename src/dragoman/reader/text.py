"""Words, sentences and paragraphs of a text, each with its character offsets.

The text is never changed: every word is a half-open range ``[start, end)`` into it, so that
whatever is read later can point at its words, whatever script or emoji stands before them.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f"
"""Combining marks, which the expression for word characters leaves out: Latin, Hebrew, Arabic, Devanagari."""
WORD = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Rev|Prof|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|St|No)\."
    rf"|['’]s\b|\d+(?:[.,:]\d+)+|\w+?(?=n['’]t\b)|n['’]t\b|\w[\w{MARKS}]*(?:\.\w[\w{MARKS}]*)*|\S",
    re.UNICODE,
)
BREAK = re.compile(r"(?<=[.!?][\"'”’)\]])\s+(?=[A-Z0-9“‘\"'\[(])|(?<=[.!?])\s+(?=[A-Z0-9“‘\"'\[(])|\n+")
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Rev|Prof|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|St|No)|[A-Z]\.[A-Z]|\b[A-Z])\.$"
)
LONGEST_SENTENCE = 400
"""Words after which a sentence is cut: a list or table without full stops may run on as long as the text."""
LONGEST_WORD = 60
INSERTION = "[]"
"""Brackets around an editor's words in a quotation say nothing of the act; they are passed over, as in the training text."""
OPENING, CLOSING = "“«„", "”»"


class Words(NamedTuple):
    """A text cut into words: offsets and sentence number of each, and whether it stands inside quotation marks."""

    text: str
    start: list[int]
    end: list[int]
    sentence: list[int]
    quoted: list[bool]

    def __len__(self) -> int:
        return len(self.start)

    def form(self, i: int) -> str:
        """The word as written."""
        return self.text[self.start[i] : self.end[i]]

    def slice(self, first: int, last: int) -> str:
        """The text from the first word to the last, both included."""
        return self.text[self.start[first] : self.end[last]]


def cut(text: str) -> Words:
    """Cut a text into words and sentences.

    Runs of combining or invisible characters stay with the word they follow; a word of more than
    60 characters is cut so that no single word can fill a window.
    """
    spans: list[tuple[int, int]] = []
    for found in WORD.finditer(text):
        a, b = found.span()
        if 1 < b - a <= LONGEST_WORD:
            spans.append((a, b))
        else:
            spans += _pieces(text, a, b)
    start, end = [a for a, _ in spans], [b for _, b in spans]
    return Words(text, start, end, _sentences(text, start), _quoted(text, start, end))


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if end - start == 1 and (text[start] in INSERTION or unicodedata.category(text[start]) in ("Cf", "Cc")):
        return []
    return [(a, min(a + LONGEST_WORD, end)) for a in range(start, end, LONGEST_WORD)]


def sentence_ends(text: str) -> list[int]:
    """Offsets at which a new sentence may begin, and the end of the text."""
    ends = [
        found.end()
        for found in BREAK.finditer(text)
        if "\n" in found.group() or not ABBREVIATION.search(text[max(0, found.start() - 8) : found.start()])
    ]
    return [*ends, len(text) + 1]


def _sentences(text: str, start: list[int]) -> list[int]:
    ends, at, begun, cuts, out = sentence_ends(text), 0, 0, 0, list[int]()
    for i, a in enumerate(start):
        if a >= ends[at]:
            begun = i
        elif i - begun == LONGEST_SENTENCE:
            begun, cuts = i, cuts + 1
        while a >= ends[at]:
            at += 1
        out.append(at + cuts)
    return out


def _quoted(text: str, start: list[int], end: list[int]) -> list[bool]:
    """Whether each word stands inside double quotation marks; a paragraph never inherits an unclosed mark."""
    inside, out, before = False, [], 0
    for a, b in zip(start, end, strict=True):
        if inside and "\n" in text[before:a]:
            inside = False
        mark = text[a] if b - a == 1 else ""
        if mark in OPENING and mark:
            inside = True
        elif mark in CLOSING and mark:
            inside = False
        elif mark == '"':
            inside = not inside
        out.append(inside and mark not in (*OPENING, '"'))
        before = b
    return out


@lru_cache(maxsize=65536)
def shape(word: str, *, first: bool) -> int:
    """Which of 15 case shapes a word has (0 is kept for padding); the encoder itself is uncased."""
    letters = [c for c in word if c.isalpha()]
    if any(c.isdigit() for c in word):
        kind = 1
    elif not letters:
        kind = 2
    elif all(c.isupper() for c in letters):
        kind = 3 if len(letters) > 1 else 4
    elif word[0].isupper():
        kind = 5
    elif any(c.isupper() for c in letters):
        kind = 6
    else:
        kind = 7
    return kind + 7 * first
