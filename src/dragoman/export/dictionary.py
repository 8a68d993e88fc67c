"""The data dictionary under ``docs/``, from the comments in the file: ``python -m dragoman.export.dictionary docs``."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from dragoman.store import reading, writing
from dragoman.store.dictionary import Table, datapackage, dictionary

HEAD = """<!-- Written by `python -m dragoman.export.dictionary docs`; change the comments in src/dragoman/store/migrations instead. -->
# The data dictionary

Every table and view of the record, with its columns. `dragoman columns` prints the same of a file at hand,
[datapackage.json](datapackage.json) holds it for programs (Frictionless Table Schema).
"""


def documents() -> dict[str, str]:
    """The texts of ``data-dictionary.md`` and ``datapackage.json`` for the schema as it is now, by file name."""
    with TemporaryDirectory() as folder:
        record = Path(folder, "empty.duckdb")
        with writing(record):
            pass
        with reading(record) as connection:
            tables = dictionary(connection)
    package = msgspec.json.format(msgspec.json.encode(datapackage(tables)), indent=2).decode()
    return {"data-dictionary.md": "\n".join([HEAD, *map(_section, tables)]), "datapackage.json": package + "\n"}


def _section(table: Table) -> str:
    rows = [f"| `{column.name}` | {column.type} | {column.description} |" for column in table.columns]
    head = [f"## `{table.name}` ({table.kind})", "", table.description, "", "| column | type | meaning |", "|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def main(folder: Path) -> None:
    """Write both files."""
    for name, text in documents().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
