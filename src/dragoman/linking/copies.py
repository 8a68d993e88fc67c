"""Near-copies: one agency's story in ten papers is counted once, and found ten times.

Reports that share a band of their MinHash are compared in full. The first report of a story (published earliest, of those the
smallest id) carries its events in counts, and those that are like it are its copies. The groups do not depend on the order of
reading.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.linking.shingles import BANDS, Shape, bands, same_figures, shape, similarity
from dragoman.record import Report
from dragoman.store import append, remove

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
    touched = set[str]()
    if again:
        touched = _members(connection, again)
        for table, column in (("fingerprints", "report_id"), ("alike", "report_id"), ("alike", "other_id")):
            remove(connection, table, column, again)
    pairs = _alike(connection, {report.id: shape(report.text) for report in reports})
    if pairs:
        _insert(connection, "alike", pairs)
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


MOST = 100
"""Candidates that a report is compared with, those with the most bands in common first: a notice that stands for a thousand pages
("Please accept cookies") is a copy of a hundred of them, and need not be compared with all."""

CANDIDATES = f"""
SELECT a.id, b.id, any_value(b.text), any_value(a.publisher = b.publisher)
FROM fresh f
JOIN fingerprints g ON g.band = f.band AND g.key = f.key AND g.report_id <> f.report_id
JOIN reports a ON a.id = f.report_id
JOIN reports b ON b.id = g.report_id
WHERE a.published IS NULL OR b.published IS NULL OR abs(a.published - b.published) <= {APART}
GROUP BY a.id, b.id
QUALIFY row_number() OVER (PARTITION BY a.id ORDER BY count(*) DESC, any_value(b.published) NULLS LAST, b.id) <= {MOST}
ORDER BY a.id, b.id
"""


def _alike(connection: "Connection", shapes: Mapping[str, Shape]) -> list[Pair]:
    """Remember the fingerprints of these reports; all pairs of one of them with a copy, in both directions."""
    fresh = _fingerprints(shapes)
    append(connection, "fingerprints", fresh)
    connection.register("fresh", fresh)
    found = connection.execute(CANDIDATES).fetchall()
    connection.unregister("fresh")
    known, pairs = dict(shapes), dict[tuple[str, str], float]()
    for one, other, text, at_home in found:
        if other not in known:
            known[other] = shape(text)
        alike = similarity(known[one], known[other])
        if alike >= (ALIKE_AT_HOME if at_home else ALIKE) and same_figures(known[one], known[other]):
            pairs[one, other] = pairs[other, one] = alike
    return [Pair(one, other, alike) for (one, other), alike in pairs.items()]


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
    """Make the groups of these reports anew: none of them is like a report that is not among them.

    The first of those that are left takes all that are like it, until none is left. So everything in a group is like its first
    report, and a round-up of two stories does not make them one.
    """
    asked = "(SELECT unnest(?::VARCHAR[]))"
    remove(connection, "copies", "report_id", members)
    left = connection.execute(f"SELECT id FROM reports WHERE id IN {asked} ORDER BY published NULLS LAST, id", [members]).fetchall()
    like: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for one, other, alike in connection.execute(f"FROM alike WHERE report_id IN {asked}", [members]).fetchall():
        like[one][other] = alike
    grouped, rows = set[str](), list[tuple[str, str, float]]()
    for (first,) in left:
        if first not in grouped:
            copies = like[first].keys() - grouped
            grouped |= {first, *copies}
            rows += [(copy, first, like[first][copy]) for copy in sorted(copies)]
    _insert(connection, "copies", rows)


def _insert(connection: "Connection", table: str, rows: Sequence[tuple[str, str, float]]) -> None:
    """Into ``alike`` or ``copies``: two reports and how alike they are."""
    import pyarrow as pa

    if rows:
        one, other, alike = zip(*rows, strict=True)
        append(connection, table, pa.table({"one": one, "other": other, "alike": alike}))
