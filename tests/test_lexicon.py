"""The predicate lexicon: its tables are whole, and its phrases are found however they are inflected."""

from collections import Counter
from importlib import resources

import numpy as np
import pytest

from dragoman import ontology
from dragoman.reader import lexicon
from dragoman.reader.lexicon import Entry, Lexicon, features
from dragoman.reader.text import cut

FOLDER = resources.files("dragoman.reader") / "data" / "lexicon"
FILES = [*(f"{kind.lower()}.tsv" for kind in ontology.TYPES), "none.tsv"]
PARTS = {"v", "n", "a", "p"}
HOLD_TALKS = Entry(("hold", "talks"), "p", "CONSULT", (), 3)
HOLD = Entry(("hold",), "v", "COERCE", ("arrest",), 2)
TALK = Entry(("talk",), "n", "CONSULT", (), 1)
BREAK_OFF = Entry(("break", "off", "tie"), "p", "SANCTION", ("discontinue",), 3)
PHONE = Entry(("phone",), "v", "CONSULT", ("phone",), 2)
IRREGULAR = {"hold": ["holds", "held", "holding"], "break": ["breaks", "broke", "broken", "breaking"]}
SMALL = Lexicon([HOLD_TALKS, HOLD, TALK, BREAK_OFF, PHONE], IRREGULAR, {"child": "children"})


def found(text: str, words: Lexicon = SMALL) -> list[tuple[Entry, tuple[int, ...]]]:
    return [(m.entry, m.words) for m in words.find(text.split())]


def rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    return lexicon.load(ontology.TYPES)


@pytest.mark.parametrize("name", FILES)
def test_rows_are_well_formed(name: str) -> None:
    kind = name.removesuffix(".tsv").upper()
    modes = set(ontology.modes_of(kind)) if kind != "NONE" else set()
    wrong = [
        row
        for row in rows(name)
        if len(row) != 4
        or row[1] not in PARTS
        or row[3] not in ("1", "2", "3")
        or not set(filter(None, row[2].split(","))) <= modes
        or row[0] != row[0].strip().lower()
        or not row[0]
    ]
    assert not wrong


@pytest.mark.parametrize("name", FILES)
def test_no_phrase_stands_twice_in_a_file(name: str) -> None:
    count = Counter((row[0], row[1]) for row in rows(name))
    assert not [phrase for phrase, times in count.items() if times > 1]


def test_the_lexicon_is_large() -> None:
    assert len({row[0] for name in FILES for row in rows(name)}) >= 3000


def test_every_file_belongs_to_a_type() -> None:
    others = {"irregular.tsv", "irregular_nouns.tsv"}
    assert {file.name for file in FOLDER.iterdir()} - others == set(FILES)


@pytest.mark.parametrize(("name", "least"), [("irregular.tsv", 3), ("irregular_nouns.tsv", 2)])
def test_irregular_forms_are_whole(name: str, least: int) -> None:
    assert rows(name)
    assert not [row for row in rows(name) if len(row) < least or not all(cell.strip() for cell in row)]


def test_every_phrase_is_found_as_it_is_written(shipped: Lexicon) -> None:
    missed = []
    for name in FILES:
        kind = name.removesuffix(".tsv").upper()
        for row in rows(name):
            words = cut(row[0])
            forms = [words.form(i).lower() for i in range(len(words))]
            if not any(
                m.entry.type == kind and m.entry.part == row[1] and m.words[-1] == len(forms) - 1
                for m in shipped.find(forms)
            ):
                missed.append((kind, row[0]))
    assert not missed


