"""Input that nobody writes in good faith: a clear message or a sane record, in bounded time and memory."""

import json
from importlib import resources
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from builders import Story
from dragoman.cli.main import app
from dragoman.coding.scene import LONGEST_EVIDENCE
from dragoman.coding.statements import code_statements
from dragoman.reader.text import LONGEST_SENTENCE, cut
from dragoman.record import CodedReport, InputError, Report
from dragoman.sources import Details, make_report
from dragoman.sources.report import LONGEST

BODY = 'Japan pledged aid to Cambodia on Thursday, a minister said. "We thank Japan," he said. China threatened Japan with sanctions.'
MODEL = (resources.files("dragoman.reader") / "data" / "tokens.onnx").is_file()
with_model = pytest.mark.skipif(not MODEL, reason="the model file tokens.onnx is absent")


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["read", "--json", *map(str, args)])


@pytest.mark.usefixtures("fake_reader")
def test_half_characters_in_details_do_not_stop_a_run(tmp_path: Path) -> None:
    fields = {"text": BODY, "id": "a \ud800", "title": "b \ud800", "publisher": "\udfff", "url": "\ud800"}
    (tmp_path / "a.json").write_text(json.dumps(fields))
    done = run(tmp_path / "a.json")
    report = json.loads(done.stdout)["report"]
    assert done.exit_code == 0
    assert (report["id"], report["title"], report["publisher"], report["url"]) == ("a �", "b �", "�", "�")


@pytest.mark.usefixtures("fake_reader")
def test_a_page_that_declares_no_real_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f'<html><head><meta charset="undefined"></head><body><p>{BODY * 3}</p></body></html>')
    assert run(tmp_path / "a.html").exit_code == 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال وزير الخارجية الكمبودي يوم الخميس إن اليابان تعهدت بتقديم مساعدات إلى كمبوديا. " * 3, "Arabic"),
        ("柬埔寨外交大臣周四表示，日本已承诺向柬埔寨提供援助。", "Chinese"),
    ],
)
def test_another_script_is_not_english(text: str, language: str) -> None:
    with pytest.raises(InputError, match=language):
        make_report(text, Details())


def test_a_foreign_name_in_an_english_report_is_no_matter() -> None:
    make_report(f"{BODY} (日本, Япония)", Details())


def test_a_text_as_long_as_a_library() -> None:
    with pytest.raises(InputError, match="too large"):
        make_report("a " * LONGEST, Details())


def test_a_sentence_without_end_is_cut() -> None:
    words = cut("word " * 5000 + ". Next one.")
    sizes = [words.sentence.count(number) for number in set(words.sentence)]
    assert max(sizes) <= LONGEST_SENTENCE
    assert words.sentence == sorted(words.sentence)


def test_sentence_words_of_every_sentence() -> None:
    scene = Story("One here. Two here.\n \nThree here.").scene()
    numbers = scene.reading.words.sentence
    for number in set(numbers):
        first, last = scene.sentence_words(number)
        assert [i for i, n in enumerate(numbers) if n == number] == list(range(first, last + 1))


def test_evidence_of_a_text_that_repeats_itself_stays_short() -> None:
    scene = Story((BODY + "\n") * 40).scene()
    for first in range(0, len(scene.reading.words) - 1, 7):
        words, (start, end) = scene.evidence(first, first + 1)
        assert scene.text[start:end] == words
        assert len(words) <= LONGEST_EVIDENCE


def test_evidence_is_widened_to_its_own_place() -> None:
    scene = Story("He met him in Tokyo today. She met him in Tokyo now.").scene()
    second = len(scene.reading.words) - 6
    words, (start, _) = scene.evidence(second, second + 1)
    assert scene.text.find(words) == start


def test_marks_alone_are_no_statement() -> None:
    story = Story('He said yes. ".,;:!?-" ".,;:!?-" ".,;:!?-"')
    assert code_statements(story.scene(), story.cast()) == []


HOSTILE = {
    "zero width": BODY.replace("Japan", "Ja\u200bpan\u200f").replace("said", "sa\u00adid"),
    "combining": BODY.replace("a", "a\u0301\u0302"),
    "direction": BODY.replace("China", "\u202eChina\u202c"),
    "markup": BODY.replace("Japan", "[red]Japan[/red]"),
    "escapes": BODY.replace("Japan", "\x1b]0;x\x07Japan"),
    "emoji": "👨‍👩‍👧 " * 50 + BODY,
    "unclosed": '"We thank Japan ' * 200,
    "one name": "Japan " * 500,
    "repeated": (BODY + "\n") * 20,
    "no stops": "Japan said China attacked " * 150,
}


@with_model
@pytest.mark.parametrize("case", HOSTILE)
def test_spans_give_the_evidence(case: str) -> None:
    from dragoman.pipeline import Reader

    _spans_hold(Reader().code(Report(id="r", text=HOSTILE[case])))


def _spans_hold(coded: CodedReport) -> None:
    text = coded.report.text
    for event in coded.events:
        assert tuple(text[a:b] for a, b in event.spans) == event.evidence
    told = [(s.spans, s.content) for s in coded.statements]
    told += [(c.spans, c.evidence) for c in coded.commitments] + [(i.spans, i.evidence) for i in coded.instruments]
    told += [(r.spans, r.evidence) for r in coded.relations]
    for spans, words in told:
        assert [text[a:b] for a, b in spans] == [words]
