"""Readings made by hand, so that coding is tested without the language model."""

from datetime import date
from typing import Any

from dragoman import ontology
from dragoman.coding.actors import Cast
from dragoman.coding.scene import Scene, code_of
from dragoman.gazetteer import Gazetteer
from dragoman.reader.labels import Labels
from dragoman.reader.reading import Anchor, Mention, Reading
from dragoman.reader.text import cut
from dragoman.reader.windows import Hint
from dragoman.record import Actor, Report

PUBLISHED = "2024-06-05"
STATE, NOTHING = {"STATE": 0.9, "NONE": 0.1}, {"NONE": 0.9, "STATE": 0.1}
CLASSES = ("STATE", "UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM", "NONE")


def labels() -> Labels:
    """The label inventory as the ontology gives it."""
    return Labels(
        types=ontology.TYPES,
        modes=tuple(f"{kind}:{mode}" for kind, mode in ontology.MODES),
        contexts=ontology.CONTEXTS,
        sectors=ontology.SECTORS,
        aux=ontology.AUX,
        kinds=ontology.COMMITMENT_KINDS,
        claims=ontology.CLAIMS,
        classes=CLASSES,
        tags=(),
        relations=(),
    )


class Story:
    """A text with its spans, each found by its words; what is not told of a span is what a sure model would say."""

    def __init__(self, text: str, published: str | None = PUBLISHED) -> None:
        self.text, self.published = text, published
        self.gazetteer = Gazetteer.load()
        self.words = cut(text)
        self.mentions: list[Mention] = []
        self.anchors: list[Anchor] = []
        self.hints: list[tuple[int, int, Hint]] = []
        for m in self.gazetteer.find(text, published):
            code = code_of(m.entry.code, m.entry.name) or m.entry.code
            self.hints.append((*self._words(m.start, m.end), Hint(m.start, m.end, m.entry.kind, code)))

    def place(self, phrase: str, nth: int = 0) -> tuple[int, int]:
        """First and last word of a phrase's occurrence."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(phrase, start + 1)
        return self._words(start, start + len(phrase))

    def _words(self, start: int, end: int) -> tuple[int, int]:
        inside = [i for i in range(len(self.words)) if self.words.start[i] < end and self.words.end[i] > start]
        return inside[0], inside[-1]

    def actor(self, phrase: str, nth: int = 0, *, sector: str = "GOV", same_as: int = -1, **told: Any) -> int:
        """Mark an actor; it belongs to the states and bodies named in it unless ``means`` says otherwise."""
        first, last = self.place(phrase, nth)
        own = {h.code: 0.9 for a, b, h in self.hints if a >= first and b <= last}
        mention = Mention(first, last, "actor", 0.9, own, dict(STATE), {sector: 0.9}, {same_as: 0.9})
        return self._mention(mention._replace(**told))

    def mention(self, kind: str, phrase: str, nth: int = 0) -> int:
        """Mark a place, date or instrument."""
        return self._mention(Mention(*self.place(phrase, nth), kind, 0.9, {}, dict(NOTHING), {}, {}))

    def _mention(self, mention: Mention) -> int:
        self.mentions.append(mention)
        return len(self.mentions) - 1

    def event(self, kind: str, phrase: str, nth: int = 0, *, aux: str = "actual", **told: Any) -> int:
        """Mark a trigger; ``told`` are fields of the anchor, ``content`` as words."""
        span = self.place(told.pop("content")) if "content" in told else None
        anchor = self._anchor(kind, phrase, nth)._replace(types={kind: 0.9, "": 0.1}, aux={aux: 0.9}, content=span)
        return self._add(anchor._replace(**told))

    def stretch(self, kind: str, phrase: str, nth: int = 0, **told: Any) -> int:
        """Mark a cue, or the words of a statement, commitment or claim; ``told`` are fields of the anchor."""
        return self._add(self._anchor(kind, phrase, nth)._replace(**told))

    def _anchor(self, kind: str, phrase: str, nth: int) -> Anchor:
        return Anchor(*self.place(phrase, nth), kind, kind, 0.9, {}, {}, {}, {}, {}, {}, {}, {}, None)

    def _add(self, anchor: Anchor) -> int:
        self.anchors.append(anchor)
        return len(self.anchors) - 1

    def scene(self) -> Scene:
        """The scene as coding sees it."""
        report = Report(id="r", text=self.text, published=self.published)
        day = date.fromisoformat(self.published) if self.published else None
        return Scene(report, Reading(self.words, self.hints, self.mentions, self.anchors), self.gazetteer, day, {})

    def cast(self) -> Cast:
        """All mentions resolved."""
        return Cast(self.scene())

    def resolved(self, mention: int) -> tuple[Actor, ...]:
        """The actors that a mention stands for."""
        return self.cast().of(mention)
