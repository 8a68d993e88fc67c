"""What all coding modules look at: the report, the reading of it, and the gazetteer."""

from bisect import bisect_left, bisect_right
from datetime import date
from typing import NamedTuple

from dragoman.gazetteer import Entry, Gazetteer
from dragoman.reader.candidates import BODIES
from dragoman.reader.reading import Anchor, Mention, Reading
from dragoman.record import Report

CLAUSE_MARKS = frozenset('.;:,!?"“”()[]—')
UNFINISHED = frozenset(
    "the a an of to in on for at by from with as and or that its his her their it between under over into -".split()
)
"""Words that a phrase does not end on."""
LONGEST_EVIDENCE = 400
"""Characters up to which evidence is widened to be found at its own place."""


class Scene(NamedTuple):
    """One report under coding."""

    report: Report
    reading: Reading
    gazetteer: Gazetteer
    published: date | None
    """Day of publication, from the report or its dateline."""
    known: dict[int, Entry]
    """What the gazetteer knows of each name, by the offset at which the text has it."""

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    def sentence_of(self, span: Mention | Anchor) -> int:
        """Number of the sentence in which a span begins."""
        return self.reading.words.sentence[span.first]

    def sentence_words(self, number: int) -> tuple[int, int]:
        """First and last word of a sentence."""
        numbers = self.reading.words.sentence
        return bisect_left(numbers, number), bisect_right(numbers, number) - 1

    def evidence(self, first: int, last: int, least: int = 8) -> tuple[str, tuple[int, int]]:
        """Words around a span that are found at their own place when looked up in the text, and their offsets.

        About ``least`` words of its clause, widened until the first occurrence in the text is this one; where a text repeats itself
        at such length that no evidence of a reader's size tells the places apart, the offsets alone do.
        """
        words = self.reading.words
        last = self._clause_end(first, last, first + least - 1)
        narrow = words.start[first], words.end[last]
        start, end = narrow
        while self.text.find(self.text[start:end]) != start:
            first, last = max(0, first - 1), min(len(words) - 1, last + 1)
            start, end = words.start[first], words.end[last]
            if end - start > max(LONGEST_EVIDENCE, narrow[1] - narrow[0]):
                start, end = narrow
                break
        return self.text[start:end], (start, end)

    def _clause_end(self, first: int, last: int, most: int) -> int:
        """The last word of a readable phrase from ``first``, at least to ``last`` and at most to ``most``."""
        words, sentence, end = self.reading.words, self.reading.words.sentence, last
        while end < most and end + 1 < len(words) and sentence[end + 1] == sentence[first] and words.form(end + 1) not in CLAUSE_MARKS:
            end += 1
        while end > last and words.form(end).lower() in UNFINISHED:
            end -= 1
        return end


def country_and_name(code: str) -> tuple[str, str | None]:
    """``IGO:ASEAN`` → (``IGO``, ``ASEAN``); ``JPN`` → (``JPN``, None)."""
    country, _, name = code.partition(":")
    return country, name or None


def code_of(country: str | None, name: str | None) -> str | None:
    """The code that tells an actor apart: the country, with the name where bodies share a country."""
    return f"{country}:{name}" if country in BODIES and name else country
