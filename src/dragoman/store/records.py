"""Records from JSON lines, as ``read --json`` writes them; a bad line is set aside alone."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from dragoman import ontology
from dragoman.record import CodedReport, OntologyError, Rejection
from dragoman.store.rows import entries

LONGEST_LINE = 64_000_000
"""Bytes of one line: the record of the longest report takes a fraction of it."""


def read_records(source: str, stream: BinaryIO) -> Iterator[CodedReport | Rejection]:
    """The records in a stream of JSON lines, in its order."""
    decoder = msgspec.json.Decoder(CodedReport)
    for number, line in enumerate(_lines(stream), 1):
        if line.strip():
            yield _record(f"{source}, line {number}", line, decoder)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.readline(LONGEST_LINE), b"")


def _record(source: str, line: bytes, decoder: "msgspec.json.Decoder[CodedReport]") -> CodedReport | Rejection:
    try:
        coded = decoder.decode(line)
        _check(coded)
    except (msgspec.MsgspecError, OntologyError, ValueError) as error:
        return Rejection(source=source, reason=f"no record: {error}; records are what `dragoman read --json` writes")
    return coded


def _check(coded: CodedReport) -> None:
    """ValueError if the record contradicts itself or the ontology."""
    from datetime import date

    size = len(coded.report.text)
    if coded.report.published:
        date.fromisoformat(coded.report.published)
    for event in coded.events:
        ontology.validate_event_codes(event.type, event.modes, event.contexts)
    spans: Iterable[tuple[int, int]] = (span for found in entries(coded).values() for entry in found for span in entry.spans)
    if wrong := [span for span in spans if not 0 <= span[0] <= span[1] <= size]:
        raise ValueError(f"the span {list(wrong[0])} lies outside the text of {size} characters")
