"""Corpus reports made into windows with targets for every head."""

import random
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from dragoman.gazetteer import Gazetteer
from dragoman.reader.candidates import BODIES
from dragoman.reader.labels import MENTION_KINDS, Labels
from dragoman.reader.lexicon import load as load_lexicon
from dragoman.reader.windows import Document, Hint, Input, Window, arrays, prepare, windows
from dragoman.training.corpus import CorpusReport, Definition, Party

CLASSES = ("STATE", "UNO", "EUR", *BODIES, "NONE")
SMALL_WORDS = {"of", "the", "for", "and", "on", "in"}


class Marked(NamedTuple):
    """A marked span in words of its window, with the ids it bears."""

    first: int
    last: int
    ids: tuple[str, ...]


class Example(NamedTuple):
    """One window with the spans marked in it."""

    report: CorpusReport
    input: Input
    sentence: list[int]
    hints: list[tuple[int, int, Hint]]
    mentions: list[Marked]
    triggers: list[Marked]
    cues: list[Marked]
    stretches: list[Marked]
    layers: dict[str, list[int]]
    decoys: list[tuple[int, int, int]]
    """Words that the lexicon takes for acts and the corpus does not: first, last, the lexicon's type."""

    @property
    def size(self) -> int:
        """Wordpieces."""
        return len(self.input.ids)

    def line(self, key: str) -> Definition:
        """The definition of an event, statement, commitment or claim."""
        return self.report.lines[key]


def hint_code(code: str, name: str | None) -> str:
    """How a hint names its state or body: bodies that share a code bear their name too."""
    return f"{code}:{name}" if code in BODIES and name else code


def hints_of(gazetteer: Gazetteer, text: str, on: str | None) -> list[Hint]:
    """The gazetteer's names in a text, as the reader wants them."""
    return [Hint(m.start, m.end, m.entry.kind, hint_code(m.entry.code, m.entry.name)) for m in gazetteer.find(text, on)]


def known_people(report: CorpusReport, share: float, rng: random.Random) -> set[str]:
    """Some of a report's named people: the corpus invents them all, but in real reports the gazetteer knows many."""
    return {key for key, party in report.actors.items() if party.name and party.role and party.country and rng.random() < share}


def _person_hints(report: CorpusReport, known: Collection[str], others: Sequence[Hint]) -> list[Hint]:
    out = []
    taken = [(h.start, h.end) for h in others]
    for mark in report.marks:
        party = report.actors.get(mark.ids[0]) if len(mark.ids) == 1 and mark.ids[0] in known else None
        if party is None or not party.name or not party.country:
            continue
        for name in (party.name, party.name.split()[-1]):
            at = report.text.find(name, mark.start, mark.end)
            if at >= 0 and not any(a < at + len(name) and b > at for a, b in taken):
                out.append(Hint(at, at + len(name), "person", party.code or party.country))
                taken.append((at, at + len(name)))
                break
    return out


def means(code: str, party: Party) -> bool:
    """Whether a hint's code stands for this actor (bodies by name, either within the other, or by initials)."""
    if party.country is None:
        return False
    kind, _, name = code.partition(":")
    if not name:
        return code == party.country
    if kind != party.country or not party.name:
        return False
    ours, theirs = name.lower(), party.name.lower()
    initials = "".join(word[0] for word in theirs.split() if word not in SMALL_WORDS)
    return ours in theirs or theirs in ours or ours == initials


def party_class(party: Party) -> str:
    """What an actor is, for the class head."""
    if party.country is None:
        return "NONE"
    return party.country if party.country in CLASSES else "STATE"


def examples(report: CorpusReport, gazetteer: Gazetteer, labels: Labels, known: Collection[str] = ()) -> list[Example]:
    """The windows of one report; actors in ``known`` are taken for people whom the gazetteer knows."""
    lexicon = load_lexicon(labels.types)
    hints = hints_of(gazetteer, report.text, None)
    document = prepare(report.text, hints + _person_hints(report, known, hints), lexicon, labels.types, labels.modes)
    spans = _marked(report, document)
    return [_example(report, document, window, spans, labels) for window in windows(document)]


def without_title(report: CorpusReport) -> CorpusReport:
    """The report with its headline blanked, as most files on disk have none; offsets stay."""
    blank = " " * report.title_end
    text = blank + report.text[report.title_end :]
    marks = tuple(m for m in report.marks if m.start >= report.title_end)
    seen = {key for mark in marks for key in mark.ids}
    lines = {key: d for key, d in report.lines.items() if key in seen}
    return CorpusReport(report.id, report.published, text, 0, marks, report.actors, report.facts, lines)


