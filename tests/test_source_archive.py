"""Archives of web pages: what is read out of them, what is passed over, and what is set aside."""

import functools
import gzip
import io
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from dragoman.record import Rejection, Report
from dragoman.sources import Details
from dragoman.sources.archive import archive_reports
from test_source_pdf import FIRST, SECOND, pdf_file
from test_source_word import ZEROS, packed_zeros, read_apart
from test_sources import BODY, PAGE, PNG, read_all, read_one, reason, stored

URL = "https://e.example/"


def record(content: bytes, *, kind: str = "response", url: str = URL, media: str = "application/http; msgtype=response") -> bytes:
    """A record of an archive."""
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:0>",
        "WARC-Date": "2020-01-01T00:00:00Z",
        "WARC-Target-URI": url,
        "Content-Type": media,
        "Content-Length": str(len(content)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + content + b"\r\n\r\n"


def answer(
    content: bytes | str = PAGE, media: str = "text/html; charset=utf-8", *, url: str = URL, status: str = "200 OK", more: str = ""
) -> bytes:
    """The record of what a web server answered."""
    body = content if isinstance(content, bytes) else content.encode()
    typed = f"Content-Type: {media}\r\n" if media else ""
    return record(f"HTTP/1.1 {status}\r\n{typed}{more}\r\n".encode() + body, url=url)


PLAIN = PAGE.replace('<link rel="canonical" href="https://example.org/a">', "")
LAST = answer(PLAIN, url=f"{URL}last")
WAYS: dict[str, Callable[[list[bytes]], bytes]] = {
    "plain": b"".join,
    "packed record by record": lambda records: b"".join(map(gzip.compress, records)),
    "packed as one": lambda records: gzip.compress(b"".join(records)),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.dat"])
def test_an_archive(tmp_path: Path, way: str, name: str) -> None:
    records = [record(b"software: x\r\n", kind="warcinfo", media="application/warc-fields"), answer(PLAIN), LAST]
    found = read_all(stored(tmp_path, name, WAYS[way](records)))
    assert [one.url for one in found if isinstance(one, Report)] == [URL, f"{URL}last"]
    assert {(one.title, one.published, one.publisher) for one in found if isinstance(one, Report)} == {
        ("Japan pledges help", "2021-11-19", "The Post")
    }


def test_the_day_of_the_crawl_is_not_that_of_publication(tmp_path: Path) -> None:
    assert read_one(stored(tmp_path, "a.warc", answer(BODY, "text/plain"))).published is None


def test_an_archive_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(LAST))))
    assert read_one("-").url == f"{URL}last"


