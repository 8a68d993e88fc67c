"""Reading the data tables that ship with the package."""

from collections.abc import Iterator
from pathlib import Path

from dragoman.gazetteer.index import Named
from dragoman.gazetteer.model import Entry, Office, State
from dragoman.record.errors import GazetteerError

DATA = Path(__file__).parent / "data"
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of a table as dicts by column name; an empty list if the table is not there."""
    path = DATA / name
    if not path.exists():
        return []
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("# ")]
    if not lines:
        raise GazetteerError(f"{path}: the table is empty; put back the file that ships with the package")
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=False)) for line in lines[1:]]


def split(cell: str | None) -> list[str]:
    """The parts of a cell that lists several things."""
    return [part for part in (cell or "").split("|") if part]


def state_names(table: list[Row]) -> Iterator[Named]:
    """Every name, adjective, capital, seat of power and organ of the states."""
    for row in table:
        code, dates = row["code"], (row.get("from") or None, row.get("to") or None)
        for name in (row["name"], *split(row["other_names"])):
            yield name, Entry(code, None, "name", "GOV", None, *dates)
        for name in split(row["demonyms"]):
            yield name, Entry(code, None, "demonym", None, None, *dates)
        for name in split(row["capitals"]):
            yield name, Entry(code, None, "capital", "GOV", None, *dates)
        yield from _seats(row)


def _seats(row: Row) -> Iterator[Named]:
    for cell in split(row.get("seats")):
        name, _, sector = cell.partition(":")
        yield name, Entry(row["code"], None, "seat", sector or "GOV")
    for cell in split(row.get("organs")):
        name, _, tail = cell.partition(":")
        sector, _, span = tail.partition("@")
        since, _, until = span.partition("/")
        yield (
            name,
            Entry(
                row["code"],
                name,
                "organ",
                sector or "GOV",
                None,
                since or None,
                until or None,
            ),
        )


def territory_names() -> Iterator[Named]:
    """Dependencies, disputed entities and well-known regions; demonyms of these too."""
    for row in rows("territories.tsv"):
        sector = row.get("sector") or None
        for name in (row["name"], *split(row.get("other_names"))):
            yield name, Entry(row["code"], None, "territory", sector)
        for name in split(row.get("demonyms")):
            yield name, Entry(row["code"], None, "demonym", sector)


def body_names(table: list[Row]) -> Iterator[Named]:
    """International bodies and their organs."""
    for row in table:
        entry = Entry(row["code"], row["name"], "body", None, None, row.get("founded") or None)
        for name in filter(None, (row["name"], row["acronym"], *split(row["other_names"]))):
            yield name, entry
        # "Council" or "Secretariat" alone tells nothing; an acronym does.
        for organ in filter(_telling, split(row.get("organs"))):
            yield organ, Entry(row["code"], organ, "organ")


def _telling(name: str) -> bool:
    return " " in name or name[1:2].isupper()


def group_names() -> Iterator[Named]:
    """Organisations, companies, armed groups and movements."""
    for row in rows("groups.tsv"):
        entry = Entry(row["code"], row["name"], "group", row.get("sector") or None)
        for name in (row["name"], *split(row.get("other_names"))):
            yield name, entry


def person_names() -> Iterator[Named]:
    """Holders of offices with their terms."""
    for row in rows("leaders.tsv"):
        since, until = row.get("from") or None, row.get("to") or None
        entry = Entry(
            row["country"],
            row["name"],
            "person",
            row.get("sector") or None,
            row["office"],
            since,
            until,
        )
        for name in (row["name"], *split(row.get("other_names"))):
            yield name, entry


def ambiguous() -> list[Row]:
    """The names that need a look at their surroundings."""
    return [row for row in rows("ambiguous.tsv") if "none" not in split(row.get("flags"))]


def no_actors() -> Iterator[Named]:
    """Longer names that hide a state's name but stand for no actor, such as the Indian Ocean."""
    for row in rows("ambiguous.tsv"):
        if "none" in split(row.get("flags")):
            yield row["name"], Entry("", None, "none")


def offices() -> Iterator[tuple[str, Office]]:
    """Titles and their variants, in lower case, with the office that they name."""
    for row in rows("offices.tsv"):
        office = Office(row["title"], row.get("sector") or None, row["level"])
        for title in (row["title"], *split(row.get("variants"))):
            yield title.lower(), office


def states(table: list[Row]) -> dict[str, State]:
    """The present states by code."""
    return {
        row["code"]: State(
            row["code"],
            row["name"],
            next(iter(split(row["demonyms"])), row["name"]),
            next(iter(split(row["capitals"])), row["name"]),
        )
        for row in table
        if not row.get("to")
    }
