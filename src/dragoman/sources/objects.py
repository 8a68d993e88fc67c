"""Reports as JSON: ``{"report": {"text": …}}`` as dragoman writes them, or the inner object alone; one, a list, or lines."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from dragoman.record import InputError, Rejection, Report
from dragoman.sources.columns import find_columns
from dragoman.sources.decode import decode
from dragoman.sources.options import Options
from dragoman.sources.report import LIMIT, Details, WholeInputError, attempt, make_report, too_large


class _Fields(msgspec.Struct, frozen=True):
    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


def json_reports(source: str, data: bytes, options: Options) -> Iterator[Report | Rejection]:
    """The report or the list of reports in a JSON file; InputError if the file as a whole is malformed."""
    value = _parse(data)
    if isinstance(value, list):
        report = _reader(options)
        for number, item in enumerate(value, 1):
            yield attempt(f"{source} (report {number})", partial(report, item))
    else:
        yield _reader(options)(value)


def json_lines(source: str, lines: Iterable[bytes], options: Options) -> Iterator[Report | Rejection]:
    """One report per line; a bad line is set aside alone."""
    report = _reader(options)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield attempt(f"{source}, line {number}", partial(_line, line, report))


def _line(line: bytes, report: Callable[[object], Report]) -> Report:
    if len(line) > LIMIT:
        raise too_large("the line is longer")
    return report(_parse(line))


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


def _reader(options: Options) -> Callable[[object], Report]:
    """What makes a report of a value.

    It fails for the whole file if the first object lacks a field that the user chose; in a later object such a field may
    be left out, as those without a value commonly are.
    """
    checked = False

    def report(value: object) -> Report:
        nonlocal checked
        inner = value.get("report", value) if isinstance(value, dict) else value
        if isinstance(inner, dict):
            inner = _renamed(inner, options.columns, strict=not checked)
            checked = True
        return _report(inner, options.given)

    return report


def _renamed(fields: dict[str, object], chosen: dict[str, str], *, strict: bool) -> dict[str, object]:
    """The fields by our names. What only has a common name, and is of another kind, is something else of the same name."""
    try:
        found = find_columns(fields, chosen)
    except WholeInputError:
        if strict:
            raise
        found = find_columns(fields, {ours: name for ours, name in chosen.items() if name in fields})
    sure = {ours for ours, name in found.items() if name == ours or ours in chosen}
    return {ours: fields[name] for ours, name in found.items() if ours in sure or isinstance(fields[name], str)}


def _report(value: object, given: Details) -> Report:
    try:
        fields = msgspec.convert(value, _Fields)
    except msgspec.ValidationError as error:
        message = (
            f'no report: {error}; a report is {{"text": "…", "published": "YYYY-MM-DD", "title": "…"}}. '
            "If its fields have other names, tell them, as in --column text=NAME"
        )
        raise InputError(message) from None
    named = Details(
        id=None if fields.id is None else str(fields.id),
        title=fields.title,
        published=fields.published,
        publisher=fields.publisher,
        url=fields.url,
    )
    return make_report(fields.text, given.or_else(named))
