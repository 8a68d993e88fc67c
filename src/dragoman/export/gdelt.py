"""Events in the 61 columns of GDELT 2.0's event table, in its order and, like GDELT's own files, without a header."""

from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.export import pairs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

NONE = "NULL::VARCHAR"
"""A column that the record has nothing for."""


def _actor(number: int, side: str, affiliation: str, role: str) -> dict[str, str]:
    """The ten columns of one side: a state or a body, and what it is in it."""
    kind, sector = f"{affiliation}.kind", f"{role}.cameo"
    columns = {
        "Code": f"nullif(concat({affiliation}.country, {kind}, nullif({affiliation}.group, {kind}), {sector}), '')",
        "Name": f"coalesce(p.{side}_name, p.{side}_role, {affiliation}.name)",
        "CountryCode": f"{affiliation}.country",
        "KnownGroupCode": f"{affiliation}.group",
        "EthnicCode": NONE,
        "Religion1Code": NONE,
        "Religion2Code": NONE,
        "Type1Code": f"coalesce({kind}, {sector})",
        "Type2Code": f"CASE WHEN {kind} IS NOT NULL THEN {sector} END",
        "Type3Code": NONE,
    }
    return {f"Actor{number}{name}": sql for name, sql in columns.items()}


def _place(of: str, **known: str) -> dict[str, str]:
    """The eight columns of one place."""
    fields = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return {f"{of}Geo_{field}": known.get(field, NONE) for field in fields}


CITY = "p.location_admin1 IS NOT NULL"
ACTION = _place(
    "Action",
    # 1 is a state, 3 a city of the United States, 4 any other city.
    Type=f"CASE WHEN p.location_name IS NULL THEN NULL WHEN NOT {CITY} THEN 1 WHEN g.code = 'USA' THEN 3 ELSE 4 END",
    FullName=f"CASE WHEN {CITY} THEN concat_ws(', ', p.location_name, g.name) ELSE p.location_name END",
    CountryCode="g.fips",
    ADM1Code=f"CASE WHEN {CITY} THEN g.fips || p.location_admin1 END",
    Lat="p.latitude",
    Long="p.longitude",
)
ARTICLES = "coalesce(again.articles, 1)"
COLUMNS = {
    "GLOBALEVENTID": "p.number",
    "SQLDATE": "strftime(p.first_day, '%Y%m%d')::INTEGER",
    "MonthYear": "strftime(p.first_day, '%Y%m')::INTEGER",
    "Year": "year(p.first_day)",
    # GDELT counts months of 30 days.
    "FractionDate": "round(year(p.first_day) + ((month(p.first_day) - 1) * 30 + day(p.first_day)) / 365, 4)",
    **_actor(1, "actor", "a", "s"),
    **_actor(2, "recipient", "b", "t"),
    "IsRootEvent": "coalesce(told.leading, 0)",
    "EventCode": "c.code",
    "EventBaseCode": "left(c.code, 3)",
    "EventRootCode": "left(c.code, 2)",
    "QuadClass": "p.quad",
    "GoldsteinScale": "p.score",
    "NumMentions": f"coalesce(told.times, 1) + {ARTICLES} - 1",
    "NumSources": "greatest(coalesce(again.sources, 0), 1)",
    "NumArticles": ARTICLES,
    "AvgTone": NONE,
    **_place("Actor1"),
    **_place("Actor2"),
    **ACTION,
    "DATEADDED": "strftime(p.published, '%Y%m%d000000')::BIGINT",
    "SOURCEURL": "p.url",
}
"""GDELT's columns in its order, each by the SQL that gives it. Its quad classes are numbered like PLOVER's."""

JOINS = r"""
LEFT JOIN (
    SELECT v.item_id, count(*) AS times, max((v.span_start < length(regexp_extract(r.text, '^\s*[^\n]*')))::INTEGER) AS leading
    FROM evidence v JOIN reports r ON r.id = v.report_id
    WHERE v.item = 'event' AND v.report_id BETWEEN $first AND $last GROUP BY v.item_id
) told ON told.item_id = p.event_id
LEFT JOIN (
    SELECT first_id, count(*) AS articles, count(DISTINCT source(publisher, url)) AS sources
    FROM (SELECT first_id, report_id AS id FROM copies UNION SELECT first_id, first_id FROM copies) JOIN reports USING (id)
    GROUP BY first_id
) again ON again.first_id = p.report_id
"""
"""How often the first report tells an event, and whether in its first paragraph; how many reports tell the story, and of how many
sources. A report without copies stands in no row of the latter."""


def write(connection: "Connection", path: Path) -> int:
    """Write all pairs; their number."""
    return pairs.write(connection, path, pairs.query(COLUMNS, JOINS))
