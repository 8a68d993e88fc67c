"""The lines of a PDF file, read in a process of its own, since a malicious file may crash the library or keep it busy.

:mod:`dragoman.sources.pdf` starts this file as a script: the PDF comes on standard input, the answer goes to standard output
as JSON. Nothing of dragoman is imported, so that it starts quickly.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

MEMORY = 2 << 30
"""Bytes that this process may use, where the system can be told so."""

OUTPUT = 64 << 20
"""Bytes that it may write."""

WRONG_PASSWORD = 4
"""The library's own number for it."""

HYPHEN = 2
"""What the library gives for a hyphen at the end of a line, in place of the end of the line."""

ENDS = frozenset({10, 13, HYPHEN})


def main(longest: int) -> None:
    """Answer with the document's title and the lines of its pages, or with what is wrong with it."""
    _limit()
    answer = read(sys.stdin.buffer.read(), longest)
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode(errors="replace"))


def read(data: bytes, longest: int) -> dict[str, Any]:
    """``{"title": …, "pages": [[[text, left, bottom, right, top], …], …]}``, or ``{"fault": …}``."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
        return {"title": document.get_metadata_value("Title"), "pages": list(_pages(document, longest))}
    except PdfiumError as error:
        return {"fault": "locked" if error.err_code == WRONG_PASSWORD else "damaged"}
    except OverflowError:
        return {"fault": "long"}


def _pages(document: Any, longest: int) -> Iterator[list[list[Any]]]:
    """The lines of each page; OverflowError as soon as there is more text than one report may have."""
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        longest -= text.count_chars()
        if longest < 0:
            raise OverflowError
        yield list(_lines(text))
        text.close()
        page.close()


def _lines(page: Any) -> Iterator[list[Any]]:
    from pypdfium2 import raw

    codes = [raw.FPDFText_GetUnicode(page, number) for number in range(page.count_chars())]
    start = 0
    for end in [number for number, code in enumerate(codes) if code in ENDS] + [len(codes)]:
        seen = [number for number in range(start, end) if codes[number] > 32]
        if seen:
            hyphen = "\N{SOFT HYPHEN}" if codes[end : end + 1] == [HYPHEN] else ""
            left, bottom, _, top = page.get_charbox(seen[0], loose=True)
            right = page.get_charbox(seen[-1], loose=True)[2]
            yield [_text(codes[start:end]) + hyphen, *(round(side) for side in (left, bottom, right, top))]
        start = end + 1


def _text(codes: list[int]) -> str:
    """The characters; those beyond the first plane may come in halves."""
    text = "".join(chr(code) for code in codes if 0 < code <= sys.maxunicode)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _limit() -> None:
    """Bound what a malicious file may take; on systems that know no such bounds, time alone does."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))


if __name__ == "__main__":
    main(int(sys.argv[1]))
