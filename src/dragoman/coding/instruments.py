"""Named agreements that duties come from (codebook 6; decision 22)."""

import re
from collections import defaultdict
from collections.abc import Sequence

from dragoman.coding import dates
from dragoman.coding.events import Act
from dragoman.coding.scene import Scene, code_of
from dragoman.coding.times import date_of_mention
from dragoman.reader.reading import Mention
from dragoman.record import Instrument, content_id

DETERMINER = re.compile(r"^(?:the|a|an|its|their|this|that|such|new)\s+", re.IGNORECASE)
YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
NAMED = re.compile(
    r"\b(?:agreements?|accords?|treat(?:y|ies)|pacts?|conventions?|consensus|communiqu[eé]|protocols?|resolutions?|charter|declaration|memorand\w+|"
    r"plan|roadmap|road map|deal|initiative|partnership|compact|framework|covenant|statute|truce|cease-?fire|arrangement|programme|program|"
    r"letter|mandate|constitution|act|law|moratorium|contract|understanding)\b",
    re.IGNORECASE,
)
"""A word for an agreement: what the model takes for an instrument without one is a splinter."""
MAKING = frozenset({"AGREE", "SUPPORT", "CONCEDE"})
REACH = 4
"""Words between an instrument and the verb that says by whom it was made ("the consensus reached by ASEAN")."""


def instrument_name(scene: Scene, mention: Mention) -> str:
    """The name as written, without its determiner."""
    return DETERMINER.sub("", scene.reading.text_of(mention))


def code_instruments(scene: Scene, acts: Sequence[Act], days: Sequence[str | None]) -> list[Instrument]:
    """Every instrument once, with the date and parties that any of its mentions gives."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in scene.reading.mentions:
        if mention.kind == "instrument" and NAMED.search(instrument_name(scene, mention)):
            groups[_key(instrument_name(scene, mention), groups)].append(mention)
    return [_instrument(scene, mentions, acts, days) for mentions in groups.values()]


def _key(name: str, known: dict[str, list[Mention]]) -> str:
    """A shorter or longer form of a known name is the same instrument."""
    low = name.lower()
    return next((other for other in known if low in other or other in low), low)


def _instrument(scene: Scene, mentions: Sequence[Mention], acts: Sequence[Act], days: Sequence[str | None]) -> Instrument:
    name = max((instrument_name(scene, m) for m in mentions), key=len)
    day: str | None = None
    parties: tuple[str, ...] = ()
    for mention in mentions:
        day = day or _date(scene, mention, acts, days)
        parties = parties or _parties(scene, mention, acts)
    evidence, span = scene.evidence(mentions[0].first, mentions[0].last)
    return Instrument(
        id=content_id("in", scene.report.id, span[0]), name=name, date=day, parties=parties, evidence=evidence, spans=(span,),
        confidence=round(max(m.score for m in mentions), 3),
    )  # fmt: skip


def _makers(scene: Scene, mention: Mention, acts: Sequence[Act]) -> list[int]:
    """Acts of making it: an agreement or signing told right beside the name, in its sentence."""
    out = []
    for i, act in enumerate(acts):
        for trigger in act.triggers if act.type in MAKING else ():
            anchor = scene.reading.anchors[trigger]
            same = scene.sentence_of(anchor) == scene.sentence_of(mention)
            if same and (0 <= anchor.first - mention.last <= REACH or mention.first <= anchor.first <= mention.last):
                out.append(i)
    return out


def _date(scene: Scene, mention: Mention, acts: Sequence[Act], days: Sequence[str | None]) -> str | None:
    """From its maker, from a date inside or right after the name ("the accord of 3 May"), or from a year in the name."""
    for i in _makers(scene, mention, acts):
        if days[i] and _told_beside(scene, acts[i]):
            return days[i]
    reading = scene.reading
    for m, other in enumerate(reading.mentions):
        if other.kind != "date":
            continue
        inside = mention.first <= other.first <= mention.last
        after = 0 < other.first - mention.last <= 2 and reading.words.form(mention.last + 1).lower() in ("of", "from", "dated")
        if inside or after:
            return dates.single(date_of_mention(scene, m, future=False))
    year = YEAR.search(reading.text_of(mention))
    return year.group(1) if year else None


def _told_beside(scene: Scene, act: Act) -> bool:
    """Whether the act's date is its own, told in the trigger's sentence."""
    for trigger in act.triggers:
        anchor = scene.reading.anchors[trigger]
        dated = [m for m, p in anchor.roles.get("date", {}).items() if p > 0.3]
        if any(scene.sentence_of(scene.reading.mentions[m]) == scene.sentence_of(anchor) for m in dated):
            return True
    return False


def _parties(scene: Scene, mention: Mention, acts: Sequence[Act]) -> tuple[str, ...]:
    """Those who made it; else the states and bodies in its name ("the US-Japan treaty")."""
    for i in _makers(scene, mention, acts):
        codes = [code_of(p.actor.country, p.actor.name) for p in (*acts[i].actors, *acts[i].recipients)]
        return tuple(dict.fromkeys(c for c in codes if c))
    inside = [
        h.code
        for a, b, h in scene.reading.hints
        if a >= mention.first and b <= mention.last and h.kind in ("name", "demonym", "body")
    ]
    return tuple(dict.fromkeys(inside))
