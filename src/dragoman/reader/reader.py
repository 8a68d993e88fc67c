"""One pass over a text: windows through the networks, layers into spans, pairs of spans into probabilities."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.reader import lexicon
from dragoman.reader.candidates import code_features, code_table
from dragoman.reader.labels import MENTION_KINDS, ROLES, WHO, Labels, load_labels
from dragoman.reader.layers import Layer, Span, name_of, spans, split_layers
from dragoman.reader.network import Array, network, read_words, sigmoid, softmax
from dragoman.reader.reading import Anchor, Mention, Reading
from dragoman.reader.text import Words
from dragoman.reader.trees import Tree, parse_window
from dragoman.reader.windows import HINT_KINDS, Document, Hint, Input, Window, arrays, prepare, sentences, windows

TRIGGER_OUTSIDE, LEXICON_TRIGGER = 0.7, 0.15
"""A trigger candidate is a stretch at most this likely to be none, or a word of the lexicon at least this likely to be one."""
KEEP_TRIGGER = 0.65
THANKS = frozenset("thank thanked thanks thanking gratitude grateful thankful appreciation appreciated".split())
STRONG, OWED = 0.6, 0.8
"""How strongly the lexicon must take a word for help that was thanked for, and how sure that act then is."""
FUNCTION_WORDS = frozenset("the a an of to its his her their that and or , has have had was were is are be been will would".split())
"""Words that tell no act by themselves; a stretch of nothing else is a splinter of the trigger beside it."""
LATER = 0.6
MENTION_APART, LONG_APART = 0.6, 0.85
"""How sure the beginning of a mention, or of a longer stretch, must be right after another one."""
KEEP_ARC, KEEP_CODE = 0.08, 0.02
KIND_OF_ROLE = [{"date": "date", "place": "place", "about": "instrument"}.get(role, "actor") for role in ROLES]


class Settings(NamedTuple):
    """Thresholds of the reader, picked on the development reports (docs/model.md)."""

    trigger: float = KEEP_TRIGGER
    statement: float = 0.5
    commitment: float = 0.5
    claim: float = 0.5


class Candidate(NamedTuple):
    """A span of a window before its pairs are scored."""

    first: int
    last: int
    kind: str
    label: str
    score: float
    types: dict[str, float]


class Reader:
    """The language model, loaded once and used for any number of texts; safe to share between threads."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.labels: Labels = load_labels()
        self.settings = settings or Settings()
        self._lexicon = lexicon.load(self.labels.types)
        self._anchor_kinds = {kind: i for i, kind in enumerate(self.labels.anchor_kinds())}

    def prepare(self, text: str, hints: Sequence[Hint]) -> Document:
        """A text cut into words, each looked up."""
        return prepare(text, hints, self._lexicon, self.labels.types, self.labels.modes)

    def read(self, text: str, hints: Sequence[Hint]) -> Reading:
        """Everything that the model finds in a text, given the names that the gazetteer knows in it."""
        document = self.prepare(text, hints)
        reading = Reading(document.words, document.hints, [], [])
        known: dict[tuple[int, int, str], int] = {}
        for window in windows(document):
            self._read_window(document, window, reading, known)
        return reading

    def parse(self, text: str) -> tuple[Words, list[Tree]]:
        """The words of a text and the dependency tree of each sentence."""
        document = self.prepare(text, [])
        return document.words, [parse_window(document, sentence, self.labels) for sentence in sentences(document)]

    def _read_window(self, document: Document, window: Window, reading: Reading, known: dict[tuple[int, int, str], int]) -> None:
        inputs = arrays(document, window)
        x, scores = read_words(inputs)
        sentence = np.asarray(document.words.sentence[window.low : window.high])
        layers = split_layers(scores, self.labels)
        hints = [(a - window.low, b - window.low, h) for a, b, h in document.hints if a >= window.low and b < window.high]
        mentions = _mentions(layers["mention"], hints)
        fresh = window.fresh - window.low
        said = document.lower[window.low : window.high]
        triggers = [
            t
            for t in self._triggers(x, sentence, inputs, layers["trigger"])
            if t.first >= fresh and not FUNCTION_WORDS.issuperset(said[t.first : t.last + 1])
        ]
        triggers += [t for t in self._owed(triggers, said, sentence, inputs) if t.first >= fresh]
        # A stretch that runs on from the window before is read on from where that one ended.
        stretches = [s._replace(first=max(s.first, fresh)) for s in self._stretches(layers) if s.last >= fresh]
        anchors = sorted([*triggers, *stretches])
        if not anchors and not mentions:
            return
        pairs = self._score(x, sentence, inputs, anchors, mentions, hints)
        _collect(self.labels, window, sentence, anchors, mentions, hints, pairs, reading, known)

    def _triggers(self, x: Array, sentence: NDArray[Any], inputs: Input, layer: Layer) -> list[Candidate]:
        """Trigger candidates of the layer and of the lexicon, judged by the type head; kept if likely enough to be an event."""
        found = list(spans(layer, TRIGGER_OUTSIDE))
        covered = {i for s in found for i in range(s.first, s.last + 1)}
        prior = inputs.lexicon[:, : len(self.labels.types)].max(1, initial=0)
        found += [
            Span(int(i), int(i), layer.names[i], float(1 - layer.state[i, 0]))
            for i in np.flatnonzero((prior > 0.5) & (layer.state[:, 0] < 1 - LEXICON_TRIGGER))
            if i not in covered
        ]
        if not found:
            return []
        first, last = np.array([s.first for s in found]), np.array([s.last for s in found])
        typed = softmax(network("types").run(x=x, sentence=sentence, lexicon=inputs.lexicon, first=first, last=last)["type"])
        out = []
        for span, head in zip(found, typed, strict=True):
            mixed = np.sqrt(head[:-1] * np.maximum(span.names, 1e-6))
            event = float(np.sqrt((1 - head[-1]) * min(1.0, span.score)))
            if event < self.settings.trigger:
                continue
            shares = mixed / mixed.sum()
            best = self.labels.types[int(shares.argmax())]
            out.append(Candidate(span.first, span.last, best, best, event, dict(zip(self.labels.types, map(float, shares), strict=True))))
        return out

    def _owed(self, triggers: Sequence[Candidate], said: Sequence[str], sentence: NDArray[Any], inputs: Input) -> list[Candidate]:
        """Help that one is thanked for and that has no trigger yet: it was given (codebook, decision 6).

        The words after "for" in a sentence of thanks that the lexicon takes for help.
        """
        help_column = self.labels.types.index("AID")
        taken = {i for t in triggers for i in range(t.first - 2, t.last + 3)}
        out: list[Candidate] = []
        for thanks in (t for t in triggers if t.kind == "SUPPORT" and not THANKS.isdisjoint(said[t.first : t.last + 1])):
            rest = [i for i in range(thanks.last + 1, len(said)) if sentence[i] == sentence[thanks.first]]
            after = rest[next((k for k, i in enumerate(rest) if said[i] == "for"), len(rest)) + 1 :]
            for i in after:
                if i not in taken and inputs.lexicon[i, help_column] > STRONG and said[i] not in FUNCTION_WORDS:
                    out.append(Candidate(i, i, "AID", "AID", OWED, {"AID": 1.0}))
                    taken.update(range(i, i + 6))
        return out

    def _stretches(self, layers: dict[str, Layer]) -> list[Candidate]:
        names, settings = self.labels.layers(), self.settings
        out = [Candidate(s.first, s.last, "cue", "cue", s.score, {}) for s in spans(layers["cue"])]
        out += [
            Candidate(s.first, s.last, "statement", "statement", s.score, {})
            for s in spans(layers["statement"], settings.statement, LONG_APART)
        ]
        for s in spans(layers["commitment"], settings.commitment, LONG_APART):
            kind = name_of(s, names["commitment"])
            out.append(Candidate(s.first, s.last, kind, kind, s.score, {}))
        out += [
            Candidate(s.first, s.last, "claim", name_of(s, names["claim"]), s.score, {})
            for s in spans(layers["claim"], settings.claim, LONG_APART)
        ]
        return out

    def _score(  # noqa: PLR0913, PLR0917
        self, x: Array, sentence: NDArray[Any], inputs: Input, anchors: Sequence[Candidate], mentions: Sequence[Candidate],
        hints: Sequence[tuple[int, int, Hint]],
    ) -> dict[str, Array]:  # fmt: skip
        codes, table = code_table(hints)
        at = [a.first for a in anchors]
        features = code_features(at, [int(sentence[i]) for i in at], hints, sentence.tolist(), codes)
        kinds = [
            [self._anchor_kinds[a.kind] for a in anchors],
            [MENTION_KINDS.index(m.kind) for m in mentions],
            [HINT_KINDS.index(h.kind) for _, _, h in hints],
        ]
        arguments: dict[str, NDArray[Any]] = {}
        for name, rows, kind in zip(("anchor", "mention", "hint"), (anchors, mentions, hints), kinds, strict=True):
            filled = [(r[0], r[1], k) for r, k in zip(rows, kind, strict=True)] or [(0, 0, 0)]
            for column, part in enumerate(("first", "last", "kind")):
                arguments[f"{name}_{part}"] = np.array([f[column] for f in filled], np.int64)
        if not hints:
            table = np.zeros((1, 1), np.float32)
        if not anchors:
            features = np.zeros((1, features.shape[1], features.shape[2]), np.float32)
        return network("spans").run(x=x, sentence=sentence, lexicon=inputs.lexicon, codes=table, features=features, **arguments)

    def pair_types(self, text: str, hints: Sequence[Hint], actor: tuple[int, int], recipient: tuple[int, int]) -> dict[str, float]:
        """Probability of each type that the first character range does it to the second.

        Raises ValueError if a range is none of the text's or holds no word, or if the two stand too far apart.
        """
        if actor == recipient or any(not 0 <= start < end <= len(text) for start, end in (actor, recipient)):
            raise ValueError(f"{actor} and {recipient} are not two different character ranges of a text of {len(text)} characters")
        document = self.prepare(text, hints)
        spans_of = [_words_in(document, *span) for span in (actor, recipient)]
        window = next((w for w in windows(document) if all(w.low <= a and b < w.high for a, b in spans_of)), None)
        if window is None:
            raise ValueError("actor and recipient stand too far apart to be read together; give the sentence that holds both")
        inputs = arrays(document, window)
        x, _ = read_words(inputs)
        sentence = np.asarray(document.words.sentence[window.low : window.high])
        (a, b), (c, d) = [(np.array([f - window.low]), np.array([g - window.low])) for f, g in spans_of]
        out = network("pairs").run(x=x, sentence=sentence, actor_first=a, actor_last=b, recipient_first=c, recipient_last=d)["type"]
        return dict(zip(self.labels.types, map(float, softmax(out)[0]), strict=True))


