"""The part of a coded report that is compared, be it a person's or the program's."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from dragoman.record import CodedReport, InputError, Report

T = TypeVar("T")


class Party(msgspec.Struct, frozen=True):
    """An actor, as far as agreement about actors goes."""

    country: str | None = None
    name: str | None = None


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """An event."""

    type: str
    aux: str
    evidence: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    date: str | None = None
    optional: bool = False
    """Coders may differ on it; it is neither asked for nor held against."""


class Said(msgspec.Struct, frozen=True):
    """A statement."""

    content: str
    speaker: Party


class Bound(msgspec.Struct, frozen=True):
    """A commitment."""

    kind: str
    by: tuple[Party, ...]
    content: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A coded report."""

    report: Report
    events: tuple[Act, ...] = ()
    statements: tuple[Said, ...] = ()
    commitments: tuple[Bound, ...] = ()


def load_gold(folder: Path) -> dict[str, Record]:
    """The records in a folder's ``*.json``, by report id; InputError if there are none or one is malformed."""
    return {
        record.report.id: record
        for record in (_decode(path.read_bytes(), Record, path.name) for path in _files(folder))
    }


def gold_reports(folder: Path) -> Iterator[Report]:
    """Only the texts of the same files, for the program to code."""
    for record in load_gold(folder).values():
        yield record.report


def load_coded(path: Path) -> dict[str, Record]:
    """The records in a file of JSON lines, by report id; of several with one id the last counts."""
    lines = path.read_bytes().splitlines()
    records = [_decode(line, Record, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    return {record.report.id: record for record in records}


def measured(coded: Iterable[CodedReport]) -> dict[str, Record]:
    """The program's records in the form that is compared."""
    return {one.report.id: msgspec.json.decode(msgspec.json.encode(one), type=Record) for one in coded}


def _files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.json"))
    if not found:
        message = f"no coded reports in {folder}: it has no file ending in .json; name the folder that holds them"
        raise InputError(message)
    return found


def _decode(data: bytes, kind: type[T], where: str) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"{where} is no coded report: {error}; the form is that of `dragoman read --json`"
        raise InputError(message) from None
