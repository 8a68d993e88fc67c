"""A coded report as rows of the tables; :mod:`dragoman.store.load` is the way back."""

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, zip_longest
from typing import Any

from dragoman import ontology
from dragoman.record import Actor, CodedReport, Commitment, Entry, Event, Instrument, RelationClaim, Report, Statement
from dragoman.record.types import Range
from dragoman.store.sentences import Sentences

Row = dict[str, Any]

RECIPROCAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "RETREAT"})
"""Types that several actors without a recipient do to each other (PLOVER 2.0: reciprocal events name all as actors). A joint
accusation or gift without a named recipient is none; two-sided fighting is, and has a mode of its own."""
TWO_SIDED = "sideAB"
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Rows:
    """The rows of a batch of coded reports, by table."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = {name: [] for name in TABLES}

    def add(self, coded: CodedReport, number: int, run: int) -> None:
        """The rows of one record; ``number`` and ``run`` are those of the table ``reports``."""
        one = _OneReport(coded.report, self.tables)
        self.tables["reports"].append(_report(coded, number, run))
        for position, event in enumerate(coded.events):
            one.event(position, event)
        for position, statement in enumerate(coded.statements):
            one.statement(position, statement)
        for position, commitment in enumerate(coded.commitments):
            one.commitment(position, commitment)
        for position, instrument in enumerate(coded.instruments):
            one.instrument(position, instrument)
        for position, claim in enumerate(coded.relations):
            one.claim(position, claim)


ITEMS = {"event": "events", "statement": "statements", "commitment": "commitments", "instrument": "instruments", "claim": "claims"}
"""What an entry is called in ``roles`` and ``evidence``, and the table it stands in."""
TABLES = ("reports", *ITEMS.values(), "roles", "evidence")
"""The tables that hold records. All but ``reports`` have a column ``report_id``."""
ALL_ENTRIES = " UNION ALL ".join(f"SELECT id, report_id FROM {table}" for table in ITEMS.values())
"""SQL of the entries of all kinds, with the reports that they are of."""


def entries(coded: CodedReport) -> dict[str, tuple[Entry, ...]]:
    """The entries of a record by what they are called in ``roles`` and ``evidence``."""
    found = (coded.events, coded.statements, coded.commitments, coded.instruments, coded.relations)
    return dict(zip(ITEMS, found, strict=True))


def all_entries(coded: CodedReport) -> Iterator[Entry]:
    """The entries of a record, of all kinds."""
    return chain.from_iterable(entries(coded).values())


def parts(entry: Entry) -> list[tuple[str, Actor]]:
    """Who plays which part in an entry, in order."""
    match entry:
        case Event():
            sides = {"actor": entry.actors, "recipient": entry.recipients, "said_by": entry.said_by}
        case Commitment():
            sides = {"by": entry.by, "to": entry.to}
        case Instrument():
            sides = {}
        case _:
            sides = {"speaker": (entry.speaker,) if entry.speaker else ()}
    return [(part, actor) for part, actors in sides.items() for actor in actors]


class _OneReport:
    """Appends the rows of one report's entries."""

    def __init__(self, report: Report, tables: dict[str, list[Row]]) -> None:
        self._report, self._tables = report, tables
        self._sentences = Sentences(report.text)

    def event(self, position: int, event: Event) -> None:
        first, last = days(event.date)
        place = event.location
        self._add(
            "event", position, event.id,
            type=event.type, modes=event.modes, contexts=event.contexts, aux=event.aux, date=event.date, first_day=first, last_day=last,
            quad=ontology.quad(event.type), score=ontology.score(event.type, event.modes), mutual=_mutual(event), place=event.place,
            location_name=place and place.name, location_country=place and place.country, location_admin1=place and place.admin1,
            latitude=place and place.latitude, longitude=place and place.longitude, confidence=event.confidence,
        )  # fmt: skip
        self._roles("event", event)
        self._evidence("event", event.id, event.spans, event.evidence)

    def statement(self, position: int, statement: Statement) -> None:
        self._add(
            "statement", position, statement.id,
            content=statement.content, kind=statement.kind, cue=statement.cue, channel=statement.channel, addressee=statement.addressee,
            confidence=statement.confidence,
        )  # fmt: skip
        self._roles("statement", statement)
        self._evidence("statement", statement.id, statement.spans)

    def commitment(self, position: int, vow: Commitment) -> None:
        first, last = days(vow.made_on)
        self._add(
            "commitment", position, vow.id,
            kind=vow.kind, content=vow.content, condition=vow.condition, deadline=vow.deadline, instrument=vow.instrument,
            made_on=vow.made_on, first_day=first, last_day=last, evidence=vow.evidence, event_id=vow.event, confidence=vow.confidence,
        )  # fmt: skip
        self._roles("commitment", vow)
        self._evidence("commitment", vow.id, vow.spans)

    def instrument(self, position: int, found: Instrument) -> None:
        self._add(
            "instrument", position, found.id,
            name=found.name, date=found.date, parties=found.parties, evidence=found.evidence, confidence=found.confidence,
        )  # fmt: skip
        self._evidence("instrument", found.id, found.spans)

    def claim(self, position: int, claim: RelationClaim) -> None:
        self._add(
            "claim", position, claim.id,
            country_a=claim.pair[0], country_b=claim.pair[1], claim=claim.claim, mediator=claim.mediator, since=claim.since,
            until=claim.until, evidence=claim.evidence, confidence=claim.confidence,
        )  # fmt: skip
        self._roles("claim", claim)
        self._evidence("claim", claim.id, claim.spans)

    def _add(self, item: str, position: int, id: str, **fields: Any) -> None:  # noqa: A002
        self._tables[ITEMS[item]].append({"id": id, "report_id": self._report.id, "position": position, **fields})

    def _roles(self, item: str, entry: Entry) -> None:
        head, before = {"report_id": self._report.id, "item": item, "item_id": entry.id}, Counter[str]()
        for part, actor in parts(entry):
            self._tables["roles"].append({**head, "part": part, "position": before[part], **_actor(actor)})
            before[part] += 1

    def _evidence(self, item: str, item_id: str, spans: Iterable[Range], words: Iterable[str] | None = None) -> None:
        head = {"report_id": self._report.id, "item": item, "item_id": item_id}
        for position, (start, end, said) in enumerate(self._told(spans, words)):
            sentence = None if start is None or end is None else self._sentences.around(start, end)
            row = {"position": position, "span_start": start, "span_end": end, "words": said, "sentence": sentence}
            self._tables["evidence"].append({**head, **row})

    def _told(self, spans: Iterable[Range], words: Iterable[str] | None) -> Iterator[tuple[int | None, int | None, str | None]]:
        """Spans with their words; records from elsewhere may give the words alone."""
        if words is None:
            yield from ((start, end, self._report.text[start:end]) for start, end in spans)
            return
        for span, said in zip_longest(spans, words):
            start, end = span or (None, None)
            yield start, end, said


def days(told: str | None) -> tuple[date | None, date | None]:
    """First and last day of a date told to the day, the month or the year; (None, None) if it is none."""
    found = DATE.fullmatch(told or "")
    if not found:
        return None, None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None, None
    if day:
        return first, first
    last = month or 12
    return first, date(first.year, last, calendar.monthrange(first.year, last)[1])


def _mutual(event: Event) -> bool:
    alone = len(event.actors) > 1 and not event.recipients
    return alone and (event.type in RECIPROCAL or TWO_SIDED in event.modes)


def _report(coded: CodedReport, number: int, run: int) -> Row:
    report, made = coded.report, coded.provenance
    return {
        "id": report.id,
        "number": number,
        "text": report.text,
        "title": report.title,
        "published": date.fromisoformat(report.published) if report.published else None,
        "publisher": report.publisher,
        "url": report.url,
        "program": made and made.program,
        "model": made and made.model,
        "actors_table": made and made.actors,
        "run": run,
    }


def _actor(actor: Actor) -> Row:
    start, end = actor.mention or (None, None)
    return {
        "country": actor.country,
        "name": actor.name,
        "sector": actor.sector,
        "role": actor.role,
        "mention_start": start,
        "mention_end": end,
        "how": actor.how,
    }
