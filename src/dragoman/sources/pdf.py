"""PDF files: the text of all pages as paragraphs, without running heads and page numbers.

The date in the file is that of its making, not that of publication, and is not used.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

import msgspec

from dragoman.record import InputError, Report
from dragoman.sources import pdfium
from dragoman.sources.pages import Line, paragraphs
from dragoman.sources.report import LONGEST, Details, too_large
from dragoman.sources.text import document_title, titled

SCRIPT = Path(pdfium.__file__)
PATIENCE = 60
"""Seconds for one file; one of 20 MB that is in order takes a few."""

FAULTS = {
    "locked": "encrypted: the PDF file opens with a password only; save it without one",
    "damaged": "damaged: the PDF file is broken or incomplete; get it again, or save its text",
}


class _Answer(msgspec.Struct, frozen=True):
    title: str = ""
    pages: list[list[Line]] = []
    fault: str = ""


def pdf_report(data: bytes, given: Details) -> Report:
    """The report in a PDF file; InputError if there is no text, or it cannot be got at in time and without harm."""
    answer = _ask(data)
    if answer.fault == "long":
        raise too_large("the PDF file has more characters", f"{LONGEST:,}")
    if answer.fault:
        raise InputError(FAULTS[answer.fault])
    text = paragraphs(answer.pages)
    if not text:
        raise InputError("no text: the pages of the PDF file are pictures, as of a scan; recognise their text first (OCR)")
    return titled(text, given.or_else(Details(title=document_title(answer.title))))


def _ask(data: bytes) -> _Answer:
    """What the other process says of the file. -P keeps it from importing what lies about in the folders of sources."""
    command = [sys.executable, "-P", str(SCRIPT), str(LONGEST)]
    with TemporaryFile() as output:
        try:
            done = subprocess.run(  # noqa: S603  the command is our own
                command, input=data, stdout=output, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            reason = f"too slow: its text was not got out of the PDF file in {PATIENCE} seconds; save its text, and read that"
            raise InputError(reason) from None
        output.seek(0)
        written = output.read(pdfium.OUTPUT)
    try:
        return msgspec.json.decode(written, type=_Answer)
    except msgspec.DecodeError:
        message = f"unreadable: the PDF library failed on the file (status {done.returncode}); save its text, and read that"
        raise InputError(message) from None
