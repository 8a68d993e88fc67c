"""A user's own list of actors: a CSV file or a PETRARCH actor dictionary."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from dragoman.gazetteer.index import Named
from dragoman.gazetteer.model import Entry
from dragoman.record.errors import GazetteerError

_COLUMNS = ("name", "code", "sector", "role", "from", "to")
SECTORS = frozenset(
    [
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "COP",
        "SPY",
        "PRM",
        "PTY",
        "REB",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
    ]
)
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_CODE = re.compile(r"\[([^\]]*)\]")
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "de",
        "la",
        "al",
        "el",
        "du",
        "des",
        "von",
        "van",
        "der",
    ]
)
_NEWEST_SHORT_YEAR = 45  # 46 to 99 are years of the last century
_BODIES = {"IGOUNO": "UNO", "IGOEUR": "EUR", "IGOEEC": "EUR"}


def read(path: Path) -> list[Named]:
    """The names and entries of an actor list.

    Raises GazetteerError if the file cannot be read, has no header or holds a malformed line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: the actor list cannot be read ({error}); give a UTF-8 text file") from error
    return list(_petrarch(text, path) if _is_petrarch(text) else _csv(text, path))


def _is_petrarch(text: str) -> bool:
    lines = (line for line in text.splitlines() if line.strip() and line[0] not in "#;")
    return any(line.startswith("+") or _CODE.search(line) for line in lines)


def _csv(text: str, path: Path) -> Iterator[Named]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    header = [cell.strip() for cell in next(csv.reader(lines[:1]), [])]
    if "name" not in header or "code" not in header:
        raise GazetteerError(
            f"{path}: the first line names no columns; begin the file with the line `{','.join(_COLUMNS)}` "
            "(name and code are required, the others may be left out)"
        )
    if unknown := sorted(set(header) - set(_COLUMNS)):
        raise GazetteerError(f"{path}: unknown column {', '.join(unknown)}; the columns are {', '.join(_COLUMNS)}")
    for number, cells in enumerate(csv.reader(lines[1:]), 2):
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        yield row.get("name", ""), _csv_entry(row, f"{path}, row {number}")


def _csv_entry(row: dict[str, str], where: str) -> Entry:
    name, code, sector = row.get("name"), row.get("code", ""), row.get("sector") or None
    if not name or not re.fullmatch("[A-Z]{3}", code):
        raise GazetteerError(f"{where}: a name and a code of three capitals are needed, such as `Jane Roe,KHM`")
    for column in ("from", "to"):
        if row.get(column) and not _DATE.fullmatch(row[column]):
            raise GazetteerError(f"{where}: {column} {row[column]!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    if sector and sector not in SECTORS:
        raise GazetteerError(f"{where}: `{sector}` is no sector; use one of {' '.join(sorted(SECTORS))}")
    return Entry(
        code,
        name,
        "group",
        sector,
        row.get("role") or None,
        row.get("from") or None,
        row.get("to") or None,
    )


def _petrarch(text: str, path: Path) -> Iterator[Named]:
    names: list[str] = []
    codes: list[str] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = re.split("[#;]", raw, maxsplit=1)[0].rstrip()
        head = _CODE.sub("", line).strip()
        if head and not head.startswith("+"):
            yield from _block(names, codes)
            names, codes = [], []
        if head:
            names.append(_spelled(head.lstrip("+")))
        if line and not names:
            raise GazetteerError(f"{path}, line {number}: a code before any actor; put the actor's name above it")
        codes += _CODE.findall(line)
    yield from _block(names, codes)


def _block(names: list[str], codes: list[str]) -> Iterator[Named]:
    for code in codes:
        entry = _petrarch_entry(names[0], code)
        yield from ((name, entry) for name in names)


def _petrarch_entry(name: str, code: str) -> Entry:
    actor, _, span = code.strip().partition(" ")
    bare = actor in _BODIES or len(actor) == len("USA")
    country = _BODIES.get(actor[:6], actor[:3])
    sector = next(
        (actor[i : i + 3] for i in range(3, len(actor), 3) if actor[i : i + 3] in SECTORS),
        None,
    )
    since, until = _span(span.strip())
    return Entry(
        country,
        None if bare else name,
        "name" if bare else "group",
        sector,
        None,
        since,
        until,
    )


def _span(span: str) -> tuple[str | None, str | None]:
    if not span:
        return None, None
    if span[0] in "<>":
        day = _day(span[1:])
        return (None, day) if span[0] == "<" else (day, None)
    since, _, until = span.partition("-")
    return _day(since), _day(until) if until else None


def _day(digits: str) -> str:
    digits = digits.strip()
    if len(digits) == len("090120"):
        digits = ("20" if int(digits[:2]) <= _NEWEST_SHORT_YEAR else "19") + digits
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"


def _spelled(head: str) -> str:
    """A name in ordinary spelling: dictionaries write JOHN_DOE_ for John Doe."""
    words = head.strip().strip("_").split("_")
    return " ".join(w.lower() if i and w.lower() in _SMALL else _capital(w) for i, w in enumerate(words) if w)


def _capital(word: str) -> str:
    return word if "." in word or not word.isupper() else "-".join(part.capitalize() for part in word.split("-"))
