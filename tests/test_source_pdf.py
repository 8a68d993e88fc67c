"""PDF files: paragraphs out of lines, and files that are broken, locked, scanned, too long or made to do harm."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from dragoman.record import InputError
from dragoman.sources import Details, pdf
from dragoman.sources.pages import Line, paragraphs
from test_sources import read_one, reason, stored

Print = tuple[int, int, int, str]
"""Points from the left and from the foot, size of print, and words."""


def pdf_file(pages: Iterable[Sequence[Print]], info: str = "", trailer: str = "") -> bytes:
    """A PDF file with these lines on its pages."""
    contents = ["".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n" for x, y, size, words in page) for page in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        resources = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append(f"<< {info} >>")
    return _with_table([text.encode("cp1252") for text in objects], trailer)


def _with_table(objects: list[bytes], trailer: str) -> bytes:
    data, places = b"%PDF-1.7\n", []
    parts = [data]
    size = len(data)
    for number, content in enumerate(objects, 1):
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        places.append(b"%010d 00000 n \n" % size)
        size += len(parts[-1])
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    end = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R %b >>\nstartxref\n%d\n%%%%EOF" % (
        count,
        count - 1,
        trailer.encode(),
        size,
    )
    return b"".join([*parts, head, *places, end])


def column(*lines: str, top: int = 720, left: int = 72, size: int = 11, step: int = 14) -> list[Print]:
    """Lines under each other."""
    return [(left, top - step * number, size, words) for number, words in enumerate(lines)]


FIRST = [
    (72, 800, 9, "The Post, 19 November 2021"),
    (72, 760, 20, "Japan pledges help"),
    *column(
        "The minister said on Friday that Japan would give help to the peace-",
        "keepers of Cambodia, which the two of them had discussed at a long-",
        "term meeting before, and with the Asia-",
        "Pacific group.",
    ),
    *column("He thanked the government of Japan for its long-term help with mines", "in the past, and", top=650),
    (290, 30, 9, "1"),
]
SECOND = [
    (72, 800, 9, "The Post, 19 November 2021"),
    *column("invited his counterpart to visit."),
    *column("A third paragraph stands here, and it is indented, as books do it.", top=706, left=90),
    (290, 30, 9, "Page 2 of 2"),
]
TEXT = """The minister said on Friday that Japan would give help to the peacekeepers of Cambodia, which the two of them had discussed at a \
long-term meeting before, and with the Asia-Pacific group.

He thanked the government of Japan for its long-term help with mines in the past, and invited his counterpart to visit.

