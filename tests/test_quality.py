"""Quality may not fall: the shipped model against the coded reports of the tests, with floors that are only ever raised by hand."""

from functools import cache
from importlib import resources
from pathlib import Path

import msgspec
import pytest

from dragoman.evaluation import Scores, gold_reports, load_gold, measured, score

HERE = Path(__file__).parent
GOLD, DEVELOPMENT = HERE / "gold", HERE.parent.parent / "shared" / "gold"
FLOORS = msgspec.json.decode((HERE / "quality_floors.json").read_bytes(), type=dict[str, float])
"""F1 of the levels, share of right fields of the attributes."""
KEYS = {"act", "who", "dyad", "statements", "commitments", "aux", "mode", "date"}
MODEL = resources.files("dragoman.reader") / "data" / "tokens.onnx"

needs_model = pytest.mark.skipif(not MODEL.is_file(), reason="the model files are absent; make train writes them")


@cache
def scores(folder: Path) -> Scores:
    from dragoman.pipeline import Reader

    reader = Reader()
    return score(load_gold(folder), measured(reader.code(report) for report in gold_reports(folder)))


def value(found: Scores, name: str) -> float:
    """The measure that a floor speaks of; a field that was never asked for has none to keep."""
    if name in found.levels:
        return found.levels[name].f1
    share = found.attributes[name].accuracy
    return 1.0 if share is None else share


def test_floors_are_shares_of_what_is_measured() -> None:
    assert set(FLOORS) == KEYS
    assert all(0.0 <= floor <= 1.0 for floor in FLOORS.values())


@needs_model
@pytest.mark.parametrize("name", sorted(KEYS))
def test_quality_keeps_its_floor(name: str) -> None:
    found = value(scores(GOLD), name)
    assert found >= FLOORS[name], f"{name} is {found:.3f}, its floor {FLOORS[name]:.3f}"


@needs_model
def test_every_report_is_coded() -> None:
    assert scores(GOLD).missing == 0


@needs_model
@pytest.mark.skipif(not DEVELOPMENT.is_dir(), reason="the development reports (../shared/gold) are absent")
def test_development_score(capsys: pytest.CaptureFixture[str]) -> None:
    found = scores(DEVELOPMENT)
    line = "  ".join(f"{name} {value(found, name):.3f}" for name in FLOORS)
    with capsys.disabled():
        print(f"\n{found.reports} development reports: {line}")  # noqa: T201
    assert found.missing == 0
