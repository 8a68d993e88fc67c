"""Triggers to events: who did what to whom, with mentions of the same act merged (codebook 3; decisions 6 to 17)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.coding.actors import Cast, codes_of
from dragoman.coding.scene import Scene
from dragoman.ontology import modes_of
from dragoman.reader.reading import Anchor
from dragoman.record import Actor

COMING = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
"""What an act is as long as it lies ahead (codebook 3; decision 11)."""
OWN_CONTEXT = ("cyber", "misinformation")
"""Modes that bring the context of their name with them."""
ALWAYS_A_MODE = frozenset({"ACCUSE", "PROTEST", "MOBILIZE", "COERCE", "RETREAT"})
"""Types that bear a mode in 96 of 100 events of the corpus and more."""
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
NEEDS_RECIPIENT = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "AID", "SANCTION", "THREATEN", "COOPERATE"})
SHY = frozenset({"AID"})
"""Types of which the model finds too few at the common threshold."""
REMOTE = re.compile(
    r"\b(?:(?:tele)?phon\w*|teleconferenc\w*|video[- ]?(?:conferenc\w*|call\w*|link\w*)|virtual(?:ly)?|online"
    r"|(?:in|during) an? call|calls? with)\b",
    re.IGNORECASE,
)
TRAVEL = re.compile(r"\b(?:visit|arriv|travel|trip|tour|host|welcom|receiv|flew|fly)", re.IGNORECASE)
NAMED_SHARE = 0.3
"""Of two mentions of one state in a part the named person is taken (decision 2), if at least this share as likely as the other."""
BESIDE = 9
"""Words beside a trigger in which it may be said that talks were held from afar."""
EACH_OTHER = re.compile(r"\b(?:each other|one another)\b")


NEAR_SENTENCES = 12
"""Sentences within which acts alike in all else are taken for one though no window holds both."""
SHARE = 0.6
"""Beside a sure party, another must be at least this share as likely."""


class Rules(NamedTuple):
    """Thresholds of event coding, picked on the development reports (docs/model.md)."""

    trigger: float = 0.8
    """How likely a trigger must be an event at all."""
    shy_trigger: float = 0.65
    """The same for the types in ``SHY``, which the model is slow to see."""
    actor: float = 0.3
    recipient: float = 0.3
    fallback: float = 0.12
    needed: float = 0.25
    """A recipient this likely is taken where the type wants one and none is surer."""
    mode: float = 0.45
    likely_mode: float = 0.2
    """The likeliest mode is taken from here on if none is surer."""
    context: float = 0.25
    same: float = 0.35
    same_talks: float = 0.3
    """The same for CONSULT: two tellings of talks of the same parties are seldom two meetings."""
    trust_codes: float = 0.65
    """Weight of the model's own judgement of states and bodies against the mentions that were resolved."""


class Part(NamedTuple):
    """An actor in a part, how likely, and the mention that shows him."""

    actor: Actor
    score: float
    mention: int | None


class Act(NamedTuple):
    """One act with the triggers that tell it."""

    triggers: tuple[int, ...]
    type: str
    actors: tuple[Part, ...]
    recipients: tuple[Part, ...]
    aux: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    """Both empty until all mentions of the act are together."""
    score: float


def code_acts(scene: Scene, cast: Cast, rules: Rules) -> list[Act]:
    """All acts of a report, each once."""
    acts = []
    for i, anchor in enumerate(scene.reading.anchors):
        if anchor.types and anchor.score >= (rules.shy_trigger if anchor.kind in SHY else rules.trigger):
            act = _act(cast, rules, i, anchor)
            if act.actors or act.recipients:
                acts += _each_other(scene, act)
    return [_classified(scene, act, rules) for act in merge(scene, acts, rules)]


def _classified(scene: Scene, act: Act, rules: Rules) -> Act:
    """The act with modes and contexts, each as likely as the mention of the act that speaks most for it."""
    modes: dict[str, float] = {}
    contexts: dict[str, float] = {}
    for anchor in (scene.reading.anchors[t] for t in act.triggers):
        for told, best in ((anchor.modes, modes), (anchor.contexts, contexts)):
            for name, p in told.items():
                best[name] = max(best.get(name, 0.0), p)
    _hear_remote(scene, act, modes)
    how, ranked = _modes(act.type, modes, rules), sorted(contexts, key=lambda c: -contexts[c])
    about = [c for c in ranked if contexts[c] > rules.context] or ranked[:1]
    about = list(dict.fromkeys([*about, *(m for m in how if m in OWN_CONTEXT)]))
    if _two_sided(act.type, how):
        act = act._replace(actors=(*act.actors, *act.recipients), recipients=())
    return act._replace(modes=how, contexts=tuple(about))