READ = {
    "text": answer(BODY, "text/plain"),
    "text of its own": record(BODY.encode(), kind="conversion", media="text/plain"),
    "a resource": record(BODY.encode(), kind="resource", media="text/plain"),
    "a page that tells no type": answer(f"<!doctype html><html><body><p>{BODY}</p></body></html>", ""),
    "another encoding": answer(BODY.replace("—", "– “x”").encode("cp1252"), "text/plain; charset=iso-8859-1"),
    "gzip": answer(gzip.compress(BODY.encode()), "text/plain", more="Content-Encoding: gzip\r\n"),
    "deflate": answer(zlib.compress(BODY.encode()), "text/plain", more="Content-Encoding: deflate\r\n"),
    "deflate without a head": answer(zlib.compress(BODY.encode())[2:-4], "text/plain", more="Content-Encoding: deflate\r\n"),
    "unpacked already": answer(BODY, "text/plain", more="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
    "in pieces": answer(
        f"5\r\n{BODY[:5]}\r\n{len(BODY[5:].encode()):x}\r\n{BODY[5:]}\r\n0\r\n\r\n", "text/plain", more="Transfer-Encoding: chunked\r\n"
    ),
}


@pytest.mark.parametrize("case", READ)
def test_what_is_read(tmp_path: Path, case: str) -> None:
    report = read_one(stored(tmp_path, "a.warc", READ[case]))
    assert report.text.startswith("PHNOM PENH, Nov. 19") and report.text.rstrip().endswith("peacekeepers of Cambodia.")
    assert report.url == URL
    assert "�" not in report.text


def test_a_pdf_in_an_archive(tmp_path: Path) -> None:
    report = read_one(stored(tmp_path, "a.warc", answer(pdf_file([FIRST, SECOND]), "application/pdf")))
    assert (report.title, report.url) == ("Japan pledges help", URL)


PASSED_OVER = {
    "an image": answer(PNG, "image/png"),
    "a script": answer("alert()", "text/javascript"),
    "robots.txt": answer("User-agent: *", "text/plain", url=f"{URL}robots.txt"),
    "a name": record(b"e.example 1.2.3.4", url="dns:e.example", media="text/dns", kind="resource"),
    "a request": record(b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request"),
    "metadata": record(b"via: x", kind="metadata", media="text/plain"),
    "not found": answer(PAGE, status="404 Not Found"),
    "moved": answer("", status="301 Moved", more="Location: /x\r\n"),
    "seen before": record(b"HTTP/1.1 200 OK\r\n\r\n", kind="revisit"),
}


@pytest.mark.parametrize("case", PASSED_OVER)
def test_what_is_passed_over(tmp_path: Path, case: str) -> None:
    assert read_one(stored(tmp_path, "a.warc", PASSED_OVER[case] + LAST)).url == f"{URL}last"
    assert "no page" in reason(stored(tmp_path, "a.warc", PASSED_OVER[case]))


SET_ASIDE = {
    "no article": (answer("<html><body></body></html>"), "no article"),
    "an image that says it is a page": (answer(PNG), "PNG image"),
    "packed in a way of its own": (answer(PAGE, more="Content-Encoding: x-mine\r\n"), "'x-mine'"),
    "no type and no page": (answer("{}", ""), "does not tell"),
    "a million nested tags": (answer("<div>" * 1_000_000), "nested too deeply"),
    "a head without end": (answer(PAGE, more=f"X: {'y' * 100_000}\r\n"), "damaged"),
    "no head": (record(b"\x00" * 1000), None),
}


@pytest.mark.parametrize("case", SET_ASIDE)
def test_what_is_set_aside(tmp_path: Path, case: str) -> None:
    content, expected = SET_ASIDE[case]
    path = stored(tmp_path, "a.warc", content + LAST)
    *told, last = read_all(path)
    assert isinstance(last, Report) and last.url == f"{URL}last"
    assert [type(one) for one in told] == ([Rejection] if expected else [])
    for one in told:
        assert isinstance(one, Rejection) and one.source == f"{path} ({URL})"
        assert expected and expected in one.reason


def gigabyte(start: bytes = b"") -> bytes:
    """A gzip archive of these bytes and 1,100 megabytes of zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH) + packed_zeros(1100) + b"\x03\0"
    check = functools.reduce(lambda sofar, zeros: zlib.crc32(zeros, sofar), [ZEROS] * 1100, zlib.crc32(start))
    return b"\x1f\x8b\x08" + bytes(7) + packed + check.to_bytes(4, "little") + ((1100 << 20) + len(start)).to_bytes(4, "little")


def zeros_in_record() -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    size = b"Content-Length: %d\r\n\r\n" % ((1100 << 20) + len(head))
    return gigabyte(record(b"").replace(b"Content-Length: 0", size).rstrip() + b"\r\n\r\n" + head)


BOMBS: dict[str, Callable[[], bytes]] = {
    "the record": lambda: zeros_in_record() + gzip.compress(b"\r\n\r\n" + LAST),
    "the page": lambda: gzip.compress(answer(gigabyte(), more="Content-Encoding: gzip\r\n") + LAST),
    "the page, plain": lambda: answer(gigabyte(), more="Content-Encoding: gzip\r\n") + LAST,
}


@pytest.mark.parametrize("case", BOMBS)
def test_a_page_that_unpacks_to_a_gigabyte(tmp_path: Path, case: str) -> None:
    path = stored(tmp_path, "a.warc.gz", BOMBS[case]())
    assert path.stat().st_size < 3_000_000
    told, last = read_apart(path)
    assert "too large" in told
    assert last == f"{URL}last"


TWO = answer(PLAIN) + LAST
PACKED = gzip.compress(answer(PLAIN)) + gzip.compress(LAST)
IMAGE = answer(PNG, "image/png")
DAMAGED = {
    "cut in a page": TWO[:-40],
    "cut in a head": TWO[: len(answer(PLAIN)) + 40],
    "cut in what is passed over": answer(PLAIN) + IMAGE[:-40],
    "cut and packed": PACKED[:-40],
    "noise between": answer(PLAIN) + b"noise\r\n\r\n" + LAST,
    "a changed byte": PACKED[: len(PACKED) - 200] + b"\xff\xfe\xfd" + PACKED[len(PACKED) - 197 :],
    "a wrong length": answer(PLAIN) + LAST.replace(b"Content-Length: ", b"Content-Length: 9"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_what_stands_before_the_damage_is_read(tmp_path: Path, case: str) -> None:
    path = stored(tmp_path, "a.warc.gz", DAMAGED[case])
    first, *_, told = read_all(path)
    assert isinstance(first, Report) and first.url == URL
    assert isinstance(told, Rejection) and told.source == str(path)
    assert told.reason.startswith("damaged")


@pytest.mark.parametrize("content", [b"", b"noise", gzip.compress(b"noise"), b"WARC/1.0\r\n"])
def test_no_archive(tmp_path: Path, content: bytes) -> None:
    assert reason(stored(tmp_path, "a.warc.gz", content)).startswith(("damaged", "no reports"))


def test_a_failure_inside_the_library_ends_no_run(capfd: pytest.CaptureFixture[str]) -> None:
    untold = cast("io.BufferedReader", SimpleNamespace(read=io.BytesIO(TWO).read))
    (told,) = archive_reports("a", untold, Details())
    assert isinstance(told, Rejection) and told.reason.startswith("damaged")
    assert "panicked" in capfd.readouterr().err


def test_another_gzip_archive_is_no_text(tmp_path: Path) -> None:
    assert "gzip" in reason(stored(tmp_path, "a.txt", gzip.compress(BODY.encode())))
