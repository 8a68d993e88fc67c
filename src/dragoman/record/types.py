"""The record: what one report is coded into. Field by field the meaning is that of the codebook.

All structs are frozen; ``msgspec.json.encode`` of a :class:`CodedReport` is the program's JSON.
"""

import msgspec

Range = tuple[int, int]
"""Half-open character offsets into the report's text."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One article, press release, transcript or communiqué."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    """Day it came out, ``YYYY-MM-DD``; relative dates are resolved against it."""
    publisher: str | None = None
    url: str | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A political entity: its affiliation first, its person second."""

    country: str | None
    """ISO 3166 alpha-3, KOS, or UNO EUR IGO NGO MNC IMG ISM; null if no affiliation can be told."""
    name: str | None = None
    sector: str | None = None
    role: str | None = None
    mention: Range | None = None
    """Where the report names it."""
    how: str | None = None
    """How its affiliation was found: name, demonym, capital, seat, body, office, counterpart, pronoun, definite, local, …"""


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """A place found in the gazetteer (GeoNames): a state, or a city with its first-level division."""

    name: str
    country: str
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A reported act of one of the 16 PLOVER types."""

    id: str
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    aux: str = "actual"
    date: str | None = None
    place: str | None = None
    """As the text names it."""
    location: Location | None = None
    """Where that is, if the gazetteer knows."""
    said_by: tuple[Actor, ...] = ()
    evidence: tuple[str, ...] = ()
    spans: tuple[Range, ...] = ()
    confidence: float = 0.0


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text that the report attributes to somebody."""

    id: str
    content: str
    speaker: Actor
    kind: str
    """``direct``, ``indirect`` or ``mixed``."""
    cue: str | None = None
    channel: str | None = None
    addressee: str | None = None
    spans: tuple[Range, ...] = ()
    confidence: float = 0.0


class Commitment(msgspec.Struct, frozen=True, kw_only=True):
    """Something that an actor has bound itself to, or been asked, to do."""

    id: str
    kind: str
    """``pledge``, ``agreement``, ``request`` or ``threat``."""
    by: tuple[Actor, ...] = ()
    to: tuple[Actor, ...] = ()
    content: str = ""
    condition: str | None = None
    deadline: str | None = None
    instrument: str | None = None
    made_on: str | None = None
    evidence: str = ""
    event: str | None = None
    """Id of the event that made it."""
    spans: tuple[Range, ...] = ()
    confidence: float = 0.0


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A named agreement, treaty, consensus, resolution or the like, cited as a source of duties."""

    id: str
    name: str
    date: str | None = None
    parties: tuple[str, ...] = ()
    """Country codes, or ``IGO:NAME``."""
    evidence: str = ""
    spans: tuple[Range, ...] = ()
    confidence: float = 0.0


class RelationClaim(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's claim about how two states stand to each other."""

    id: str
    pair: tuple[str, str]
    claim: str
    mediator: str | None = None
    since: str | None = None
    until: str | None = None
    speaker: Actor | None = None
    """Null if the report itself claims it."""
    evidence: str = ""
    spans: tuple[Range, ...] = ()
    confidence: float = 0.0


Entry = Event | Statement | Commitment | Instrument | RelationClaim
"""What a record consists of."""


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What wrote a record."""

    program: str
    """Program version."""
    model: str
    """SHA-256 of the weights, first 12 digits."""
    actors: str | None = None
    """SHA-256 of the user's own table of actors, first 12 digits; null without one."""


class CodedReport(msgspec.Struct, frozen=True, kw_only=True):
    """The record of one report."""

    report: Report
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    relations: tuple[RelationClaim, ...] = ()
    provenance: Provenance | None = None


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """An input that could not be read, and why."""

    source: str
    reason: str
