"""What several tests share."""

import sys
from collections.abc import Iterator

import pytest

import fake_pipeline

CLI = ("dragoman.cli.reading", "dragoman.cli.evaluating")


@pytest.fixture
def fake_reader(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The command line with the fake reader instead of the language model, and a record of its own."""
    monkeypatch.setenv("DRAGOMAN_DB", str(tmp_path_factory.mktemp("record") / "record.duckdb"))
    monkeypatch.setitem(sys.modules, "dragoman.pipeline", fake_pipeline)
    _forget()
    yield
    _forget()


def _forget() -> None:
    for name in CLI:
        sys.modules.pop(name, None)
