"""The record in other programs' forms, each read back by a reader that is not ours."""

import csv
import json
import resource
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import networkx as nx
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import dataset, parquet

from dragoman.export import FORMATS, export
from dragoman.export.cells import csv_cells, neutral, tsv_cells
from dragoman.export.gdelt import COLUMNS
from dragoman.ingest import Ingest
from dragoman.record import (
    Actor,
    CodedReport,
    Commitment,
    Event,
    Instrument,
    Location,
    Provenance,
    QueryError,
    RelationClaim,
    Report,
    Statement,
    StoreError,
)
from dragoman.store import reading

MADE = Provenance(program="1.2.3", model="abc")
LEAD = "Phnom Penh said on Friday that the two foreign ministers held talks by telephone about the port and the road to it."
REST = "Japan has given aid to ASEAN this year, the ministry said, and the two sides met in Phnom Penh in November to speak of it again."
TEXT = f"{LEAD}\n\n{REST}"
FORMULA = '=HYPERLINK("http://evil.example";"a")'
BROKEN = "A\x01\tB\r\nC\x0b\u2028D\ufffe"

SOKHONN = Actor(country="KHM", name="Prak Sokhonn", sector="GOV", role="Foreign Minister", mention=(0, 10), how="name")
JAPAN = Actor(country="JPN", sector="GOV")
ASEAN = Actor(country="IGO", name="ASEAN")
PHNOM_PENH = Location(name="Phnom Penh", country="KHM", admin1="22", latitude=11.5, longitude=104.9)


def span(words: str, text: str = TEXT) -> tuple[tuple[int, int], ...]:
    start = text.index(words)
    return ((start, start + len(words)),)


def event(key: str, kind: str, words: str, **told: Any) -> Event:
    return Event(id=key, type=kind, evidence=(words,), spans=span(words), confidence=0.5, **told)


def first() -> CodedReport:
    """One-sided and mutual, past and not, dated to the day, the month and the year."""
    return CodedReport(
        report=Report(id="r1", text=TEXT, title="Talks", published="2021-11-19", publisher="Mekong Daily", url="https://mekong.example/1"),
        events=(
            event(
                "ev-talks", "CONSULT", "held talks", modes=("phone",), contexts=("diplomatic", "economic"), actors=(SOKHONN,),
                recipients=(JAPAN,), date="2021-11-18", place="Phnom Penh", location=PHNOM_PENH, said_by=(SOKHONN,),
            ),
            event("ev-met", "CONSULT", "met in Phnom Penh", actors=(SOKHONN, JAPAN), date="2021-11"),
            event("ev-aid", "AID", "given aid", actors=(JAPAN,), recipients=(ASEAN,), date="2020"),
            event("ev-not", "AID", "given aid", actors=(JAPAN,), recipients=(SOKHONN,), aux="negated", date="2021-11-18"),
            event("ev-next", "CONSULT", "speak of it", actors=(SOKHONN, JAPAN), aux="future", date="2022"),
        ),
        statements=(Statement(id="st-1", content="the two", speaker=SOKHONN, kind="indirect", cue="said", spans=span("the two")),),
        commitments=(Commitment(id="co-1", kind="pledge", by=(JAPAN,), to=(SOKHONN,), content="aid", event="ev-aid", deadline="2022"),),
        instruments=(Instrument(id="in-1", name="Accord", date="1991-10", parties=("KHM", "IGO:ASEAN")),),
        relations=(RelationClaim(id="re-1", pair=("KHM", "JPN"), claim="friendly", speaker=SOKHONN, evidence="talks"),),
        provenance=MADE,
    )  # fmt: skip


def copy_of_first() -> CodedReport:
    """The same story in another paper, five days later."""
    told = Report(id="r3", text=TEXT, published="2021-11-24", publisher="Asia Wire")
    again = event("ev-again", "CONSULT", "held talks", actors=(SOKHONN,), date="2021-11-18")
    return CodedReport(report=told, events=(again,), provenance=MADE)


