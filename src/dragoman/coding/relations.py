"""Claims about how two states stand to each other, and who could stand between them (codebook 7; decision 23)."""

import re
from collections import Counter
from collections.abc import Sequence

from dragoman.coding import dates
from dragoman.coding.attribution import speaker_at
from dragoman.coding.scene import Scene
from dragoman.coding.statements import Spoken
from dragoman.reader.reading import Anchor
from dragoman.record import RelationClaim, content_id

SINCE = re.compile(r"\bsince (?:the )?((?:early |late |mid-?)?(?:\w+ ){0,2}?\d{4})\b", re.IGNORECASE)
UNTIL = re.compile(r"\buntil (?:the )?((?:\w+ ){0,2}?\d{4})\b", re.IGNORECASE)
YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
TIES = r"(?:relations?|relationships?|ties|friendship|partnership|bonds?|cooperation)"
WORDS = {
    "improving": rf"\b(?:growing|improv\w+|warming|deepening|blossoming|burgeoning|strengthen\w+|thaw\w*)\b[^.;]{{0,60}}\b{TIES}"
    rf"|\b{TIES}\b[^.;]{{0,60}}\b(?:have |has |had |are |is )?(?:improv|warm|deepen|grow|thaw|strengthen)\w*",
    "deteriorating": rf"\b{TIES}\b[^.;]{{0,50}}\b(?:(?:worsen|deteriorat|fray|cool|plummet|nosediv|slid)\w*|sour(?:ed|s|ing)?\b)"
    rf"|\b(?:worsening|souring|deteriorating|fraying)\b[^.;]{{0,30}}\b{TIES}|\brow between\b",
    "steady": rf"\b{TIES}\b[^.;]{{0,70}}\b(?:steady|stable|solid|constant|even-keeled)\b|\b(?:steady|stable)\b[^.;]{{0,30}}\b{TIES}",
    "volatile": rf"\b{TIES}\b[^.;]{{0,60}}\b(?:ups and downs|volatile|turbulent|choppy|rocky|roller-?coaster|uneven)\b",
    "friendly": rf"\b{TIES} of (?:friendship|goodwill)|\b(?:friendly|cordial|warm|robust|excellent|ironclad|brotherly)\b"
    rf"[^.;]{{0,30}}\b{TIES}",
    "hostile": rf"\b(?:strained|tense|hostile|frosty|icy|fraught|acrimonious)\b[^.;]{{0,30}}\b{TIES}"
    rf"|\b{TIES}\b[^.;]{{0,40}}\b(?:strained|tense|hostile|frosty|icy|fraught)\b|\btensions between\b",
    "allied": r"\b(?:close|closest|staunch|key|treaty|long-?time|traditional|major|important) (?:\w+ )?(?:ally|allies)\b"
    r"|\ballies of\b|\bally of\b",
    "mediator": r"\b(?:(?:offer\w*|ready|willing|able) to mediate|mediator|go-between|intermediary"
    r"|bridge between|honest broker|could mediate|good offices)\b",
}  # fmt: skip
PATTERNS = {claim: re.compile(pattern, re.IGNORECASE) for claim, pattern in WORDS.items()}
STATE_KINDS = frozenset({"name", "demonym", "capital", "seat", "territory"})
SURE_PAIR, SURE_CLAIM, LEAST_WORDS, SAME_CLAIM = 0.3, 0.6, 2, 250


def code_relations(scene: Scene, spoken: Sequence[Spoken]) -> list[RelationClaim]:
    """All claims: those whose words leave no doubt, and those the model marks where there are no such words."""
    out: list[RelationClaim] = []
    worded = _worded(scene)
    told = {scene.reading.words.sentence[first] for _, first, _ in worded}
    marked = [
        (a.label, a.first, a.last, a)
        for a in scene.reading.anchors
        if a.kind == "claim" and a.score > SURE_CLAIM and a.last - a.first >= LEAST_WORDS and scene.sentence_of(a) not in told
    ]
    for claim, first, last, anchor in sorted([*((*w, None) for w in worded), *marked], key=lambda c: c[1]):
        new = _claim(scene, spoken, claim, first, last, anchor, out)
        if new and not any(_repeats(old, new) for old in out):
            out.append(new)
    return out


