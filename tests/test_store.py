"""The file: what is put in comes out, what is known stays, and whatever ends a run leaves a record that opens."""

import io
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec
import pytest

from dragoman import store
from dragoman.engines import LocalEngine
from dragoman.ingest import Ingest, Summary
from dragoman.record import (
    Actor,
    CodedReport,
    Commitment,
    Event,
    Instrument,
    Location,
    Provenance,
    Rejection,
    RelationClaim,
    Report,
    Statement,
    StoreError,
)
from dragoman.store import Record, read_records
from dragoman.store.migrations import changes
from dragoman.store.rows import days
from fake_pipeline import Reader, provenance

TESTS = Path(__file__).parent
BODY = "Talks between the minister of Cambodia and his counterpart went on."


def report(key: str = "r1", text: str = BODY, **told: str | None) -> Report:
    return Report(id=key, text=text, **told)


def read(path: Path, *reports: Report | Rejection, made: Provenance | None = None) -> Summary:
    with Ingest(path) as ingest:
        for _ in ingest.read(reports, LocalEngine(Reader()), made or provenance()):
            pass
    return ingest.summary


def take(path: Path, *records: CodedReport | Rejection) -> list[CodedReport | Rejection]:
    with Ingest(path) as ingest:
        return list(ingest.take(records))


def contents(path: Path) -> dict[str, list[dict[str, object]]]:
    record = Record(path)
    tables = [row["table_name"] for row in record.sql("SELECT table_name FROM duckdb_tables()")]
    return {table: record.sql(f"FROM {table} ORDER BY ALL").rows() for table in tables}


ODD = "“Ünïcode”, 日本, \U0001f54a, \u202eright to left\u202c, 'quotes' \"both\", -- ; DROP TABLE reports; \\ \t %s {}"
SOMEBODY = Actor(country="KHM", name="Prak Sokhonn", sector="GOV", role="Foreign Minister", mention=(0, 5), how="name")
NOBODY = Actor(country=None)
RICH = CodedReport(
    report=Report(id="rich", text=f"{BODY}\n\n{ODD}", title=ODD, published="2021-11-19", publisher="The Post", url="https://a.example/b"),
    events=(
        Event(
            id="e1", type="CONSULT", modes=("visit", "phone"), contexts=("diplomatic", "health"), actors=(SOMEBODY, NOBODY),
            recipients=(NOBODY, SOMEBODY), aux="future", date="2021-12", place="Phnom Penh",
            location=Location(name="Phnom Penh", country="KHM", admin1="12", latitude=11.5, longitude=104.9),
            said_by=(SOMEBODY, NOBODY), evidence=("Talks", "went on"), spans=((0, 5), (59, 66)), confidence=0.123456789,
        ),
        Event(id="e2", type="ASSAULT", modes=("sideAB",), actors=(SOMEBODY, NOBODY), location=Location(name="X", country="KHM")),
        Event(id="e3", type="AID", date="1991", evidence=("words without a place",)),
    ),
    statements=(Statement(id="s1", content=ODD, speaker=NOBODY, kind="mixed", cue="", channel="radio", addressee="all", spans=((0, 5),)),),
    commitments=(
        Commitment(
            id="c1", kind="pledge", by=(SOMEBODY,), to=(NOBODY,), content="x", condition="if", deadline="2022", instrument="accord",
            made_on="2021-11-18", evidence="Talks", event="e1", spans=((0, 5), (6, 9)), confidence=1.0,
        ),
        Commitment(id="c2", kind="threat"),
    ),
    instruments=(Instrument(id="i1", name="Paris Agreements", date="1991", parties=("KHM", "IGO:ASEAN"), evidence="x", spans=((0, 5),)),),
    relations=(
        RelationClaim(id="k1", pair=("KHM", "JPN"), claim="mediator", mediator="USA", since="1991", until="2021", speaker=SOMEBODY),
        RelationClaim(id="k2", pair=("KHM", "JPN"), claim="friendly"),
    ),
    provenance=Provenance(program="9", model="m", actors="a"),
)  # fmt: skip
BARE = CodedReport(report=Report(id="bare", text="x"))