def hostile() -> CodedReport:
    """What a report may contain that other programs choke on; and states and dates that are not told."""
    text = "\u202e=1+1 The rebels attacked.\tThen they left.\nThat is all there is to it."
    attacked = span("attacked", text)
    rebels = Actor(country="IMG", name=BROKEN, sector="REB")
    who = Actor(country=None, name=FORMULA, role="-2+3")
    unnamed = Actor(country="UNO", sector="UNK")
    stranger = Actor(country="<&>", name="]]>")
    events = (
        Event(id="=ev", type="ASSAULT", actors=(rebels,), recipients=(unnamed,), date="2022-02-28", place="@here", spans=attacked),
        Event(id="ev-who", type="ASSAULT", modes=("aerial", "destroy"), actors=(who,), date="2022-12-31", location=PHNOM_PENH),
        Event(id="ev-odd", type="AID", actors=(stranger,), recipients=(unnamed, unnamed), date="2023"),
        Event(id="ev-undated", type="REQUEST", actors=(unnamed,), recipients=(JAPAN,)),
    )
    report = Report(id="r2", text=text, title="\t=cmd|' /C calc'!A0", publisher='"unclosed', url="\uff1dhttp://x.example/a\tb")
    return CodedReport(report=report, events=events)


RECORDS = (first(), hostile(), copy_of_first())


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "record.duckdb"
    with Ingest(path) as ingest:
        assert len(list(ingest.take(RECORDS))) == len(RECORDS)
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "record.duckdb"
    with Ingest(path):
        return path


def rows(record: Path, query: str) -> list[dict[str, Any]]:
    with reading(record) as connection:
        found: list[dict[str, Any]] = connection.sql(query).to_arrow_table().to_pylist()
        return found


def table(record: Path, name: str) -> list[dict[str, Any]]:
    return rows(record, f"SELECT * FROM {name}")  # noqa: S608


def of(found: list[dict[str, str]], **fields: str) -> dict[str, str]:
    """The one row with these fields."""
    (row,) = [row for row in found if all(row[name] == value for name, value in fields.items())]
    return row


# JSON lines


def test_jsonl_is_what_was_put_in(record: Path, tmp_path: Path) -> None:
    assert export(record, "jsonl", tmp_path / "a.jsonl") == 3
    lines = (tmp_path / "a.jsonl").read_bytes().splitlines()
    assert tuple(msgspec.json.decode(line, type=CodedReport) for line in lines) == RECORDS


# CSV


