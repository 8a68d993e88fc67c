"""E-mail: what its sender wrote, and the documents that came with it."""

import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from dragoman.record import Rejection, Report
from test_source_pdf import FIRST, SECOND, pdf_file
from test_source_word import docx_file
from test_sources import BODY, PAGE, PNG, read_all, read_one, reason, stored


def message(**headers: str) -> EmailMessage:
    """A message without a body."""
    made = EmailMessage()
    told = {"From": "The Press Office <press@mfa.example>", "Subject": "Japan pledges help", "Date": "Fri, 19 Nov 2021 23:30:00 -0700"}
    for name, value in (told | headers).items():
        made[name] = value
    return made


def test_a_message(tmp_path: Path) -> None:
    made = message(Subject="Japan hilft – “soon”", From="Büro für Presse <press@mfa.example>")
    made.set_content(BODY)
    report = read_one(stored(tmp_path, "a.eml", made.as_bytes()))
    expected = ("Japan hilft – “soon”", "2021-11-19", "Büro für Presse", BODY)
    assert (report.title, report.published, report.publisher, report.text) == expected


DATES = {
    "Sat, 1 Jan 2022 00:10:00 +0900": "2022-01-01",
    "1 Jan 2022 23:59 GMT": "2022-01-01",
    "yesterday": None,
    "Fri, 99 Nov 2021 00:00:00 +0000": None,
    "": None,
}


@pytest.mark.parametrize("told", DATES)
def test_the_day_is_the_senders_own(tmp_path: Path, told: str) -> None:
    content = f"From: a@mfa.example\r\nDate: {told}\r\n\r\n{BODY}"
    report = read_one(stored(tmp_path, "a.eml", content))
    assert (report.published, report.publisher, report.title) == (DATES[told], "mfa.example", None)


def test_text_before_html(tmp_path: Path) -> None:
    made = message()
    made.set_content(BODY)
    made.add_alternative(PAGE, subtype="html")
    assert read_one(stored(tmp_path, "a.eml", made.as_bytes())).text == BODY


@pytest.mark.parametrize("plain", [None, " \n"])
def test_html_where_there_is_no_text(tmp_path: Path, plain: str | None) -> None:
    made = message()
    if plain:
        made.set_content(plain)
        made.add_alternative(PAGE, subtype="html", charset="cp1252")
    else:
        made.set_content(PAGE, subtype="html", charset="cp1252")
    report = read_one(stored(tmp_path, "a.eml", made.as_bytes()))
    assert report.text.startswith("The minister said") and "café’s" in report.text
    assert (report.title, report.published) == ("Japan pledges help", "2021-11-19")


def test_attachments(tmp_path: Path) -> None:
    made = message()
    made.set_content(BODY)
    made.add_attachment(pdf_file([FIRST, SECOND]), maintype="application", subtype="pdf", filename="a.pdf")
    made.add_attachment(docx_file(), maintype="application", subtype="octet-stream", filename="b.docx")
    made.add_attachment(PNG, maintype="image", subtype="png", filename="c.png")
    made.add_attachment("", filename="d.txt")
    made.add_attachment(PAGE, subtype="html")
    made.add_attachment(b"\x80", maintype="application", subtype="x", filename="e.eml")
    path = stored(tmp_path, "a.eml", made.as_bytes().replace(b'filename="d.txt"', b"filename*=utf-8''d%0A%E2%80%93.txt"))
    found = read_all(path)
    titles = [one.title if isinstance(one, Report) else one.source for one in found]
    assert titles == ["Japan pledges help"] * 3 + [f"{path} (attachment d –.txt)", "Japan pledges help"]
    assert [one.published for one in found if isinstance(one, Report)] == ["2021-11-19"] * 4


def test_an_attachment_alone(tmp_path: Path) -> None:
    made = message()
    made.set_content("\n")
    made.add_attachment(pdf_file([[]]), maintype="application", subtype="pdf", filename="scan.pdf")
    path = stored(tmp_path, "a.eml", made.as_bytes())
    (found,) = read_all(path)
    assert isinstance(found, Rejection) and found.source == f"{path} (attachment scan.pdf)"


NESTED = "".join(f'Content-Type: multipart/mixed; boundary="{number}"\n\n--{number}\n' for number in range(5000))
FAULTS: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "no e-mail"),
    "a text": (BODY, "no e-mail"),
    "no body": ("From: a@mfa.example\n\n", "empty"),
    "a picture": ("From: a@mfa.example\nContent-Type: image/png\n\nx", "empty"),
    "nested": (f"From: a@mfa.example\n{NESTED}", "nested"),
    "bytes": (PNG, "no e-mail"),
    "another encoding": (b"From: a@mfa.example\nContent-Type: text/plain; charset=hex\n\nfe\x81\xff", "broken text"),
    "a page of nothing": ("From: a@mfa.example\nContent-Type: text/html\n\n<p></p>", "no article"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults(tmp_path: Path, case: str) -> None:
    content, expected = FAULTS[case]
    assert expected in reason(stored(tmp_path, "a.eml", content))


@pytest.mark.parametrize("header", ["Subject", "From", "Date", "Content-Type", "Content-Disposition"])
def test_headers_without_end(tmp_path: Path, header: str) -> None:
    start = time.monotonic()
    value = "=?utf-8?q?a?= (b <c@d> ; e=f, " * 30_000
    read_all(stored(tmp_path, "a.eml", f"{header}: {value}\nX-Last: x\n\n{BODY}"))
    assert time.monotonic() - start < 3
