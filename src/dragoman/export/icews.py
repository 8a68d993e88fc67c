"""Events in the 20 columns of the ICEWS event table, with its header."""

from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.export import pairs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

CITY = "p.location_admin1 IS NOT NULL"
COLUMNS = {
    "Event ID": "p.number",
    "Event Date": "p.first_day",
    "Source Name": "coalesce(p.actor_name, p.actor_role, a.name)",
    "Source Sectors": "s.words",
    "Source Country": "CASE WHEN a.country IS NOT NULL THEN a.name END",
    "Event Text": "c.label",
    "CAMEO Code": "c.code",
    "Intensity": "p.score",
    "Target Name": "coalesce(p.recipient_name, p.recipient_role, b.name)",
    "Target Sectors": "t.words",
    "Target Country": "CASE WHEN b.country IS NOT NULL THEN b.name END",
    "Story ID": "p.report_id",
    "Sentence Number": "NULL::INTEGER",
    "Publisher": "p.source",
    "City": f"CASE WHEN {CITY} THEN p.location_name END",
    "District": "NULL::VARCHAR",
    "Province": "p.location_admin1",
    "Country": "g.name",
    "Latitude": "p.latitude",
    "Longitude": "p.longitude",
}
"""ICEWS's columns in its order, each by the SQL that gives it."""


def write(connection: "Connection", path: Path) -> int:
    """Write all pairs; their number."""
    return pairs.write(connection, path, pairs.query(COLUMNS), header=list(COLUMNS))