A third paragraph stands here, and it is indented, as books do it."""


def test_pages_become_paragraphs(tmp_path: Path) -> None:
    report = read_one(stored(tmp_path, "a.pdf", pdf_file([FIRST, SECOND], "/CreationDate (D:20200101000000)")))
    assert (report.title, report.published) == ("Japan pledges help", None)
    assert report.text == TEXT


def test_two_columns(tmp_path: Path) -> None:
    left = column("The minister said on Friday", "that Japan would help, and he", left=72)
    right = column("thanked the government for it.", "The two had met before.", left=320)
    assert read_one(stored(tmp_path, "a.pdf", pdf_file([left + right]))).text.startswith(
        "The minister said on Friday that Japan would help, and he thanked the government for it."
    )


TITLES = {
    "Japan pledges help to Cambodia": "Japan pledges help to Cambodia",
    "Microsoft Word - x.doc": "Japan pledges help",
    "press release final.docx": "Japan pledges help",
    "Untitled 1": "Japan pledges help",
    "release": "Japan pledges help",
    "": "Japan pledges help",
}


@pytest.mark.parametrize("title", TITLES)
def test_title(tmp_path: Path, title: str) -> None:
    assert read_one(stored(tmp_path, "a.pdf", pdf_file([FIRST, SECOND], f"/Title ({title})"))).title == TITLES[title]


def test_a_pdf_under_another_name(tmp_path: Path) -> None:
    assert read_one(stored(tmp_path, "a.txt", pdf_file([FIRST, SECOND]))).title == "Japan pledges help"


LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) /P -4 >>"
FAULTS = {
    "locked": (pdf_file([FIRST], trailer=f"{LOCK} /ID [<00> <00>]"), "password"),
    "scanned": (pdf_file([[]]), "recognise"),
    "cut off": (pdf_file([FIRST])[:300], "damaged"),
    "no pages": (b"%PDF-1.7\n...", "damaged"),
    "another language": (pdf_file([column(*["Le ministre a promis une aide, et il a dit que la France aidera."] * 9)]), "French"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults(tmp_path: Path, case: str) -> None:
    content, expected = FAULTS[case]
    assert expected in reason(stored(tmp_path, "a.pdf", content))


def many_pages(lines: int) -> bytes:
    """A long document in which every page names its own day, in letters, since numbers at the edge of pages are dropped."""
    days = ("".join(chr(97 + int(digit)) for digit in str(page)) for page in range(2000))
    return pdf_file(column("The Post", *[f"The minister said on {day} that Japan would help."] * lines) for day in days)


def test_two_thousand_pages(tmp_path: Path) -> None:
    report = read_one(stored(tmp_path, "a.pdf", many_pages(8)))
    assert report.text.count("minister") == 16_000
    assert "on bjjj that" in report.text and "Post" not in report.text


def test_two_thousand_pages_with_too_much_text(tmp_path: Path) -> None:
    start = time.monotonic()
    assert "too large" in reason(stored(tmp_path, "a.pdf", many_pages(45)))
    assert time.monotonic() - start < 10


SCRIPTS = {
    "a crash": ("import os; os.abort()", "failed on the file"),
    "an error": ("raise MemoryError", "failed on the file"),
    "nothing said": ("", "failed on the file"),
    "no end": ("import time; time.sleep(60)", "too slow"),
    "noise": ("print('x' * 1000)", "failed on the file"),
}


@pytest.mark.parametrize("case", SCRIPTS)
def test_a_file_that_harms_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    code, expected = SCRIPTS[case]
    monkeypatch.setattr(pdf, "SCRIPT", stored(tmp_path, "script.py", code))
    monkeypatch.setattr(pdf, "PATIENCE", 1)
    with pytest.raises(InputError, match=expected):
        pdf.pdf_report(b"%PDF-1.7", Details())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only there can a process be told what it may use")
def test_what_the_other_process_may_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"import sys; sys.path.append({str(pdf.SCRIPT.parent)!r})\nimport pdfium; pdfium._limit()\n"
    hungry = stored(tmp_path, "hungry.py", code + "bytes(3 << 30); print('[]')")
    monkeypatch.setattr(pdf, "SCRIPT", hungry)
    with pytest.raises(InputError, match="failed on the file"):
        pdf.pdf_report(b"%PDF-1.7", Details())
    noisy = stored(tmp_path, "noisy.py", code + "while True: sys.stdout.write('x' * (1 << 20))")
    done = subprocess.run([sys.executable, noisy], stdout=(tmp_path / "out").open("wb"), stderr=subprocess.DEVNULL, check=False)
    assert done.returncode != 0
    assert (tmp_path / "out").stat().st_size <= 64 << 20


LINES = {
    "nothing": ([], ""),
    "only numbers": ([[Line("12", 0, 30, 10, 40)]], ""),
    "one line": ([[Line("One line.", 0, 500, 50, 510)]], "One line."),
    "a dash before a number": (
        [[Line("from 10-", 0, 500, 100, 510), Line("20 people", 0, 486, 100, 496), Line("came.", 0, 472, 100, 482)]],
        "from 10- 20 people came.",
    ),
    "a line without an end": ([[Line("a-" * 100_000, 0, 500 - i, 100, 510 - i) for i in range(20)]], None),
}


@pytest.mark.parametrize("case", LINES)
def test_lines(case: str) -> None:
    pages, expected = LINES[case]
    start = time.monotonic()
    found = paragraphs(pages)
    assert expected is None or found == expected
    assert time.monotonic() - start < 3