def _words_in(document: Document, start: int, end: int) -> tuple[int, int]:
    inside = [i for i in range(len(document.words)) if document.words.start[i] < end and document.words.end[i] > start]
    if not inside:
        raise ValueError(f"no word stands between characters {start} and {end} of the text")
    return inside[0], inside[-1]


def _mentions(layer: Layer, hints: Sequence[tuple[int, int, Hint]]) -> list[Candidate]:
    """Mentions of the layer, and the gazetteer's names that are no mention of their own."""
    found = [Candidate(s.first, s.last, kind := name_of(s, MENTION_KINDS), kind, s.score, {}) for s in spans(layer, apart=MENTION_APART)]
    taken = {(m.first, m.last) for m in found}
    return found + [Candidate(a, b, "actor", "hint", 1.0, {}) for a, b, _ in hints if (a, b) not in taken]


def _collect(  # noqa: PLR0913, PLR0917
    labels: Labels, window: Window, sentence: NDArray[Any], anchors: Sequence[Candidate], mentions: Sequence[Candidate],
    hints: Sequence[tuple[int, int, Hint]], pairs: dict[str, Array], reading: Reading, known: dict[tuple[int, int, str], int],
) -> None:  # fmt: skip
    """Add a window's spans to the reading, with indices of the whole text."""
    codes, table = code_table(hints)
    index = _add_mentions(labels, window, mentions, codes, table, pairs, reading, known)
    base, events = len(reading.anchors), [a.kind in labels.types for a in anchors]
    role, who = sigmoid(pairs["role"]) * _foreseen(anchors, mentions, sentence), sigmoid(pairs["who"])
    aux, mode, context = softmax(pairs["aux"]), sigmoid(pairs["mode"]), sigmoid(pairs["context"])
    same, member = sigmoid(pairs["same_event"]), pairs["member"]
    starts, ends = pairs["start"].argmax(1), pairs["end"].argmax(1)
    for a, anchor in enumerate(anchors):
        is_event = events[a]
        others = [b for b, event in enumerate(events) if event and b != a]
        content = (int(starts[a]), int(ends[a]))
        reading.anchors.append(
            Anchor(
                anchor.first + window.low, anchor.last + window.low, anchor.kind, anchor.label, anchor.score, anchor.types,
                roles=_arcs(role[a], mentions, index),
                who={
                    part: {code: float(who[a, k, w]) for k, code in enumerate(codes) if who[a, k, w] > KEEP_CODE}
                    for w, part in enumerate(WHO)
                },
                aux=dict(zip(labels.aux, map(float, aux[a]), strict=True)) if is_event else {},
                modes={labels.modes[i]: float(mode[a, i]) for i in np.flatnonzero(mode[a] > KEEP_ARC)} if is_event else {},
                contexts={labels.contexts[i]: float(context[a, i]) for i in np.flatnonzero(context[a] > KEEP_ARC)} if is_event else {},
                same={base + b: float(same[min(a, b), max(a, b)]) for b in others} if is_event else {},
                origin=_shares(member[a], others, base) if anchor.kind in labels.kinds else {},
                content=(content[0] + window.low, content[1] + window.low) if content[0] <= content[1] else None,
            )
        )  # fmt: skip