def _repeats(old: RelationClaim, new: RelationClaim) -> bool:
    """The same claim on the same pair within a sentence or two."""
    return old.claim == new.claim and set(old.pair) == set(new.pair) and abs(old.spans[0][0] - new.spans[0][0]) < SAME_CLAIM


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


def _claim(  # noqa: PLR0913, PLR0917
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


def _pair(  # noqa: PLR0913, PLR0917
    scene: Scene, claim: str, first: int, last: int, anchor: Anchor | None, before: Sequence[RelationClaim]
) -> tuple[tuple[str, str] | None, str | None]:
    """The two states a claim is about, and the third of a mediator's claim."""
    here = _nearest_states(scene, first, last)
    if claim == "mediator":
        return _between(scene, first, here, before)
    if len(here) < 2:
        judged = {c: p for c, p in (anchor.who.get("pair", {}) if anchor else {}).items() if ":" not in c and c not in ("UNO", "EUR")}
        likely = sorted((c for c in judged if judged[c] > SURE_PAIR), key=lambda c: -judged[c])
        here = list(dict.fromkeys([*here, *likely, *_recent_states(scene, first)]))
    return ((here[0], here[1]), None) if len(here) >= 2 else (None, None)


def _between(
    scene: Scene, first: int, here: list[str], before: Sequence[RelationClaim]
) -> tuple[tuple[str, str] | None, str | None]:
    """Who stands between whom: the state that could mediate is named with the claim; the pair is beside it or was just spoken of."""
    mediator = _subject(scene, first, here)
    if mediator is None:
        return None, None
    rest = [c for c in here if c != mediator]
    if len(rest) >= 2:
        return (rest[0], rest[1]), mediator
    spoken_of = next((c.pair for c in reversed(before) if mediator not in c.pair), None)
    if spoken_of:
        return spoken_of, mediator
    pair = list(dict.fromkeys([*rest, *(c for c in _main_states(scene) if c != mediator)]))
    return ((pair[0], pair[1]), mediator) if len(pair) >= 2 else (None, None)


def _subject(scene: Scene, first: int, here: list[str]) -> str | None:
    """The state or body named last before the claim's own words, or else the nearest to them."""
    low, _ = scene.sentence_words(scene.reading.words.sentence[first])
    named = [h.code for a, _, h in scene.reading.hints if low <= a <= first and (h.kind in STATE_KINDS or h.kind == "body")]
    return named[-1] if named else next(iter(here), None)


def _nearest_states(scene: Scene, first: int, last: int) -> list[str]:
    """States named in the claim's sentence, nearest to its words first; those named within them in order."""
    low, high = scene.sentence_words(scene.reading.words.sentence[first])
    named = [
        (max(first - b, a - last, 0), a, h.code)
        for a, b, h in scene.reading.hints
        if a >= low and b <= high and h.kind in STATE_KINDS
    ]
    return list(dict.fromkeys(code for _, _, code in sorted(named)))


def _recent_states(scene: Scene, first: int) -> list[str]:
    """States named in the three sentences before, last first."""
    sentence = scene.reading.words.sentence
    near = [h.code for a, _, h in scene.reading.hints if a < first and sentence[first] - sentence[a] <= 3 and h.kind in STATE_KINDS]
    return list(dict.fromkeys(reversed(near)))


def _main_states(scene: Scene) -> list[str]:
    """The states of a report, the most named first."""
    return [code for code, _ in Counter(h.code for _, _, h in scene.reading.hints if h.kind in STATE_KINDS).most_common()]
