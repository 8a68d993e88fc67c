"""On whose word an event stands (codebook 4; decisions 7 and 19)."""

import re
from collections.abc import Sequence

from dragoman.coding.actors import codes_of
from dragoman.coding.events import Act
from dragoman.coding.scene import Scene
from dragoman.coding.statements import Spoken
from dragoman.record import Actor

DENIAL = re.compile(r"(?:\w+ )?den(?:y|ies|ied|ying)\b", re.IGNORECASE)


def said_by(scene: Scene, act: Act, spoken: Sequence[Spoken]) -> tuple[Actor, ...]:
    """The speakers of the statements around an act, outermost first; nobody once any mention stands in the report's own voice."""
    chains = [_around(scene.reading.anchors[t].first, spoken) for t in act.triggers]
    if not chains or not all(chains):
        return ()
    out: dict[tuple[str, str | None], Actor] = {}
    for actor in (a for item in min(chains, key=len) for a in item.speakers or (item.statement.speaker,)):
        code = next(iter(codes_of([actor])))
        if actor.name or all(code != known for known, _ in out):
            out.setdefault((code, actor.name), actor)
    return tuple(out.values())


def denied(scene: Scene, act: Act, spoken: Sequence[Spoken]) -> bool:
    """Whether every telling of an act stands inside a denial (decision 8)."""
    around = [_around(scene.reading.anchors[t].first, spoken) for t in act.triggers]
    return all(chain and DENIAL.match(chain[-1].statement.cue or "") for chain in around)


def _around(word: int, spoken: Sequence[Spoken]) -> list[Spoken]:
    """Statements that hold a word, the widest first."""
    holding = [s for s in spoken if s.first <= word <= s.last]
    return sorted(holding, key=lambda s: s.first - s.last)


def speaker_at(first: int, spoken: Sequence[Spoken]) -> Actor | None:
    """Who says what stands at a word: the innermost speaker, or None for the report itself."""
    around = _around(first, spoken)
    return around[-1].statement.speaker if around else None
