"""Training: the country swap moves the marks along, and one step of every loss is finite."""

import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import labels
from dragoman.gazetteer import Gazetteer
from dragoman.training.corpus import CorpusReport, parse, read_corpus
from dragoman.training.examples import examples, split, without_title
from dragoman.training.swap import swap

CORPUS = Path(__file__).parent.parent / "corpus"
SWAPPED = ("name", "demonym", "capital")
REPORT = """# x | 2024-06-05 | wire
@ [a1 Japan] {e1 urges} [a2 Cambodia]

[p1 TOKYO] — [a1+a2 Japan and Cambodia] {e2 met}. [a1 The Japanese Foreign Minister, Kenji Morita,] {e1 urged} [a2 Phnom Penh] <c1 to sign>.
<r1 Ties between [a1 Japan] and [a2 Cambodia] are strained>, [a3 ASEAN] {s1 said}.
--
a1 JPN GOV | Kenji Morita | Foreign Minister
a2 KHM GOV
a3 IGO - | ASEAN
p1 JPN | Tokyo
e1 REQUEST by a1 to a2 aux actual
e2 CONSULT by a1 a2 aux actual
c1 request of e1 by a1 to a2
s1 indirect by a3
r1 hostile JPN KHM by a3
"""


@cache
def corpus() -> list[CorpusReport]:
    return read_corpus(CORPUS)


def swapped(report: CorpusReport, start: int, end: int) -> bool:
    """Whether any word that a swap may replace stands within or across these characters."""
    found = [m for m in Gazetteer.load().find(report.text) if m.entry.kind in SWAPPED]
    return any(m.start < end and m.end > start for m in found)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_marks_stay_on_their_words(which: int, seed: int) -> None:
    report = corpus()[which % len(corpus())]
    told = swap(report, Gazetteer.load(), random.Random(seed))
    assert len(told.marks) == len(report.marks)
    for old, new in zip(report.marks, told.marks, strict=True):
        assert (old.ids, old.bracket) == (new.ids, new.bracket)
        before, after = report.text[old.start : old.end], told.text[new.start : new.end]
        assert before == after or swapped(report, old.start, old.end)
    assert told.facts == report.facts
    assert told.text.count("\n") == report.text.count("\n")


def test_a_swap_tells_the_same_story_of_other_states() -> None:
    report, gazetteer = parse(REPORT, "test"), Gazetteer.load()
    told = swap(report, gazetteer, random.Random(3))
    japan, cambodia = told.actors["a1"].country, told.actors["a2"].country
    assert japan
    assert cambodia
    assert len({japan, cambodia, "JPN", "KHM"}) == 4
    assert told.lines["r1"].head == ("hostile", japan, cambodia)
    assert told.actors["a3"].country == "IGO"
    assert told.actors["a1"].name == "Kenji Morita"
    states = gazetteer.states()
    assert told.text[: told.title_end] == f"{states[japan].name} urges {states[cambodia].name}"
    assert "Japan" not in told.text
    marked = {m.ids: told.text[m.start : m.end] for m in told.marks}
    assert marked["a1", "a2"] == f"{states[japan].name} and {states[cambodia].name}"
    assert marked["e2",] == "met"
    assert marked["c1",] == "to sign"


def test_same_seed_same_swap() -> None:
    report, gazetteer = parse(REPORT, "test"), Gazetteer.load()
    assert swap(report, gazetteer, random.Random(5)) == swap(report, gazetteer, random.Random(5))


def test_a_blanked_headline_moves_nothing() -> None:
    report = parse(REPORT, "test")
    bare = without_title(report)
    assert len(bare.text) == len(report.text)
    assert not bare.text[: report.title_end].strip()
    assert {bare.text[m.start : m.end] for m in bare.marks} == {
        report.text[m.start : m.end] for m in report.marks if m.start >= report.title_end
    }


def test_held_back_reports_do_not_depend_on_order() -> None:
    reports = corpus()[:40]
    kept, held = split(reports, 0.25)
    assert len(held) == 10
    assert {r.id for r in kept} | {r.id for r in held} == {r.id for r in reports}
    assert {r.id for r in split(reports[::-1], 0.25)[1]} == {r.id for r in held}


def test_examples_carry_every_span() -> None:
    (example,) = examples(parse(REPORT, "test"), Gazetteer.load(), labels())
    assert [example.report.lines[m.ids[0]].head[0] for m in example.triggers] == ["REQUEST", "CONSULT", "REQUEST"]
    assert Counter(key for m in example.mentions for key in m.ids) == {"a1": 4, "a2": 4, "a3": 1, "p1": 1}
    assert [m.ids for m in example.cues] == [("s1",)]
    assert [m.ids for m in example.stretches] == [("c1",), ("r1",)]
    assert all(len(tags) == len(example.sentence) for tags in example.layers.values())
    tagged = {name: sum(t > 0 for t in tags) for name, tags in example.layers.items()}
    assert tagged["trigger"] == 3
    assert tagged["cue"] == 1
    assert tagged["commitment"] == 2


def test_one_step_gives_finite_losses() -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed (pip install '.[train]')")
    from dragoman.training.losses import WEIGHTS, Noise, losses
    from dragoman.training.model import Joint
    from dragoman.training.optimiser import optimiser
    from dragoman.training.train import step

    torch.manual_seed(1)
    inventory, rng, gazetteer = labels(), random.Random(1), Gazetteer.load()
    reports = sorted(corpus(), key=lambda r: len(r.text))[:2]
    group = [example for report in reports for example in examples(report, gazetteer, inventory)]
    model = Joint(inventory)
    each = losses(model, group, inventory, rng, 0.1, Noise())
    assert set(each) == set(WEIGHTS)
    assert all(bool(torch.isfinite(value)) for value in each.values())
    heads = [p for name, p in model.named_parameters() if not name.startswith("tokens.encoder.")]
    step(
        sum(WEIGHTS[name] * value for name, value in each.items()),
        [model],
        optimiser(model.tokens.encoder, heads, 1e-4, 1e-3),
    )
    assert all(bool(torch.isfinite(p).all()) for p in model.parameters())
