"""What GDELT and ICEWS tables have in common: a row per actor and recipient of an event that happened, coded in CAMEO."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dragoman import ontology
from dragoman.export.cells import tsv_cells
from dragoman.export.countries import NAMES, country_name, fips_codes
from dragoman.export.tables import parted

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection as Connection


class Affiliation(msgspec.Struct, frozen=True):
    """How CAMEO writes a country field of the record."""

    code: str
    name: str | None
    country: str | None = None
    group: str | None = None
    """Known group, such as the United Nations."""
    kind: str | None = None
    """Type of body."""
    fips: str | None = None


BODIES = {
    "UNO": Affiliation("UNO", NAMES["UNO"], group="UNO", kind="IGO"),
    "EUR": Affiliation("EUR", NAMES["EUR"], group="EEC", kind="IGO"),
    "ISM": Affiliation("ISM", None, kind="NGM"),
    **{kind: Affiliation(kind, None, kind=kind) for kind in ("IGO", "NGO", "MNC", "IMG")},
}
ROLES = {"MED": "HLH", "JRN": "MED", "SOC": "CVL", "PRM": None, "PRE": None, "REL": None, "UNK": None}
"""CAMEO's roles for PLOVER's sectors, where they are not the same; null where CAMEO has none."""

WHO = [f"{side}_{field}" for side in ("actor", "recipient") for field in ("country", "name", "sector", "role")]
PAIR = ", ".join(f"coalesce({name}, '')" for name in WHO)
NUMBER = f"1 + md5_number_lower(concat_ws(chr(31), event_id, {PAIR})) % {2**53 - 1}"
"""The same for the same pair of the same event in every export, and whole also where a program keeps it as a double."""

PAIRS = f"""
SELECT DISTINCT {NUMBER} AS number, event_id, first_day, type, modes, quad, score, {", ".join(WHO)},
    location_name, location_country, location_admin1, latitude, longitude, published, source, url, report_id
FROM events_flat
WHERE aux = 'actual' AND first_day IS NOT NULL AND report_id BETWEEN $first AND $last
"""


def query(columns: dict[str, str], joins: str = "") -> str:
    """The rows of some reports (:func:`dragoman.export.tables.parted`), with these columns by the SQL that gives them.

    It may use the pair (``p``) and, of what :func:`prepare` knows, its event's code (``c``), both affiliations (``a``, ``b``)
    and roles (``s``, ``t``), and the state of its place (``g``).
    """
    chosen = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
    return f"""
    SELECT {chosen} FROM ({PAIRS}) p
    JOIN cameo c ON c.type = p.type AND c.modes = p.modes
    LEFT JOIN affiliation a ON a.code = p.actor_country LEFT JOIN affiliation b ON b.code = p.recipient_country
    LEFT JOIN sector s ON s.sector = p.actor_sector LEFT JOIN sector t ON t.sector = p.recipient_sector
    LEFT JOIN affiliation g ON g.code = p.location_country
    {joins}
    ORDER BY p.report_id, p.first_day, p.number
    """


def write(connection: "Connection", path: Path, sql: str, header: Sequence[str] = ()) -> int:
    """Write the rows of a query, tab-separated; their number."""
    from pyarrow import csv

    prepare(connection)
    options = csv.WriteOptions(include_header=False, delimiter="\t", quoting_style="none")
    written = 0
    with path.open("wb") as file:
        if header:
            file.write(("\t".join(header) + "\n").encode())
        for batch in parted(connection, sql):
            csv.write_csv(tsv_cells(batch), file, options)
            written += batch.num_rows
    return written


COLUMNS = {
    "cameo": ("type", "modes", "code", "label"),
    "sector": ("sector", "cameo", "words"),
    "affiliation": Affiliation.__struct_fields__,
}
"""Those of the tables of codes; all are texts."""


def prepare(connection: "Connection") -> None:
    """Give the connection the tables of codes that the queries join."""
    import pyarrow as pa

    combinations = connection.execute("SELECT DISTINCT type, array_to_string(modes, ';') FROM events").fetchall()
    codes = [_cameo(*one) for one in combinations]
    sectors = [{"sector": key, "cameo": ROLES.get(key, key), "words": _gloss(key)} for key in ontology.SECTORS]
    affiliations = [msgspec.structs.asdict(one) for one in _affiliations(connection)]
    for name, rows in {"cameo": codes, "sector": sectors, "affiliation": affiliations}.items():
        connection.register(name, pa.Table.from_pylist(rows, schema=_texts(*COLUMNS[name])))


def _affiliations(connection: "Connection") -> list[Affiliation]:
    used = "SELECT country FROM roles UNION SELECT location_country FROM events"
    codes = [code for (code,) in connection.execute(used).fetchall() if code]
    return [BODIES.get(code) or Affiliation(code, country_name(code), country=code, fips=fips_codes().get(code)) for code in codes]


def _cameo(kind: str, modes: str) -> dict[str, str]:
    code = ontology.to_cameo(kind, [mode for mode in modes.split(";") if mode])
    read = ontology.from_cameo(code)
    return {"type": kind, "modes": modes, "code": code, "label": read.label if read else ""}


def _gloss(sector: str) -> str:
    """A sector in a few words: ``executive government`` of "GOV (sector): executive government: head of state, ministries"."""
    return ontology.explain(sector).split(": ")[1].split(", ")[0]


def _texts(*names: str) -> "pa.Schema":
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in names])
