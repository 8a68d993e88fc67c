"""The annotated corpus: its format, and that every report of the project keeps to it."""

from pathlib import Path

import pytest

from dragoman import ontology
from dragoman.record.errors import TrainingError
from dragoman.training.corpus import CorpusReport, Party, parse, read_corpus

CORPUS = Path(__file__).parent.parent / "corpus"
FILES = sorted(CORPUS.glob("*.rep"))
REPORT = """# kh-1 | 2024-06-05 | wire
@ [a1 Japan] {e1 pledges} aid

[p1 TOKYO], [t1 June 4] — [a1 Japan] {e1 pledged} <c1 aid to [a2 Cambodia]>, [a3 its ministry] {s1 said}.
"<s1 We {e1 will help}> [a2 them]," it said; <s1 soon>. [a1+a2 Both sides] signed [i1 the accord].
<r1 China stood between [a1 Japan] and [a2 Cambodia]>, 3 < 5 and more.
--
a1 JPN GOV
a2 KHM GOV+MIL | Sok Dara | Foreign Minister
a3 JPN GOV | | ministry
a4 - UNK | Somebody
a5 IGO - | ASEAN
p1 JPN | Tokyo
t1 2024-06-04
i1 accord | - | JPN,KHM

e1 AGREE by a1 to a2 aux actual on t1 ctx economic,diplomatic said a3
s1 mixed by a3 via press release to The Post
c1 pledge of e1 by a1 to a2 if <they of course agree to it> deadline t1 about i1
r1 mediator JPN KHM mediator CHN by a3 since 1999
"""


@pytest.fixture(scope="module")
def report() -> CorpusReport:
    return parse(REPORT, "test")


@pytest.fixture(scope="module")
def corpus() -> list[CorpusReport]:
    return read_corpus(CORPUS)


def under(report: CorpusReport, key: str) -> list[str]:
    return [report.text[m.start : m.end] for m in report.marks if key in m.ids]


def test_head_and_title(report: CorpusReport) -> None:
    assert (report.id, report.published) == ("kh-1", "2024-06-05")
    assert report.text.startswith("Japan pledges aid\n\nTOKYO, June 4 — Japan pledged aid to Cambodia, its")
    assert report.text[: report.title_end] == "Japan pledges aid"


def test_what_is_no_mark_stays() -> None:
    text = "# x | 2024-01-01 | wire\n3 < 5, [sic\n--\n"
    assert parse(text, "test").text == "3 < 5, [sic"


def test_marks_nest_and_may_be_split(report: CorpusReport) -> None:
    assert under(report, "c1") == ["aid to Cambodia"]
    assert under(report, "e1") == ["pledges", "pledged", "will help"]
    assert under(report, "s1") == ["said", "We will help", "soon"]
    assert under(report, "r1") == ["China stood between Japan and Cambodia"]
    ordered = [(m.start, -m.end) for m in report.marks]
    assert ordered == sorted(ordered)


def test_compound_mention_bears_both_ids(report: CorpusReport) -> None:
    (both,) = [m for m in report.marks if len(m.ids) > 1]
    assert both.ids == ("a1", "a2")
    assert report.text[both.start : both.end] == "Both sides"


def test_actors(report: CorpusReport) -> None:
    assert report.actors["a1"] == Party("JPN", ("GOV",))
    assert report.actors["a2"] == Party("KHM", ("GOV", "MIL"), "Sok Dara", "Foreign Minister")
    assert report.actors["a3"] == Party("JPN", ("GOV",), None, "ministry")
    assert report.actors["a4"] == Party(None, ("UNK",), "Somebody")
    assert report.actors["a5"] == Party("IGO", (), "ASEAN")
    assert [report.actors[key].code for key in ("a1", "a4", "a5")] == ["JPN", None, "IGO:ASEAN"]


def test_facts_stay_as_written(report: CorpusReport) -> None:
    assert report.facts == {"p1": "JPN | Tokyo", "t1": "2024-06-04", "i1": "accord | - | JPN,KHM"}


def test_definitions(report: CorpusReport) -> None:
    event, statement, commitment = (report.lines[key] for key in ("e1", "s1", "c1"))
    assert event.head == ("AGREE",)
    assert event.after["said"] == ("a3",)
    assert event.after["ctx"] == ("economic,diplomatic",)
    assert statement.after == {"by": ("a3",), "via": ("press", "release"), "to": ("The", "Post")}
    assert commitment.after["if"] == tuple("they of course agree to it".split())
    assert commitment.after["of"] == ("e1",)
    assert (commitment.after["deadline"], commitment.after["about"]) == (("t1",), ("i1",))


