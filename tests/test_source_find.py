"""Which files are found, and how far a run says that it has come."""

import io
import os
import sys
from pathlib import Path

import pytest

from dragoman.record import Rejection, Report
from dragoman.sources import Meter, Options, find, read_inputs
from test_sources import BODY, read_one, reason, stored

NAMES = ("b.txt", "a.md", "deep/c.TXT", "deep/er/d.pdf", "e.warc.gz", "no.log", ".hidden/f.txt", ".g.txt", "deep/.h.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        stored(tmp_path, name, BODY)
    return tmp_path


def found_in(folder: Path, *inputs: str) -> list[str]:
    """What is found, as it is called in the folder; rejections by what they are about, with a mark."""
    return [
        f"!{Path(one.source).relative_to(folder).as_posix()}"
        if isinstance(one, Rejection)
        else Path(one).relative_to(folder).as_posix()
        for one in find(inputs)
    ]


def test_a_folder_is_walked_in_order(folder: Path) -> None:
    assert found_in(folder, str(folder)) == ["a.md", "b.txt", "deep/c.TXT", "deep/er/d.pdf", "e.warc.gz"]


PATTERNS = {
    "*.txt": ["b.txt"],
    "**/*.txt": ["b.txt"],
    "**/*.TXT": ["deep/c.TXT"],
    "deep/**": ["deep/c.TXT", "deep/er/d.pdf"],
    "*/c.*": ["deep/c.TXT"],
    "[ab].*": ["a.md", "b.txt"],
    ".*.txt": [".g.txt"],
    "?.log": ["!?.log"],
    "none/*.txt": ["!none/*.txt"],
    "a**b": ["!a**b"],
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns(folder: Path, pattern: str) -> None:
    assert found_in(folder, str(folder / pattern)) == PATTERNS[pattern]


def test_a_relative_pattern(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "deep")
    assert list(find(["*.TXT", "../*.md"])) == ["c.TXT", os.path.join("..", "a.md")]  # noqa: PTH118  what the system writes


def test_a_file_that_is_called_like_a_pattern(folder: Path) -> None:
    stored(folder, "[b].txt", BODY)
    assert found_in(folder, str(folder / "[b].txt")) == ["[b].txt"]


def test_circles_of_links_end(folder: Path) -> None:
    for name in ("x", "y", "deep/z"):
        (folder / name).symlink_to(folder, target_is_directory=True)
    expected = ["a.md", "b.txt", "deep/c.TXT", "deep/er/d.pdf", "e.warc.gz"]
    assert found_in(folder, str(folder)) == expected
    assert found_in(folder, str(folder / "**/*.txt")) == ["b.txt"]


def test_folders_deeper_than_calls_can_be(tmp_path: Path) -> None:
    paths = [tmp_path / ("d/" * depth) for depth in range(1, 1100)]
    for path in paths:
        path.mkdir()
    (told,) = find([str(tmp_path)])
    for path in reversed(paths):  # what clears up after tests calls itself for each of them
        path.rmdir()
    assert isinstance(told, Rejection) and "no reports" in told.reason


def test_a_folder_that_may_not_be_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> list[Path]:
        if path.name == "deep":
            raise PermissionError(13, "Permission denied")
        return sorted(Path(entry) for entry in os.scandir(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "!deep" in found_in(folder, str(folder))


ODD = ("line\nbreak.txt", "tab\tand 'quotes\".txt", "\u202eright.txt", "-.txt", "https:.txt", "half\udc80.txt")


@pytest.mark.parametrize("name", ODD)
def test_a_file_name_with_odd_characters(tmp_path: Path, name: str) -> None:
    path = stored(tmp_path, name, BODY)
    assert read_one(path).text == BODY
    assert read_one(tmp_path).text == BODY


def test_an_odd_name_is_told_as_it_is(tmp_path: Path) -> None:
    path = stored(tmp_path, "line\nbreak.txt", "")
    (told,) = read_inputs(find([str(path)]), Options())
    assert isinstance(told, Rejection) and told.source == str(path)


@pytest.mark.parametrize("name", ["x" * 5000, "x" * 5000 + "*", "a\0b", "a\0b/*", "*\0"])
def test_names_that_no_file_can_have(name: str) -> None:
    assert "name" in reason(name)


def test_an_unlisted_ending_is_told_by_its_beginning(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><body><article><p>{BODY * 3}</p></article></body></html>"
    assert "<" not in read_one(stored(tmp_path, "page.asp", page)).text
    assert read_one(stored(tmp_path, "a.log", BODY)).text == BODY


def test_a_meter_moves_to_its_end(tmp_path: Path) -> None:
    lines = "".join(f'{{"text": "The minister spoke of it on day {number}."}}\n' for number in range(10_000))
    sizes = [stored(tmp_path, name, text).stat().st_size for name, text in {"a.jsonl": lines, "b.txt": BODY, "c.png": "x"}.items()]
    meter = Meter()
    seen = [meter.done for _ in read_inputs(find([str(tmp_path), str(tmp_path / "none.txt")]), Options(), meter)]
    assert meter.total == sum(sizes[:2]) == meter.done
    assert seen == sorted(seen)
    assert len(set(seen)) > 5, "it moves within a file"


def test_a_meter_is_moved_over_what_is_not_read(tmp_path: Path) -> None:
    path = stored(tmp_path, "a.txt", b"The minister spoke. " * 1_200_000)
    meter = Meter()
    assert isinstance(next(read_inputs([str(path)], Options(), meter)), Rejection)
    list(read_inputs([str(path)], Options(), meter := Meter()))
    assert meter.done == meter.total == path.stat().st_size


def test_a_pipe_has_no_total(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    names = [str(stored(tmp_path, "a.txt", BODY)), str(tmp_path / "pipe")]
    meter = Meter()
    assert isinstance(next(read_inputs(names, Options(), meter)), Report)
    assert meter.total is None


def test_standard_input_has_no_total(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BODY.encode())))
    meter = Meter()
    found = list(read_inputs(find([str(stored(tmp_path, "a.txt", BODY)), "-"]), Options(), meter))
    assert all(isinstance(one, Report) for one in found)
    assert (meter.total, meter.done) == (None, 2 * len(BODY.encode()))
