"""What was promised, agreed, asked and threatened (codebook 5; decisions 9, 11, 12, 21)."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.coding.actors import Cast, codes_of
from dragoman.coding.confidence import confidence
from dragoman.coding.deadlines import deadline
from dragoman.coding.events import Act, parts
from dragoman.coding.instruments import instrument_name
from dragoman.coding.scene import Scene
from dragoman.reader.reading import Anchor, Mention
from dragoman.reader.text import Words
from dragoman.record import Actor, Commitment, content_id

TYPES_OF = {
    "pledge": ("AGREE", "CONCEDE", "SUPPORT", "AID", "COOPERATE"),
    "agreement": ("AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "RETREAT", "CONSULT"),
    "request": ("REQUEST", "THREATEN", "ACCUSE"),
    "threat": ("THREATEN", "SANCTION"),
}
KIND_OF = {"REQUEST": "request", "THREATEN": "threat", "AGREE": "pledge"}
BINDING_AUX = ("actual", "future", "historical")
CONDITION = re.compile(r"\b((?:if|unless|provided that|provided|as long as|on condition that|once|should)\b[^.;”\"]{6,160})", re.IGNORECASE)
JOIN_GAP, LEAST_WORDS, SURE_BY, SURE_ALONE, SURE_ORIGIN = 3, 2, 0.4, 0.8, 0.3
LEADING = frozenset('to should that will would must shall , : " “ plans its'.split())
OPEN_ENDED = frozenset(
    "the a an of to with in on for at by from as and or its their his her this that these those into between against over under towards "
    "toward its all any more further new full".split()
)
PREPOSITIONS = frozenset("of for to with in on between among from against by at into towards toward within".split())
STOPS = frozenset('. , ; : " ” while after before when which who but because although though if unless'.split())


class Draft(NamedTuple):
    """A stretch that says what is to be done."""

    kind: str
    first: int
    last: int
    anchors: tuple[Anchor, ...]


class Deeds(NamedTuple):
    """The acts of a report with their ids and days, found by trigger and by sentence."""

    acts: Sequence[Act]
    ids: Sequence[str]
    days: Sequence[str | None]
    act_of: dict[int, int]
    triggers_in: dict[int, list[int]]
    trust: float
    """Weight of the model's own judgement of states and bodies, as in ``events.Rules``."""


def deeds(scene: Scene, acts: Sequence[Act], ids: Sequence[str], days: Sequence[str | None], trust: float) -> Deeds:
    """Acts made ready to be looked up."""
    act_of = {trigger: i for i, act in enumerate(acts) for trigger in act.triggers}
    triggers_in: dict[int, list[int]] = defaultdict(list)
    for trigger in act_of:
        triggers_in[scene.sentence_of(scene.reading.anchors[trigger])].append(trigger)
    return Deeds(acts, ids, days, act_of, triggers_in, trust)


def code_commitments(scene: Scene, cast: Cast, done: Deeds) -> list[Commitment]:
    """All commitments of a report in order of their words."""
    drafts = _drafts(scene)
    drafts += _from_acts(scene, done, drafts)
    out = []
    for draft in sorted((_bounded(scene, d) for d in drafts), key=lambda d: d.first):
        origin = _origin(scene, draft, done)
        if origin is None and _weak(draft):
            continue
        if origin is not None and done.acts[origin].aux not in BINDING_AUX:
            continue
        kind = draft if origin is None else _of_kind(draft, done.acts[origin])
        out.append(_commitment(scene, cast, kind, origin, done))
    return out


def _weak(draft: Draft) -> bool:
    return max((a.score for a in draft.anchors), default=0.0) < SURE_ALONE


def _of_kind(draft: Draft, act: Act) -> Draft:
    """What several agree on is an agreement, what one says it will do a pledge (codebook 5)."""
    if draft.kind not in ("pledge", "agreement") or act.type not in ("AGREE", "CONCEDE", "COOPERATE"):
        return draft
    together = len(act.actors) > 1 and not act.recipients
    return draft._replace(kind="agreement" if together else "pledge")