def _foreseen(anchors: Sequence[Candidate], mentions: Sequence[Candidate], sentence: NDArray[Any]) -> Array:
    """Discount [A, M, 1] of mentions in later sentences than the anchor's: who acts is seldom first named after the act.

    Training lets any mention of the right actor count, so that plurals far on ("both ministers") score too well.
    """
    at = np.array([sentence[a.first] for a in anchors] or [0])
    named = np.array([sentence[m.first] for m in mentions] or [0])
    out: Array = np.where(named[None, :] > at[:, None] + 1, np.float32(LATER), np.float32(1.0))[..., None]
    return out


def _shares(scores: Array, others: Sequence[int], base: int) -> dict[int, float]:
    if not others:
        return {}
    return {base + b: float(p) for b, p in zip(others, softmax(scores[list(others)]), strict=True)}


def _arcs(role: Array, mentions: Sequence[Candidate], index: Sequence[int]) -> dict[str, dict[int, float]]:
    """Likely arcs by role; only mentions of a role's own kind can play it, and only those scores were learnt."""
    out: dict[str, dict[int, float]] = {name: {} for name in ROLES}
    rows, columns = np.nonzero(role[: len(mentions)] > KEEP_ARC)
    for m, r, p in zip(rows.tolist(), columns.tolist(), role[rows, columns].tolist(), strict=True):
        if mentions[m].kind == KIND_OF_ROLE[r]:
            out[ROLES[r]][index[m]] = p
    return out


