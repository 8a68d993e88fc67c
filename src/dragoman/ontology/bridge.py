"""Between PLOVER and CAMEO, the older code scheme that GDELT, ICEWS and Phoenix data use."""

from collections.abc import Sequence
from functools import cache

import msgspec

from dragoman.ontology import tables
from dragoman.ontology.codes import event_type, mode_score
from dragoman.record.errors import OntologyError


class PloverCode(msgspec.Struct, frozen=True):
    """What a CAMEO code says, in PLOVER's terms."""

    type: str
    modes: tuple[str, ...]
    """Empty also where the CAMEO code spans several modes."""
    contexts: tuple[str, ...]
    label: str
    """The CAMEO code in words."""


def from_cameo(code: str) -> PloverCode | None:
    """The PLOVER reading of a CAMEO code of two to four digits (`057`).

    None for roots 01 and 02 (statements, appeals), which PLOVER does not code.
    OntologyError if CAMEO has no such code; a code without its leading zero is one.
    """
    try:
        return _from_cameo()[code]
    except KeyError:
        raise OntologyError(
            f"{code!r} is no CAMEO code; codes have two to four digits and keep a leading zero ('042')"
        ) from None


def to_cameo(type_name: str, modes: Sequence[str] = ()) -> str:
    """The CAMEO code nearest to a type and its modes; its first two digits are the CAMEO root.

    CAMEO has one code per act, so of several modes the most intense decides, the first in the
    ontology's order among equals. OntologyError if a code is not of PLOVER 2.0.
    """
    event_type(type_name)
    scores = {mode: abs(mode_score(type_name, mode)) for mode in modes}
    table = _to_cameo()
    ranked = [mode for owner, mode in table if owner == type_name and mode in scores]
    decisive = max(ranked, key=scores.__getitem__, default="")
    return table[type_name, decisive]


@cache
def _from_cameo() -> dict[str, PloverCode | None]:
    return {row["code"]: _plover_code(row) for row in tables.rows("cameo")}


def _plover_code(row: dict[str, str]) -> PloverCode | None:
    if not row["type"]:
        return None
    return PloverCode(row["type"], _list(row["modes"]), _list(row["contexts"]), row["label"])


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()


@cache
def _to_cameo() -> dict[tuple[str, str], str]:
    return {(row["type"], row["mode"]): row["code"] for row in tables.rows("plover_to_cameo")}
