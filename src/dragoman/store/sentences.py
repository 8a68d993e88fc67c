"""The sentence that a stretch of text stands in, as a researcher wants to see it beside a code.

By punctuation alone: the language model cuts better, but records that were read elsewhere come without it.
"""

import re
from bisect import bisect_right

ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Amb|Hon|H\.E|Jr|Sr|No|vs|Inc|Ltd|Co|Corp|approx"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[a-z]\.[a-z])\.$"
)
END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*")
LOOK_BACK = 12
"""Characters that the longest abbreviation needs."""


class Sentences:
    """Finds the sentence of any stretch of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        ends = [m.end() for m in END.finditer(text) if m[0].isspace() or not _is_abbreviation(text, m.start())]
        self._starts = [0, *ends]

    def around(self, start: int, end: int) -> str:
        """The sentences that the characters from ``start`` up to ``end`` touch."""
        first = bisect_right(self._starts, start) - 1
        after = bisect_right(self._starts, max(start, end - 1))
        return self._text[self._starts[first] : self._starts[after] if after < len(self._starts) else len(self._text)].strip()


def _is_abbreviation(text: str, stop: int) -> bool:
    return text[stop] == "." and ABBREVIATED.search(text[max(0, stop - LOOK_BACK) : stop + 1]) is not None
