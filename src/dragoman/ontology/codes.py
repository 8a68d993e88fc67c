"""The vocabulary of an event, its scores, and the check that codes belong to it."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from statistics import fmean

from dragoman.ontology import tables
from dragoman.ontology.tables import EventType
from dragoman.record.errors import OntologyError

TYPES: tuple[str, ...] = tuple(tables.event_types())
MODES: tuple[tuple[str, str], ...] = tuple(tables.modes())
"""(type, mode) pairs. Append only: trained models number their outputs by this order."""
CONTEXTS: tuple[str, ...] = tuple(tables.glosses("contexts"))
SECTORS: tuple[str, ...] = tuple(tables.glosses("sectors"))
SPECIAL_COUNTRIES: tuple[str, ...] = tuple(tables.glosses("countries_special"))
"""Codes that stand in an actor's country field without being a state."""
AUX: tuple[str, ...] = tuple(tables.glosses("auxiliary"))
CLAIMS: tuple[str, ...] = tuple(tables.glosses("claims"))
COMMITMENT_KINDS: tuple[str, ...] = tuple(tables.glosses("commitments"))


def event_type(name: str) -> EventType:
    """The event type of that name; OntologyError if there is none."""
    found = tables.event_types().get(name)
    if found is None:
        raise unknown("event type", name, TYPES)
    return found


def quad(type_name: str) -> int:
    """The quad class of a type, 1 to 4; OntologyError if there is no such type."""
    return event_type(type_name).quad


def score(type_name: str, modes: Sequence[str] = ()) -> float:
    """Intensity from -10 to 10: the mean of the modes' scores, or the type's own without modes.

    OntologyError if the type is unknown or a mode is not one of its modes.
    """
    base = event_type(type_name).score
    return fmean(mode_score(type_name, mode) for mode in modes) if modes else base


def mode_score(type_name: str, mode: str) -> float:
    """The score of one mode; OntologyError if the type has no such mode."""
    found = tables.modes().get((type_name, mode))
    if found is None:
        raise unknown(f"mode of {type_name}", mode, modes_of(type_name), prefix=f"{type_name}:")
    return found.score


def modes_of(type_name: str) -> tuple[str, ...]:
    """The modes of a type, none for some; OntologyError if there is no such type."""
    event_type(type_name)
    return tuple(mode for owner, mode in MODES if owner == type_name)


def validate_event_codes(type_name: str, modes: Iterable[str], contexts: Iterable[str]) -> None:
    """Raise OntologyError, naming the nearest valid code, unless all codes are of PLOVER 2.0."""
    event_type(type_name)
    for mode in modes:
        mode_score(type_name, mode)
    for context in contexts:
        if context not in CONTEXTS:
            raise unknown("context", context, CONTEXTS)


def unknown(kind: str, code: str, valid: Sequence[str], *, prefix: str = "") -> OntologyError:
    """The error for a code that does not exist, with the nearest that does.

    ``prefix`` makes a bare mode the full code that the table of former names knows.
    """
    near = tables.former().get(prefix + code) or _nearest(code, valid)
    hint = f"did you mean {near!r}?" if near else _choice(valid)
    return OntologyError(f"{code!r} is no {kind} of PLOVER 2.0; {hint}")


def _choice(valid: Sequence[str]) -> str:
    if len(valid) > len(CONTEXTS):  # longer than any one list: no help in a message
        return "docs/ontology.md lists the codes"
    return f"valid: {', '.join(valid) or 'none'}"


def _nearest(code: str, valid: Sequence[str]) -> str | None:
    folded = {name.casefold(): name for name in valid}
    match = get_close_matches(code.casefold(), folded, n=1)
    return folded[match[0]] if match else None