def _two_sided(kind: str, modes: Sequence[str]) -> bool:
    """Whether all who take part are actors: talks without guest or mediator, and clashes of two sides (codebook 3)."""
    return "sideAB" in modes or (kind == "CONSULT" and not {"visit", "third-party"} & set(modes))


def _hear_remote(scene: Scene, act: Act, modes: dict[str, float]) -> None:
    """Talks are by ``phone`` (video calls too) if and only if words beside a mention of them say so."""
    if act.type != "CONSULT":
        return
    words, told = scene.reading.words, False
    for anchor in (scene.reading.anchors[t] for t in act.triggers):
        around = words.slice(max(0, anchor.first - BESIDE), min(len(words) - 1, anchor.last + BESIDE))
        told |= bool(REMOTE.search(around)) and not TRAVEL.search(scene.reading.text_of(anchor))
    modes["CONSULT:phone"] = 1.0 if told else 0.0


def _each_other(scene: Scene, act: Act) -> list[Act]:
    """"A and B accused each other" is two acts, one each way."""
    anchor = scene.reading.anchors[act.triggers[0]]
    after = scene.reading.words.slice(anchor.last, min(len(scene.reading.words) - 1, anchor.last + 3))
    if act.type in MUTUAL or len(act.actors) != 2 or not EACH_OTHER.search(after):
        return [act]
    one, other = act.actors
    return [act._replace(actors=(one,), recipients=(other,)), act._replace(actors=(other,), recipients=(one,))]


def _act(cast: Cast, rules: Rules, number: int, anchor: Anchor) -> Act:
    actors = parts(cast, anchor, "actor", rules.trust_codes)
    recipients = parts(cast, anchor, "recipient", rules.trust_codes)
    doers = _chosen(actors, rules.actor, rules.fallback)
    aux = max(anchor.aux, key=lambda a: anchor.aux[a])
    kind = COMING.get(anchor.kind, anchor.kind) if aux == "future" else anchor.kind
    done_to = _chosen(recipients, rules.recipient, rules.needed if kind in NEEDS_RECIPIENT else rules.recipient)
    doers, done_to = _apart(cast, kind, doers, done_to)
    return Act((number,), kind, tuple(doers), tuple(done_to), aux, (), (), anchor.score)


def parts(cast: Cast, anchor: Anchor, role: str, trust: float) -> list[Part]:
    """Everybody who may play a part, likeliest first: codes as the model judges them, backed by mentions as resolved."""
    by_code: dict[str, Part] = {}
    for mention, p in sorted(anchor.roles.get(role, {}).items(), key=lambda kv: -kv[1]):
        for actor in cast.of(mention):
            code = next(iter(codes_of([actor])))
            first = by_code.setdefault(code, Part(actor, p, mention))
            if actor.name and not first.actor.name and p > NAMED_SHARE * first.score:
                by_code[code] = Part(actor, first.score, mention)
    judged = anchor.who.get(role, {})
    out = []
    for key in {**by_code, **judged}:
        seen = by_code.get(key)
        if key in judged:
            score = trust * judged[key] + (1 - trust) * (seen.score if seen else 0.0)
            out.append(Part(seen.actor, score, seen.mention) if seen else Part(cast.named(key), score, None))
        elif seen:
            known = seen.actor.country is not None and seen.actor.how not in ("local", "unresolved")
            out.append(seen._replace(score=seen.score * ((1 - trust) if known else 1.0)))
    return sorted(out, key=lambda part: -part.score)


def _chosen(ranked: Sequence[Part], threshold: float, fallback: float) -> list[Part]:
    sure = [part for part in ranked if part.score >= max(threshold, SHARE * ranked[0].score)]
    return sure or [part for part in ranked[:1] if part.score >= fallback]


def _apart(cast: Cast, kind: str, actors: list[Part], recipients: list[Part]) -> tuple[list[Part], list[Part]]:
    """Nobody is on both sides of an act: of a mutual one he is an actor, else where he is likelier.

    Two of one country may face each other (a court and a politician) if each is named by himself.
    """
    theirs = codes_of([p.actor for p in recipients])
    # The least likely actor first: the last one left stays an actor.
    for code in dict.fromkeys(code for p in reversed(actors) for code in codes_of([p.actor]) if code in theirs):
        left = next(p for p in actors if codes_of([p.actor]) == {code})
        right = next(p for p in recipients if codes_of([p.actor]) == {code})
        if kind not in MUTUAL and _two_people(cast, left, right):
            continue
        if kind in MUTUAL or left.score >= right.score or len(actors) == 1:
            recipients = [p for p in recipients if p is not right]
        else:
            actors = [p for p in actors if p is not left]
    return actors, recipients


