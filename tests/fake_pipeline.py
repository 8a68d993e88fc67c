"""Stands in for :mod:`dragoman.pipeline` where a test needs no language model. Texts steer it by what they contain."""

import os
from pathlib import Path

from dragoman.record import (
    Actor,
    CodedReport,
    Commitment,
    Event,
    InputError,
    Instrument,
    ModelError,
    Provenance,
    RelationClaim,
    Report,
    Statement,
    content_id,
)

SOKHONN = Actor(country="KHM", name="Prak Sokhonn", sector="GOV", role="Foreign Minister", mention=(0, 4), how="name")
JAPAN = Actor(country="JPN", sector="GOV")
MINISTRY = Actor(country="KHM", sector="GOV", role="Foreign Ministry")




def provenance(actors: Path | None = None) -> Provenance:
    """That of every record made here."""
    return Provenance(program="fake", model="0", actors=actors.name if actors else None)


class Reader:
    """Codes the first word of every text as the words of one event."""

    def __init__(self, actors: Path | None = None) -> None:
        self.actors = actors

    def code(self, report: Report) -> CodedReport:
        """The record; raises, or ends the process, where the text asks for it."""
        if "RAISE-VALUE" in report.text:
            raise ValueError("a bad value")
        if "RAISE-INPUT" in report.text:
            raise InputError("no sentence in it")
        if "RAISE-MODEL" in report.text:
            raise ModelError("the model is missing")
        if "END-PROCESS" in report.text:
            os._exit(3)
        if "NOTHING" in report.text:
            return CodedReport(report=report, provenance=provenance(self.actors))
        return _record(report, provenance(self.actors))

    def explain(self, report: Report, number: int) -> str:
        """Two lines, the second indented."""
        return f"event {number} of {report.id}\n  trigger: [bold]{report.text.split()[0]}[/bold]"


def _record(report: Report, made: Provenance) -> CodedReport:
    word = report.text.split()[0]
    span = ((0, len(word)),)

    def key(kind: str) -> str:
        return content_id(kind, report.id)

    event = Event(
        id=key("ev"),
        type="CONSULT",
        modes=("phone",),
        actors=(SOKHONN,),
        recipients=(JAPAN,),
        date="2021-11-18",
        said_by=(MINISTRY,),
        evidence=(word,),
        spans=span,
        confidence=0.9,
    )
    return CodedReport(
        report=report,
        events=(event,),
        statements=(Statement(id=key("st"), content=word, speaker=MINISTRY, kind="indirect", cue="said", spans=span),),
        commitments=(
            Commitment(id=key("co"), kind="pledge", by=(JAPAN,), to=(SOKHONN,), content=word, deadline="2022-01", event=key("ev")),
        ),
        instruments=(
            Instrument(id=key("in"), name="Paris [Peace] Agreements", date="1991-10-23", parties=("KHM", "JPN")),
        ),
        relations=(RelationClaim(id=key("re"), pair=("KHM", "JPN"), claim="friendly", evidence=word),),
        provenance=made,
    )
