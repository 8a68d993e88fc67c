"""What comes in: every kind of file that is read, and every kind that is set aside, with its reason."""

import io
import json
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import InputError, Rejection, Report
from dragoman.sources import Details, Options, day, find, make_report, read_inputs
from dragoman.sources.decode import decode
from dragoman.sources.text import front_matter, headline

BODY = "PHNOM PENH, Nov. 19 — The minister said that Japan would help the peacekeepers of Cambodia.\n"
NOTHING = Details()


def read_all(*paths: Path | str, details: Details = NOTHING) -> list[Report | Rejection]:
    return list(read_inputs(find(map(str, paths)), Options(given=details)))


def read_one(path: Path | str, details: Details = NOTHING) -> Report:
    (found,) = read_all(path, details=details)
    assert isinstance(found, Report), found
    return found


def reason(path: Path | str) -> str:
    (found,) = read_all(path)
    assert isinstance(found, Rejection)
    return found.reason


def stored(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8

SET_ASIDE: dict[str, tuple[str, str | bytes, str]] = {
    "empty": ("a.txt", "", "empty"),
    "blank": ("a.txt", " \n\t\n", "empty"),
    "byte-order mark alone": ("a.txt", b"\xef\xbb\xbf", "empty"),
    "image": ("a.png", PNG, "PNG image"),
    "image under another name": ("a.txt", PNG, "PNG image"),
    "JPEG": ("a.md", b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG image"),
    "damaged PDF under another name": ("a.txt", b"%PDF-1.7\n...", "damaged: the PDF file"),
    "damaged archive under another name": ("a.txt", b"PK\x03\x04....", "damaged: the DOCX file"),
    "old office document": ("a.doc", b"\xd0\xcf\x11\xe0....", "old office document"),
    "gzip": ("a.txt", b"\x1f\x8b\x08\x00", "gzip"),
    "NUL bytes": ("a.txt", b"The minister\0said", "NUL"),
    "UTF-16 without its mark": ("a.txt", BODY.encode("utf-16-le"), "NUL"),
    "control characters": ("a.txt", bytes(range(1, 32)) * 20, "control characters"),
    "broken UTF-8": ("a.txt", ("Zürich “spoke” " * 5).encode() + b"\xc3", "broken text: byte"),
    "broken UTF-8, line told": ("a.txt", "é\né ".encode() + b"\xff\xfe\x81", "(line 2)"),
    "broken UTF-16": ("a.txt", BODY.encode("utf-16")[:-1], "UTF-16"),
    "another 8-bit encoding": ("a.txt", "Министр сказал, что помощь придёт.".encode("koi8-r"), "broken text"),
    "no letters": ("a.txt", "2021-11-19 … 12,5 % — 33\n", "no letters"),
    "zero-width only": ("a.txt", "\u200b\u200d\ufeff\u200b", "no letters"),
    "French": (
        "a.txt",
        "Le ministre des Affaires étrangères a rencontré jeudi son homologue japonais et a promis une aide supplémentaire.",
        "looks like French (fr)",
    ),
    "Khmer": ("a.txt", "រដ្ឋមន្ត្រីក្រសួងការបរទេសបានជួបពិភាក្សាជាមួយសមភាគីជប៉ុននៅរាជធានីភ្នំពេញកាលពីថ្ងៃព្រហស្បតិ៍" * 2, "not English"),
    "page without an article": (
        "a.html",
        "<!doctype html><html><head><title>x</title></head><body></body></html>",
        "no article",
    ),
    "a million nested tags": ("a.html", "<div>" * 1_000_000, "nested too deeply"),
    "a hundred thousand elements": ("a.xhtml", "<p>x</p>" * 100_000, "too large"),
    "a comment from which the parser does not come back": ("a.html", "<!--" * 3_000_000, "too large"),
    "bad JSON": ("a.json", '{\n "text": "The minister"\n "title"}', "line 3"),
    "deep JSON": ("a.json", "[" * 100_000, "bad JSON"),
    "empty JSON": ("a.json", "", "empty"),
    "JSON without text": ("a.json", '{"title": "x"}', "`text`"),
    "JSON of another kind": ("a.json", "17", "Expected `object`"),
    "JSON text of another kind": ("a.json", '{"text": 5}', "Expected `str`"),
    "half a character in JSON": ("a.json", '{"text": "The \\ud83d minister"}', "half characters"),
    "NUL in JSON": ("a.json", '{"text": "The \\u0000 minister"}', "NUL"),
    "no date": ("a.md", f"---\ndate: next Friday\n---\n{BODY}", "YYYY-MM-DD"),
}


@pytest.mark.parametrize("case", SET_ASIDE)
def test_set_aside(tmp_path: Path, case: str) -> None:
    name, content, expected = SET_ASIDE[case]
    assert expected in reason(stored(tmp_path, name, content))


def test_missing_file(tmp_path: Path) -> None:
    assert "No such file" in reason(tmp_path / "none.txt")
    assert "cannot be opened" in reason("a\0b")


def test_empty_folder(tmp_path: Path) -> None:
    assert "no reports" in reason(tmp_path)


def test_fifty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        for _ in range(50):
            stream.write(b"The minister spoke. " * 50_000)
    assert "too large" in reason(path)
    (tmp_path / "big.jsonl").write_bytes(path.read_bytes()[:21_000_000])
    assert "too large" in reason(tmp_path / "big.jsonl")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert read_one(stored(tmp_path, "a.txt", BODY.encode(encoding))).text == BODY


def test_windows_1252_is_read_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = "The minister said “we shall help” – and the café’s owner thanked Côte d’Ivoire for it.\n"
    assert read_one(stored(tmp_path, "a.txt", text.encode("cp1252"))).text == text
    assert "Windows-1252" in caplog.text


def test_odd_characters_are_kept(tmp_path: Path) -> None:
    text = "The minister said \u202eabc\u202c that \u200bPhnom\u200d Penh and مصر and \U0001f54a would help.\n"
    assert read_one(stored(tmp_path, "a.txt", text)).text == text


def test_line_ends(tmp_path: Path) -> None:
    assert read_one(stored(tmp_path, "a.txt", "The minister\r\nspoke\rof it.")).text == "The minister\nspoke\nof it."


HEADLINES = {
    "a headline": (f"Japan pledges help\n\n{BODY}", "Japan pledges help", BODY),
    "a Markdown heading": (f"# Japan pledges help\n\n{BODY}", "Japan pledges help", BODY),
    "blank lines first": (f"\n\nJapan pledges help\n\n\n{BODY}", "Japan pledges help", BODY),
    "no blank line": (f"Japan pledges help\n{BODY}", None, None),
    "a full stop": (f"Japan pledged help.\n\n{BODY}", None, None),
    "a full stop in quotation marks": (f"“Japan pledged help.”\n\n{BODY}", None, None),
    "too long": (f"{'Japan pledges ' * 15}\n\n{BODY}", None, None),
    "nothing after it": ("Japan pledges help\n\n", None, None),
}


@pytest.mark.parametrize("case", HEADLINES)
def test_headline(case: str) -> None:
    text, title, body = HEADLINES[case]
    assert headline(text) == (title, text if body is None else body)


def test_a_given_title_is_not_read_twice(tmp_path: Path) -> None:
    path = stored(tmp_path, "a.txt", f"Japan pledges help\n\n{BODY}")
    assert read_one(path, Details(title="Japan  pledges help")).text == BODY
    other = read_one(path, Details(title="Another"))
    assert (other.title, other.text) == ("Another", f"Japan pledges help\n\n{BODY}")


def test_front_matter(tmp_path: Path) -> None:
    content = f'---\ntitle: "A: call"\ndate: 2021-11-20T08:00:00+07:00\npublisher: The Post\nlayout: x\n---\n\n# A: call\n\n**{BODY}'
    report = read_one(stored(tmp_path, "a.md", content))
    assert (report.title, report.published, report.publisher) == ("A: call", "2021-11-20", "The Post")
    assert report.text == f"**{BODY}"
    assert report.id.startswith("rep-")


def test_rule_is_no_front_matter() -> None:
    text = f"{BODY}\n---\ntitle: x\n---\n"
    assert front_matter(text) == (Details(), text)


PAGE = """<!doctype html><html><head><title>Japan pledges help | The Post</title>
<meta property="og:site_name" content="The Post"><link rel="canonical" href="https://example.org/a">
<meta property="article:published_time" content="2021-11-19T08:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Japan pledges help</h1><p>The minister said on Friday that Japan would give help to the peacekeepers of
Cambodia, which the two had discussed before.</p><p>He thanked the government of Japan for its help with the café’s
mines in the past, and invited his counterpart to visit.</p></article></body></html>"""


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml"])
def test_page(tmp_path: Path, name: str) -> None:
    report = read_one(stored(tmp_path, name, PAGE))
    expected = ("Japan pledges help", "2021-11-19", "The Post", "https://example.org/a")
    assert (report.title, report.published, report.publisher, report.url) == expected
    assert report.text.startswith("The minister said")
    assert "Home" not in report.text


def test_page_in_its_own_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">')
    assert "café’s" in read_one(stored(tmp_path, "a.html", page.encode("cp1252"))).text


OBJECTS = {
    "wrapped": {
        "report": {"id": "r1", "text": BODY, "title": "T", "published": "2021-11-19", "publisher": None},
        "events": [],
    },
    "bare": {"id": "r1", "text": BODY, "title": "T", "published": "2021-11-19", "more": [1]},
}


@pytest.mark.parametrize("case", OBJECTS)
def test_json(tmp_path: Path, case: str) -> None:
    report = read_one(stored(tmp_path, "a.json", json.dumps(OBJECTS[case])))
    assert (report.id, report.text, report.title, report.published) == ("r1", BODY, "T", "2021-11-19")


def test_json_list(tmp_path: Path) -> None:
    found = read_all(stored(tmp_path, "a.json", json.dumps([OBJECTS["bare"], {"text": ""}])))
    assert isinstance(found[0], Report)
    assert isinstance(found[1], Rejection)
    assert found[1].source.endswith("a.json (report 2)")


def test_json_lines(tmp_path: Path) -> None:
    lines = [json.dumps(OBJECTS["bare"]), "", '{"text": ', json.dumps({"text": BODY, "id": 7})]
    found = read_all(stored(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [getattr(one, "id", None) for one in found] == ["r1", None, "7"]
    assert isinstance(found[1], Rejection)
    assert found[1].source.endswith("a.jsonl, line 3")


def test_what_follows_a_line_that_is_too_long_is_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": BODY}), json.dumps({"text": "x" * 21_000_000}), json.dumps({"text": BODY * 2})]
    found = read_all(stored(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [one.text for one in found if isinstance(one, Report)] == [BODY, BODY * 2]
    assert [one.source[-6:] for one in found if isinstance(one, Rejection)] == ["line 2"]


@pytest.mark.parametrize(("name", "content"), [("a.csv", "text,date\n"), ("a.jsonl", "\n"), ("a.json", "[]")])
def test_an_input_without_a_report_is_named(tmp_path: Path, name: str, content: str) -> None:
    assert reason(stored(tmp_path, name, content)).startswith("no reports")


def test_other_ways_to_a_page_are_refused() -> None:
    assert "only addresses that begin with http" in reason("file:///etc/passwd")


def test_a_title_from_elsewhere_leaves_the_page_as_it_is(tmp_path: Path) -> None:
    path = stored(tmp_path, "a.html", PAGE)
    assert read_one(path, Details(title="Another")).text == read_one(path).text


def test_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "deep/c.TXT", "no.csv", ".hidden/d.txt", ".e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        stored(tmp_path, name, f"{name}: {BODY}")
    found = read_all(tmp_path)
    assert [one.text.split(":")[0] for one in found if isinstance(one, Report)] == ["a.md", "b.txt", "deep/c.TXT"]


STREAMS = {
    "text": (f"Japan pledges help\n\n{BODY}", [BODY]),
    "lines": (json.dumps(OBJECTS["bare"]) + "\n" + json.dumps({"text": BODY * 2}), [BODY, BODY * 2]),
    "one object over several lines": (json.dumps(OBJECTS["wrapped"], indent=1), [BODY]),
    "text after blank lines": (f"\n\n{BODY}", [BODY]),
    "text with a bracket": (f"[Photo] {BODY}", [f"[Photo] {BODY}"]),
}


@pytest.mark.parametrize("case", STREAMS)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    content, texts = STREAMS[case]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert [one.text for one in read_all("-") if isinstance(one, Report)] == texts


def test_page_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert read_one("-").title == "Japan pledges help"


def test_nothing_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert reason("-").startswith("empty")


def test_short_text_in_another_language_is_let_through() -> None:
    assert make_report("Le ministre a parlé.", NOTHING).text


def test_names_alone_are_not_taken_for_another_language() -> None:
    names = "Prak Sokhonn, Hun Manet, Motegi Toshimitsu; Phnom Penh, Siem Reap, Battambang, Kampong Cham, Takeo, ASEAN."
    assert make_report(names, NOTHING).text == names


def test_same_text_same_id() -> None:
    assert make_report(BODY, NOTHING).id == make_report(BODY, Details(title="x")).id
    assert make_report(BODY, Details(id="mine")).id == "mine"


@pytest.mark.parametrize("value", ["2021-11-19", " 2021-11-19 ", "2021-11-19T08:00:00Z", "2021-11-19 08:00"])
def test_day(value: str) -> None:
    assert day(value) == "2021-11-19"


@pytest.mark.parametrize(
    "value", ["", "2021-02-30", "19/11/2021", "2021", "20211119", "2021-11-1", "yesterday", "2021-11-19x"]
)
def test_no_day(value: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        day(value)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        report = make_report(decode(data), NOTHING)
    except InputError as error:
        assert len(str(error)) > 20  # noqa: PT017  either outcome is right
    else:
        assert any(unicodedata.category(char)[0] == "L" for char in report.text)


@given(st.text(max_size=200))
def test_headline_and_body_are_the_text(text: str) -> None:
    title, body = headline(text)
    assert body in text
    assert title is None or title in text