def _add_mentions(  # noqa: PLR0913, PLR0917
    labels: Labels, window: Window, mentions: Sequence[Candidate], codes: Sequence[str], table: Array, pairs: dict[str, Array],
    reading: Reading, known: dict[tuple[int, int, str], int],
) -> list[int]:  # fmt: skip
    """Index in the reading of each mention of the window; a mention already read as fresh text keeps what was read then."""
    pointed, kind, sector = sigmoid(pairs["affiliation"]), softmax(pairs["kind"]), softmax(pairs["sector"])
    chains, names = pairs["coreference"].tolist(), (*labels.sectors, "")
    actors = [b for b, other in enumerate(mentions) if other.kind == "actor"]
    index = []
    for mention in mentions:
        key = (mention.first + window.low, mention.last + window.low, mention.kind)
        known.setdefault(key, len(known))
        index.append(known[key])
    for m, mention in enumerate(mentions):
        if index[m] < len(reading.mentions):
            continue
        by_code = (pointed[m][:, None] * table).max(0) if codes else ()
        before = {index[b]: chains[m][b] for b in actors if mentions[b].first < mention.first}
        reading.mentions.append(
            Mention(
                mention.first + window.low, mention.last + window.low, mention.kind, mention.score if mention.label != "hint" else 0.0,
                means={code: float(p) for code, p in zip(codes, by_code, strict=False) if p > KEEP_CODE},
                is_a=dict(zip(labels.classes, kind[m].tolist(), strict=True)),
                sectors={names[i]: float(sector[m, i]) for i in np.flatnonzero(sector[m] > KEEP_ARC)},
                antecedents=_antecedents(before) if mention.kind == "actor" else {},
            )
        )  # fmt: skip
    return index


def _antecedents(scores: dict[int, float]) -> dict[int, float]:
    keys = [-1, *scores]
    shares = softmax(np.array([0.0, *scores.values()], np.float32))
    return {key: float(p) for key, p in zip(keys, shares, strict=True) if p > KEEP_ARC or key == -1}
