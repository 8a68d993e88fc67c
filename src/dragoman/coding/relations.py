"""Claims about how two states stand to each other, and who could stand between them (codebook 7; decision 23)."""

import re
from collections.abc import Sequence

from dragoman.coding import dates
from dragoman.coding.attribution import speaker_at
from dragoman.coding.scene import Scene
from dragoman.coding.statements import Spoken
from dragoman.reader.reading import Anchor
from dragoman.record import RelationClaim, content_id

SINCE = re.compile(r"\bsince (?:the )?((?:early |late |mid-?)?(?:\w+ ){0,2}?\d{4})\b", re.I)
UNTIL = re.compile(r"\buntil (?:the )?((?:\w+ ){0,2}?\d{4})\b", re.I)
YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
TIES = r"(?:relations?|relationships?|ties|friendship|partnership|bonds?|cooperation)"
WORDS = {
    "improving": rf"\b(?:growing|improv\w+|warming|deepening|blossoming|burgeoning|strengthen\w+|thaw\w*)\b[^.;]{{0,60}}\b{TIES}|\b{TIES}\b[^.;]{{0,60}}\b(?:have |has |had |are |is )?(?:improv|warm|deepen|grow|thaw|strengthen)\w*",
    "deteriorating": rf"\b{TIES}\b[^.;]{{0,50}}\b(?:worsen|sour|deteriorat|fray|cool|plummet|nosediv|slid)\w*|\b(?:worsening|souring|deteriorating|fraying)\b[^.;]{{0,30}}\b{TIES}|\brow between\b",
    "steady": rf"\b{TIES}\b[^.;]{{0,70}}\b(?:steady|stable|solid|constant|even-keeled)\b|\b(?:steady|stable)\b[^.;]{{0,30}}\b{TIES}",
    "volatile": rf"\b{TIES}\b[^.;]{{0,60}}\b(?:ups and downs|volatile|turbulent|choppy|rocky|roller-?coaster|uneven)\b",
    "friendly": rf"\b{TIES} of (?:friendship|goodwill)|\b(?:friendly|cordial|warm|robust|excellent|ironclad|brotherly)\b[^.;]{{0,30}}\b{TIES}|\bwork very closely\b",
    "hostile": rf"\b(?:strained|tense|hostile|frosty|icy|fraught|acrimonious)\b[^.;]{{0,30}}\b{TIES}|\b{TIES}\b[^.;]{{0,40}}\b(?:strained|tense|hostile|frosty|icy|fraught)\b|\btensions between\b",
    "allied": r"\b(?:close|closest|staunch|key|treaty|long-?time|traditional|major|important) (?:\w+ )?(?:ally|allies)\b|\ballies of\b|\bally of\b",
    "mediator": r"\b(?:mediator|go-between|intermediary|bridge between|honest broker|could mediate|scale weighing)\b",
}  # fmt: skip
PATTERNS = {claim: re.compile(pattern, re.I) for claim, pattern in WORDS.items()}
STATE_KINDS = frozenset({"name", "demonym", "capital", "seat", "territory"})
SURE_PAIR = 0.3


def code_relations(scene: Scene, spoken: Sequence[Spoken]) -> list[RelationClaim]:
    """All claims: those the model marks, and those whose words leave no doubt."""
    out: list[RelationClaim] = []
    for anchor in sorted((a for a in scene.reading.anchors if a.kind == "claim"), key=lambda a: a.first):
        _add(out, _claim(scene, spoken, anchor.label, anchor.first, anchor.last, anchor, out))
    for claim, first, last in _worded(scene):
        _add(out, _claim(scene, spoken, claim, first, last, None, out))
    return sorted(out, key=lambda c: c.spans)


def _add(out: list[RelationClaim], new: RelationClaim | None) -> None:
    if new is None:
        return
    start, end = new.spans[0]
    if not any(c.claim == new.claim and set(c.pair) == set(new.pair) and c.spans[0][0] < end + 200 and start < c.spans[0][1] + 200 for c in out):
        out.append(new)


def _worded(scene: Scene) -> list[tuple[str, int, int]]:
    """Claims by their words: (claim, first word, last word)."""
    words, out = scene.reading.words, []
    for number in sorted(set(words.sentence)):
        first, last = scene.sentence_words(number)
        sentence = words.slice(first, last)
        for claim, pattern in PATTERNS.items():
            found = pattern.search(sentence)
            if found:
                start, end = words.start[first] + found.start(), words.start[first] + found.end()
                inside = [i for i in range(first, last + 1) if words.start[i] < end and words.end[i] > start]
                out.append((claim, inside[0], inside[-1]))
    return out


