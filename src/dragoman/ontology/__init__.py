"""PLOVER 2.0 as data: types, modes, contexts, sectors, scores, and the bridge to CAMEO.

The tables lie under ``data/``; ``docs/ontology.md`` gives their source and every decision on them.
"""

from dragoman.ontology.bridge import PloverCode, from_cameo, to_cameo
from dragoman.ontology.codes import (
    AUX,
    CLAIMS,
    COMMITMENT_KINDS,
    CONTEXTS,
    MODES,
    SECTORS,
    SPECIAL_COUNTRIES,
    TYPES,
    event_type,
    modes_of,
    quad,
    score,
    validate_event_codes,
)
from dragoman.ontology.tables import EventType, Mode
from dragoman.ontology.wording import explain
from dragoman.record.errors import OntologyError

__all__ = [
    "AUX",
    "CLAIMS",
    "COMMITMENT_KINDS",
    "CONTEXTS",
    "MODES",
    "SECTORS",
    "SPECIAL_COUNTRIES",
    "TYPES",
    "EventType",
    "Mode",
    "OntologyError",
    "PloverCode",
    "event_type",
    "explain",
    "from_cameo",
    "modes_of",
    "quad",
    "score",
    "to_cameo",
    "validate_event_codes",
]
