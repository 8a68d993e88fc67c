"""The record: frozen types, content ids and the exceptions."""

from dragoman.record.errors import (
    DragomanError,
    GazetteerError,
    InputError,
    ModelError,
    OntologyError,
    TrainingError,
)
from dragoman.record.ids import content_id
from dragoman.record.types import (
    Actor,
    CodedReport,
    Commitment,
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
    "Event",
    "GazetteerError",
    "InputError",
    "Instrument",
    "Location",
    "ModelError",
    "OntologyError",
    "Provenance",
    "Range",
    "Rejection",
    "RelationClaim",
    "Report",
    "Statement",
    "TrainingError",
    "content_id",
]
