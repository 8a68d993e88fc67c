"""DOCX files: text in the order of the document, and archives made to unpack without end."""

import io
import json
import subprocess
import sys
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


ZEROS = bytes(1 << 20)


def packed_zeros(count: int) -> bytes:
    """Raw deflate data of so many megabytes of zeros, but for its end; made of one piece, to be quick."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return (packer.compress(ZEROS) + packer.flush(zlib.Z_FULL_FLUSH)) * count


def docx_bomb(declared: int) -> bytes:
    """A document with a part that unpacks to a gigabyte of zeros, and says that it is as long as declared."""
    honest = changed(docx_file(), "word/styles.xml", bytes(100))
    packed = packed_zeros(1024) + b"\x03\0"
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        part = archive.getinfo("word/styles.xml")
    start = part.header_offset + 30 + len(part.filename)
    data = honest[:start] + packed + honest[start + part.compress_size :]
    sizes = (part.CRC, part.compress_size, part.file_size), (part.CRC, len(packed), declared)
    old, new = (b"".join(size.to_bytes(4, "little") for size in told) for told in sizes)
    data = data.replace(old, new)
    end = data.rindex(b"PK\x05\x06") + 16
    directory = int.from_bytes(data[end : end + 4], "little") + len(packed) - part.compress_size
    return data[:end] + directory.to_bytes(4, "little") + data[end + 4 :]


APART = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (900 << 20, 900 << 20))
from dragoman.sources import Options, find, read_inputs
print(json.dumps([getattr(one, "reason", None) or one.url for one in read_inputs(find(sys.argv[1:]), Options())]))
"""


def read_apart(path: Path) -> list[str]:
    """Reasons and addresses of what is read, in a process that has less than a gigabyte, and ten seconds."""
    done = subprocess.run([sys.executable, "-c", APART, path], stdout=subprocess.PIPE, check=True, timeout=10)
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("declared", "expected"), [(1 << 30, "unpacks to more"), (100, "damaged"), (5000, "damaged")])
def test_an_archive_that_unpacks_to_a_gigabyte(tmp_path: Path, declared: int, expected: str) -> None:
    path = stored(tmp_path, "a.docx", docx_bomb(declared))
    assert path.stat().st_size < 3_000_000
    (told,) = read_apart(path)
    assert expected in told


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
