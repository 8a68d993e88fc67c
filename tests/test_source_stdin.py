"""What comes on standard input, of which no name tells the kind."""

import io
import json
import sys
import threading
from collections.abc import Callable
from os import fdopen, pipe

import pytest

from dragoman.record import Report
from dragoman.sources import Options, read_inputs
from test_source_feed import entry, rss
from test_source_pdf import FIRST, SECOND, pdf_file
from test_source_word import docx_file
from test_sources import BODY, PAGE, read_one

TOLD_BY_THEIR_BEGINNING: dict[str, Callable[[], bytes]] = {
    "a page": PAGE.encode,
    "a page in XML": f'<?xml version="1.0"?>\n{PAGE.removeprefix("<!doctype html>")}'.encode,
    "a PDF": lambda: pdf_file([FIRST, SECOND]),
    "a document": docx_file,
    "a feed": lambda: rss(entry(), head="<?xml version='1.0'?>\n\n<!-- made -->\n").encode(),
    "a feed without a declaration": lambda: rss(entry(), head="").encode(),
    "a list of objects": json.dumps([{"text": BODY, "title": "Japan pledges help"}]).encode,
    "a list over several lines": json.dumps([{"text": BODY, "title": "Japan pledges help"}], indent=1).encode,
    "Markdown with front matter": f"---\ntitle: Japan pledges help\n---\n{BODY}".encode,
}


@pytest.mark.parametrize("case", TOLD_BY_THEIR_BEGINNING)
def test_standard_input_is_told_by_its_beginning(monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TOLD_BY_THEIR_BEGINNING[case]())))
    assert read_one("-").title == "Japan pledges help"


def test_lines_are_read_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = pipe()
    monkeypatch.setattr(sys, "stdin", fdopen(reading))
    with fdopen(writing, "wb", buffering=0) as out, sys.stdin:
        found = read_inputs(["-"], Options())
        for number in range(3):
            out.write(b'{"text": "The minister spoke on day %d."}\n' % number)
            given: list[object] = []
            waiting = threading.Thread(target=lambda: given.append(next(found)), daemon=True)  # noqa: B023
            waiting.start()
            waiting.join(10)
            assert isinstance(given[0], Report) and str(number) in given[0].text
