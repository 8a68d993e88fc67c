"""Every code of the record in words."""

from functools import cache

from dragoman.ontology import tables
from dragoman.ontology.codes import unknown
from dragoman.ontology.tables import EventType, Mode

LISTS = {
    "contexts": "context",
    "sectors": "sector",
    "countries_special": "body",
    "auxiliary": "auxiliary mode",
    "claims": "relation claim",
    "commitments": "commitment",
}
"""The plain lists and what a code of each is called. No code stands in two of them."""


def explain(code: str) -> str:
    """One line on a type (`AID`), `TYPE:mode`, context, sector, body, auxiliary mode, claim or commitment.

    OntologyError, naming the nearest code, if there is no such code.
    """
    kind, colon, mode = code.partition(":")
    text = _texts().get(code) or _texts().get(kind.upper() + colon + mode.lower())
    if text is None:
        raise unknown("code", code, tuple(_texts()))
    return text


@cache
def _texts() -> dict[str, str]:
    texts = {name: _of_type(kind) for name, kind in tables.event_types().items()}
    texts |= {f"{mode.type}:{mode.mode}": _of_mode(mode) for mode in tables.modes().values()}
    for table, kind in LISTS.items():
        texts |= {code: f"{code} ({kind}): {gloss}" for code, gloss in tables.glosses(table).items()}
    return texts


def _of_type(kind: EventType) -> str:
    return f"{kind.name} ({kind.quad_name}, score {kind.score:g}): {kind.gloss}"


def _of_mode(mode: Mode) -> str:
    return f"{mode.type}:{mode.mode} (mode, score {mode.score:g}): {mode.gloss}"