def test_what_is_put_in_comes_out(tmp_path: Path) -> None:
    records = [RICH, BARE, Reader().code(report())]
    take(tmp_path / "r.duckdb", *records)
    assert list(Record(tmp_path / "r.duckdb").coded()) == records
    assert Record(tmp_path / "r.duckdb").report("bare") == BARE
    assert Record(tmp_path / "r.duckdb").report("none") is None


def test_reading_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    reports = [report(f"r{n}", f"{n} {BODY}", published="2021-11-19") for n in range(70)]
    refused = Rejection(source="a.pdf", reason="damaged")
    first = read(path, *reports, refused)
    before = contents(path)
    again = read(path, *reports, *reports)
    assert (first.read, first.known, first.set_aside, first.events) == (70, 0, 1, 70)
    assert (again.read, again.known, again.set_aside, again.events) == (0, 140, 0, 0)
    assert contents(path) == before
    read(path, refused)
    assert contents(path)["rejections"] == before["rejections"]


def test_the_same_report_twice_in_a_run_is_read_once(tmp_path: Path) -> None:
    assert read(tmp_path / "r.duckdb", report(), report()).known == 1


def test_what_becomes_known_in_the_same_batch_replaces(tmp_path: Path) -> None:
    """Two rows of one report would multiply all that is joined to it."""
    path = tmp_path / "r.duckdb"
    done = read(path, report(publisher="The Post"), report(published="2021-11-19"), report())
    assert (done.read, done.updated, done.known) == (2, 1, 1)
    (kept,) = Record(path).coded()
    assert (kept.report.publisher, kept.report.published) == ("The Post", "2021-11-19")
    assert len(Record(path).events()) == 1


def test_a_report_that_failed_is_tried_again(tmp_path: Path) -> None:
    bad = report("bad", "RAISE-VALUE here")
    assert read(tmp_path / "r.duckdb", bad, report(), bad).set_aside == 2


def test_what_people_coded_is_not_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    by_people = CodedReport(report=report(), events=RICH.events[2:])
    take(path, by_people)
    assert read(path, report(published="2021-11-19")).known == 1
    assert list(Record(path).coded()) == [by_people]


def test_an_id_of_its_own_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    read(path, report(), report(text=f"Other {BODY}"))
    assert read(path, report(text=f"Other {BODY}", published="2021-11-19")).updated == 1
    assert sorted(coded.report.text for coded in Record(path).coded()) == sorted([BODY, f"Other {BODY}"])


NEWER = {"another program": Provenance(program="2", model="0"), "other actors": Provenance(program="fake", model="0", actors="x")}


@pytest.mark.parametrize("case", NEWER)
def test_another_version_reads_again_and_keeps_reviews(tmp_path: Path, case: str) -> None:
    path = tmp_path / "r.duckdb"
    read(path, report(), report("r2", f"2 {BODY}"))
    with store.writing(path) as connection:
        connection.execute("INSERT INTO reviews (id, report_id, verdict) VALUES ('v1', 'r1', 'confirmed')")
    before = contents(path)
    done = read(path, report(), made=NEWER[case])
    assert (done.read, done.updated, done.known) == (1, 1, 0)
    after = contents(path)
    for table in ("reviews", "copies", "alike", "fingerprints", "events", "evidence"):
        assert after[table] == before[table]
    assert [row["number"] for row in after["reports"]] == [1, 2]
    assert [row["run"] for row in after["reports"]] == [2, 1]


def test_details_that_were_missing_are_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    read(path, report(publisher="The Post"))
    assert read(path, report(published="2021-11-19")).updated == 1
    kept = Record(path).report("r1")
    assert kept is not None
    assert (kept.report.publisher, kept.report.published) == ("The Post", "2021-11-19")
    assert read(path, report()).known == 1
    assert read(path, report(publisher="The Post")).known == 1


