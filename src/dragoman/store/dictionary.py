"""What every table, view and column of the record holds, as the file itself tells it."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.store.database import reading, writing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection


class Column(msgspec.Struct, frozen=True):
    """One column of a table or view."""

    name: str
    type: str
    """As DuckDB calls it."""
    description: str


class Table(msgspec.Struct, frozen=True):
    """One table or view of the record."""

    name: str
    kind: str
    """``table`` or ``view``."""
    description: str
    columns: tuple[Column, ...]


NAMED = """
    SELECT table_name AS name, 'table' AS kind, comment FROM duckdb_tables() WHERE database_name = current_database()
    UNION ALL
    SELECT view_name, 'view', comment FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
"""
COLUMNS = f"""
    SELECT n.name, n.kind, coalesce(n.comment, ''), c.column_name, c.data_type, coalesce(c.comment, '')
    FROM ({NAMED}) n JOIN duckdb_columns() c ON c.table_name = n.name AND c.database_name = current_database()
    ORDER BY n.kind, n.name, c.column_index
"""
KEYS = {"runs": "run", "reports_flat": "id"}
"""Columns that tell the rows of a table apart, besides those called ``id`` in tables."""
REFERENCES = {
    "report_id": ("reports", "id"),
    "other_id": ("reports", "id"),
    "first_id": ("reports", "id"),
    "copy_of": ("reports", "id"),
    "run": ("runs", "run"),
}
"""Columns that name a row of another table, wherever they stand. An item's id may be of any of five tables, and a commitment's
event may be missing from a record that came from elsewhere: neither is such a column."""
TYPES = {
    "VARCHAR": "string",
    "VARCHAR[]": "string",
    "DOUBLE": "number",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "UTINYINT": "integer",
    "UBIGINT": "integer",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "BOOLEAN": "boolean",
}
SEVERAL = " Several values are separated by semicolons."


def dictionary(connection: "Connection") -> list[Table]:
    """All tables, then all views, each by name; a column's place is that of the table."""
    heads: dict[str, tuple[str, str]] = {}
    columns: dict[str, list[Column]] = {}
    for name, kind, description, *column in connection.execute(COLUMNS).fetchall():
        heads[name] = kind, description
        columns.setdefault(name, []).append(Column(*column))
    return [Table(name, *head, tuple(columns[name])) for name, head in heads.items()]


def dictionary_of(record: Path) -> list[Table]:
    """The dictionary of a record; of one that is new and empty if there is none yet."""
    with TemporaryDirectory() as folder:
        if not record.is_file():
            record = Path(folder, "empty.duckdb")
            with writing(record):
                pass
        with reading(record) as connection:
            return dictionary(connection)


def datapackage(tables: list[Table]) -> dict[str, Any]:
    """The same as a Frictionless Data Package with one CSV file per table."""
    names = {table.name for table in tables}
    return {"profile": "tabular-data-package", "name": "dragoman-record", "resources": [_resource(table, names) for table in tables]}


def _resource(table: Table, names: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if key := _key(table):
        schema["primaryKey"] = key
    if references := _references(table, names):
        schema["foreignKeys"] = references
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.description,
        "schema": schema,
    }


def _field(column: Column) -> dict[str, str]:
    several = SEVERAL if column.type.endswith("[]") else ""
    return {"name": column.name, "type": TYPES[column.type], "description": column.description + several}


def _key(table: Table) -> str | None:
    own = "id" if table.kind == "table" and any(column.name == "id" for column in table.columns) else None
    return KEYS.get(table.name, own)


def _references(table: Table, names: set[str]) -> list[dict[str, Any]]:
    found = [(column.name, *REFERENCES[column.name]) for column in table.columns if column.name in REFERENCES]
    there = names - {table.name}
    return [{"fields": name, "reference": {"resource": target, "fields": key}} for name, target, key in found if target in there]
