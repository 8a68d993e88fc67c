"""Events in the fields of the PLOVER 2.0 manual (its chapter 6), one JSON object per event and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman import ontology
from dragoman.export.countries import country_name
from dragoman.record import Actor, CodedReport, Event, Report
from dragoman.store import load_all
from dragoman.store.rows import days
from dragoman.store.sentences import Sentences

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

AUXILIARY = {"actual": (), "negated": ("negation",)}
"""Auxiliary modes by the manual's names, where they are not ours."""
CITY, STATE = 4, 1
"""The manual's levels of a place."""

Object = dict[str, Any]


def write(connection: "Connection", path: Path) -> int:
    """Write the events of all reports that are no copies; their number."""
    copies = {key for (key,) in connection.execute("SELECT report_id FROM copies").fetchall()}
    encoder, written = msgspec.json.Encoder(), 0
    with path.open("wb") as file:
        for coded in load_all(connection):
            for event in _events(coded) if coded.report.id not in copies else ():
                file.write(encoder.encode(event) + b"\n")
                written += 1
    return written


def _events(coded: CodedReport) -> Iterator[Object]:
    cited, sentences = _citation(coded), Sentences(coded.report.text)
    for event in coded.events:
        yield _event(event, coded.report, sentences) | {"cite_info": cited}


def _event(event: Event, report: Report, sentences: Sentences) -> Object:
    """The required fields always, the others where the record has them."""
    first, last = days(event.date)
    required = {"id": event.id, "date": first, "actor": [_actor(actor, report) for actor in event.actors], "event": event.type}
    return required | _told(
        enddate=last if last != first else None,
        recipient=[_actor(actor, report) for actor in event.recipients],
        mode=[*event.modes, *AUXILIARY.get(event.aux, (event.aux,))],
        context=event.contexts,
        event_loc=_place(event),
        event_text=" … ".join(event.evidence),
        quad_code=ontology.quad(event.type),
        event_scale=ontology.score(event.type, event.modes),
        text=_text(event, sentences),
    )


def _actor(actor: Actor, report: Report) -> Object:
    start, end = actor.mention or (0, 0)
    return _told(
        code=actor.country,
        sector=actor.sector,
        entity_text=report.text[start:end],
        identifier_text=actor.name,
        office=actor.role,
    )


def _place(event: Event) -> Object:
    place = event.location
    if place is None:
        return _told(extracted_place=event.place)
    city = place.admin1 is not None
    return _told(
        extracted_place=event.place,
        resolved_place=place.name,
        lat=place.latitude,
        lon=place.longitude,
        city=place.name if city else None,
        province=place.admin1,
        country=country_name(place.country),
        country_code=place.country,
        resolution=CITY if city else STATE,
    )


def _text(event: Event, sentences: Sentences) -> list[Object]:
    """Where the words stand that the event rests on, and the sentence around them."""
    return [
        {"sequence": sequence, "start": start, "end": end, "text_story": sentences.around(start, end)}
        for sequence, (start, end) in enumerate(event.spans)
    ]


def _citation(coded: CodedReport) -> Object:
    report, made = coded.report, coded.provenance
    return _told(
        citation=report.id,
        url=report.url,
        title=report.title,
        language="en",
        publication=report.publisher,
        coder="dragoman",
        codebook="PLOVER 2.0",
        version=made and made.program,
    )


def _told(**fields: Any) -> Object:
    """Without the fields that say nothing."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], (), {})}
