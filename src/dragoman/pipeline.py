"""The journey of one report: names, reading, and the ordered stages of coding."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dragoman.coding import dates
from dragoman.coding.actors import Cast
from dragoman.coding.attribution import denied, said_by
from dragoman.coding.commitments import code_commitments, deeds
from dragoman.coding.confidence import confidence
from dragoman.coding.events import Act, Rules, code_acts
from dragoman.coding.explain import explain_event
from dragoman.coding.instruments import code_instruments
from dragoman.coding.places import code_place, locate, usual_state
from dragoman.coding.relations import code_relations
from dragoman.coding.scene import Scene, code_of
from dragoman.coding.statements import Spoken, code_statements
from dragoman.coding.times import code_dates, settle_aux
from dragoman.gazetteer import Gazetteer, Match
from dragoman.reader.network import model_hash
from dragoman.reader.reader import Reader as LanguageModel
from dragoman.reader.windows import Hint
from dragoman.record import CodedReport, Event, Location, Provenance, Report, content_id
from dragoman.version import __version__


class Coded(NamedTuple):
    """A coded report with the steps that led to it, for explanation."""

    record: CodedReport
    scene: Scene
    acts: list[Act]


class Reader:
    """Reads reports into their record. Load it once; it may be used for any number of reports.

    ``actors`` names a table of the user's own actors (CSV or PETRARCH-style); GazetteerError if it is malformed.
    """

    def __init__(self, actors: Path | None = None, rules: Rules | None = None) -> None:
        self._gazetteer = Gazetteer.load(actors)
        self._provenance = provenance(actors)
        self._rules = rules or Rules()

    @cached_property
    def _model(self) -> LanguageModel:
        return LanguageModel()

    def code(self, report: Report) -> CodedReport:
        """The record of one report."""
        return self.steps(report).record

    def steps(self, report: Report) -> Coded:
        """The record of one report, with the reading and the acts behind it."""
        scene = self._scene(report)
        cast = Cast(scene)
        spoken = code_statements(scene, cast)
        acts = [act._replace(aux="negated") if denied(scene, act, spoken) else act for act in code_acts(scene, cast, self._rules)]
        told = code_dates(scene, acts)
        usual, before = usual_state(scene), Counter[tuple[int, ...]]()
        events = []
        for act, day in zip(acts, told, strict=True):
            place = code_place(scene, act)
            where = (place, locate(scene, place, usual) if place else None)
            events.append(_event(scene, act, day, where, spoken, before[act.triggers]))
            before[act.triggers] += 1
        days = [event.date for event in events]
        record = CodedReport(
            report=report,
            events=tuple(sorted(events, key=lambda e: e.spans)),
            statements=tuple(s.statement for s in spoken),
            commitments=tuple(code_commitments(scene, cast, deeds(scene, acts, [e.id for e in events], days, self._rules.trust_codes))),
            instruments=tuple(code_instruments(scene, acts, days)),
            relations=tuple(code_relations(scene, spoken)),
            provenance=self._provenance,
        )
        return Coded(record, scene, [act for _, act in sorted(zip(events, acts, strict=True), key=lambda pair: pair[0].spans)])

    def explain(self, report: Report, number: int) -> str:
        """What event ``number`` (from 1) rests on, in plain text; IndexError if there is no such event."""
        coded = self.steps(report)
        if number < 1:
            raise IndexError(f"events are numbered from 1, so there is no event {number}")
        return explain_event(coded.scene, coded.acts[number - 1], coded.record.events[number - 1])

    def relation(self, text: str, actor: tuple[int, int], recipient: tuple[int, int]) -> dict[str, float]:
        """Probability of each of the 16 types that the actor (a character range) does it to the recipient in that sentence.

        Raises ValueError if a range holds no word, or the two stand too far apart.
        """
        return self._model.pair_types(text, _hints(self._gazetteer.find(text)), actor, recipient)

    def _scene(self, report: Report) -> Scene:
        published = published_on(report)
        matches = self._gazetteer.find(report.text, published.isoformat() if published else None)
        known = {m.start: m.entry for m in matches}
        return Scene(report, self._model.read(report.text, _hints(matches)), self._gazetteer, published, known)


def provenance(actors: Path | None = None) -> Provenance:
    """What the records bear that a :class:`Reader` with this table of actors makes."""
    table = hashlib.sha256(actors.read_bytes()).hexdigest()[:12] if actors else None
    return Provenance(program=__version__, model=model_hash(), actors=table)


def _hints(matches: Sequence[Match]) -> list[Hint]:
    return [Hint(m.start, m.end, m.entry.kind, code_of(m.entry.code, m.entry.name) or m.entry.code) for m in matches]


def published_on(report: Report) -> date | None:
    """The day of publication: as given, or as the dateline says if that names a year."""
    if report.published and len(report.published) >= len("2021-11-21"):
        return date.fromisoformat(report.published[:10])
    phrase = dates.dateline(report.text)[1]
    told = dates.resolve(phrase, None) if phrase else None
    return date.fromisoformat(told) if told and len(told) == 10 else None


def _event(  # noqa: PLR0913, PLR0917
    scene: Scene, act: Act, day: str | None, where: tuple[str | None, Location | None], spoken: list[Spoken], nth: int
) -> Event:
    """The event of an act; ``nth`` counts the acts before it that the same words tell ("accused each other")."""
    anchors = [scene.reading.anchors[t] for t in act.triggers]
    shown = [scene.evidence(a.first, a.last) for a in anchors]
    return Event(
        id=content_id("ev", scene.report.id, act.type, *(span for _, span in shown), *([nth] if nth else [])),
        type=act.type,
        modes=act.modes,
        contexts=act.contexts,
        actors=tuple(p.actor for p in act.actors),
        recipients=tuple(p.actor for p in act.recipients),
        aux=settle_aux(scene, act, day),
        date=dates.single(day),
        place=where[0],
        location=where[1],
        said_by=said_by(scene, act, spoken),
        evidence=tuple(words for words, _ in shown),
        spans=tuple(span for _, span in shown),
        confidence=confidence("event", act.score),
    )
