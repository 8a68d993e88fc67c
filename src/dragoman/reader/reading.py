"""What the reader makes of a text: spans in words, and what each is to the others, with probabilities.

Nothing here is resolved or decided by the codebook; that is coding's work.
"""

from typing import NamedTuple

from dragoman.reader.text import Words
from dragoman.reader.windows import Hint


class Mention(NamedTuple):
    """A stretch that names an actor, place, date or instrument."""

    first: int
    last: int
    kind: str
    score: float
    means: dict[str, float]
    """Code of a state or body → probability that the mention belongs to it."""
    is_a: dict[str, float]
    """STATE, UNO, EUR, IGO, NGO, MNC, IMG, ISM or NONE → probability."""
    sectors: dict[str, float]
    """PLOVER sector → probability; the empty string for none."""
    antecedents: dict[int, float]
    """Earlier mentions → probability of being the same actor (-1: none)."""


class Anchor(NamedTuple):
    """A trigger of an event, a cue, or the words of a statement, commitment or claim."""

    first: int
    last: int
    kind: str
    """PLOVER type, ``cue``, ``statement``, ``pledge``, ``agreement``, ``request``, ``threat`` or ``claim``."""
    label: str
    """The claim of a claim; otherwise as kind."""
    score: float
    types: dict[str, float]
    """For triggers: type → probability, the empty string for none."""
    roles: dict[str, dict[int, float]]
    """Role → mention → probability."""
    who: dict[str, dict[str, float]]
    """Part (actor, recipient, speaker, by, to, pair) → code of a state or body → probability."""
    aux: dict[str, float]
    modes: dict[str, float]
    contexts: dict[str, float]
    same: dict[int, float]
    """Other triggers → probability of telling the same event."""
    origin: dict[int, float]
    """For commitments: triggers → probability of being the act that made it."""
    content: tuple[int, int] | None
    """For cues and triggers: likeliest first and last word of what is said or promised."""


class Reading(NamedTuple):
    """All spans of a text; indices in them are indices into these lists."""

    words: Words
    hints: list[tuple[int, int, Hint]]
    mentions: list[Mention]
    anchors: list[Anchor]

    def text_of(self, span: Mention | Anchor) -> str:
        """The words of a span as written."""
        return self.words.slice(span.first, span.last)

    def range_of(self, span: Mention | Anchor) -> tuple[int, int]:
        """Character offsets of a span."""
        return self.words.start[span.first], self.words.end[span.last]
