"""The record: frozen types, content ids and the exceptions."""

from dragoman.record.errors import (
    DragomanError,
    GazetteerError,
    InputError,
    ModelError,
    OntologyError,
    QueryError,
    StoreError,
    TrainingError,
)
from dragoman.record.ids import content_id
from dragoman.record.types import (
    Actor,
    CodedReport,
    Commitment,
    Entry,
    Event,
    Instrument,
    Location,
    Provenance,
    Range,
    Rejection,
    RelationClaim,
    Report,
    Statement,
)

__all__ = [
    "Actor",
    "CodedReport",
    "Commitment",
    "DragomanError",
    "Entry",
    "Event",
    "GazetteerError",
    "InputError",
    "Instrument",
    "Location",
    "ModelError",
    "OntologyError",
    "Provenance",
    "QueryError",
    "Range",
    "Rejection",
    "RelationClaim",
    "Report",
    "Statement",
    "StoreError",
    "TrainingError",
    "content_id",
]
