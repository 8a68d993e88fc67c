"""DOCX files: text in the order of the document, and archives made to unpack without end."""

import io
import resource
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from test_sources import BODY, read_one, reason, stored

HEADLINE = "Japan pledges help"


def docx_file(title: str = "", *, xml: str = "") -> bytes:
    """A document with a headline, a table, another paragraph, and any further one as XML."""
    document = Document()
    document.core_properties.title = title
    document.add_paragraph(HEADLINE)
    document.add_paragraph(BODY.strip())
    table = document.add_table(2, 2)
    for cell, words in zip((cell for row in table.rows for cell in row.cells), ("Who", "What", "Japan", "Aid"), strict=True):
        cell.text = words
    table.cell(0, 0).merge(table.cell(0, 1))
    if xml:
        document.element.body.append(parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    document.add_paragraph("He thanked the government.")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changed(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with a part put in, or another in its place."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return written.getvalue()


def test_paragraphs_and_cells_in_order(tmp_path: Path) -> None:
    report = read_one(stored(tmp_path, "a.docx", docx_file()))
    assert report.title == HEADLINE
    assert report.text.split("\n\n") == [BODY.strip(), "Who", "What", "Japan", "Aid", "He thanked the government."]
    assert report.published is None


@pytest.mark.parametrize(("title", "expected"), [("A call from Tokyo", "A call from Tokyo"), ("release v2.docx", HEADLINE)])
def test_title(tmp_path: Path, title: str, expected: str) -> None:
    assert read_one(stored(tmp_path, "a.docx", docx_file(title))).title == expected


TEXT = "<w:r><w:t>They</w:t><w:tab/><w:t>met</w:t></w:r>"
MARKED = {
    "a tab": (TEXT, "They\tmet"),
    "put in later": (f"<w:ins w:id='1' w:author='x'>{TEXT}</w:ins>", "They\tmet"),
    "taken out": (f"<w:moveFrom w:id='1' w:author='x'>{TEXT}</w:moveFrom><w:r><w:t>Gone</w:t></w:r>", "Gone"),
    "a field to fill in": (f"<w:sdt><w:sdtContent>{TEXT}</w:sdtContent></w:sdt>", "They\tmet"),
    "a text box": (f"<w:r><w:t>Out</w:t><w:pict><w:p>{TEXT}</w:p></w:pict></w:r>", "Out\n\nThey\tmet"),
    "a comment": ("<!-- x --><w:r><w:t>Out</w:t></w:r>", "Out"),
}


@pytest.mark.parametrize("case", MARKED)
def test_text_that_is_marked_up(tmp_path: Path, case: str) -> None:
    xml, expected = MARKED[case]
    text = read_one(stored(tmp_path, "a.docx", docx_file(xml=xml))).text
    assert text.partition("He thanked the government.\n\n")[2] == expected


def test_a_docx_under_another_name(tmp_path: Path) -> None:
    assert read_one(stored(tmp_path, "release", docx_file())).title == HEADLINE


def bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()


def lying_bomb() -> bytes:
    """A part that declares a hundred zeros, and unpacks to a gigabyte of them."""
    packed, zeros = bomb(), bytes(100)
    honest = changed(docx_file(), "word/styles.xml", zeros)
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        part = archive.getinfo("word/styles.xml")
        small = honest[part.header_offset + 30 + len(part.filename) :][: part.compress_size]
    changed_at = honest.index(small, part.header_offset)
    data = honest[:changed_at] + packed + honest[changed_at + len(small) :]
    longer = len(packed) - len(small)
    old, new = part.compress_size.to_bytes(4, "little"), len(packed).to_bytes(4, "little")
    tail = zlib.crc32(zeros).to_bytes(4, "little")
    data = data.replace(tail + old, tail + new)
    end = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little") + longer
    return data[: end + 16] + start.to_bytes(4, "little") + data[end + 20 :]


BOMBS = {
    "honest": (lambda: changed(docx_file(), "word/styles.xml", bytes(1 << 30)), "unpacks to more"),
    "lying": (lying_bomb, None),
}


@pytest.mark.parametrize("case", BOMBS)
def test_an_archive_that_unpacks_to_a_gigabyte(tmp_path: Path, case: str) -> None:
    make, expected = BOMBS[case]
    path = stored(tmp_path, "a.docx", make())
    assert path.stat().st_size < 3_000_000
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    told = reason(path)
    assert time.monotonic() - start < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "kilobytes"
    assert (expected or "damaged") in told


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%b</w:body></w:document>'


def test_entities_give_nothing(tmp_path: Path) -> None:
    body = DOCUMENT % b"<w:p><w:r><w:t>The minister spoke. &f;&a;</w:t></w:r></w:p>"
    report = read_one(stored(tmp_path, "a.docx", changed(docx_file(), "word/document.xml", ENTITIES + body)))
    assert report.text == "The minister spoke."


FAULTS = {
    "an archive": (b"PK\x05\x06" + bytes(18), "ZIP archive"),
    "cut off": (docx_file()[:2000], "damaged"),
    "no archive": (b"PK\x03\x04....", "damaged"),
    "broken XML": (changed(docx_file(), "word/document.xml", b"<w:document"), "damaged"),
    "another XML": (changed(docx_file(), "word/document.xml", b"<x/>"), "damaged"),
    "nested": (changed(docx_file(), "word/document.xml", DOCUMENT % (b"<w:p>" * 100_000)), "damaged"),
    "without its parts": (changed(docx_file(), "[Content_Types].xml", b"<x/>"), "damaged"),
    "empty": (changed(docx_file(), "word/document.xml", DOCUMENT % b""), "empty"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults(tmp_path: Path, case: str) -> None:
    content, expected = FAULTS[case]
    assert expected in reason(stored(tmp_path, "a.docx", content))


def test_an_archive_with_too_many_parts(tmp_path: Path) -> None:
    written = io.BytesIO(docx_file())
    with zipfile.ZipFile(written, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"x/{number}.png", b"")
    assert "too large" in reason(stored(tmp_path, "a.docx", written.getvalue()))