@pytest.fixture(scope="module")
def csv_folder(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv") / "out"
    export(record, "csv", folder)
    return folder


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def package(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    return found


def cell(value: Any) -> str:
    """A value as the docs say that CSV holds it."""
    if isinstance(value, list):
        value = ";".join(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return f"'{value}" if isinstance(value, str) and runs(value) else str("" if value is None else value)


def test_csv_holds_every_row_of_every_table(record: Path, csv_folder: Path) -> None:
    kept = {one["name"] for one in package(csv_folder)}
    all_of_them = {row["name"] for row in rows(record, "SELECT table_name AS name FROM information_schema.tables")}
    assert all_of_them - kept == {"fingerprints", "alike", "migrations"}
    for name in kept:
        said = [{key: cell(value) for key, value in row.items()} for row in table(record, name)]
        found = read_csv(csv_folder / f"{name}.csv")
        assert sorted(map(str, found)) == sorted(map(str, said)), name
    assert len(read_csv(csv_folder / "reports.csv")) == 3


READERS: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": ("true", "false").index,
    "date": date.fromisoformat,
    "datetime": lambda told: datetime.strptime(told, "%Y-%m-%dT%H:%M:%S%z"),
}


def test_csv_is_as_its_package_says(csv_folder: Path) -> None:
    tables = {one["name"]: read_csv(csv_folder / one["path"]) for one in package(csv_folder)}
    for one in package(csv_folder):
        schema, found = one["schema"], tables[one["name"]]
        for row in found:
            assert list(row) == [field["name"] for field in schema["fields"]]
            for field in schema["fields"]:
                told = row[field["name"]]
                assert not told or READERS[field["type"]](told) is not None
        if key := schema.get("primaryKey"):
            assert len({row[key] for row in found}) == len(found)
        for reference in schema.get("foreignKeys", []):
            there = {row[reference["reference"]["fields"]] for row in tables[reference["reference"]["resource"]]}
            assert {row[reference["fields"]] for row in found} - {""} <= there


def test_csv_ends_lines_as_rfc_4180_says(csv_folder: Path) -> None:
    assert (csv_folder / "runs.csv").read_bytes().startswith(b'"run","program","started","ended"\r\n1,')


# Parquet


@pytest.fixture(scope="module")
def parquet_folder(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet") / "out"
    export(record, "parquet", folder)
    return folder


def test_parquet_holds_every_table(record: Path, parquet_folder: Path) -> None:
    names = {path.name for path in parquet_folder.iterdir()}
    assert {"reports", "events", "roles", "evidence", "actors", "mentions", "events_flat"} <= names
    for name in names - {"events_flat"}:
        found = parquet.read_table(parquet_folder / name / "part-0.parquet")
        assert sorted(map(str, found.to_pylist())) == sorted(map(str, table(record, name))), name


def test_events_are_read_back_by_year(record: Path, parquet_folder: Path) -> None:
    said = rows(record, "SELECT *, coalesce(year(first_day), 0) AS year FROM events_flat ORDER BY ALL")
    pattern = str(parquet_folder / "events_flat" / "*" / "*.parquet")
    found = duckdb.read_parquet(pattern, hive_partitioning=True)
    assert sorted(map(str, found.to_arrow_table().to_pylist())) == sorted(map(str, said))
    arrow = dataset.dataset(parquet_folder / "events_flat", partitioning="hive").to_table()
    assert sorted(map(str, arrow.to_pylist())) == sorted(map(str, said))
    assert {path.name for path in (parquet_folder / "events_flat").iterdir()} == {
        "year=0", "year=2020", "year=2021", "year=2022", "year=2023",
    }  # fmt: skip
    assert len(pd.read_parquet(parquet_folder / "events_flat")) == len(said)
    years = pl.read_parquet(pattern, hive_partitioning=True)["year"]
    assert sorted(years.to_list(), key=str) == sorted((row["year"] for row in said), key=str)


def test_parquet_says_what_its_columns_mean(parquet_folder: Path) -> None:
    schema = parquet.read_schema(parquet_folder / "events" / "part-0.parquet")
    assert schema.metadata[b"description"].startswith(b"Reported acts")
    assert schema.field("aux").metadata[b"description"] == b"actual, future, hypothetical, negated or historical."
    assert parquet.read_metadata(parquet_folder / "events" / "part-0.parquet").row_group(0).column(0).compression == "ZSTD"


@pytest.mark.parametrize("waiting", [0, 3])
def test_parquet_is_the_same_however_the_parts_fall(
    waiting: int, record: Path, parquet_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = dataset.dataset(parquet_folder / "events_flat", partitioning="hive").to_table()
    monkeypatch.setattr("dragoman.export.tables.REPORTS", 1)
    monkeypatch.setattr("dragoman.export.tables.BATCH", 1)
    monkeypatch.setattr("dragoman.export.parquet_folder.WAITING", waiting)
    export(record, "parquet", tmp_path / "out")
    found = dataset.dataset(tmp_path / "out" / "events_flat", partitioning="hive").to_table()
    assert found.equals(said)


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_record(form: str, empty: Path, tmp_path: Path) -> None:
    assert export(empty, form, tmp_path / "out") == 0
    if form == "parquet":
        found = dataset.dataset(tmp_path / "out" / "events_flat", partitioning="hive").to_table()
        assert found.num_rows == 0 and "actor_country" in found.column_names
    if form == "csv":
        assert read_csv(tmp_path / "out" / "events.csv") == []
    if form == "graphml":
        assert len(nx.read_graphml(tmp_path / "out")) == 0


# PLOVER


@pytest.fixture(scope="module")
def plover(record: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    path = tmp_path_factory.mktemp("plover") / "out.jsonl"
    assert export(record, "plover", path) == 9
    return {found["id"]: found for found in map(json.loads, path.read_bytes().splitlines())}


def test_plover_has_the_fields_of_the_manual(plover: dict[str, dict[str, Any]]) -> None:
    assert plover["ev-talks"] == {
        "id": "ev-talks",
        "date": "2021-11-18",
        "actor": [
            {"code": "KHM", "sector": "GOV", "entity_text": "Phnom Penh", "identifier_text": "Prak Sokhonn", "office": "Foreign Minister"}
        ],
        "event": "CONSULT",
        "recipient": [{"code": "JPN", "sector": "GOV"}],
        "mode": ["phone"],
        "context": ["diplomatic", "economic"],
        "event_loc": {
            "extracted_place": "Phnom Penh", "resolved_place": "Phnom Penh", "lat": 11.5, "lon": 104.9, "city": "Phnom Penh",
            "province": "22", "country": "Cambodia", "country_code": "KHM", "resolution": 4,
        },
        "event_text": "held talks",
        "quad_code": 1,
        "event_scale": 1.5,
        "text": [{"sequence": 0, "start": TEXT.index("held"), "end": TEXT.index("held") + 10, "text_story": LEAD}],
        "cite_info": {
            "citation": "r1", "url": "https://mekong.example/1", "title": "Talks", "language": "en", "publication": "Mekong Daily",
            "coder": "dragoman", "codebook": "PLOVER 2.0", "version": "1.2.3",
        },
    }  # fmt: skip


def test_plover_writes_auxiliary_modes_as_modes(plover: dict[str, dict[str, Any]]) -> None:
    assert plover["ev-not"]["mode"] == ["negation"]
    assert plover["ev-next"]["mode"] == ["future"]
    assert "mode" not in plover["ev-met"]


def test_plover_writes_a_period_as_its_two_ends(plover: dict[str, dict[str, Any]]) -> None:
    assert (plover["ev-met"]["date"], plover["ev-met"]["enddate"]) == ("2021-11-01", "2021-11-30")
    assert plover["ev-undated"]["date"] is None
    assert "enddate" not in plover["ev-undated"]


def test_plover_leaves_copies_out(plover: dict[str, dict[str, Any]]) -> None:
    assert "ev-again" not in plover


# GDELT

SIDE = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
PLACE = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
GDELT = [
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor{n}{name}" for n in (1, 2) for name in SIDE),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in PLACE),
    "DATEADDED",
    "SOURCEURL",
]


def read_tsv(path: Path, quoting: int = csv.QUOTE_NONE) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=quoting, strict=True))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def gdelt_file(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gdelt") / "out.tsv"
    assert export(record, "gdelt", path) == 7
    return path


@pytest.fixture(scope="module")
def gdelt(gdelt_file: Path) -> list[dict[str, str]]:
    return [dict(zip(GDELT, row, strict=True)) for row in read_tsv(gdelt_file)]


def test_gdelt_has_the_columns_of_the_codebook() -> None:
    assert list(COLUMNS) == GDELT
    assert len(GDELT) == 61


def test_a_row_of_gdelt(gdelt: list[dict[str, str]]) -> None:
    row = of(gdelt, SQLDATE="20211118")
    told = {name: value for name, value in row.items() if value and name != "GLOBALEVENTID"}
    assert told == {
        "SQLDATE": "20211118", "MonthYear": "202111", "Year": "2021", "FractionDate": "2021.8712",
        "Actor1Code": "KHMGOV", "Actor1Name": "Prak Sokhonn", "Actor1CountryCode": "KHM", "Actor1Type1Code": "GOV",
        "Actor2Code": "JPNGOV", "Actor2Name": "Japan", "Actor2CountryCode": "JPN", "Actor2Type1Code": "GOV",
        "IsRootEvent": "1", "EventCode": "041", "EventBaseCode": "041", "EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "1.5",
        "NumMentions": "2", "NumSources": "2", "NumArticles": "2",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Phnom Penh, Cambodia", "ActionGeo_CountryCode": "CB", "ActionGeo_ADM1Code": "CB22",
        "ActionGeo_Lat": "11.5", "ActionGeo_Long": "104.9", "DATEADDED": "20211119000000", "SOURCEURL": "https://mekong.example/1",
    }  # fmt: skip


def test_gdelt_has_both_directions_of_what_is_mutual(gdelt: list[dict[str, str]]) -> None:
    met = [row for row in gdelt if row["SQLDATE"] == "20211101"]
    assert {(row["Actor1CountryCode"], row["Actor2CountryCode"]) for row in met} == {("KHM", "JPN"), ("JPN", "KHM")}
    assert {row["IsRootEvent"] for row in met} == {"0"}


def test_gdelt_writes_bodies_as_cameo_does(gdelt: list[dict[str, str]]) -> None:
    aid, attack = of(gdelt, SQLDATE="20200101"), of(gdelt, SQLDATE="20220228")
    assert [aid[f"Actor2{name}"] for name in ("Code", "Name", "CountryCode", "Type1Code")] == ["IGO", "ASEAN", "", "IGO"]
    assert [attack[f"Actor1{name}"] for name in ("Code", "Type1Code", "Type2Code")] == ["IMGREB", "IMG", "REB"]
    united_nations = [attack[f"Actor2{name}"] for name in ("Code", "Name", "KnownGroupCode", "Type1Code")]
    assert united_nations == ["IGOUNO", "United Nations", "UNO", "IGO"]


def test_gdelt_names_a_pair_once_and_for_good(record: Path, gdelt_file: Path, gdelt: list[dict[str, str]], tmp_path: Path) -> None:
    numbers = [int(row["GLOBALEVENTID"]) for row in gdelt]
    assert len(set(numbers)) == len(numbers)
    assert all(0 < number < 2**53 for number in numbers)
    export(record, "gdelt", tmp_path / "again.tsv")
    assert (tmp_path / "again.tsv").read_bytes() == gdelt_file.read_bytes()


def test_gdelt_survives_hostile_text(gdelt: list[dict[str, str]]) -> None:
    assert of(gdelt, SQLDATE="20220228")["Actor1Name"] == "A B C D"
    assert of(gdelt, SQLDATE="20221231")["Actor1Name"] == "'=HYPERLINK('http://evil.example';'a')"
    assert of(gdelt, SQLDATE="20220228")["SOURCEURL"] == "'\uff1dhttp://x.example/a b"


# ICEWS

ICEWS = (
    "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,"
    "Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"
)


@pytest.mark.parametrize("quoting", [csv.QUOTE_NONE, csv.QUOTE_MINIMAL])
def test_icews_reads_the_same_with_and_without_quoting(quoting: int, record: Path, tmp_path: Path) -> None:
    assert export(record, "icews", tmp_path / "out.tsv") == 7
    head, *found = read_tsv(tmp_path / "out.tsv", quoting)
    assert head == ICEWS.split(",")
    told = [dict(zip(head, row, strict=True)) for row in found]
    assert list(of(told, **{"Event Date": "2021-11-18"}).values())[1:] == [
        "2021-11-18", "Prak Sokhonn", "executive government", "Cambodia", "talks by telephone", "041", "1.5", "Japan",
        "executive government", "Japan", "r1", "", "Mekong Daily", "Phnom Penh", "", "22", "Cambodia", "11.5", "104.9",
    ]  # fmt: skip
    attack = of(told, **{"Event Date": "2022-02-28"})
    assert (attack["Target Name"], attack["Target Country"], attack["Publisher"]) == ("United Nations", "", "'unclosed")


# The network


def test_graphml_is_the_network_of_who_acts_on_whom(record: Path, tmp_path: Path) -> None:
    assert export(record, "graphml", tmp_path / "a.graphml") == 6
    graph = nx.read_graphml(tmp_path / "a.graphml")
    assert dict(graph.nodes(data="name")) == {
        "KHM": "Cambodia", "JPN": "Japan", "IGO:ASEAN": "ASEAN", "UNO": "United Nations", "IMG:A B C D": "A B C D", "<&>": "<&>",
    }  # fmt: skip
    assert graph.edges["KHM", "JPN"] == {
        "events": 2, "quad1": 2, "quad2": 0, "quad3": 0, "quad4": 0, "score": 2.0, "first_day": "2021-11-01", "last_day": "2021-11-30",
    }  # fmt: skip
    assert graph.edges["JPN", "KHM"]["events"] == 1
    assert "first_day" not in graph.edges["UNO", "JPN"]
    assert graph.edges["<&>", "UNO"]["events"] == 1


@pytest.mark.parametrize("form", ["csv", "gdelt", "icews", "graphml"])
def test_an_export_is_the_same_however_the_parts_fall(
    form: str, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(record, form, tmp_path / "whole")
    monkeypatch.setattr("dragoman.export.tables.REPORTS", 1)
    monkeypatch.setattr("dragoman.export.tables.BATCH", 1)
    export(record, form, tmp_path / "parts")
    whole, parts = contents(tmp_path / "whole"), contents(tmp_path / "parts")
    assert list(whole.values()) == list(parts.values())


# Cells


def runs(text: str) -> bool:
    """Whether a spreadsheet might run the text; said another way than by the program."""
    blank = next((n for n, char in enumerate(text) if unicodedata.category(char)[0] not in "ZC"), len(text))
    return text[:1] in {"\t", "\r", "\n"} or (text[blank:] or " ")[0] in "=+-@\uff1d\uff0b\uff0d\uff20"


LIKELY = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n \u00a0\u3000\u200b\u202e\ufeff'\"aé1;"
hostile_text = st.text(st.sampled_from(LIKELY) | st.characters(codec="utf-8"))


@given(hostile_text.filter(lambda text: all(unicodedata.category(char) != "Cn" for char in text)))
def test_no_cell_runs(text: str) -> None:
    (safe,) = neutral(pa.array([text])).to_pylist()
    assert safe == (f"'{text}" if runs(text) else text)


@given(st.lists(hostile_text, min_size=1))
def test_a_row_of_tsv_stays_one_row(texts: list[str]) -> None:
    (found,) = tsv_cells(pa.record_batch([[text] for text in texts], names=[str(n) for n in range(len(texts))])).to_pylist()
    for text in found.values():
        assert len(f"a{text}b".splitlines()) == 1
        assert not {"\t", '"'} & set(text)


def test_numbers_stay_numbers() -> None:
    batch = pa.record_batch([[-1.5], [-2], [None], [["-a", "b"]]], names=["a", "b", "c", "d"])
    assert csv_cells(batch).to_pylist() == [{"a": -1.5, "b": -2, "c": None, "d": "'-a;b"}]


# Where it goes


def test_an_unknown_format_is_refused_with_the_valid_ones(record: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"'xlsx' is no format; valid: jsonl, csv, parquet"):
        export(record, "xlsx", tmp_path / "a")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_is_there_is_only_replaced_on_demand(form: str, record: Path, empty: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export(empty, form, target)
    before = contents(target)
    with pytest.raises(StoreError, match="--overwrite"):
        export(record, form, target)
    assert contents(target) == before
    export(record, form, target, overwrite=True)
    assert contents(target) != before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def contents(target: Path) -> dict[str, bytes]:
    files = sorted(target.rglob("*")) if target.is_dir() else [target]
    return {file.name: file.read_bytes() for file in files}


def test_a_link_is_followed(record: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    export(record, "csv", tmp_path / "link", overwrite=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "events.csv").is_file()


@pytest.mark.parametrize(
    ("form", "name", "message"),
    [
        ("csv", "photos", r"holds holiday\.jpg"),
        ("jsonl", "photos", "is a folder"),
        ("csv", "letter.txt", "is a file"),
        ("jsonl", "record.duckdb", "the record itself"),
        ("parquet", ".", "the record itself"),
        ("jsonl", "nowhere/a.jsonl", "No such file or directory"),
        ("jsonl", "letter.txt/a.jsonl", "Not a directory"),
        ("jsonl", "a" * 300, "File name too long"),
    ],
)
def test_nothing_else_is_replaced(form: str, name: str, message: str, record: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").touch()
    (tmp_path / "letter.txt").touch()
    (tmp_path / "record.duckdb").write_bytes(record.read_bytes())
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreError, match=message):
        export(tmp_path / "record.duckdb", form, tmp_path / name, overwrite=True)
    assert sorted(tmp_path.rglob("*")) == before


@contextmanager
def full_disk() -> Iterator[None]:
    """This process may write no file of over a kilobyte, which is how a full disk looks to it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_leaves_what_was_there(form: str, record: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    if FORMATS[form].suffix == "folder":
        target.mkdir()
    else:
        target.write_text("before")
    before = contents(target)
    with full_disk(), pytest.raises(StoreError, match=r"cannot write .*File too large.* the disk has room"):
        export(record, form, target, overwrite=True)
    assert contents(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_there_must_be_a_record(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no record"):
        export(tmp_path / "none.duckdb", "csv", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