def test_mediator_is_a_claim_before_it_is_a_key_word(report: CorpusReport) -> None:
    claim = report.lines["r1"]
    assert claim.head == ("mediator", "JPN", "KHM")
    assert claim.after == {"mediator": ("CHN",), "by": ("a3",), "since": ("1999",)}


def test_report_without_title() -> None:
    report = parse("# x | 2024-01-01 | wire\n[a1 Japan] spoke.\n--\na1 JPN GOV\n", "test")
    assert report.title_end == 0
    assert under(report, "a1") == ["Japan"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[a1 Japan spoke.\n--\n", "a1 is never closed"),
        ("[a1 Japan {e1 spoke]}.\n--\n", "unmatched"),
        ("Japan] spoke.\n--\n", "unmatched"),
        ("Japan spoke.\n", "lacks its head fields or the line '--'"),
    ],
)
def test_malformed_reports_are_errors(body: str, message: str) -> None:
    with pytest.raises(TrainingError, match=rf"some\.rep.*{message}"):
        parse("# x | 2024-01-01 | wire\n" + body, "some.rep")


def test_head_needs_its_fields() -> None:
    with pytest.raises(TrainingError, match="head fields"):
        parse("# x | 2024-01-01\nJapan spoke.\n--\n", "some.rep")


def test_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="holds no"):
        read_corpus(tmp_path)


def test_reports_come_in_order_of_file_and_place(tmp_path: Path) -> None:
    (tmp_path / "b.rep").write_text("# 3 | 2024-01-01 | wire\nc\n--\n", "utf-8")
    (tmp_path / "a.rep").write_text("# 1 | 2024-01-01 | wire\na\n--\n\n# 2 | 2024-01-01 | wire\nb\n--\n", "utf-8")
    assert [r.id for r in read_corpus(tmp_path)] == ["1", "2", "3"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_report_of_the_project_parses(path: Path) -> None:
    blocks = path.read_text("utf-8").split("\n# ")
    for number, block in enumerate(blocks):
        report = parse(block if number == 0 else "# " + block, path.name)
        assert report.marks
        assert all(0 <= m.start < m.end <= len(report.text) for m in report.marks)
        assert all(report.text[m.start : m.end].strip() for m in report.marks)


def test_ids_are_unique(corpus: list[CorpusReport]) -> None:
    ids = [r.id for r in corpus]
    assert len(ids) == len(set(ids))


def test_marks_never_cross(corpus: list[CorpusReport]) -> None:
    for report in corpus:
        stack: list[int] = []
        for mark in report.marks:
            while stack and stack[-1] <= mark.start:
                stack.pop()
            assert not stack or mark.end <= stack[-1], report.id
            stack.append(mark.end)


def test_every_mark_is_defined(corpus: list[CorpusReport]) -> None:
    undefined = {
        (r.id, key)
        for r in corpus
        for m in r.marks
        for key in m.ids
        if key not in r.actors and key not in r.facts and key not in r.lines
    }
    assert not undefined


def test_definitions_name_known_codes(corpus: list[CorpusReport]) -> None:
    wrong = [
        (r.id, key, line.head)
        for r in corpus
        for key, line in r.lines.items()
        if not _known(key, line.head, line.after)
    ]
    assert not wrong


def _known(key: str, head: tuple[str, ...], after: dict[str, tuple[str, ...]]) -> bool:
    if key[0] == "e":
        modes = {mode for word in head[1:] for mode in word.split(",") if mode}
        contexts = {context for word in after.get("ctx", ()) for context in word.split(",")}
        known = (
            head[0] in ontology.TYPES
            and modes <= set(ontology.modes_of(head[0]))
            and contexts <= set(ontology.CONTEXTS)
        )
        return known and len(after.get("aux", ())) == 1 and after["aux"][0] in ontology.AUX
    kinds = {"s": ("direct", "indirect", "mixed"), "c": ontology.COMMITMENT_KINDS, "r": ontology.CLAIMS}
    return bool(head) and head[0] in kinds[key[0]] and (key[0] != "r" or len(head) == 3)


def test_actors_have_known_sectors(corpus: list[CorpusReport]) -> None:
    assert not {(r.id, s) for r in corpus for a in r.actors.values() for s in a.sectors if s not in ontology.SECTORS}


def test_definitions_point_at_defined_ids(corpus: list[CorpusReport]) -> None:
    pointing = ("by", "to", "on", "at", "said", "of", "deadline", "about")
    dangling = [
        (r.id, key, word)
        for r in corpus
        for key, line in r.lines.items()
        for name in pointing
        if not (key[0] == "s" and name == "to")
        for word in line.after.get(name, ())
        if word not in r.actors and word not in r.facts and word not in r.lines
    ]
    assert not dangling
