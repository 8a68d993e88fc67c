"""Near-copies: one story in ten papers counts once, and reports that only look alike count each."""

from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.ingest import Ingest
from dragoman.linking.copies import ALIKE, CANDIDATES, MOST
from dragoman.linking.shingles import BANDS, bands, same_figures, shape, similarity
from dragoman.record import Report
from dragoman.store import Record
from fake_pipeline import Reader
from stories import COPIES, OTHERS, WIRE, bulletin

READER = Reader()


def record_of(path: Path, *reports: Report) -> Record:
    with Ingest(path) as ingest:
        assert len(list(ingest.take(READER.code(report) for report in reports))) == len(reports)
    return Record(path)


def told(key: str, text: str, published: str | None = "2021-11-19", publisher: str | None = None) -> Report:
    return Report(id=key, text=text, published=published, publisher=publisher)


def groups(record: Record) -> dict[str, str]:
    return {row["report_id"]: row["first_id"] for row in record.sql("FROM copies")}


@pytest.mark.parametrize("case", COPIES)
def test_a_copy_is_found(tmp_path: Path, case: str) -> None:
    record = record_of(tmp_path / "r.duckdb", told("a", WIRE), told("b", f"{COPIES[case]}\n"))
    assert groups(record) == {"b": "a"}


@pytest.mark.parametrize("case", OTHERS)
def test_another_report_is_no_copy(tmp_path: Path, case: str) -> None:
    assert groups(record_of(tmp_path / "r.duckdb", told("a", WIRE), told("b", OTHERS[case]))) == {}


def test_papers_own_reports_stay_far_below_the_threshold() -> None:
    assert similarity(shape(WIRE), shape(next(iter(OTHERS.values())))) < ALIKE / 3


def test_daily_bulletins_are_not_copies(tmp_path: Path) -> None:
    days = [told("a", bulletin("Monday", 31, 12, 4)), told("b", bulletin("Tuesday", 45, 20, 7), "2021-11-20")]
    assert groups(record_of(tmp_path / "r.duckdb", *days)) == {}


def test_weekly_texts_are_not_copies(tmp_path: Path) -> None:
    assert groups(record_of(tmp_path / "r.duckdb", told("a", WIRE), told("b", WIRE, "2021-11-26"))) == {}


def test_a_publishers_next_text_of_the_same_pattern_is_no_copy(tmp_path: Path) -> None:
    issued = [told(key, text, publisher="A Ministry") for key, text in (("a", WIRE), ("b", PATTERN), ("c", WIRE))]
    record = record_of(tmp_path / "r.duckdb", *issued)
    assert groups(record) == {"c": "a"}
    assert similarity(shape(WIRE), shape(PATTERN)) > ALIKE


def test_ten_papers_count_once_and_all_are_found(tmp_path: Path) -> None:
    papers = [told(f"p{n}", text, publisher=f"Paper {n}") for n, text in enumerate(COPIES.values())]
    record = record_of(tmp_path / "r.duckdb", *papers, told("x", OTHERS["another paper's own report of the same call"]))
    assert len(record.reports()) == 2
    assert len(record.reports(copies=True)) == len(papers) + 1
    assert len(record.events()) == 2
    assert len(record.events(copies=True)) == len(papers) + 1
    assert record.sql("SELECT count(DISTINCT report_id) AS n FROM events_flat").rows() == [{"n": 2}]
    assert len(record.reports(source="Paper 3", copies=True)) == 1


def test_the_first_is_the_earliest_published_whatever_the_order_of_reading(tmp_path: Path) -> None:
    texts = list(COPIES.values())
    reports = [told("c", texts[0], "2021-11-18"), told("b", texts[1], "2021-11-20"), told("a", texts[3], None), told("d", texts[4])]
    for number, order in enumerate(list(permutations(reports))[::5]):
        path = tmp_path / f"{number}.duckdb"
        for report in order:
            record = record_of(path, report)
        assert groups(record) == {"a": "c", "b": "c", "d": "c"}


def test_a_round_up_does_not_make_two_stories_one(tmp_path: Path) -> None:
    parts = WIRE.strip().split("\n\n")
    apart = [told("a", "\n\n".join(parts[:4])), told("b", "\n\n".join(parts[4:]))]
    path = tmp_path / "r.duckdb"
    assert groups(record_of(path, *apart)) == {}
    assert groups(record_of(path, told("c", WIRE))) == {"c": "a"}
    assert groups(record_of(path, told("d", WIRE, "2021-11-18"))) == {"a": "d", "b": "d", "c": "d"}


def test_a_notice_on_many_pages_is_grouped_in_bounded_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.linking.copies.CANDIDATES", CANDIDATES.replace(f"<= {MOST}", "<= 5"))
    record = record_of(tmp_path / "r.duckdb", *(told(f"p{n:02}", WIRE) for n in range(30)))
    assert groups(record) == {f"p{n:02}": "p00" for n in range(1, 30)}
    assert len(record.sql("FROM alike")) < 30 * 12


PATTERN = WIRE.replace("Cambodia", "Laos").replace("Phnom Penh", "Vientiane").replace("Prak Sokhonn", "Saleumxay Kommasith")
"""A text of the same pattern about something else."""

FILLED_IN: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "a day that makes it the first": ({"published": "2021-11-18"}, {"a": "b"}),
    "a day too far away": ({"published": "2021-12-24"}, {}),
    "a publisher whose texts are all of one pattern": ({"publisher": "A Ministry"}, {}),
}


@pytest.mark.parametrize("case", FILLED_IN)
def test_what_becomes_known_later_counts(tmp_path: Path, case: str) -> None:
    later, expected = FILLED_IN[case]
    first, second = told("a", WIRE, publisher="A Ministry"), told("b", PATTERN, published=None)
    assert groups(record_of(tmp_path / "r.duckdb", first, second)) == {"b": "a"}
    assert groups(record_of(tmp_path / "r.duckdb", replace(second, **later))) == expected


def test_reading_in_one_batch_or_in_many_gives_the_same(tmp_path: Path) -> None:
    reports = [told(f"p{n}", text) for n, text in enumerate(COPIES.values())]
    together = record_of(tmp_path / "a.duckdb", *reports)
    for report in reports:
        alone = record_of(tmp_path / "b.duckdb", report)
    for table in ("copies", "alike", "fingerprints"):
        assert together.sql(f"FROM {table} ORDER BY ALL").rows() == alone.sql(f"FROM {table} ORDER BY ALL").rows()


def test_copies_share_a_band() -> None:
    whole = set(enumerate(bands(shape(WIRE).triples).tolist()))
    assert len(whole) == BANDS
    for text in COPIES.values():
        assert whole & set(enumerate(bands(shape(text).triples).tolist()))


def test_bands_never_change() -> None:
    """Files keep them, so that another value would part copies that were read before from those read after."""
    assert bands(shape("The minister thanked Japan for its help.").triples)[:2].tolist() == [13460324731979428892, 11394386124060902904]


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=50)
def test_any_text_has_a_shape(one: str, other: str) -> None:
    a, b = shape(one), shape(other)
    assert similarity(a, a) == 1.0
    assert similarity(a, b) == similarity(b, a)
    assert 0 <= similarity(a, b) <= 1
    assert same_figures(a, b) == same_figures(b, a)
    assert len(bands(a.triples)) == BANDS


def test_all_pairs_of_copies() -> None:
    found = [similarity(shape(a), shape(b)) >= ALIKE for a, b in combinations(COPIES.values(), 2)]
    assert sum(found) >= 0.7 * len(found)
