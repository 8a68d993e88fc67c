"""Engines: one script over each; order is kept, and a bad report never stops a run."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from dragoman.engines import Coder, Engine, LocalEngine, ProcessEngine
from dragoman.record import CodedReport, ModelError, Rejection, Report
from fake_pipeline import Reader

ENGINES: dict[str, Callable[[], Engine]] = {
    "local": lambda: LocalEngine(Reader()),
    "processes": lambda: ProcessEngine(2, Reader),
}


def report(number: int, text: str = "Talks went on.") -> Report:
    return Report(id=f"r{number}", text=text)


def ids(results: list[CodedReport | Rejection]) -> list[str]:
    return [one.source if isinstance(one, Rejection) else one.report.id for one in results]


@pytest.mark.parametrize("name", ENGINES)
def test_order_and_rejections(name: str) -> None:
    inputs: list[Report | Rejection] = [report(number) for number in range(30)]
    inputs[3] = Rejection(source="early", reason="empty")
    inputs[7] = report(7, "RAISE-VALUE")
    inputs[8] = report(8, "RAISE-INPUT")
    results = list(ENGINES[name]().code(inputs))
    assert ids(results) == ["early" if number == 3 else f"r{number}" for number in range(30)]
    reasons = {one.source: one.reason for one in results if isinstance(one, Rejection)}
    assert reasons["r8"] == "no sentence in it"
    assert "ValueError: a bad value" in reasons["r7"]
    assert len(reasons) == 3


@pytest.mark.parametrize("name", ENGINES)
def test_nothing(name: str) -> None:
    assert list(ENGINES[name]().code([])) == []


@pytest.mark.parametrize("name", ENGINES)
def test_a_missing_model_stops_the_run(name: str) -> None:
    with pytest.raises(ModelError, match="missing"):
        list(ENGINES[name]().code([report(1), report(2, "RAISE-MODEL"), report(3)]))


def test_local_engine_reads_no_further_than_asked() -> None:
    reports = iter([report(number) for number in range(5)])
    next(LocalEngine(Reader()).code(reports))
    assert [one.id for one in reports] == ["r1", "r2", "r3", "r4"]


def test_a_process_that_dies_costs_one_report() -> None:
    inputs = [report(number, "END-PROCESS" if number == 4 else "Talks went on.") for number in range(12)]
    results = list(ProcessEngine(2, partial(Reader, Path("mine.tsv"))).code(inputs))
    assert ids(results) == [f"r{number}" for number in range(12)]
    assert [one.source for one in results if isinstance(one, Rejection)] == ["r4"]


def test_the_fake_is_a_coder() -> None:
    coder: Coder = Reader()
    assert coder.code(report(1)).report.id == "r1"