CONTRADICTIONS: dict[str, tuple[Report, Report]] = {
    "another text": (report(), report(text=f"Other {BODY}")),
    "another publisher": (report(publisher="The Post"), report(publisher="The Herald")),
    "another day": (report(published="2021-11-19"), report(published="2021-11-20")),
    "another address": (report(url="https://a.example"), report(url="https://b.example")),
    "another headline": (report(title="A"), report(title="B")),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_another_report_with_the_same_id_is_kept_beside_it(tmp_path: Path, case: str) -> None:
    path = tmp_path / "r.duckdb"
    assert read(path, *CONTRADICTIONS[case]).read == 2
    before = contents(path)
    assert len(before["reports"]) == 2
    assert len({row["id"] for row in before["events"]}) == 2
    assert read(path, *CONTRADICTIONS[case]).known == 2
    assert contents(path) == before


def test_a_record_that_would_take_others_ids_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    clash = CodedReport(report=report("other", "Another text."), events=RICH.events[:1])
    twice = CodedReport(report=report("twice", "A third text."), events=(Event(id="x", type="AID"), Event(id="x", type="AID")))
    same_id = CodedReport(report=report("rich", "Quite another text."))
    take(path, RICH)
    for bad, reason in ((clash, "e1"), (twice, "x"), (same_id, "another report with this id")):
        (done,) = take(path, bad)
        assert isinstance(done, Rejection)
        assert reason in done.reason
    assert list(Record(path).coded()) == [RICH]


def test_ids_are_unique_across_kinds_and_reports(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    said = Statement(id="e1", content="x", speaker=NOBODY, kind="direct")
    other = CodedReport(report=report("other", "Another text."), statements=(said,))
    take(path, RICH)
    assert [isinstance(one, Rejection) for one in take(path, other, RICH)] == [True]
    assert list(Record(path).coded()) == [RICH]


def test_an_import_never_takes_known_details_or_another_papers_report(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    with_details = CodedReport(report=report(publisher="The Post", published="2021-11-19"))
    take(path, with_details)
    assert take(path, CodedReport(report=report())) == []
    (refused,) = take(path, CodedReport(report=report(publisher="The Herald")))
    assert isinstance(refused, Rejection)
    assert list(Record(path).coded()) == [with_details]


BAD_LINES = {
    "no JSON": '{"report": ',
    "nested without end": "[" * 200_000,
    "a day of another form": '{"report": {"id": "a", "text": "x", "published": "20211119"}}',
    "no day": '{"report": {"id": "a", "text": "x", "published": ""}}',
    "a month for a day": '{"report": {"id": "a", "text": "x", "published": "2021-11"}}',
    "a type of nothing": '{"report": {"id": "a", "text": "x"}, "events": [{"id": "e", "type": "HUG"}]}',
    "an auxiliary mode of nothing": '{"report": {"id": "a", "text": "x"}, "events": [{"id": "e", "type": "AID", "aux": "past"}]}',
    "no date": '{"report": {"id": "a", "text": "x"}, "events": [{"id": "e", "type": "AID", "date": "2021-99"}]}',
    "a kind of nothing": '{"report": {"id": "a", "text": "x"}, "commitments": [{"id": "c", "kind": "promise"}]}',
    "a span outside": '{"report": {"id": "a", "text": "x"}, "commitments": [{"id": "c", "kind": "pledge", "spans": [[0, 2]]}]}',
    "a mention outside": '{"report": {"id": "a", "text": "x"}, "events": [{"id": "e", "type": "AID",'
    ' "actors": [{"country": "JPN", "mention": [0, 99999999999]}]}]}',
}


@pytest.mark.parametrize("case", BAD_LINES)
def test_a_bad_line_of_an_import_is_set_aside_alone(case: str) -> None:
    good = msgspec.json.encode(RICH).decode()
    found = list(read_records("a.jsonl", io.BytesIO(f"{good}\n{BAD_LINES[case]}\n\n{good}\n".encode())))
    assert [isinstance(one, Rejection) for one in found] == [False, True, False]
    assert found[1].source == "a.jsonl, line 2"  # type: ignore[union-attr]


def test_what_was_mended_is_no_longer_listed_as_set_aside(tmp_path: Path) -> None:
    reports = tmp_path / "a.jsonl"
    reports.write_text(f'{{"text": ""}}\n{{"text": "{BODY}"}}\n{{"text": 5}}\n')
    (tmp_path / "b.txt").write_text("RAISE-VALUE here")
    started(tmp_path, "read", "a.jsonl", "b.txt", "none.txt")
    listed = [row["source"] for row in Record(tmp_path / "dragoman.duckdb").rejections()]
    assert listed[:2] + listed[3:] == ["a.jsonl, line 1", "a.jsonl, line 3", "none.txt"]
    reports.write_text(f'{{"text": "One more. {BODY}"}}\n{{"text": "{BODY}"}}\n{{"text": 5}}\n')
    started(tmp_path, "read", "a.jsonl")
    listed = [row["source"] for row in Record(tmp_path / "dragoman.duckdb").rejections()]
    assert listed[:1] + listed[2:] == ["a.jsonl, line 3", "none.txt"]


def test_names_that_are_no_utf_8_are_written_by_number(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    read(path, report(), Rejection(source="z\udcff.pdf", reason="damaged"))
    assert Record(path).rejections().rows()[0]["source"] == "z\\udcff.pdf"


def test_runs_are_timed_in_utc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    began = datetime.now(UTC).replace(tzinfo=None)
    read(tmp_path / "r.duckdb", report())
    monkeypatch.delenv("TZ")
    time.tzset()
    (run,) = Record(tmp_path / "r.duckdb").sql("FROM runs").rows()
    assert abs((run["started"] - began).total_seconds()) < 60
    assert run["started"] < run["ended"]


def test_several_threads_and_a_nested_reader_ask_at_once(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    read(path, *(report(f"r{n}", f"{n} {BODY}") for n in range(3)))
    record = Record(path)
    assert [len(record.events()) for _ in record.coded()] == [3, 3, 3]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: len(record.events()), range(20))) == [3] * 20


def test_a_loop_over_all_records_does_not_hold_the_file(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    read(path, report())
    for _ in Record(path).coded():
        assert read(path, report("r2", f"2 {BODY}")).read == 1


def test_records_that_clash_in_one_import_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    other = CodedReport(report=report("other", "Another text."), events=RICH.events[:1])
    same_id = CodedReport(report=report("rich", "Quite another text."))
    first, *rest = take(path, RICH, RICH, other, same_id)
    assert first == RICH
    assert [isinstance(one, Rejection) for one in rest] == [True, True]
    assert list(Record(path).coded()) == [RICH]


def test_an_id_that_comes_again_after_its_batch_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file was looked into before; the second report must neither replace the first nor be lost."""
    monkeypatch.setattr("dragoman.ingest.BATCH", 1)
    path = tmp_path / "r.duckdb"
    assert read(path, report(), report(text=f"Other {BODY}"), report(), report("r2", f"2 {BODY}")).known == 1
    assert len(Record(path).reports(copies=True)) == 3


def test_a_corrected_record_replaces_the_former(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    take(path, RICH)
    assert take(path, RICH) == []
    corrected = CodedReport(report=RICH.report, events=RICH.events[:1])
    take(path, corrected)
    assert list(Record(path).coded()) == [corrected]


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    with Ingest(path), pytest.raises(StoreError, match="another dragoman is writing"):
        read(path, report())
    assert read(path, report()).read == 1


def test_others_read_while_one_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.ingest.BATCH", 1)
    path = tmp_path / "r.duckdb"
    seen = []
    script = f"import dragoman; print(len(dragoman.open({str(path)!r}).reports()))"
    with Ingest(path) as ingest:
        for _ in ingest.read((report(f"r{n}", f"{n} {BODY}") for n in range(3)), LocalEngine(Reader()), provenance()):
            done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
            seen.append(int(done.stdout))
    assert seen == [1, 2, 3]


def test_a_writer_waits_for_a_reader_and_says_if_in_vain(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    read(path, report())
    with store.reading(path), pytest.raises(StoreError, match="in use by another program"), store.writing(path, patience=0.1):
        pass


def _duckdb(path: Path, *statements: str) -> None:
    with duckdb.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


def _later(path: Path) -> None:
    read(path, report())
    _duckdb(path, "INSERT INTO migrations VALUES (999, 'later', now()::TIMESTAMP)")


FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "no file": (Path.exists, "there is no record"),
    "a folder": (Path.mkdir, "there is no record"),
    "some text": (lambda path: path.write_text("x" * 5000), "no record of dragoman"),
    "a DuckDB file of something else": (lambda path: _duckdb(path, "CREATE TABLE x (a INTEGER)"), "something else"),
    "a record of a later version": (_later, "later version"),
}


@pytest.mark.parametrize("case", FILES)
def test_what_is_no_record_is_refused(tmp_path: Path, case: str) -> None:
    path = tmp_path / "r.duckdb"
    make, reason = FILES[case]
    make(path)
    with pytest.raises(StoreError, match=reason):
        Record(path)
    if case not in {"no file", "a folder"}:
        before = path.read_bytes()
        with pytest.raises(StoreError, match=reason):
            read(path, report())
        assert path.read_bytes() == before
    assert not path.with_name("r.duckdb.lock").exists() or case == "a record of a later version"  # it was one of ours before


def test_migrations_are_numbered_without_gaps_and_recorded(tmp_path: Path) -> None:
    assert [number for number, _, _ in changes()] == list(range(1, len(changes()) + 1))
    read(tmp_path / "r.duckdb", report())
    recorded = Record(tmp_path / "r.duckdb").sql("SELECT number, name FROM migrations ORDER BY number").rows()
    assert [(row["number"], row["name"]) for row in recorded] == [(number, name) for number, name, _ in changes()]


def test_an_outdated_record_is_brought_up_to_date_when_it_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    _duckdb(path, "CREATE TABLE migrations (number INTEGER, name VARCHAR, applied TIMESTAMP)")
    assert len(Record(path).events()) == 0


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("2020-02-29", "2020-02-29", "2020-02-29"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-02-30", None, None),
        ("0000", None, None),
        ("soon", None, None),
        (None, None, None),
    ],
)
def test_days(told: str | None, first: str | None, last: str | None) -> None:
    assert tuple(day and day.isoformat() for day in days(told)) == (first, last)


def test_fifty_kills_leave_the_record_of_a_calm_run(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, TESTS / "kill_harness.py", tmp_path, "50", "1"], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["kills"] >= 50
    assert told["wrong"] == 0


def started(folder: Path, *args: str | Path, before: Callable[[], None] | None = None) -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, TESTS / "fake_dragoman.py", *args]
    clean = {name: value for name, value in os.environ.items() if name != "DRAGOMAN_DB"}
    return subprocess.run(program, capture_output=True, text=True, check=False, cwd=folder, env=clean, preexec_fn=before)


def reports_file(folder: Path, count: int) -> Path:
    """Reports that no file can hold in much less than their length, each 10,000 characters."""
    path, chance = folder / "reports.jsonl", random.Random(1)
    texts = [" ".join([BODY] * 60 + [f"{chance.getrandbits(36):09x}" for _ in range(1000)]) for _ in range(count)]
    path.write_text("".join(json.dumps({"id": f"r{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
    return path


def test_a_full_disk_is_told_and_the_file_still_opens(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: writes beyond it fail in the same place."""
    started(tmp_path, "read", reports_file(tmp_path, 5))
    size = (tmp_path / "dragoman.duckdb").stat().st_size
    reports = reports_file(tmp_path, 400)
    limit = size + 100_000
    full = started(tmp_path, "read", reports, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert full.returncode == 1
    assert "the disk is full" in full.stderr
    assert "Traceback" not in full.stderr
    assert len(Record(tmp_path / "dragoman.duckdb").reports(copies=True)) >= 5
    assert started(tmp_path, "read", reports).returncode == 0
    assert len(Record(tmp_path / "dragoman.duckdb").reports(copies=True)) == 400


def without_override() -> None:
    """Give up root's right to write where the modes of files forbid it."""
    import ctypes

    libc = ctypes.CDLL(None)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def test_a_read_only_folder_is_told_and_can_be_asked(tmp_path: Path) -> None:
    reports = reports_file(tmp_path, 5)
    folder = tmp_path / "closed"
    folder.mkdir()
    empty = tmp_path / "empty"
    empty.mkdir()
    started(folder, "read", reports)
    for place in (folder, empty):
        place.chmod(0o555)
    (folder / "dragoman.duckdb").chmod(0o444)
    try:
        for place in (folder, empty):
            refused = started(place, "read", reports, before=without_override)
            assert refused.returncode == 1
            assert "cannot write" in refused.stderr
            assert "--db" in refused.stderr
            assert "Traceback" not in refused.stderr
        asked = started(folder, "reports", "--json", "--copies", before=without_override)
        assert len(asked.stdout.splitlines()) == 5
    finally:
        for place in (folder, empty):
            place.chmod(0o755)
