"""Who acts on whom: a network of states and bodies, for Gephi, Cytoscape, igraph or networkx."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman import ontology
from dragoman.export.cells import UNPRINTABLE
from dragoman.export.countries import country_name
from dragoman.export.tables import parted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

SEVERAL = "IGO", "NGO", "MNC", "IMG", "ISM"
"""Kinds of bodies that have names; any other code is one party."""


def _node(side: str) -> str:
    """SQL of a party's id: its code, or kind and name of a body."""
    named = f"concat_ws(':', {side}_country, CASE WHEN {side}_country IN {SEVERAL} THEN {side}_name END)"
    return f"trim(regexp_replace({named}, '{UNPRINTABLE}', ' ', 'g'))"


QUADS = ", ".join(f"count(*) FILTER (quad = {quad}) AS quad{quad}" for quad in (1, 2, 3, 4))
TOLD = f"""
SELECT DISTINCT {_node("actor")} AS one, {_node("recipient")} AS other, event_id, quad, score, first_day, last_day
FROM events_flat
WHERE aux = 'actual' AND actor_country IS NOT NULL AND recipient_country IS NOT NULL AND report_id BETWEEN $first AND $last
"""
COUNTED = f"""
SELECT one, other, count(*) AS events, {QUADS}, sum(score) AS score, min(first_day) AS first_day, max(last_day) AS last_day
FROM ({TOLD}) GROUP BY one, other ORDER BY one, other
"""
"""The ties that the events of some reports make."""
TIES = """
SELECT one, other, sum(events)::BIGINT AS events, sum(COLUMNS('quad.'))::BIGINT, round(sum(score) / sum(events), 4) AS score,
    strftime(min(first_day), '%Y-%m-%d') AS first_day, strftime(max(last_day), '%Y-%m-%d') AS last_day
FROM counted GROUP BY one, other ORDER BY one, other
"""
"""Those of all reports together."""


def write(connection: "Connection", path: Path) -> int:
    """Write the network; the number of its edges."""
    import networkx as nx

    graph = nx.DiGraph()
    connection.register("counted", parted(connection, COUNTED).read_all())
    ties = connection.sql(TIES).to_arrow_table().to_pylist()
    for tie in ties:
        one, other = tie.pop("one"), tie.pop("other")
        for party in (one, other):
            graph.add_node(party, name=_name(party))
        graph.add_edge(one, other, **_told(tie))
    nx.write_graphml(graph, path)
    return len(ties)


def _name(party: str) -> str:
    """A party in words: its name, or what kind of body it is."""
    kind, _, name = party.partition(":")
    return name or country_name(kind) or (ontology.explain(kind).split(": ")[1] if kind in SEVERAL else kind)


def _told(tie: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in tie.items() if value is not None}