def _bounded(scene: Scene, draft: Draft) -> Draft:
    """Without the words that lead up to what is to be done, and not broken off in the middle of a phrase."""
    words, first, last = scene.reading.words, draft.first, draft.last
    while first < last and words.form(first).lower() in LEADING:
        first += 1
    while last + 1 < len(words) and words.sentence[last + 1] == words.sentence[first] and _goes_on(words, last):
        last += 1
        while last + 1 < len(words) and words.sentence[last + 1] == words.sentence[first] and words.form(last + 1).lower() not in STOPS:
            last += 1
    while last > first and words.form(last) in ",.;\"”'’":
        last -= 1
    return draft._replace(first=first, last=last)


def _goes_on(words: Words, last: int) -> bool:
    """Whether a phrase is not over at a word: it ends on a small word, or a preposition follows."""
    return words.form(last).lower() in OPEN_ENDED or words.form(last + 1).lower() in PREPOSITIONS


def _drafts(scene: Scene) -> list[Draft]:
    """The model's stretches; pieces of one kind in one sentence that nearly touch are joined."""
    sentence, out = scene.reading.words.sentence, list[Draft]()
    for anchor in sorted((a for a in scene.reading.anchors if a.kind in TYPES_OF), key=lambda a: a.first):
        last = out[-1] if out else None
        if last and last.kind == anchor.kind and sentence[last.last] == sentence[anchor.first] and anchor.first - last.last <= JOIN_GAP:
            out[-1] = Draft(last.kind, last.first, max(last.last, anchor.last), (*last.anchors, anchor))
        else:
            out.append(Draft(anchor.kind, anchor.first, anchor.last, (anchor,)))
    return [d for d in out if d.last - d.first + 1 > LEAST_WORDS]


def _from_acts(scene: Scene, done: Deeds, drafts: Sequence[Draft]) -> list[Draft]:
    """A request, threat or promise whose content the model points at though no stretch of it was found (decision 21)."""
    out: list[Draft] = []
    sentence = scene.reading.words.sentence
    told, here = {_origin(scene, draft, done) for draft in drafts}, defaultdict(list)
    for draft in drafts:
        here[sentence[draft.first]].append(draft)
    for i, act in enumerate(done.acts):
        if act.type not in KIND_OF or act.aux not in BINDING_AUX or i in told:
            continue
        spans = (_pointed(scene, scene.reading.anchors[trigger]) for trigger in act.triggers)
        free = (s for s in spans if s and not any(d.first <= s[1] and d.last >= s[0] for d in here[sentence[s[0]]]))
        if span := next(free, None):
            out.append(_of_kind(Draft(KIND_OF[act.type], *span, ()), act))
            here[sentence[span[0]]].append(out[-1])
    return out


def _pointed(scene: Scene, anchor: Anchor) -> tuple[int, int] | None:
    """The content that the model points at from a trigger, if it lies in the trigger's sentence beside it."""
    if anchor.content is None:
        return None
    (first, last), sentence = anchor.content, scene.reading.words.sentence
    here = sentence[first] == sentence[anchor.first] == sentence[last] and not first <= anchor.first <= last
    return (first, last) if here and last - first >= LEAST_WORDS else None


def _origin(scene: Scene, draft: Draft, done: Deeds) -> int | None:
    """The act that made a commitment: of a fitting type, likeliest by the model, else the nearest in the sentence."""
    scores: dict[int, float] = {}
    here = done.triggers_in.get(scene.reading.words.sentence[draft.first], [])
    for trigger in {*here, *(t for a in draft.anchors for t in a.origin if t in done.act_of)}:
        act = done.act_of[trigger]
        if done.acts[act].type in TYPES_OF[draft.kind]:
            said = max((a.origin.get(trigger, 0.0) for a in draft.anchors), default=0.0)
            scores[act] = max(scores.get(act, 0.0), said + _nearness(scene, draft, trigger))
    best = max(sorted(scores), key=lambda i: scores[i], default=None)
    return best if best is not None and scores[best] > SURE_ORIGIN else None