@pytest.mark.parametrize("form", ["phone", "phones", "phoned", "phoning"])
def test_regular_verbs_inflect(form: str) -> None:
    assert found(form) == [(PHONE, (0,))]


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("carry", "carries carried carrying"),
        ("deploy", "deploys deployed deploying"),
        ("attack", "attacks attacked attacking"),
        ("clash", "clashes clashed clashing"),
        ("urge", "urges urged urging"),
        ("hold", "holds held holding"),
    ],
)
def test_inflection(verb: str, forms: str) -> None:
    entry = Entry((verb,), "v", "ASSAULT", (), 1)
    one = Lexicon([entry], IRREGULAR, {})
    assert all(found(form, one) == [(entry, (0,))] for form in [verb, *forms.split()])


@pytest.mark.parametrize(
    ("noun", "plural"), [("embassy", "embassies"), ("clash", "clashes"), ("child", "children"), ("ally", "allies")]
)
def test_nouns_have_a_plural_and_no_past(noun: str, plural: str) -> None:
    entry = Entry((noun,), "n", "AID", (), 1)
    one = Lexicon([entry], {}, {"child": "children"})
    assert found(noun, one) == found(plural, one) == [(entry, (0,))]
    assert found(noun + "ed", one) == []


def test_verbs_have_irregular_forms_in_place_of_regular_ones() -> None:
    assert (HOLD, (0,)) in found("held")
    assert found("holded") == []


@pytest.mark.parametrize("text", ["hold talks", "held talks", "holding long and frank talks", "held the first talks"])
def test_phrases_inflect_and_leave_a_gap(text: str) -> None:
    last = len(text.split()) - 1
    assert (HOLD_TALKS, (0, last)) in found(text)


@pytest.mark.parametrize("text", ["held long frank but fruitless talks", "held . talks", "talks held"])
def test_phrases_are_not_found_too_far_apart(text: str) -> None:
    assert HOLD_TALKS not in [entry for entry, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("broke off ties", (0, 1, 2)),
        ("broke off all diplomatic ties", (0, 1, 4)),
        ("broke off . ties", None),
        ("broke ties off", None),
    ],
)
def test_phrases_of_three_words(text: str, words: tuple[int, ...] | None) -> None:
    assert [w for entry, w in found(text) if entry is BREAK_OFF] == ([words] if words else [])


def table(text: str, words: Lexicon = SMALL) -> dict[tuple[int, str], float]:
    types, modes = ("CONSULT", "COERCE", "SANCTION"), ("CONSULT:phone", "COERCE:arrest", "SANCTION:discontinue")
    out = features(words, text.split(), types, modes)
    names = [*types, "NONE", *modes]
    return {(int(i), names[k]): float(out[i, k]) for i, k in zip(*np.nonzero(out), strict=True)}


def test_features_tell_type_mode_and_strength() -> None:
    assert table("they phoned") == {(1, "CONSULT"): pytest.approx(2 / 3), (1, "CONSULT:phone"): pytest.approx(2 / 3)}


def test_a_phrase_drops_the_other_senses_of_its_words() -> None:
    assert table("they held talks") == {(1, "CONSULT"): 1.0, (2, "CONSULT"): 1.0}
    assert table("they held him")[1, "COERCE:arrest"] == pytest.approx(2 / 3)


def test_features_have_one_row_a_word(shipped: Lexicon) -> None:
    modes = [f"{kind}:{mode}" for kind, mode in ontology.MODES]
    for words in ([], ["xyzzy"], "japan urged cambodia to hold talks".split()):
        out = features(shipped, words, ontology.TYPES, modes)
        assert out.shape == (len(words), len(ontology.TYPES) + 1 + len(modes))
        assert out.dtype == np.float32
        assert 0.0 <= out.min(initial=0.0) <= out.max(initial=0.0) <= 1.0


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("condemned", "ACCUSE"),
        ("pledged", "AGREE"),
        ("urged", "REQUEST"),
        ("deployed", "MOBILIZE"),
        ("arrested", "COERCE"),
        ("said", "NONE"),
    ],
)
def test_common_acts_are_known(shipped: Lexicon, word: str, kind: str) -> None:
    assert kind in {m.entry.type for m in shipped.find([word])}
