"""Scores: when two records say the same, and what the counts come to."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluation import Scores, load_coded, load_gold, score
from dragoman.evaluation.actors import agreement, fold, same
from dragoman.evaluation.text import overlap, sentence_ends, sentences_of
from dragoman.record import InputError

TEXT = 'Japan pledged help. Cambodia thanked Japan. "We met by phone," Sokhonn said.\n\nChina did not agree to talks.'
JPN, KHM, CHN = {"country": "JPN"}, {"country": "KHM"}, {"country": "CHN"}
SOKHONN = {"country": "KHM", "name": "Prak Sokhonn"}


def event(kind: str, actors: list[Any], recipients: list[Any], evidence: str, **more: object) -> dict[str, Any]:
    return {"type": kind, "aux": "actual", "actors": actors, "recipients": recipients, "evidence": [evidence], **more}


PLEDGE = event("AGREE", [JPN], [KHM], "pledged", date="2021-11", contexts=["economic"])
THANKS = event("SUPPORT", [KHM], [JPN], "thanked")
CALL = event("CONSULT", [SOKHONN, JPN], [], "met by phone", modes=["phone"])
REFUSAL = event("AGREE", [CHN], [], "did not agree", aux="negated", optional=True)
SAID = {"content": "We met by phone,", "speaker": SOKHONN, "kind": "direct"}
PROMISED = {"kind": "pledge", "by": [JPN], "content": "help"}
GOLD = {"events": [PLEDGE, THANKS, CALL, REFUSAL], "statements": [SAID], "commitments": [PROMISED]}


def compare(tmp_path: Path, gold: dict[str, Any], coded: dict[str, Any] | None) -> Scores:
    report = {"report": {"id": "r", "text": TEXT}}
    (tmp_path / "r.json").write_text(json.dumps(report | gold))
    (tmp_path / "coded.jsonl").write_text(json.dumps(report | coded) + "\n" if coded is not None else "\n")
    return score(load_gold(tmp_path), load_coded(tmp_path / "coded.jsonl"))


def counts(scores: Scores) -> dict[str, tuple[int, int, int]]:
    return {name: (tally.hits, tally.gold, tally.coded) for name, tally in scores.levels.items()}


def test_the_same_record(tmp_path: Path) -> None:
    scores = compare(tmp_path, GOLD, GOLD)
    assert counts(scores) == {
        "act": (3, 3, 3),
        "who": (3, 3, 3),
        "full": (3, 3, 3),
        "dyad": (3, 3, 3),
        "statements": (1, 1, 1),
        "commitments": (1, 1, 1),
    }
    assert scores.as_dict()["date"] == {"accuracy": 1.0, "of": 1}
    assert scores.as_dict()["act"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 3, "coded": 3}


def test_a_report_that_is_not_coded(tmp_path: Path) -> None:
    scores = compare(tmp_path, GOLD, None)
    assert counts(scores)["act"] == (0, 3, 0)
    assert scores.as_dict()["reports"] == {"gold": 1, "missing": 1}
    assert scores.as_dict()["aux"] == {"accuracy": None, "of": 0}


def test_each_level_asks_more(tmp_path: Path) -> None:
    coded = {
        "events": [
            event("AGREE", [JPN], [KHM], "Japan", date="2022"),  # same sentence, wrong date
            event("SUPPORT", [KHM], [CHN], "thanked"),  # wrong recipient
            event("CONSULT", [JPN], [KHM], "Sokhonn said"),  # sides taken together; no mode
            event("ACCUSE", [CHN], [], "talks"),  # not in gold
        ]
    }
    scores = compare(tmp_path, GOLD, coded)
    found = counts(scores)
    assert (found["act"], found["who"], found["full"]) == ((3, 3, 4), (2, 3, 4), (0, 3, 4))
    assert found["dyad"] == (2, 3, 4)
    assert scores.as_dict()["mode"] == {"accuracy": 0.0, "of": 1}


def test_a_type_of_its_own_line(tmp_path: Path) -> None:
    act, who = compare(tmp_path, GOLD, {"events": [event("AGREE", [CHN], [KHM], "pledged")]}).types["AGREE"]
    assert (act.hits, act.gold, act.coded) == (1, 1, 1)
    assert (who.hits, who.f1) == (0, 0.0)


def test_optional_events_are_not_held_against(tmp_path: Path) -> None:
    coded = {"events": [PLEDGE, event("AGREE", [CHN], [], "talks"), event("AGREE", [CHN], [], "not agree")]}
    assert counts(compare(tmp_path, GOLD, coded))["act"] == (1, 3, 2)


def test_evidence_that_is_not_in_the_text(tmp_path: Path) -> None:
    coded = {"events": [event("AGREE", [JPN], [KHM], "promised")], "statements": [SAID | {"content": "We rang,"}]}
    found = counts(compare(tmp_path, GOLD, coded))
    assert (found["act"][0], found["statements"][0]) == (0, 0)


@pytest.mark.parametrize(
    ("speaker", "hits"),
    [(KHM, 1), ({"country": None, "name": "Foreign Minister Sokhonn"}, 1), (JPN, 0), ({"country": None}, 0)],
)
def test_speakers(tmp_path: Path, speaker: dict[str, str], hits: int) -> None:
    coded = {"events": [], "statements": [SAID | {"speaker": speaker}]}
    assert counts(compare(tmp_path, GOLD, coded))["statements"] == (hits, 1, 1)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("KHM", "KHM", True),
        ("KHM", "JPN", False),
        ("IGO:asean", "IGO:association of south east asian nations", True),
        ("IGO:african union", "IGO:au", True),
        ("IGO:african union", "NGO:au", False),
        ("IGO:", "IGO:asean", False),
        ("NGO:red cross", "NGO:cambodian red cross", True),
        ("?:sokhonn", "?:prak sokhonn", True),
    ],
)
def test_same(one: str, other: str, *, expected: bool) -> None:
    assert same(one, other) is expected
    assert same(other, one) is expected


def test_agreement() -> None:
    assert agreement([], []) == 1
    assert agreement(["KHM", "JPN"], ["JPN"]) == 0.5
    assert agreement(["KHM"], []) == 0


def test_fold() -> None:
    assert fold("Médecins Sans-Frontières!") == "medecins sans frontieres"
    assert fold(None) == ""


def test_places_in_text() -> None:
    ends = sentence_ends(TEXT)
    assert [TEXT[:end].count(".") for end in ends] == [1, 2, 3, 4]
    assert sentences_of(TEXT, ends, ['thanked Japan. "We']) == {1, 2}
    assert overlap(TEXT, "Japan pledged", "pledged help") == pytest.approx(7 / 18)
    assert overlap(TEXT, "Japan", "China") == 0


def test_malformed_gold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file ending in"):
        load_gold(tmp_path)
    (tmp_path / "bad.json").write_text('{"report": {"id": "r"}}')
    with pytest.raises(InputError, match=r"bad\.json is no coded report.*text"):
        load_gold(tmp_path)
