"""DOCX files of word processors: paragraphs and table cells in the order of the document.

A DOCX file is a ZIP archive, and one made in bad faith unpacks to any size. So what is in it is unpacked here first, no
further than to a bound, and only what is text is handed to the library.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from dragoman.record import InputError, Report
from dragoman.sources.report import LIMIT, Details, too_large
from dragoman.sources.text import document_title, titled

BODY = "word/document.xml"
MOST_PARTS = 10_000
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ELSEWHERE = frozenset({f"{WORDS}moveFrom", f"{WORDS}del", FALLBACK})
"""Elements whose text is not in the document any more, or a second time."""

UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
PARSING = (AttributeError, KeyError, ValueError)
"""What the library fails with where an element or a part is not what it has to be."""

SIGNS = {f"{WORDS}tab": "\t", f"{WORDS}br": "\n", f"{WORDS}cr": "\n", f"{WORDS}noBreakHyphen": "-"}


def docx_report(data: bytes, given: Details) -> Report:
    """The report in a DOCX file; InputError if it is another archive, damaged, or unpacks to more than one report may have."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        document = Document(io.BytesIO(_text_parts(data)))
        text = "\n\n".join(filter(None, _paragraphs(document.element.body)))
        title = document.core_properties.title
    except (*UNPACKING, *PARSING, OpcError, XMLSyntaxError) as error:
        message = f"damaged: the DOCX file cannot be unpacked ({error}); get it again, or save it as text"
        raise InputError(message) from None
    return titled(text, given.or_else(Details(title=document_title(title))))


def _text_parts(data: bytes) -> bytes:
    """The archive anew, with its pictures and everything else that is no text left empty."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(kept, "w") as copy:
        if BODY not in archive.namelist():
            raise InputError("not text: it is a ZIP archive or another office document; unpack it, or save the document as text")
        _check(archive.infolist())
        left = LIMIT
        for part in archive.infolist():
            content = _unpacked(archive, part, left) if part.filename.endswith((".xml", ".rels")) else b""
            left -= len(content)
            copy.writestr(part.filename, content)
    return kept.getvalue()


def _check(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts if part.filename.endswith(".xml")) > LIMIT:
        raise too_large("the DOCX file unpacks to more")
    if any(part.flag_bits & 1 for part in parts):
        raise InputError("encrypted: the DOCX file opens with a password only; save it without one")


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """A part, read in pieces: the size that an archive declares need not be true, and reading at once would unpack it all."""
    content = bytearray()
    with archive.open(part) as stream:
        while piece := stream.read(65_536):
            content += piece
            if len(content) > most:
                raise too_large("the DOCX file unpacks to more")
    return bytes(content)


def _paragraphs(body: Any) -> Iterator[str]:
    for paragraph in body.iter(f"{WORDS}p"):
        if not any(outer.tag in ELSEWHERE for outer in paragraph.iterancestors()):
            yield "".join(_words(paragraph)).strip()


def _words(paragraph: Any) -> Iterator[str]:
    """What stands in a paragraph itself; one inside it, as in a text box, comes in its own turn."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{WORDS}t":
            yield element.text or ""
        elif element.tag in SIGNS:
            yield SIGNS[element.tag]
        elif element.tag not in ELSEWHERE and element.tag != f"{WORDS}p":
            waiting += reversed(element)
