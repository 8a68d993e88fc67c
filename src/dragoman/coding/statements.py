"""Statements: stretches of text that the report attributes to somebody (codebook 4; decisions 7, 8, 20)."""

import re
from typing import NamedTuple

from dragoman.coding.actors import Cast
from dragoman.coding.confidence import confidence
from dragoman.coding.events import parts
from dragoman.coding.scene import Scene
from dragoman.reader.reading import Anchor
from dragoman.record import Actor, Statement, content_id

MARKS = frozenset('"“”„«»')
EDGE = frozenset('"“”„«»,.;:()–—- ')
CHANNEL = re.compile(
    r"\b(?:[Ii]n|[Bb]y|[Vv]ia|through|[Dd]uring|[Aa]t|[Oo]n|from|to|with) (?:(?:an?|the|its|his|her|their) )?"
    r"((?:(?:joint|written|separate|brief|open|televised|audio|video|exclusive|television|radio|Facebook|Twitter|Telegram|Weibo|X) )?"
    r"(?:(?:press|news) (?:release|conference|briefing)|statement|communiqu[eé]|declaration|read-?out|letter|message|speech|address|remarks"
    r"|interview|post|tweet|op-ed))\b|\b[Oo]n (Facebook|Twitter|Telegram|Weibo|X|(?:state )?(?:television|TV|radio)|social media)\b"
    r"|\b[Tt]he ((?:press |news |joint )?(?:release|statement|communiqu[eé]|declaration|read-?out|letter|document|report))"
    r" (?:also )?(?:said|says|added|adds|read|reads)\b"
)
"""What carried a statement: after a preposition, or itself what says it; not any letter or report of which it speaks."""
TOLD = re.compile(
    r"^(?:told|telling|tells|informed|assured|reminded)\s+(.{2,60}?)(?=,| that\b| on\b| in\b| at\b| during\b| after\b|[.“\"]|$)"
)
WORDED = re.compile(r"[^\W_]")
"""A stretch without a letter or figure says nothing, quotation marks or not."""
SURE_SPEAKER = 0.15
SURE_STRETCH, LOST_WORDS = 0.7, 2
SPEAKER_WORDS = 16
"""Within so many words of a comma a cue ends reported speech: between them stands the speaker."""
BY_STATE = 0.0
"""Weight of the model's judgement of states in who speaks: speakers are people, and their mentions alone did better."""
LEAST_QUOTE = 5
"""A quotation shorter than this many words is a phrase in somebody's mouth, not a statement, unless the model says so."""


class Stretch(NamedTuple):
    """Words attributed to somebody, before it is known to whom."""

    first: int
    last: int
    anchors: tuple[Anchor, ...]
    cue: Anchor | None


class Spoken(NamedTuple):
    """A coded statement and the words that it covers."""

    statement: Statement
    first: int
    last: int
    speakers: tuple[Actor, ...] = ()
    """All who speak jointly; the statement names the first."""


def code_statements(scene: Scene, cast: Cast) -> list[Spoken]:
    """All statements of a report in order of their words."""
    cues = sorted((a for a in scene.reading.anchors if a.kind == "cue"), key=lambda a: a.first)
    stretches = _with_cues(scene, _stretches(scene, cues), cues)
    spoken: list[Spoken] = []
    for stretch in stretches:
        before = spoken[-1] if spoken else None
        speakers, sure = _speakers(scene, cast, stretch, before)
        if stretch.cue or (speakers and (_kind(scene, stretch) != "indirect" or _plain(stretch))):
            spoken.append(_spoken(scene, stretch, speakers or (Actor(country=None, how="unresolved"),), sure))
    return spoken


def _plain(stretch: Stretch) -> bool:
    """Whether the model is sure of reported speech though nothing introduces it."""
    return max((a.score for a in stretch.anchors), default=0.0) > SURE_STRETCH


def _spoken(scene: Scene, stretch: Stretch, speakers: tuple[Actor, ...], likely: float) -> Spoken:
    start, end = scene.reading.words.start[stretch.first], scene.reading.words.end[stretch.last]
    start, end = start - (scene.text[start - 1 : start] == "["), end + (scene.text[end : end + 1] == "]")
    cue = scene.reading.text_of(stretch.cue) if stretch.cue else None
    channel, addressee = _channel(scene, stretch), _addressee(scene, stretch)
    sure = max([a.score for a in stretch.anchors], default=0.5) * likely
    statement = Statement(
        id=content_id("st", scene.report.id, start, end), content=scene.text[start:end], speaker=speakers[0], kind=_kind(scene, stretch),
        cue=cue, channel=channel, addressee=addressee, spans=((start, end),), confidence=confidence("statement", sure),
    )  # fmt: skip
    return Spoken(statement, stretch.first, stretch.last, speakers)