def _marked(report: CorpusReport, document: Document) -> list[tuple[str, Marked]]:
    words = document.words
    start, end = np.asarray(words.start), np.asarray(words.end)
    out = []
    for mark in report.marks:
        first = int(np.searchsorted(end, mark.start, side="right"))
        last = int(np.searchsorted(start, mark.end, side="left")) - 1
        if first <= last:
            out.append((mark.bracket, Marked(first, last, mark.ids)))
    return out


def _example(report: CorpusReport, document: Document, window: Window, spans: list[tuple[str, Marked]], labels: Labels) -> Example:
    low, high = window.low, window.high
    inside = [(b, Marked(m.first - low, m.last - low, m.ids)) for b, m in spans if m.first >= low and m.last < high]
    known = [(b, Marked(m.first, m.last, tuple(i for i in m.ids if _defined(report, i)))) for b, m in inside]
    kept = [(b, m) for b, m in known if m.ids]
    braces = [m for b, m in kept if b == "{"]
    triggers = [m._replace(ids=ids) for m in braces if (ids := tuple(i for i in m.ids if i[0] == "e"))]
    cues = [m._replace(ids=ids) for m in braces if (ids := tuple(i for i in m.ids if i[0] == "s"))]
    hints = [(a - low, b - low, hint) for a, b, hint in document.hints if a >= low and b < high]
    part = Example(
        report, arrays(document, window), document.words.sentence[low:high], hints,
        mentions=[m for b, m in kept if b == "["], triggers=triggers, cues=cues,
        stretches=[m for b, m in kept if b == "<"], layers={}, decoys=[],
    )  # fmt: skip
    return part._replace(layers=_layers(part, labels), decoys=_decoys(part, labels))


def _defined(report: CorpusReport, key: str) -> bool:
    return key in report.actors or key in report.facts or key in report.lines


def _layers(example: Example, labels: Labels) -> dict[str, list[int]]:
    """The tag of every word in each layer; of nested spans the outer mention, statement and claim, the inner trigger and commitment."""
    report = example.report
    names = labels.layers()

    def tag(layer: str, spans: Sequence[tuple[Marked, str]], *, outer: bool) -> list[int]:
        tags = [0] * len(example.sentence)
        for mark, name in sorted(spans, key=lambda s: (s[0].last - s[0].first) * (-1 if outer else 1)):
            if any(tags[mark.first : mark.last + 1]):
                continue
            begin = 1 + 2 * names[layer].index(name)
            tags[mark.first : mark.last + 1] = [begin, *[begin + 1] * (mark.last - mark.first)]
        return tags

    stretches = [(m, key) for m in example.stretches for key in m.ids]
    return {
        "mention": tag("mention", [(m, MENTION_KINDS["apti".index(m.ids[0][0])]) for m in example.mentions], outer=True),
        "trigger": tag("trigger", [(m, report.lines[m.ids[0]].head[0]) for m in example.triggers], outer=False),
        "cue": tag("cue", [(m, "cue") for m in example.cues], outer=False),
        "statement": tag("statement", [(m, "statement") for m, key in stretches if key[0] == "s"], outer=True),
        "commitment": tag("commitment", [(m, report.lines[key].head[0]) for m, key in stretches if key[0] == "c"], outer=False),
        "claim": tag("claim", [(m, report.lines[key].head[0]) for m, key in stretches if key[0] == "r"], outer=True),
    }


def _decoys(example: Example, labels: Labels) -> list[tuple[int, int, int]]:
    taken = {i for m in example.triggers for i in range(m.first, m.last + 1)}
    prior = example.input.lexicon[:, : len(labels.types)]
    return [(i, i, int(prior[i].argmax())) for i in range(len(prior)) if i not in taken and prior[i].max() > 0.5]


def split(reports: Sequence[CorpusReport], share: float, seed: int = 7) -> tuple[list[CorpusReport], list[CorpusReport]]:
    """Training and held-back reports, the same for the same ids whatever their order."""
    ids = sorted(r.id for r in reports)
    random.Random(seed).shuffle(ids)
    held = set(ids[: round(len(ids) * share)])
    return [r for r in reports if r.id not in held], [r for r in reports if r.id in held]
