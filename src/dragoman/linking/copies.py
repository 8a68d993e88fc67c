"""Near-copies: one agency's story in ten papers is counted once, and found ten times.

Reports that share a band of their MinHash are compared in full; those that are the same story make a group, whose first
report (published earliest, of those the smallest id) carries the events in counts. The groups do not depend on the order of
reading.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.linking.shingles import BANDS, Shape, bands, same_figures, shape, similarity
from dragoman.record import Report

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection as Connection

ALIKE = 0.6
"""Share of the shorter text's word triples from which two reports are copies: headline, byline, boilerplate and a few edited
paragraphs leave a copy above it; two papers' own reports of one event stay below 0.2 (tests/test_copies.py)."""

ALIKE_AT_HOME = 0.9
"""The same for two reports of one publisher, whose next text of the same pattern is news of its own: among 3,752 press releases
of one government, the pairs between 0.6 and 0.8 told of another flood or the next agreement, those above 0.96 the same again."""

APART = 5
"""Days between the days of publication beyond which a text is no copy but the next issue of a weekly bulletin."""


class Pair(NamedTuple):
    """Two reports that tell the same story in nearly the same words."""

    one: str
    other: str
    similarity: float


def link_copies(connection: "Connection", reports: Sequence[Report], again: Collection[str]) -> None:
    """Group these reports, which are in the file already, with the copies of them that it holds.

    Of reports that were linked before (``again``, their ids) all is found anew: their days and publishers may have become known.
    """
    if not reports:
        return
    touched = _members(connection, again) if again else set()
    _forget(connection, list(again))
    pairs = _alike(connection, {report.id: shape(report.text) for report in reports})
    if pairs:
        connection.executemany("INSERT INTO alike VALUES (?, ?, ?)", pairs)
        touched |= _members(connection, {key for pair in pairs for key in pair[:2]})
    if touched:
        _regroup(connection, sorted(touched))


MEMBERS = """
WITH asked AS (SELECT unnest(?::VARCHAR[]) AS id),
firsts AS (SELECT coalesce(c.first_id, a.id) AS id FROM asked a LEFT JOIN copies c ON c.report_id = a.id)
SELECT id FROM asked UNION SELECT id FROM firsts UNION SELECT report_id FROM copies WHERE first_id IN (SELECT id FROM firsts)
"""


def _members(connection: "Connection", ids: Collection[str]) -> set[str]:
    """These reports and all others of their groups."""
    return {key for (key,) in connection.execute(MEMBERS, [list(ids)]).fetchall()}


def _forget(connection: "Connection", ids: list[str]) -> None:
    if not ids:
        return
    for table, column in (("fingerprints", "report_id"), ("alike", "report_id"), ("alike", "other_id")):
        connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?::VARCHAR[]))", [ids])


CANDIDATES = f"""
SELECT DISTINCT a.id, b.id, b.text, a.publisher = b.publisher
FROM fresh f
JOIN fingerprints g ON g.band = f.band AND g.key = f.key AND g.report_id <> f.report_id
JOIN reports a ON a.id = f.report_id
JOIN reports b ON b.id = g.report_id
WHERE a.published IS NULL OR b.published IS NULL OR abs(a.published - b.published) <= {APART}
ORDER BY ALL
"""


def _alike(connection: "Connection", shapes: Mapping[str, Shape]) -> list[Pair]:
    """Remember the fingerprints of these reports; all pairs of one of them with a copy, in both directions."""
    connection.register("fresh", _fingerprints(shapes))
    connection.execute("INSERT INTO fingerprints FROM fresh")
    found = connection.execute(CANDIDATES).fetchall()
    connection.unregister("fresh")
    known, pairs = dict(shapes), []
    for one, other, text, at_home in found:
        if other not in known:
            known[other] = shape(text)
        alike = similarity(known[one], known[other])
        if alike >= (ALIKE_AT_HOME if at_home else ALIKE) and same_figures(known[one], known[other]):
            pairs.append(Pair(one, other, alike))
            if other not in shapes:
                pairs.append(Pair(other, one, alike))
    return pairs


def _fingerprints(shapes: Mapping[str, Shape]) -> "pa.Table":
    import numpy as np
    import pyarrow as pa

    return pa.table(
        {
            "report_id": [key for key in shapes for _ in range(BANDS)],
            "band": pa.array(list(range(BANDS)) * len(shapes), pa.uint8()),
            "key": pa.array(np.concatenate([bands(found.triples) for found in shapes.values()]), pa.uint64()),
        }
    )


def _regroup(connection: "Connection", members: list[str]) -> None:
    """Make the groups of these reports anew: none of them is like a report that is not among them."""
    import networkx as nx

    connection.execute("DELETE FROM copies WHERE report_id IN (SELECT unnest(?::VARCHAR[]))", [members])
    links = "SELECT report_id, other_id FROM alike WHERE report_id IN (SELECT unnest(?::VARCHAR[]))"
    for group in nx.connected_components(nx.Graph(connection.execute(links, [members]).fetchall())):
        connection.execute(INSERT, [sorted(group)])


INSERT = """
WITH members AS (SELECT id, published FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))),
first AS (SELECT id FROM members ORDER BY published NULLS LAST, id LIMIT 1)
INSERT INTO copies
SELECT m.id, first.id, max(a.similarity) FROM members m, first JOIN alike a ON a.report_id = m.id WHERE m.id <> first.id GROUP BY ALL
ORDER BY ALL
"""