def quotations(scene: Scene) -> list[tuple[int, int]]:
    """First and last word of every stretch inside quotation marks, paragraph by paragraph."""
    words, out, first = scene.reading.words, list[tuple[int, int]](), -1
    for i, quoted in enumerate([*words.quoted, False]):
        broken = quoted and first >= 0 and "\n" in words.text[words.end[i - 1] : words.start[i]]
        if first >= 0 and (not quoted or broken):
            out.append((first, i - 1))
            first = -1
        if quoted and first < 0:
            first = i
    return out


def _stretches(scene: Scene, cues: list[Anchor]) -> list[Stretch]:
    """The model's stretches snapped to quotations and clauses, and long quotations that it passed over."""
    quotes = quotations(scene)
    cut = {i for cue in cues for i in range(cue.first, cue.last + 1)}
    found: list[Stretch] = []
    for anchor, begin, end in _pieces(scene, cut):
        first, last = _snap(scene, begin, end, quotes, cut)
        if found and _continues(scene, found[-1], first, cut):
            found[-1] = Stretch(found[-1].first, max(last, found[-1].last), (*found[-1].anchors, anchor), None)
        elif last - first >= 1:
            found.append(Stretch(first, last, (anchor,), None))
    covered = [(s.first, s.last) for s in found]
    for first, last in quotes:
        if last - first + 1 >= LEAST_QUOTE and not any(a <= last and b >= first for a, b in covered):
            found.append(Stretch(first, last, (), None))
    for cue in cues:
        if cue.content and not any(_beside(scene, s, cue) for s in found):
            first, last = _snap(scene, *cue.content, quotes, cut)
            if last - first >= 2 and scene.reading.words.sentence[first] == scene.sentence_of(cue):
                found.append(Stretch(first, last, (), None))
    trimmed = {(s.first, s.last): s for s in (_trim(scene, s) for s in reversed(found))}
    return sorted((s for s in trimmed.values() if WORDED.search(scene.reading.words.slice(s.first, s.last))), key=lambda s: s.first)


def _pieces(scene: Scene, cut: set[int]) -> list[tuple[Anchor, int, int]]:
    """The model's stretches, cut where a new sentence with a cue of its own begins outside quotation marks."""
    words, out = scene.reading.words, list[tuple[Anchor, int, int]]()
    cued = {words.sentence[i] for i in cut if not words.quoted[i]}
    for anchor in sorted((a for a in scene.reading.anchors if a.kind == "statement"), key=lambda a: a.first):
        begin = anchor.first
        for i in range(anchor.first + 1, anchor.last + 1):
            if words.sentence[i] != words.sentence[i - 1] and words.sentence[i] in cued and not words.quoted[i]:
                out.append((anchor, begin, i - 1))
                begin = i
        out.append((anchor, begin, anchor.last))
    return out


def _continues(scene: Scene, before: Stretch, first: int, cut: set[int]) -> bool:
    words = scene.reading.words
    if first == before.first:  # two of the model's stretches inside one quotation
        return True
    if first <= before.last + 1 and (
        words.sentence[before.last] == words.sentence[first]
        or not any(words.sentence[i] == words.sentence[first] and not words.quoted[i] for i in cut)
    ):
        return True
    if words.sentence[before.last] != words.sentence[first] or any(i in cut for i in range(before.last, first)):
        return False
    return not (words.quoted[first] and words.quoted[before.first])


def _snap(scene: Scene, first: int, last: int, quotes: list[tuple[int, int]], cut: set[int]) -> tuple[int, int]:
    """Inside a quotation: the whole of it. Otherwise to the end of the sentence, or to where a cue takes over."""
    for a, b in quotes:
        if a <= first <= b or (a <= last <= b and first >= a - 2):
            return a, max(b, last if last > b + 3 else b)
    words, number = scene.reading.words, scene.reading.words.sentence[last]
    while last + 1 < len(words) and words.sentence[last + 1] == number and last + 1 not in cut:
        if words.form(last + 1) == "," and any(
            i in cut for i in range(last + 1, min(len(words), last + SPEAKER_WORDS)) if words.sentence[i] == number
        ):
            break
        last += 1
    return first, last


def _trim(scene: Scene, stretch: Stretch) -> Stretch:
    first, last = stretch.first, stretch.last
    while last > first and scene.reading.words.form(last) in EDGE:
        last -= 1
    while last > first and (scene.reading.words.form(first) in EDGE or scene.reading.words.form(first).lower() == "that"):
        first += 1
    return stretch._replace(first=first, last=last)


