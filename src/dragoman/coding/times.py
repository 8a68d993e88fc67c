"""When each act happened, and which of its auxiliary modes the dates decide (codebook 3; decisions 9, 18)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dragoman.coding import dates
from dragoman.coding.actors import codes_of
from dragoman.coding.events import Act
from dragoman.coding.scene import Scene

SURE = 0.3
SPOKEN = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
"""Types of act that are done in words, and so on the occasion on which the others were."""
NEAR = 3
NEWS, LEAD, RECENT, LEAD_CHARACTERS = 1, 6, 7, 900
"""The last sentence that tells the news itself, the last that names its day, and days before publication on which that may lie."""


def date_of_mention(scene: Scene, mention: int, *, future: bool) -> str | None:
    """A date mention resolved against the day of publication."""
    return dates.resolve(scene.reading.text_of(scene.reading.mentions[mention]), scene.published, future=future)


def told_date(scene: Scene, act: Act) -> str | None:
    """The date that the text gives for an act: the likeliest date mention that resolves."""
    return _told(scene, act)[1]


def _told(scene: Scene, act: Act) -> tuple[int, str | None]:
    """The likeliest date mention of an act that resolves, and its date; (-1, None) if there is none."""
    scores: dict[int, float] = {}
    for trigger in act.triggers:
        for mention, p in scene.reading.anchors[trigger].roles.get("date", {}).items():
            scores[mention] = max(scores.get(mention, 0.0), p)
    for mention in sorted(scores, key=lambda m: -scores[m]):
        if scores[mention] >= SURE and (found := date_of_mention(scene, mention, future=act.aux == "future")):
            return mention, found
    return -1, None


class Calendar(NamedTuple):
    """The acts of a report, the dates told of them, and the day of the news."""

    scene: Scene
    acts: Sequence[Act]
    told: Sequence[str | None]
    occasions: dict[int, list[int]]
    """Dated acts in words, by sentence."""
    main: str | None


def code_dates(scene: Scene, acts: Sequence[Act]) -> list[str | None]:
    """The date of every act; one that has none of its own takes that of the occasion on which it was done, or the day of the news."""
    told = [told_date(scene, act) for act in acts]
    occasions: dict[int, list[int]] = defaultdict(list)
    for i, day in enumerate(told):
        if day and "/" not in day and _of_the_day(acts[i]):
            for number in _sentences(scene, acts[i]):
                occasions[number].append(i)
    calendar = Calendar(scene, acts, told, occasions, main_day(scene))
    return [own or _other_day(calendar, act) for own, act in zip(told, acts, strict=True)]


def _other_day(calendar: Calendar, act: Act) -> str | None:
    """The day of an undated act: in words, of its occasion or the news; of a deed, of the news if the report opens with it."""
    if _of_the_day(act):
        return _occasion(calendar, act) or calendar.main
    return calendar.main if act.aux == "actual" and min(_sentences(calendar.scene, act)) <= NEWS else None


def _of_the_day(act: Act) -> bool:
    return act.type in SPOKEN and act.aux == "actual"


def main_day(scene: Scene) -> str | None:
    """The day that the report is about: the first day it names that lies in the week before publication, else the day of publication.

    Days are looked for among the model's dates in the lead, and by their form where it has seen none.
    """
    if scene.published is None:
        return None
    lead = [m for m, mention in enumerate(scene.reading.mentions) if mention.kind == "date" and scene.sentence_of(mention) <= LEAD]
    told = [date_of_mention(scene, m, future=False) for m in lead]
    if not any(told):
        start = scene.text[:LEAD_CHARACTERS]
        told = [dates.resolve(start[a:b], scene.published) for a, b in dates.find_dates(start)]
    return next((day for day in told if day and _just_before(day, scene.published)), scene.published.isoformat())


def _just_before(day: str, published: date) -> bool:
    return len(day) == len("2021-11-21") and 0 <= (published - date.fromisoformat(day)).days <= RECENT


def _occasion(calendar: Calendar, act: Act) -> str | None:
    """The date of the nearest act in words around this one in which one of its actors took part."""
    who = codes_of([p.actor for p in act.actors])
    for gap in range(NEAR + 1):
        around = sorted({n for own in _sentences(calendar.scene, act) for n in (own - gap, own + gap)})
        for k in (k for number in around for k in calendar.occasions.get(number, ())):
            other = calendar.acts[k]
            if who & codes_of([p.actor for p in (*other.actors, *other.recipients)]):
                return calendar.told[k]
    return None


def _sentences(scene: Scene, act: Act) -> set[int]:
    """The sentences in which an act is told."""
    return {scene.sentence_of(scene.reading.anchors[t]) for t in act.triggers}


def settle_aux(scene: Scene, act: Act, day: str | None) -> str:
    """``historical`` or ``actual`` by a date that is told; what still holds ("since 1992") and the undated as the model says."""
    if act.aux not in ("actual", "historical") or day is None or scene.published is None or _still_holds(scene, act):
        return act.aux
    return "historical" if dates.is_historical(day, scene.published) else "actual"


def _still_holds(scene: Scene, act: Act) -> bool:
    mention = _told(scene, act)[0]
    if mention < 0:
        return False
    span = scene.reading.mentions[mention]
    return "since" in scene.reading.words.slice(max(0, span.first - 1), span.last).lower().split()
