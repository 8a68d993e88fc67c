"""The command line: what it prints where, and with which exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli.main import app
from dragoman.cli.terminal import plain

FAKE = Path(__file__).parent / "fake_dragoman.py"
BODY = "Talks between the minister of Cambodia and his counterpart went on.\n"

pytestmark = pytest.mark.usefixtures("fake_reader")


def run(*args: str | Path, stdin: str | bytes | None = None, width: int = 140) -> Result:
    return CliRunner().invoke(app, list(map(str, args)), input=stdin, env={"COLUMNS": str(width)})


def started(*args: str | Path, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, FAKE, *args], input=stdin, capture_output=True, check=False, timeout=60)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: A [bold]call[/bold]\ndate: 2021-11-20\npublisher: The Post\n---\n{BODY}")
    return path


def test_tables(report: Path) -> None:
    done = run("read", report)
    assert done.exit_code == 0
    assert "The Post · 2021-11-20 · A [bold]call[/bold]" in done.stdout
    assert "CONSULT:phone" in done.stdout
    assert "KHM Prak Sokhonn → JPN" in done.stdout
    assert "KHM Foreign Ministry" in done.stdout
    assert "Paris [Peace] Agreements" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr.startswith("1 read (1 new), 0 known, 0 set aside; 1 events; ")


@pytest.mark.parametrize("width", [20, 40, 60, 99, 100, 200])
def test_any_width(report: Path, width: int) -> None:
    done = run("read", report, width=width)
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= width


def test_narrow_terminals_get_blocks(report: Path) -> None:
    lines = run("read", report, width=70).stdout.splitlines()
    assert " 1 CONSULT:phone" in lines
    assert "   who: KHM Prak Sokhonn → JPN" in lines


def test_nothing_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("NOTHING happened.")
    done = run("read", tmp_path)
    assert done.exit_code == 0
    assert "nothing that the codebook codes" in done.stdout


def test_json_is_alone_on_standard_output(report: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text(BODY)
    done = run("read", "--json", tmp_path)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["report"]["title"] for record in records] == ["A [bold]call[/bold]", None]
    assert records[0]["events"][0]["spans"] == [[0, 5]]
    assert "b.txt: empty" in done.stderr
    assert "2 read, 1 set aside" in done.stderr
    assert done.exit_code == 0
    assert report.exists()


def test_details_from_the_command_line(report: Path) -> None:
    done = run("read", "--json", "--published", "2022-01-02", "--publisher", "X", "--title", "Y", report)
    told = json.loads(done.stdout)["report"]
    assert (told["published"], told["publisher"], told["title"]) == ("2022-01-02", "X", "Y")


def test_standard_input() -> None:
    lines = "\n".join(json.dumps({"id": name, "text": BODY}) for name in "ab")
    for args in (("read", "-", "--json"), ("read", "--json")):
        done = run(*args, stdin=lines)
        assert [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()] == ["a", "b"]


def test_everything_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    done = run("read", tmp_path / "a.txt", tmp_path / "none.txt")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "PNG image" in done.stderr
    assert "No such file" in done.stderr


def test_a_report_that_brings_the_reader_down(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("RAISE-VALUE here")
    (tmp_path / "b.txt").write_text(BODY)
    done = run("read", tmp_path)
    assert done.exit_code == 0
    assert "ValueError: a bad value" in done.stderr


WRONG: dict[str, tuple[str, ...]] = {
    "no command": (),
    "unknown command": ("write",),
    "unknown option": ("read", "--fast", "x"),
    "no day": ("read", "--published", "19/11/2021", "x"),
    "no number": ("read", "--explain", "one", "x"),
    "number zero": ("read", "--explain", "0", "x"),
    "no process": ("read", "--jobs", "0", "x"),
    "actors missing": ("read", "--actors", "none.tsv", "x"),
    "explain as JSON": ("read", "--explain", "1", "--json", "x"),
    "keep and do not": ("read", "--no-keep", "--db", "x.duckdb", "x"),
    "JSON is not kept": ("read", "--json", "--db", "x.duckdb", "x"),
    "no column": ("read", "--column", "body", "x"),
    "no field": ("read", "--column", "body=text", "x"),
    "no quad": ("events", "--quad", "5"),
    "two forms": ("events", "--json", "--csv"),
    "one party": ("events", "--between", "JPN"),
    "nothing to show": ("show",),
    "nothing to export to": ("export", "csv"),
    "no gold": ("evaluate", "none"),
    "no code": ("explain",),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage(case: str) -> None:
    done = run(*WRONG[case])
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_explain_event(report: Path) -> None:
    done = run("read", report, "--explain", "1")
    assert done.exit_code == 0
    assert "  trigger: [bold]Talks[/bold]" in done.stdout.splitlines()


def test_explain_event_that_is_not_there(report: Path) -> None:
    done = run("read", report, "--explain", "2")
    assert done.exit_code == 1
    assert "no event 2" in done.stderr
    assert "1 to 1" in done.stderr


def test_explain_code() -> None:
    done = run("explain", "AID", "CONSULT:phone")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["AID", "CONSULT:phone"]


def gold(folder: Path) -> Path:
    event: dict[str, Any] = {
        "type": "CONSULT",
        "aux": "actual",
        "actors": [{"country": "KHM"}],
        "recipients": [{"country": "JPN"}],
    }
    record = {"report": {"id": "r", "text": BODY}, "events": [event | {"evidence": ["Talks"], "modes": ["phone"]}]}
    (folder / "r.json").write_text(json.dumps(record | {"statements": [], "commitments": []}))
    return folder


def test_evaluate(tmp_path: Path) -> None:
    done = run("evaluate", gold(tmp_path))
    assert done.exit_code == 0
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["act", "1", "1", "1", "1.000", "1.000", "1.000"] in rows
    assert ["CONSULT", "1", "1"] + ["1", "1.000", "1.000", "1.000"] * 2 in rows


def test_evaluate_records_that_are_there(tmp_path: Path) -> None:
    coded = tmp_path / "coded.jsonl"
    coded.write_text("")
    done = run("evaluate", gold(tmp_path), "--coded", coded, "--json")
    told = json.loads(done.stdout)
    assert told["act"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 1, "coded": 0}
    assert told["reports"] == {"gold": 1, "missing": 1}


def test_foreseen_errors_have_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("RAISE-MODEL here")
    for args, status in ((("read", tmp_path / "a.txt"), 1), (("evaluate", tmp_path), 1), (("explain", "AIDS"), 2)):
        done = started(*args)
        assert done.returncode == status
        assert done.stderr.startswith(b"dragoman: ")
        assert b"Traceback" not in done.stderr


def test_several_processes(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{number} {BODY}")
    done = started("read", "--json", "--jobs", "2", tmp_path)
    assert [json.loads(line)["report"]["text"][0] for line in done.stdout.splitlines()] == list("01234")


def test_broken_pipe(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": BODY}) + "\n")
    path.write_text(path.read_text() * 3000)
    for more in ("--no-keep", "--json"):
        with subprocess.Popen(
            [sys.executable, FAKE, "read", path, more], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as program:
            assert program.stdout is not None
            assert program.stderr is not None
            program.stdout.readline()
            program.stdout.close()
            assert program.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_behind_standard_output(report: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, FAKE, "read", "--json", report], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"cannot write the answer" in done.stderr
    assert b"Traceback" not in done.stderr


def test_workers_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": f"{number} {BODY}"}) + "\n" for number in range(20_000)))
    with subprocess.Popen(
        [sys.executable, FAKE, "read", "--json", "--jobs", "2", tmp_path / "a.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as program:
        assert program.stdout is not None
        program.stdout.readline()
        program.kill()
        program.stdout.read()  # comes to an end only when the workers, who hold the pipe too, have ended


def test_text_that_no_terminal_encoding_holds(report: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, FAKE, "read", report], capture_output=True, check=False, env=environment)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_the_command_line_starts_without_the_model() -> None:
    check = "import sys, dragoman.cli.main; sys.exit(bool({'numpy', 'onnxruntime', 'trafilatura'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_version() -> None:
    assert run("--version").stdout.startswith("dragoman 0.")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("left \u202eright\u202c", "left \\u202eright\\u202c"),
        ("Phnom\u200bPenh\ufeff", "PhnomPenh"),
        ("\ud800", "\\ud800"),
        ("\u2028x\u00a0y", "x y"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown
