"""The data dictionary under ``docs/``, from the comments in the file: ``python -m dragoman.export.dictionary docs``."""

import sys
from pathlib import Path

import msgspec

from dragoman.store.dictionary import Table, datapackage, dictionary_of

HEAD = """<!-- Written by `python -m dragoman.export.dictionary docs`; change the comments in src/dragoman/store/migrations instead. -->
# The data dictionary

Every table and view of the record, with its columns. `dragoman columns` prints the same of a file at hand,
[datapackage.json](datapackage.json) holds it for programs (Frictionless Table Schema).
"""


def documents() -> dict[str, str]:
    """The texts of ``data-dictionary.md`` and ``datapackage.json`` for the schema as it is now, by file name."""
    tables = dictionary_of(Path("no record"))
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
