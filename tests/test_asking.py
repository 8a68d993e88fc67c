"""Questions to the record: each filter, what is refused, and the answers as tables, JSON, CSV and data frames."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from typer.testing import CliRunner, Result

import dragoman
from dragoman.cli.main import app
from dragoman.ingest import Ingest
from dragoman.record import (
    Actor,
    CodedReport,
    Commitment,
    Event,
    Instrument,
    OntologyError,
    QueryError,
    Rejection,
    RelationClaim,
    Report,
    Statement,
)
from dragoman.store import Record
from dragoman.store.conditions import code_of

JPN, KHM, MMR = (Actor(country=code, sector="GOV") for code in ("JPN", "KHM", "MMR"))
SOKHONN = Actor(country="KHM", name="Prak Sokhonn", sector="GOV", role="Foreign Minister")
ASEAN = Actor(country="IGO", name="ASEAN")
ASEM = Actor(country="IGO", name="ASEM")
UN = Actor(country="UNO", name="Security Council")

CALL = "Prak Sokhonn called Tokyo on Thursday. “Türkiye’s café is open,” he said.\n\nJapan gave vaccines. Both urged Myanmar."
FIRST = CodedReport(
    report=Report(id="r1", text=CALL, title="Ministers speak", published="2021-11-19", publisher="The Phnom Penh Post"),
    events=(
        Event(
            id="call", type="CONSULT", modes=("phone",), actors=(SOKHONN, JPN), date="2021-11-18", evidence=("called Tokyo",),
            spans=((13, 25),),
        ),
        Event(
            id="aid", type="AID", actors=(JPN,), recipients=(KHM,), date="2021", evidence=("gave vaccines",), spans=((81, 94),),
            said_by=(SOKHONN,),
        ),
        Event(id="urge", type="REQUEST", modes=("change",), actors=(JPN, KHM), recipients=(MMR,), aux="future", date="2021-12"),
        Event(
            id="both", type="SUPPORT", actors=(UN,), recipients=(ASEAN,), aux="historical", evidence=("called", "gave"),
            spans=((13, 19), (81, 85)),
        ),
        Event(id="fear", type="THREATEN", actors=(UN,), recipients=(ASEAN,), aux="hypothetical"),
    ),
    statements=(Statement(id="said", content="Türkiye’s café is open", speaker=SOKHONN, kind="direct", cue="said"),),
    commitments=(
        Commitment(id="vow", kind="pledge", by=(JPN,), to=(KHM,), content="vaccines", made_on="2021-11-18"),
        Commitment(id="old", kind="request", by=(UN,), to=(ASEAN,), content="arms", made_on="2020-02"),
        Commitment(id="deal", kind="agreement", by=(JPN, MMR), content="visits"),
    ),
    instruments=(Instrument(id="accord", name="Paris Peace Agreements", parties=("KHM", "JPN", "IGO:ASEAN")),),
    relations=(
        RelationClaim(id="warm", pair=("JPN", "KHM"), claim="improving", speaker=SOKHONN, evidence="closer"),
        RelationClaim(id="cold", pair=("USA", "KHM"), claim="mediator", mediator="JPN", evidence="could mediate"),
    ),
)  # fmt: skip
SECOND = CodedReport(
    report=Report(id="r2", text="The summit met in Jakarta.", title="Summit", published="2022-03-01", url="https://www.news.example/a?b=c"),
    events=(Event(id="meet", type="CONSULT", modes=("multilateral",), actors=(ASEAN, ASEM, JPN), date="2022-02-28"),),
)
COPY = CodedReport(
    report=Report(id="r3", text=CALL, title="Ministers speak", published="2021-11-20", publisher="The Herald"),
    events=(Event(id="again", type="AID", actors=(JPN,), recipients=(KHM,), date="2021"),),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "r.duckdb"
    with Ingest(path) as ingest:
        taken = list(ingest.take([FIRST, SECOND, COPY, Rejection(source="=x\n.pdf", reason="damaged")]))
    assert not [one for one in taken[:3] if isinstance(one, Rejection)]
    return path


@pytest.fixture
def record(path: Path) -> Record:
    return dragoman.open(path)


ASKED: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "everything, the latest first, the undated last": ("events", {}, ["meet", "urge", "call", "aid", "both", "fear"]),
    "between two": ("events", {"between": ("JPN", "KHM")}, ["call", "aid"]),
    "between, in the other order": ("events", {"between": ("KHM", "JPN")}, ["call", "aid"]),
    "between, by name": ("events", {"between": ("Japan", "cambodia")}, ["call", "aid"]),
    "those who stand side by side are not between": ("events", {"between": ("MMR", "JPN")}, ["urge"]),
    "between bodies": ("events", {"between": ("UN", "IGO:ASEAN")}, ["both", "fear"]),
    "between a body by name and a state": ("events", {"between": ("asean", "JPN")}, ["meet"]),
    "between a person and a state": ("events", {"between": ("Sokhonn", "JPN")}, ["call"]),
    "between, by a usual name": ("events", {"between": ("Tokyo", "Kingdom of Cambodia")}, ["call", "aid"]),
    "one actor is not two": ("events", {"between": ("Sokhonn", "KHM")}, []),
    "nobody is between himself": ("events", {"between": ("JPN", "JPN")}, []),
    "a part in it": ("events", {"actor": "MMR"}, ["urge"]),
    "a speaker has no part": ("events", {"actor": "Sokhonn"}, ["call"]),
    "a type": ("events", {"type": "consult"}, ["meet", "call"]),
    "a mode": ("events", {"type": "CONSULT:phone"}, ["call"]),
    "types": ("events", {"type": ["AID", "THREATEN"]}, ["aid", "fear"]),
    "a quad": ("events", {"quad": 3}, ["urge", "fear"]),
    "quads": ("events", {"quad": [2, 3]}, ["urge", "aid", "fear"]),
    "aux": ("events", {"aux": ["future", "hypothetical"]}, ["urge", "fear"]),
    "from a day": ("events", {"since": "2021-11-19"}, ["meet", "urge", "aid"]),
    "to a year": ("events", {"until": "2021"}, ["urge", "call", "aid"]),
    "a period": ("events", {"since": "2021-11", "until": "2021-11-30"}, ["call", "aid"]),
    "said by": ("events", {"said_by": "prak sokhonn"}, ["aid"]),
    "said by a state": ("events", {"said_by": "KHM"}, ["aid"]),
    "a source": ("events", {"source": "phnom penh"}, ["urge", "call", "aid", "both", "fear"]),
    "a host": ("events", {"source": "news.example"}, ["meet"]),
    "words": ("events", {"text": "TOKYO thursday"}, ["call", "both"]),
    "words of two sentences": ("events", {"text": "thursday vaccines"}, ["both"]),
    "without a word of another sentence": ("events", {"text": "thursday -vaccines"}, ["call"]),
    "copies too": ("events", {"type": "AID", "copies": True}, ["aid", "again"]),
    "a limit": ("events", {"limit": 2}, ["meet", "urge"]),
    "several filters": ("events", {"between": ("JPN", "KHM"), "quad": 2}, ["aid"]),
    "statements by words without accents": ("statements", {"text": "turkiye's CAFE"}, ["said"]),
    "statements by a phrase": ("statements", {"text": '"is open"'}, ["said"]),
    "not the words the other way round": ("statements", {"text": '"open is"'}, []),
    "statements by a beginning": ("statements", {"text": "turk* -closed"}, ["said"]),
    "no part of a word": ("statements", {"text": "urkiye"}, []),
    "without": ("statements", {"text": "turkiye -open"}, []),
    "statements said by": ("statements", {"said_by": "KHM"}, ["said"]),
    "statements published": ("statements", {"since": "2022"}, []),
    "commitments": ("commitments", {}, ["deal", "vow", "old"]),
    "commitments between": ("commitments", {"between": ("KHM", "JPN")}, ["vow"]),
    "agreements between": ("commitments", {"between": ("MMR", "JPN")}, ["deal"]),
    "commitments of a kind": ("commitments", {"type": "pledge"}, ["vow"]),
    "commitments made": ("commitments", {"until": "2021-11-18"}, ["vow", "old"]),
    "commitments made in a month": ("commitments", {"since": "2020-02", "until": "2020-02"}, ["old"]),
    "commitments by words": ("commitments", {"text": "vaccin*"}, ["vow"]),
    "instruments": ("instruments", {"between": ("JPN", "KHM"), "text": "peace"}, ["accord"]),
    "instruments of bodies": ("instruments", {"between": ("IGO:ASEAN", "KHM")}, ["accord"]),
    "instruments of others": ("instruments", {"between": ("JPN", "MMR")}, []),
    "claims": ("claims", {"between": ("KHM", "USA")}, ["cold"]),
    "claims of a kind": ("claims", {"type": ["improving"]}, ["warm"]),
    "claims by a speaker": ("claims", {"said_by": "Sokhonn"}, ["warm"]),
    "reports, without copies": ("reports", {}, ["r2", "r1"]),
    "reports and copies": ("reports", {"copies": True}, ["r2", "r3", "r1"]),
    "reports by words of text or title": ("reports", {"text": "ministers vaccines"}, ["r1"]),
    "reports with an event between": ("reports", {"between": ("JPN", "KHM")}, ["r1"]),
    "reports with a type": ("reports", {"type": "CONSULT:multilateral"}, ["r2"]),
    "reports of a source and time": ("reports", {"source": "post", "until": "2021-12"}, ["r1"]),
}  # fmt: skip


@pytest.mark.parametrize("case", ASKED)
def test_question(record: Record, case: str) -> None:
    question, asked, expected = ASKED[case]
    assert [row["id"] for row in getattr(record, question)(**asked)] == expected


def test_a_row_has_the_whole_entry(record: Record) -> None:
    (row,) = record.events(type="AID").rows()
    assert row["actors"] == [{"country": "JPN", "name": None, "sector": "GOV", "role": None}]
    assert row["said_by"] == [{"country": "KHM", "name": "Prak Sokhonn", "sector": "GOV", "role": "Foreign Minister"}]
    assert (row["words"], row["source"], row["report_id"]) == (["gave vaccines"], "The Phnom Penh Post", "r1")
    assert (row["quad"], row["score"]) == (2, 10.0)
    (said,) = record.statements().rows()
    assert said["speaker"]["name"] == "Prak Sokhonn"
    assert [row["speaker"] and row["speaker"]["country"] for row in record.claims()] == ["KHM", None]


def test_actors_are_counted(record: Record) -> None:
    counts = {(row["country"], row["name"]): row for row in record.actors()}
    assert (counts["JPN", None]["events"], counts["KHM", "Prak Sokhonn"]["statements"], counts["KHM", None]["received"]) == (4, 1, 1)
    assert [row["name"] for row in record.actors(text="sokh*")] == ["Prak Sokhonn"]
    assert {row["country"] for row in record.actors(actor="Cambodia")} == {"KHM"}


FLAT = [
    ("meet", "IGO", "IGO"), ("meet", "IGO", "IGO"), ("meet", "IGO", "JPN"), ("meet", "IGO", "JPN"), ("meet", "JPN", "IGO"),
    ("meet", "JPN", "IGO"), ("call", "JPN", "KHM"), ("call", "KHM", "JPN"), ("aid", "JPN", "KHM"), ("urge", "JPN", "MMR"),
    ("urge", "KHM", "MMR"), ("fear", "UNO", "IGO"),
    ("both", "UNO", "IGO"),
]  # fmt: skip


def test_a_row_for_each_pair(record: Record) -> None:
    rows = record.sql("SELECT event_id, actor_country, recipient_country FROM events_flat")
    assert sorted((row["event_id"], row["actor_country"], row["recipient_country"]) for row in rows) == sorted(FLAT)
    (row,) = record.sql("SELECT DISTINCT sentence, source, said_by, score FROM events_flat WHERE event_id = 'aid'").rows()
    assert row == {"sentence": "Japan gave vaccines.", "source": "The Phnom Penh Post", "said_by": "KHM Prak Sokhonn", "score": 10.0}


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "no such filter here": ("statements", {"quad": 1}, "cannot be asked by 'quad'"),
    "no such filter at all": ("events", {"colour": "red"}, "colour"),
    "no party": ("events", {"between": ("JPN", " ")}, "no name"),
    "one party": ("events", {"between": ("JPN",)}, "malformed"),
    "no state": ("claims", {"between": ("JPN", "Atlantis")}, "no state"),
    "no day": ("events", {"since": "soon"}, "no day"),
    "no quad": ("events", {"quad": 5}, "quad class"),
    "no aux": ("events", {"aux": "past"}, "auxiliary mode"),
    "no kind": ("commitments", {"type": "promise"}, "kind of commitment"),
    "no claim": ("claims", {"type": "warm"}, "no claim"),
    "an empty word": ("events", {"text": ""}, "no word"),
    "an empty source": ("events", {"source": " "}, "no word"),
    "an empty party": ("events", {"actor": ""}, "no name"),
    "less than nothing": ("events", {"limit": -1}, "limit"),
    "no words": ("statements", {"text": "… -"}, "no word"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(record: Record, case: str) -> None:
    question, asked, reason = REFUSED[case]
    with pytest.raises(QueryError, match=reason):
        getattr(record, question)(**asked)


@pytest.mark.parametrize("code", ["AIDS", "CONSULT:phones"])
def test_an_unknown_type_is_told_with_the_nearest(record: Record, code: str) -> None:
    with pytest.raises(OntologyError, match="did you mean"):
        record.events(type=code)


WRITES = {
    "table": "CREATE TABLE x (a INTEGER)",
    "rows": "DELETE FROM events",
    "another file": "COPY events TO '{folder}/x.csv'",
    "another database": "ATTACH '{folder}/x.duckdb'",
    "reading another file": "SELECT * FROM read_text('{folder}/secret')",
    "more rights": "SET enable_external_access = true",
    "two statements": "SELECT 1; DROP TABLE events",
    "several": "SELECT 1; SELECT 2",
    "two columns of one name": "SELECT 1 AS a, 2 AS a",
    "nonsense": "SELEC 1",
}


@pytest.mark.parametrize("case", WRITES)
def test_sql_reads_only(record: Record, tmp_path: Path, case: str) -> None:
    (tmp_path / "secret").write_text("x")
    with pytest.raises(QueryError):
        record.sql(WRITES[case].format(folder=tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret"]
    assert len(record.events()) == 6


FOLDED = {
    "İstanbul": "istanbul", "ﬁnance": "finance", "co\u00adoperation": "cooperation", "pea\u200bce": "peace", "Straße": "strasse",
    "Łódź": "lodz", "Đà Nẵng": "da nang", "Øresund": "oresund", "Cote d\u2019Ivoire": "cote d ivoire", "cafe\u0301": "cafe",
}  # fmt: skip


@pytest.mark.parametrize("word", FOLDED)
def test_words_are_found_however_they_are_written(record: Record, word: str) -> None:
    assert record.sql("SELECT fold(?) AS found", [word]).rows() == [{"found": f" {FOLDED[word]} "}]


NAMES = {
    "Russia": "RUS", "turkey": "TUR", "UK": "GBR", "U.S.": "USA", "Britain": "GBR", "Kosovo": "KOS", "Palestine": "PSE",
    "Ivory Coast": "CIV", "EU": "EUR", "united nations": "UNO", "UAE": "ARE", "prk": "PRK", "Moscow": "RUS",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_states_are_known_by_their_usual_names(name: str) -> None:
    assert code_of(name) == NAMES[name]


@pytest.mark.parametrize("name", ["Li", "in", "156", "Prak Sokhonn", "ASEAN", "Atlantis"])
def test_what_is_no_state(name: str) -> None:
    with pytest.raises(QueryError, match="no state"):
        code_of(name)


def test_hostile_words_stay_words(record: Record) -> None:
    for field in ("text", "source", "said_by", "actor"):
        asked: dict[str, Any] = {field: "'; DROP TABLE events; --x"}
        assert len(record.events(**asked)) == 0
    assert len(record.events()) == 6


def test_forms_of_an_answer(record: Record) -> None:
    table = record.events(between=("JPN", "KHM"))
    assert isinstance(table.arrow(), pa.Table)
    assert len(table) == table.arrow().num_rows == 2
    assert isinstance(table.pandas(), pd.DataFrame)
    assert table.pandas()["type"].tolist() == ["CONSULT", "AID"]
    assert table.polars()["type"].to_list() == ["CONSULT", "AID"]
    assert pl.DataFrame(table)["id"].to_list() == ["call", "aid"]
    assert [row["id"] for row in table] == ["call", "aid"]
    assert "2 rows: id, date" in repr(table)


def run(*args: str | Path, width: int = 160) -> Result:
    return CliRunner().invoke(app, list(map(str, args)), env={"COLUMNS": str(width)})


def test_commands_answer_in_tables_json_and_csv(path: Path) -> None:
    asked = ("events", "--between", "JPN", "KHM", "--from", "2021", "--to", "2021", "--db", path)
    assert "KHM Prak Sokhonn, JPN" in run(*asked).stdout
    lines = [json.loads(line) for line in run(*asked, "--json").stdout.splitlines()]
    assert [line["id"] for line in lines] == ["call", "aid"]
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--csv").stdout)))
    assert [(row["id"], row["actors"], row["modes"]) for row in rows] == [("call", "KHM Prak Sokhonn;JPN", "phone"), ("aid", "JPN", "")]


@pytest.mark.parametrize("question", ["events", "statements", "commitments", "instruments", "claims", "reports", "actors"])
def test_every_question_has_a_command(path: Path, question: str) -> None:
    table = Record(path).ask(question, dragoman.store.Filter())
    for form in ("--json", "--csv"):
        lines = run(question, "--db", path, form).stdout.splitlines()
        assert len(lines) == len(table) + (form == "--csv")
    for width in (40, 160):
        done = run(question, "--db", path, width=width)
        assert done.exit_code == 0
        assert max(map(len, done.stdout.splitlines())) <= width


def test_inputs_set_aside_are_listed_harmlessly(path: Path) -> None:
    assert "=x .pdf" in run("reports", "--set-aside", "--db", path).stdout
    assert next(csv.reader(io.StringIO(run("reports", "--set-aside", "--csv", "--db", path).stdout.split("\n", 1)[1])))[0] == "'=x\n.pdf"


def test_tables_say_what_they_leave_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.cli.asking.FEW", 2)
    done = run("events", "--db", path)
    assert "call" not in done.stdout.split()
    assert "first 2; --limit 0 shows all" in done.stderr
    assert "first" not in run("events", "--db", path, "--limit", "0").stderr
    assert "nothing in the record" in run("events", "--db", path, "--actor", "Peru").stderr
    assert "known here" not in run("events", "--db", path, "--actor", "Peru").stderr
    assert "'Atlantis' is no state known here" in run("events", "--db", path, "--between", "JPN", "Atlantis").stderr


def test_show_marks_the_evidence_in_its_paragraph(path: Path) -> None:
    shown = run("show", "aid", "--db", path).stdout
    assert "The Phnom Penh Post · 2021-11-19 · Ministers speak" in shown
    assert "Japan ⟦gave vaccines⟧. Both urged Myanmar." in shown
    assert "Thursday" not in shown


def test_show_a_report_and_its_copies(path: Path) -> None:
    shown = run("show", "r1", "--db", path).stdout
    assert "CONSULT:phone" in shown
    assert "told also by The Herald: Ministers speak (r3)" in shown
    assert json.loads(run("show", "r1", "--json", "--db", path).stdout)["report"]["id"] == "r1"
    assert json.loads(run("show", "vow", "--json", "--db", path).stdout)["kind"] == "pledge"


def test_sql_columns_and_unknown_ids(path: Path) -> None:
    assert json.loads(run("sql", "SELECT count(*) AS n FROM events", "--json", "--db", path).stdout) == {"n": 7}
    assert "similarity" in run("columns", "copies", "--db", path).stdout
    assert json.loads(run("columns", "--json", "--db", path).stdout)["resources"]
    assert run("columns", "--json", "--db", path).stdout == run("columns", "--json", "--db", path.with_name("none")).stdout
    for wrong in (("show", "none"), ("columns", "none"), ("sql", "DROP TABLE events"), ("events", "--type", "AIDS")):
        assert isinstance(run(*wrong, "--db", path).exception, dragoman.DragomanError)
