"""Records from JSON lines, as ``read --json`` writes them; a bad line is set aside alone."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import msgspec

from dragoman import ontology
from dragoman.record import CodedReport, OntologyError, Rejection
from dragoman.record.types import Range
from dragoman.store.rows import all_entries, days, parts

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
    except (msgspec.MsgspecError, OntologyError, RecursionError, ValueError) as error:
        return Rejection(source=source, reason=f"no record: {error}; records are what `dragoman read --json` writes")
    return coded


def _check(coded: CodedReport) -> None:
    """ValueError or OntologyError if the record contradicts itself or the ontology."""
    if coded.report.published is not None and len(set(days(coded.report.published)) - {None}) != 1:
        raise ValueError(f"{coded.report.published!r} is no day; write YYYY-MM-DD")
    for event in coded.events:
        ontology.validate_event_codes(event.type, event.modes, event.contexts)
        if event.date is not None and days(event.date)[0] is None:
            raise ValueError(f"{event.date!r} is no day, month or year; write YYYY-MM-DD, YYYY-MM or YYYY")
    for value, valid in _listed(coded):
        if value not in valid:
            raise ValueError(f"{value!r} is none of {', '.join(valid)}")
    size = len(coded.report.text)
    if wrong := [span for span in _ranges(coded) if not 0 <= span[0] <= span[1] <= size]:
        raise ValueError(f"the span {list(wrong[0])} lies outside the text of {size} characters")


KINDS = ("direct", "indirect", "mixed")


def _listed(coded: CodedReport) -> Iterator[tuple[str, Sequence[str]]]:
    """Fields of closed lists besides the codes of events, and these lists."""
    yield from ((event.aux, ontology.AUX) for event in coded.events)
    yield from ((statement.kind, KINDS) for statement in coded.statements)
    yield from ((commitment.kind, ontology.COMMITMENT_KINDS) for commitment in coded.commitments)
    yield from ((relation.claim, ontology.CLAIMS) for relation in coded.relations)


def _ranges(coded: CodedReport) -> Iterator[Range]:
    """All stretches of text that the record points to."""
    for entry in all_entries(coded):
        yield from entry.spans
        yield from (actor.mention for _, actor in parts(entry) if actor.mention)