def _claim(
    scene: Scene, spoken: Sequence[Spoken], claim: str, first: int, last: int, anchor: Anchor | None, before: Sequence[RelationClaim]
) -> RelationClaim | None:
    pair, mediator = _pair(scene, claim, first, last, anchor, before)
    if pair is None:
        return None
    evidence, span = scene.evidence(first, last)
    low, high = scene.sentence_words(scene.reading.words.sentence[first])
    sentence = scene.reading.words.slice(low, high)
    return RelationClaim(
        id=content_id("re", scene.report.id, claim, *span), pair=pair, claim=claim, mediator=mediator, since=_bound(scene, SINCE, sentence),
        until=_bound(scene, UNTIL, sentence), speaker=speaker_at(first, spoken), evidence=evidence, spans=(span,),
        confidence=round(anchor.score if anchor else 0.5, 3),
    )  # fmt: skip


def _bound(scene: Scene, pattern: re.Pattern[str], sentence: str) -> str | None:
    found = pattern.search(sentence)
    if not found:
        return None
    year = YEAR.search(found.group(1))
    return dates.resolve(found.group(1), scene.published) or (year.group(1) if year else None)


def _pair(
    scene: Scene, claim: str, first: int, last: int, anchor: Anchor | None, before: Sequence[RelationClaim]
) -> tuple[tuple[str, str] | None, str | None]:
    """The two states a claim is about, and the third of a mediator's claim."""
    here = _states(scene, first, last)
    if len(here) < 2:
        number = scene.reading.words.sentence[first]
        low, high = scene.sentence_words(number)
        here = list(dict.fromkeys([*here, *_states(scene, low, high)]))
    judged = {c: p for c, p in (anchor.who.get("pair", {}) if anchor else {}).items() if ":" not in c and c not in ("UNO", "EUR")}
    if claim == "mediator":
        return _between(scene, first, here, judged, before)
    if len(here) < 2:
        likely = sorted((c for c in judged if judged[c] > SURE_PAIR), key=lambda c: -judged[c])
        here = list(dict.fromkeys([*here, *likely, *_recent_states(scene, first)]))
    ranked = sorted(here, key=lambda c: -judged.get(c, 0.0)) if judged and len(here) > 2 else here
    return ((ranked[0], ranked[1]), None) if len(ranked) >= 2 else (None, None)


def _between(
    scene: Scene, first: int, here: list[str], judged: dict[str, float], before: Sequence[RelationClaim]
) -> tuple[tuple[str, str] | None, str | None]:
    """Who stands between whom: the state that could mediate is named with the claim; the pair is beside it or was just spoken of."""
    if not here:
        return None, None
    mediator = _subject(scene, first, here)
    rest = [c for c in here if c != mediator]
    if len(rest) >= 2:
        return (rest[0], rest[1]), mediator
    spoken_of = next((c.pair for c in reversed(before) if mediator not in c.pair), None)
    if spoken_of:
        return spoken_of, mediator
    recent = [c for c in _recent_states(scene, first) if c != mediator]
    pair = list(dict.fromkeys([*rest, *recent]))
    return ((pair[0], pair[1]), mediator) if len(pair) >= 2 else (None, None)


def _subject(scene: Scene, first: int, here: list[str]) -> str:
    """The state named last before the claim's own words, or else the first named in them."""
    low, _ = scene.sentence_words(scene.reading.words.sentence[first])
    named = [h.code for a, _, h in scene.reading.hints if low <= a <= first and h.kind in STATE_KINDS]
    return named[-1] if named else here[0]


def _states(scene: Scene, first: int, last: int) -> list[str]:
    inside = [h for a, b, h in scene.reading.hints if a >= first and b <= last and h.kind in STATE_KINDS]
    return list(dict.fromkeys(h.code for h in inside))


def _recent_states(scene: Scene, first: int) -> list[str]:
    """States named in the three sentences before, last first."""
    sentence = scene.reading.words.sentence
    near = [h.code for a, _, h in scene.reading.hints if a < first and sentence[first] - sentence[a] <= 3 and h.kind in STATE_KINDS]
    return list(dict.fromkeys(reversed(near)))
