"""Tables and JSON under the user's own names of columns; rows that are bad, and tables without end."""

import io
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_extensions import Buffer

from dragoman.record import Rejection, Report
from dragoman.sources import Details, Options, find, read_inputs
from dragoman.sources.options import Meter
from dragoman.sources.stream import counted
from dragoman.sources.table import table_reports
from test_sources import read_all, read_one, reason, stored

WORDS = "The minister said that Japan would help."
MINE = Options(columns={"text": "Body", "published": "Datum"})


def read_mine(path: Path, options: Options = MINE) -> list[Report | Rejection]:
    return list(read_inputs(find([str(path)]), options))


def fields(report: Report | Rejection) -> tuple[str | None, ...]:
    assert isinstance(report, Report), report
    return report.text, report.title, report.published, report.publisher, report.url


TABLES = {
    "commas": f"text,title,date,source,link\n{WORDS},T,2021-11-19,P,U\n",
    "semicolons": f"Title;Full text;x;Text;Published;Publisher;URL\nT;a, b;c;{WORDS};2021-11-19T08:00:00Z;P;U",
    "tabs": f"headline\tbody\tpubdate\toutlet\turl\r\nT\t{WORDS}\tFri, 19 Nov 2021 23:00:00 -0700\tP\tU\r\n",
    "bars": f"Article|Headline|Publication Date|Newspaper|Link\n{WORDS}|T|2021-11-19|P|U",
    "quotation marks": f'"text","title","date","source","link"\n"{WORDS}","T","2021-11-19","P","U"\n',
    "blank lines": f"\n\ntext,title,date,source,link\n\n{WORDS},T,2021-11-19,P,U\n,,,,\n",
    "the better name first": f"content,text,title,date,source,link\nx,{WORDS},T,2021-11-19,P,U\n",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("case", TABLES)
def test_tables(tmp_path: Path, case: str, encoding: str) -> None:
    report = read_one(stored(tmp_path, "a.csv", TABLES[case].encode(encoding)))
    assert fields(report) == (WORDS, "T", "2021-11-19", "P", "U")


def test_a_tab_table_and_its_ids(tmp_path: Path) -> None:
    report = read_one(stored(tmp_path, "a.TSV", f"doc_id\ttext\n7\t{WORDS}\n"))
    assert (report.id, report.text) == ("7", WORDS)


def test_cells_over_several_lines(tmp_path: Path) -> None:
    report = read_one(stored(tmp_path, "a.csv", 'text,title\r\n"He said ""yes"".\r\n\r\nThen, he left.",T\r\n'))
    assert report.text == 'He said "yes".\n\nThen, he left.'


def test_a_bad_row_is_set_aside_alone(tmp_path: Path) -> None:
    rows = [
        b"text,date",
        f"{WORDS},2021-11-19".encode(),
        f"{WORDS},19/11/2021".encode(),
        f"{WORDS},2021-11-19,more".encode(),
        b",2021-11-19",
        b"The minister\0spoke.,2021-11-19",
        "The “minister” spoke – of it,2021-11-19".encode("cp1252"),
        b"The \xff\x81 minister,2021-11-19",
        b"The minister spoke.",
    ]
    path = stored(tmp_path, "a.csv", b"\n".join(rows))
    found = read_all(path)
    told = {one.source.removeprefix(f"{path}, "): one.reason.split(":")[0] for one in found if isinstance(one, Rejection)}
    assert told == {
        "row 3": "'19/11/2021' is no day of the calendar; write the day of publication as YYYY-MM-DD, like 2021-11-19",
        "row 4": "3 cells under 2 columns",
        "row 5": "empty",
        "row 6": "not text",
        "row 8": "broken text",
    }
    assert [one.text for one in found if isinstance(one, Report)] == [WORDS, "The “minister” spoke – of it", "The minister spoke."]


def test_very_long_cells(tmp_path: Path) -> None:
    long = "The minister spoke of it. " * 38_000
    path = stored(tmp_path, "a.csv", f"text\n{long}\n{long * 2}\n{WORDS}\n")
    found = read_all(path)
    assert [isinstance(one, Report) for one in found] == [True, False, True]
    assert isinstance(found[1], Rejection) and "too large" in found[1].reason


def test_a_quotation_mark_that_is_not_closed(tmp_path: Path) -> None:
    path = stored(tmp_path, "a.csv", f'text,title\n{WORDS},T\n"' + "x, y\n" * 4_500_000)
    found = read_all(path)
    assert [type(one) for one in found] == [Report, Rejection]
    assert isinstance(found[1], Rejection) and "quotation mark" in found[1].reason


class Endless(io.RawIOBase):
    """A table that does not end."""

    def __init__(self, row: bytes) -> None:
        self._rest, self._row = b"text,title\n", row * (65_536 // len(row) + 1)

    def readable(self) -> bool:
        return True

    def readinto1(self, buffer: Buffer, /) -> int:
        place = memoryview(buffer)
        count = len(place)
        while len(self._rest) < count:
            self._rest += self._row
        place[:], self._rest = self._rest[:count], self._rest[count:]
        return count


def test_a_table_is_read_row_by_row() -> None:
    meter = Meter()
    rows = table_reports("t", counted(Endless(f"{WORDS},T\n".encode()), meter), Options(given=Details(publisher="P")))
    for _ in range(1000):
        assert fields(next(rows)) == (WORDS, "T", None, "P", None)
    assert meter.done < 1_000_000


def test_a_table_without_texts_names_its_columns(tmp_path: Path) -> None:
    told = reason(stored(tmp_path, "a.csv", "Datum,Beschreibung\n1,2\n"))
    assert "'Datum', 'Beschreibung'" in told and "--column text=NAME" in told


def test_ones_own_columns(tmp_path: Path) -> None:
    path = stored(tmp_path, "a.csv", f"text,body ,Datum,title\nx,{WORDS},2021-11-19,T\n")
    (found,) = read_mine(path)
    assert fields(found)[:3] == (WORDS, "T", "2021-11-19")


MISSING = {
    "a.csv": f"Body,Date\n{WORDS},2021-11-19\n{WORDS},2021-11-19\n",
    "a.json": json.dumps([{"Body": WORDS, "Date": "2021-11-19"}] * 2),
    "a.jsonl": "not JSON\n" + (json.dumps({"Body": WORDS, "Date": "2021-11-19"}) + "\n") * 2,
}


@pytest.mark.parametrize("name", MISSING)
def test_a_chosen_column_that_is_not_there_is_told_once(tmp_path: Path, name: str) -> None:
    path = stored(tmp_path, name, MISSING[name])
    *others, told = read_mine(path)
    assert isinstance(told, Rejection) and told.source == str(path)
    assert "'Datum'" in told.reason and "'Body', 'Date'" in told.reason
    assert len(others) == (name == "a.jsonl")


def test_a_field_that_no_report_has(tmp_path: Path) -> None:
    (told,) = read_mine(stored(tmp_path, "a.csv", f"text\n{WORDS}\n"), Options(columns={"author": "text"}))
    assert isinstance(told, Rejection) and "'author'" in told.reason and "published" in told.reason


def test_json_under_ones_own_names(tmp_path: Path) -> None:
    objects = [{"Body": WORDS, "Datum": "2021-11-19", "headline": "T"}, {"Body": WORDS, "headline": {"de": "x"}}, {"Datum": "2021-11-19"}]
    found = read_mine(stored(tmp_path, "a.json", json.dumps(objects)))
    assert fields(found[0])[:3] == (WORDS, "T", "2021-11-19")
    assert fields(found[1])[:3] == (WORDS, None, None)
    assert isinstance(found[2], Rejection) and "`text`" in found[2].reason


def test_json_under_common_names(tmp_path: Path) -> None:
    value = {"body": WORDS, "Date": "Fri, 19 Nov 2021 08:00:00 GMT", "source": {"name": "P"}, "link": None}
    assert fields(read_one(stored(tmp_path, "a.json", json.dumps(value)))) == (WORDS, None, "2021-11-19", None, None)


def standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes, options: Options) -> Iterator[Report | Rejection]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    return read_inputs(find(["-"]), options)


def test_a_table_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    table = f"\nBody,Datum\n{WORDS},2021-11-19\n".encode()
    (found,) = standard_input(monkeypatch, table, MINE)
    assert fields(found)[:3] == (WORDS, None, "2021-11-19")
    (found,) = standard_input(monkeypatch, table, Options())
    assert isinstance(found, Report) and found.text.startswith("Body,Datum")
    (found,) = standard_input(monkeypatch, json.dumps({"Body": WORDS, "Datum": "2021-11-19"}).encode(), MINE)
    assert fields(found)[0] == WORDS


def test_many_rows_in_seconds(tmp_path: Path) -> None:
    path = stored(tmp_path, "a.csv", "text,title\n" + "1,x\n" * 200_000 + f"{WORDS},T")
    start = time.monotonic()
    found = [type(one) for one in read_inputs([str(path)], Options())]
    assert (len(found), found[-1]) == (200_001, Report)
    assert time.monotonic() - start < 5