def _two_people(cast: Cast, left: Part, right: Part) -> bool:
    if left.mention is None or right.mention is None:
        return False
    return cast.cluster(left.mention) != cast.cluster(right.mention) and left.actor.sector != right.actor.sector


def _modes(kind: str, modes: dict[str, float], rules: Rules) -> tuple[str, ...]:
    """The likeliest mode if it is likely, or if the type is never without; a second only of an assault, and none beside sideAB."""
    own = {mode: modes.get(f"{kind}:{mode}", 0.0) for mode in modes_of(kind)}
    ranked = sorted(own.items(), key=lambda kv: -kv[1])
    sure = [m for m, p in ranked if p > rules.mode]
    if "sideAB" in sure:
        return ("sideAB",)
    least = 0.0 if kind in ALWAYS_A_MODE else rules.likely_mode
    return tuple(sure[: 2 if kind == "ASSAULT" else 1] or [m for m, p in ranked[:1] if p > least])


def merge(scene: Scene, acts: Sequence[Act], rules: Rules) -> list[Act]:
    """Join acts that are the same: of one type, and the model takes their triggers for one event.

    Triggers that no window holds together the model has not compared: there acts of like parties, modes and aux are the same
    if they stand near each other. Every act is compared with its window's and one more, so that length costs no more than that.
    """
    out: list[Act] = []
    places: dict[int, int] = {}
    alike: dict[tuple[object, ...], int] = {}
    for act in acts:
        judged = {places[t] for trigger in act.triggers for t in scene.reading.anchors[trigger].same if t in places}
        twin = next((k for k in sorted(judged) if _same(scene, out[k], act, rules)), None)
        signature = _signature(scene, act, rules)
        far = alike.get(signature)
        if twin is None and far is not None and far not in judged and _near(scene, out[far], act):
            twin = far
        if twin is None:
            twin = len(out)
            out.append(act)
        else:
            out[twin] = _joined(out[twin], act)
        alike[signature] = twin
        places.update((trigger, twin) for trigger in act.triggers)
    return out


def _same(scene: Scene, one: Act, other: Act, rules: Rules) -> bool:
    if one.type != other.type or set(one.triggers) & set(other.triggers):
        return False
    anchors = scene.reading.anchors
    said = max(anchors[b].same.get(a, 0.0) for a in one.triggers for b in other.triggers)
    alike = _overlap(one, other)
    return alike > 0.0 and said * (0.6 + 0.4 * alike) > (rules.same_talks if one.type == "CONSULT" else rules.same)


def _near(scene: Scene, one: Act, other: Act) -> bool:
    anchors = scene.reading.anchors
    return scene.sentence_of(anchors[other.triggers[0]]) - scene.sentence_of(anchors[one.triggers[-1]]) <= NEAR_SENTENCES


def _signature(scene: Scene, act: Act, rules: Rules) -> tuple[object, ...]:
    """What tells acts apart that the model did not compare."""
    modes = _modes(act.type, scene.reading.anchors[act.triggers[0]].modes, rules)
    sides = (frozenset(codes_of([p.actor for p in side])) for side in (act.actors, act.recipients))
    return (act.type, act.aux, modes, *sides)


def _overlap(one: Act, other: Act) -> float:
    """Jaccard of all who take part, on whichever side."""
    a = codes_of([p.actor for p in (*one.actors, *one.recipients)])
    b = codes_of([p.actor for p in (*other.actors, *other.recipients)])
    return len(a & b) / len(a | b) if a | b else 0.0


def _joined(one: Act, other: Act) -> Act:
    """The surer of two tellings, with a side of the other where it has none; a person named in either stands for his state (decision 2)."""
    best, rest = (one, other) if one.score >= other.score else (other, one)
    return Act(
        (*one.triggers, *other.triggers), one.type,
        _together(best.actors, rest.actors, best.recipients), _together(best.recipients, rest.recipients, best.actors),
        best.aux, (), (), max(one.score, other.score),
    )  # fmt: skip


def _together(best: tuple[Part, ...], rest: tuple[Part, ...], other_side: tuple[Part, ...]) -> tuple[Part, ...]:
    out = {next(iter(codes_of([p.actor]))): p for p in best}
    opposite = codes_of([p.actor for p in other_side])
    for part in rest:
        code = next(iter(codes_of([part.actor])))
        if (code not in out and code not in opposite and not best) or (code in out and part.actor.name and not out[code].actor.name):
            out[code] = part
    return tuple(out.values())