def _nearness(scene: Scene, draft: Draft, trigger: int) -> float:
    anchor, sentence = scene.reading.anchors[trigger], scene.reading.words.sentence
    if sentence[anchor.first] != sentence[draft.first]:
        return 0.0
    return 0.6 / (1 + 0.1 * abs(anchor.first - draft.first))


def _commitment(scene: Scene, cast: Cast, draft: Draft, origin: int | None, done: Deeds) -> Commitment:
    words = scene.reading.words
    start, end = words.start[draft.first], words.end[draft.last]
    act, day = (done.acts[origin], done.days[origin]) if origin is not None else (None, None)
    by, to = _parties(cast, draft, act, done.trust)
    coming = day if act is not None and act.aux == "future" else None
    evidence, span = scene.evidence(*_with_trigger(scene, draft, act))
    return Commitment(
        id=content_id("co", scene.report.id, draft.kind, start, end), kind=draft.kind, by=by, to=to, content=scene.text[start:end],
        condition=_condition(scene, draft), deadline=_deadline(scene, draft) or coming, instrument=_instrument(scene, draft),
        made_on=None if coming else day, evidence=evidence, event=done.ids[origin] if origin is not None else None,
        spans=(span,), confidence=confidence("commitment", max([a.score for a in draft.anchors], default=0.5)),
    )  # fmt: skip


def _parties(cast: Cast, draft: Draft, act: Act | None, trust: float) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who is bound and to whom: as in the act that made it, else as the model says of the words themselves."""
    if act is not None and act.actors:
        return tuple(p.actor for p in act.actors), tuple(p.actor for p in act.recipients)
    found = []
    for role in ("by", "to"):
        ranked = [part for anchor in draft.anchors for part in parts(cast, anchor, role, trust)]
        sure = [p.actor for p in ranked if p.score >= SURE_BY] or [p.actor for p in ranked[:1]]
        found.append(tuple({next(iter(codes_of([a]))): a for a in sure}.values()))
    return found[0], found[1]


def _with_trigger(scene: Scene, draft: Draft, act: Act | None) -> tuple[int, int]:
    """The words of the content together with those of the act, if they stand in one sentence."""
    first, last = draft.first, draft.last
    for trigger in act.triggers if act else ():
        anchor = scene.reading.anchors[trigger]
        if scene.sentence_of(anchor) == scene.reading.words.sentence[draft.first]:
            first, last = min(first, anchor.first), max(last, anchor.last)
    return first, last


def _condition(scene: Scene, draft: Draft) -> str | None:
    first, last = scene.sentence_words(scene.reading.words.sentence[draft.first])
    found = CONDITION.search(scene.reading.words.slice(first, last))
    if not found:
        return None
    condition = found.group(1).strip(" ,")
    return condition if not condition.lower().startswith(("once ", "should ")) or draft.kind == "threat" else None


def _deadline(scene: Scene, draft: Draft) -> str | None:
    found = _likeliest(scene, draft, "date", "date")
    return deadline(scene.reading.text_of(found), scene.published) if found else None


def _instrument(scene: Scene, draft: Draft) -> str | None:
    found = _likeliest(scene, draft, "about", "instrument")
    return instrument_name(scene, found) if found else None


def _likeliest(scene: Scene, draft: Draft, role: str, kind: str) -> Mention | None:
    """The mention that plays a part for a commitment: likeliest by the model, or named within its words."""
    mentions = scene.reading.mentions
    scores = {m: p for a in draft.anchors for m, p in a.roles.get(role, {}).items() if mentions[m].kind == kind}
    for m, mention in enumerate(mentions):
        if mention.kind == kind and draft.first <= mention.first <= draft.last:
            scores[m] = scores.get(m, 0.0) + 0.5
    best = max(scores, key=lambda m: scores[m], default=None)
    return mentions[best] if best is not None and scores[best] >= SURE_BY else None