def _beside(scene: Scene, stretch: Stretch, cue: Anchor) -> bool:
    """Whether a cue may belong to a stretch: in its sentence or next to its end."""
    sentence = scene.reading.words.sentence
    at = sentence[cue.first]
    return sentence[stretch.first] - 1 <= at <= sentence[stretch.last] + 1 and (
        at in (sentence[stretch.first], sentence[stretch.last]) or _adjacent(scene, stretch, cue)
    )


def _adjacent(scene: Scene, stretch: Stretch, cue: Anchor) -> bool:
    gap = cue.first - stretch.last if cue.first > stretch.last else stretch.first - cue.last
    low, high = min(cue.last, stretch.last), max(cue.first, stretch.first)
    return gap <= 12 and "\n" not in scene.text[scene.reading.words.end[low] : scene.reading.words.start[high]]


def _with_cues(scene: Scene, stretches: list[Stretch], cues: list[Anchor]) -> list[Stretch]:
    """Each stretch with the nearest cue outside it; a cue serves the first stretch that has none nearer (decision 20)."""
    out, used = [], set[int]()
    for stretch in stretches:
        near = [c for c in cues if not stretch.first <= c.first <= stretch.last and _beside(scene, stretch, c)]
        best = min(near, key=lambda c: min(abs(c.first - stretch.last), abs(stretch.first - c.last)), default=None)
        if best is not None and best.first in used:
            best = None
        if best is not None:
            used.add(best.first)
        out.append(_from_cue(scene, stretch._replace(cue=best)))
    return out


def _from_cue(scene: Scene, stretch: Stretch) -> Stretch:
    """Reported speech begins right after its cue, or after "that": the model sometimes misses its first words."""
    words, cue = scene.reading.words, stretch.cue
    if cue is None or words.quoted[stretch.first] or not 0 < stretch.first - cue.last <= LOST_WORDS + 1:
        return stretch
    between = [words.form(i).lower() for i in range(cue.last + 1, stretch.first)]
    if words.sentence[cue.last] != words.sentence[stretch.first] or any(form in EDGE for form in between):
        return stretch
    if "that" in between:
        return stretch._replace(first=cue.last + 2 + between.index("that"))
    return stretch._replace(first=cue.last + 1)


def _speakers(scene: Scene, cast: Cast, stretch: Stretch, before: Spoken | None) -> tuple[tuple[Actor, ...], float]:
    """Who speaks and how likely: whom the stretch and its cue point at, outside the words themselves."""
    voices = [*stretch.anchors, *filter(None, [stretch.cue])]
    ranked = [part for anchor in voices for part in parts(cast, anchor, "speaker", BY_STATE)]
    outside = [p for p in ranked if p.mention is None or not stretch.first <= scene.reading.mentions[p.mention].first <= stretch.last]
    best = max(outside or ranked, key=lambda p: p.score, default=None)
    if best and (best.score > SURE_SPEAKER or before is None):
        joint = cast.of(best.mention) if best.mention is not None else ()
        return joint or (best.actor,), best.score
    if before is not None and scene.reading.words.sentence[stretch.first] - scene.reading.words.sentence[before.last] <= 2:
        return before.speakers, 0.5
    return (), 0.1


def _kind(scene: Scene, stretch: Stretch) -> str:
    quoted = [scene.reading.words.quoted[i] for i in range(stretch.first, stretch.last + 1) if scene.reading.words.form(i) not in MARKS]
    if all(quoted):
        return "direct"
    return "mixed" if any(quoted) else "indirect"


def _around(scene: Scene, stretch: Stretch) -> str:
    """The rest of the cue's sentence."""
    if stretch.cue is None:
        return ""
    first, last = scene.sentence_words(scene.sentence_of(stretch.cue))
    words = scene.reading.words
    left = words.slice(first, min(last, stretch.first - 1)) if stretch.first > first else ""
    right = words.slice(max(first, stretch.last + 1), last) if stretch.last < last else ""
    return f"{left} {right}"


def _channel(scene: Scene, stretch: Stretch) -> str | None:
    found = CHANNEL.search(_around(scene, stretch))
    return next(filter(None, found.groups())) if found else None


def _addressee(scene: Scene, stretch: Stretch) -> str | None:
    if stretch.cue is None:
        return None
    start = scene.reading.words.start[stretch.cue.first]
    found = TOLD.match(scene.text[start : start + 100].split("\n")[0])
    return found.group(1) if found else None
