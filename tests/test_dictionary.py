"""The data dictionary: complete, and the same in the file and in docs/."""

from pathlib import Path

import pytest

from dragoman.export.dictionary import documents
from dragoman.store import reading, writing
from dragoman.store.dictionary import Table, datapackage, dictionary

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> list[Table]:
    path = tmp_path_factory.mktemp("dictionary") / "record.duckdb"
    with writing(path):
        pass
    with reading(path) as connection:
        return dictionary(connection)


def test_every_table_and_column_is_described(tables: list[Table]) -> None:
    assert {"reports", "events", "roles", "events_flat", "mentions"} <= {table.name for table in tables}
    for table in tables:
        assert table.description.endswith("."), table.name
        for column in table.columns:
            assert column.description.endswith((".", "…")), f"{table.name}.{column.name}"


def test_a_table_of_it(tables: list[Table]) -> None:
    (table,) = [table for table in tables if table.name == "copies"]
    assert (table.kind, [(column.name, column.type) for column in table.columns]) == (
        "table",
        [("report_id", "VARCHAR"), ("first_id", "VARCHAR"), ("similarity", "DOUBLE")],
    )


def test_tables_refer_to_those_that_are_there(tables: list[Table]) -> None:
    (alone,) = datapackage([table for table in tables if table.name == "events"])["resources"]
    assert "foreignKeys" not in alone["schema"]
    resources = {resource["name"]: resource["schema"] for resource in datapackage(tables)["resources"]}
    assert resources["events"]["primaryKey"] == "id"
    assert resources["events"]["foreignKeys"] == [{"fields": "report_id", "reference": {"resource": "reports", "fields": "id"}}]
    assert resources["reports"]["foreignKeys"] == [{"fields": "run", "reference": {"resource": "runs", "fields": "run"}}]
    assert "primaryKey" not in resources["roles"]


@pytest.mark.parametrize("name", ["data-dictionary.md", "datapackage.json"])
def test_docs_are_as_the_schema_is_now(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == documents()[name], "run python -m dragoman.export.dictionary docs"
