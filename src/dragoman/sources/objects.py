"""Reports as JSON: ``{"report": {"text": …}}`` as dragoman writes them, or the inner object alone; one, a list, or lines."""

import json
from collections.abc import Iterable, Iterator

import msgspec

from dragoman.record import InputError, Rejection, Report
from dragoman.sources.decode import decode
from dragoman.sources.report import LIMIT, Details, make_report, too_large


class _Fields(msgspec.Struct, frozen=True):
    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


def json_reports(source: str, data: bytes, given: Details) -> Iterator[Report | Rejection]:
    """The report or the list of reports in a JSON file; InputError if the file as a whole is malformed."""
    value = _parse(data)
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield _attempt(f"{source} (report {number})", item, given)
    else:
        yield _report(value, given)


def json_lines(source: str, lines: Iterable[bytes], given: Details) -> Iterator[Report | Rejection]:
    """One report per line; a bad line is set aside alone. Lines over the limit are not told apart, so they end the file."""
    for number, line in enumerate(lines, 1):
        if len(line) > LIMIT:
            raise too_large(f"line {number} is longer")
        if line.strip():
            yield _line(f"{source}, line {number}", line, given)


def _line(source: str, line: bytes, given: Details) -> Report | Rejection:
    try:
        return _report(_parse(line), given)
    except InputError as error:
        return Rejection(source=source, reason=str(error))


def _attempt(source: str, value: object, given: Details) -> Report | Rejection:
    try:
        return _report(value, given)
    except InputError as error:
        return Rejection(source=source, reason=str(error))


def _parse(data: bytes) -> object:
    text = decode(data)
    if not text.strip():
        raise InputError("empty: there is no text to read")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"bad JSON: {error.msg}, line {error.lineno} column {error.colno}; mend it there"
        raise InputError(message) from None
    except (RecursionError, ValueError) as error:
        raise InputError(f"bad JSON: {error}; a report is one flat object") from None


def _report(value: object, given: Details) -> Report:
    inner = value.get("report", value) if isinstance(value, dict) else value
    try:
        fields = msgspec.convert(inner, _Fields)
    except msgspec.ValidationError as error:
        message = f'no report: {error}; a report is {{"text": "…", "published": "YYYY-MM-DD", "title": "…"}}'
        raise InputError(message) from None
    named = Details(
        id=None if fields.id is None else str(fields.id),
        title=fields.title,
        published=fields.published,
        publisher=fields.publisher,
        url=fields.url,
    )
    return make_report(fields.text, given.or_else(named))
