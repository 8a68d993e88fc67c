"""The ontology's tables are whole, agree with each other, and answer as documented."""

from pathlib import Path

import pytest

from dragoman import ontology
from dragoman.ontology import tables
from dragoman.record.errors import DragomanError, OntologyError

DATA = sorted(Path(ontology.__file__).parent.glob("data/*.tsv"))
CAMEO = {row["code"]: row for row in tables.rows("cameo")}
CODED = [code for code, row in CAMEO.items() if row["type"]]
TARGETS = [(row["type"], row["mode"], row["code"], row["root"]) for row in tables.rows("plover_to_cameo")]
EVERY_CODE = [
    *ontology.TYPES,
    *(f"{owner}:{mode}" for owner, mode in ontology.MODES),
    *ontology.CONTEXTS,
    *ontology.SECTORS,
    *ontology.SPECIAL_COUNTRIES,
    *ontology.AUX,
    *ontology.CLAIMS,
    *ontology.COMMITMENT_KINDS,
]


@pytest.mark.parametrize(
    ("codes", "count"),
    [
        (ontology.TYPES, 16),
        (ontology.MODES, 68),  # the manual's 67 and sideAB
        (ontology.CONTEXTS, 37),
        (ontology.SECTORS, 25),
        (ontology.SPECIAL_COUNTRIES, 7),
        (ontology.AUX, 5),
        (ontology.CLAIMS, 9),
        (ontology.COMMITMENT_KINDS, 4),
    ],
)
def test_lists_are_complete_and_without_repeats(codes: tuple[object, ...], count: int) -> None:
    assert len(codes) == len(set(codes)) == count


def test_fixed_lists_keep_their_order() -> None:
    assert ontology.TYPES[:2] == ("AGREE", "CONSULT")
    assert ontology.TYPES[-1] == "ASSAULT"
    assert ontology.MODES[0] == ("CONSULT", "visit")
    assert ontology.MODES[-1] == ("ASSAULT", "sideAB")
    assert ontology.AUX == ("actual", "future", "hypothetical", "negated", "historical")
    assert ontology.COMMITMENT_KINDS == ("pledge", "agreement", "request", "threat")


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_every_table_names_its_source_and_fills_its_columns(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# source: ")
    assert tables.rows(path.stem)  # a row too short or too long raises


@pytest.mark.parametrize(
    ("type_name", "count"),
    [
        ("AGREE", 0), ("CONSULT", 4), ("SUPPORT", 0), ("CONCEDE", 0), ("COOPERATE", 0), ("AID", 0),
        ("RETREAT", 6), ("REQUEST", 4), ("ACCUSE", 3), ("REJECT", 4), ("THREATEN", 6), ("PROTEST", 7),
        ("SANCTION", 4), ("MOBILIZE", 4), ("COERCE", 10), ("ASSAULT", 16),
    ],
)  # fmt: skip
def test_modes_per_type(type_name: str, count: int) -> None:
    assert len(ontology.modes_of(type_name)) == count


@pytest.mark.parametrize(
    ("quad", "name", "types"),
    [
        (1, "verbal cooperation", "AGREE CONSULT SUPPORT CONCEDE"),
        (2, "material cooperation", "COOPERATE AID RETREAT"),
        (3, "verbal conflict", "REQUEST ACCUSE REJECT THREATEN"),
        (4, "material conflict", "PROTEST SANCTION MOBILIZE COERCE ASSAULT"),
    ],
)
def test_quads(quad: int, name: str, types: str) -> None:
    members = [kind for kind in ontology.TYPES if ontology.quad(kind) == quad]
    assert members == types.split()
    assert {ontology.event_type(kind).quad_name for kind in members} == {name}


def test_recipient_is_required_of_three_types() -> None:
    required = [kind for kind in ontology.TYPES if ontology.event_type(kind).recipient_required]
    assert required == ["COOPERATE", "AID", "SANCTION"]


@pytest.mark.parametrize(
    ("type_name", "modes", "expected"),
    [
        ("AID", [], 10),
        ("REQUEST", [], 0),
        ("ACCUSE", [], -3),
        ("ACCUSE", ["disapprove"], -2),
        ("REQUEST", ["assist"], 0.5),
        ("REJECT", ["assist"], -1.5),
        ("CONSULT", ["visit", "third-party"], 2.5),
        ("PROTEST", ["vandalize"], -5),
        ("ASSAULT", ["sideAB"], -9),
        ("ASSAULT", ["unconventional"], -10),
    ],
)
def test_score_is_the_mean_of_the_modes_or_the_types_own(type_name: str, modes: list[str], expected: float) -> None:
    assert ontology.score(type_name, modes) == pytest.approx(expected)


def test_scores_have_the_sign_of_their_quad() -> None:
    for kind in ontology.TYPES:
        cooperative = ontology.quad(kind) <= 2
        scores = [ontology.score(kind), *(ontology.score(kind, [mode]) for mode in ontology.modes_of(kind))]
        assert all(-10 <= score <= 10 for score in scores)
        if kind != "REQUEST":  # the manual places it at zero, asking for help just above
            assert all((score > 0) == cooperative for score in scores), kind


def test_cameo_covers_all_roots_and_known_code_lengths() -> None:
    assert {code for code in CAMEO if len(code) == 2} == {f"{root:02}" for root in range(1, 21)}
    assert {code[:2] for code in CAMEO} == {f"{root:02}" for root in range(1, 21)}
    assert all(len(code) in (2, 3, 4) and code.isdigit() for code in CAMEO)
    assert all(code[:-1] in CAMEO for code in CAMEO if len(code) > 2)
    assert len(CODED) == 279


@pytest.mark.parametrize("code", CODED)
def test_cameo_readings_are_valid_plover(code: str) -> None:
    reading = ontology.from_cameo(code)
    assert reading is not None
    ontology.validate_event_codes(reading.type, reading.modes, reading.contexts)
    assert reading.label


@pytest.mark.parametrize("code", [code for code in CAMEO if code.startswith(("01", "02"))])
def test_statements_and_appeals_have_no_plover_reading(code: str) -> None:
    assert ontology.from_cameo(code) is None


@pytest.mark.parametrize("root", [code for code in CODED if len(code) == 2])
def test_a_cameo_root_comes_back_in_the_same_type(root: str) -> None:
    reading = ontology.from_cameo(root)
    assert reading is not None
    back = ontology.from_cameo(ontology.to_cameo(reading.type, reading.modes))
    assert back is not None
    assert back.type == reading.type


def test_every_type_and_mode_has_its_cameo_code() -> None:
    wanted = {*((kind, "") for kind in ontology.TYPES), *ontology.MODES}
    assert {(owner, mode) for owner, mode, _, _ in TARGETS} == wanted
    assert len(TARGETS) == len(wanted)


@pytest.mark.parametrize(("owner", "mode", "code", "root"), TARGETS)
def test_a_plover_code_comes_back_in_the_same_type(owner: str, mode: str, code: str, root: str) -> None:
    assert ontology.to_cameo(owner, [mode] if mode else []) == code
    assert code.startswith(root)
    reading = ontology.from_cameo(code)
    assert reading is not None
    assert reading.type == owner


@pytest.mark.parametrize(
    ("code", "type_name", "modes"),
    [
        ("035", "CONCEDE", ()),
        ("055", "CONCEDE", ()),
        ("116", "SANCTION", ("convict",)),
        ("163", "SANCTION", ("discontinue",)),
        ("192", "ASSAULT", ()),
        ("200", "ASSAULT", ("unconventional",)),
        ("201", "SANCTION", ("expel",)),
    ],
)
def test_documented_departures_from_the_conversion_table(code: str, type_name: str, modes: tuple[str, ...]) -> None:
    reading = ontology.from_cameo(code)
    assert reading is not None
    assert (reading.type, reading.modes) == (type_name, modes)


@pytest.mark.parametrize(
    ("type_name", "modes", "code"),
    [
        ("CONSULT", ["third-party", "visit"], "042"),
        ("ASSAULT", ["sideAB", "heavy-weapons"], "194"),
        ("ASSAULT", ["sideAB", "firearms"], "193"),
    ],
)
def test_the_most_intense_mode_decides_the_cameo_code(type_name: str, modes: list[str], code: str) -> None:
    assert ontology.to_cameo(type_name, modes) == code
    assert ontology.to_cameo(type_name, modes[::-1]) == code


@pytest.mark.parametrize("code", EVERY_CODE)
def test_every_code_is_explained(code: str) -> None:
    head, _, gloss = ontology.explain(code).partition("): ")
    assert head.startswith(f"{code} (")
    assert gloss


def test_no_two_codes_share_a_name() -> None:
    assert len(EVERY_CODE) == len(set(EVERY_CODE))


def test_explain_names_type_quad_and_score() -> None:
    assert ontology.explain("AID").startswith("AID (material cooperation, score 10): ")
    assert ontology.explain("CONSULT:phone").startswith("CONSULT:phone (mode, score 1.5): ")


@pytest.mark.parametrize("old", [row["code"] for row in tables.rows("former")])
def test_former_names_are_gone_and_point_to_a_code(old: str) -> None:
    now = tables.former()[old]
    assert ontology.explain(now)
    with pytest.raises(OntologyError, match=f"did you mean '{now}'"):
        ontology.explain(old)


@pytest.mark.parametrize(
    ("type_name", "modes", "contexts", "nearest"),
    [
        ("CONSLT", [], [], "CONSULT"),
        ("aid", [], [], "AID"),
        ("DEMAND", [], [], "REQUEST"),
        ("CONSULT", ["phon"], [], "phone"),
        ("COERCE", ["martial law"], [], "martial-law"),
        ("ASSAULT", ["assassinate"], [], "ASSAULT:targeted"),
        ("AID", [], ["human rights"], "human_rights"),
        ("AID", [], ["humanitarian"], "human_security"),
    ],
)
def test_a_wrong_code_suggests_the_nearest(type_name: str, modes: list[str], contexts: list[str], nearest: str) -> None:
    with pytest.raises(OntologyError, match=f"did you mean '{nearest}'"):
        ontology.validate_event_codes(type_name, modes, contexts)


def test_a_code_like_no_other_lists_what_is_valid() -> None:
    with pytest.raises(OntologyError, match="valid: visit, third-party, multilateral, phone"):
        ontology.validate_event_codes("CONSULT", ["zzz"], [])
    with pytest.raises(OntologyError, match="valid: none"):
        ontology.score("AID", ["visit"])
    with pytest.raises(OntologyError, match=r"docs/ontology\.md"):
        ontology.explain("zzqq")


def test_valid_codes_pass() -> None:
    ontology.validate_event_codes("CONSULT", ["visit", "multilateral"], ["diplomatic"])
    ontology.validate_event_codes("AID", [], [])


@pytest.mark.parametrize("code", ["42", "9", "0357", "999", ""])
def test_unknown_cameo_codes_are_errors(code: str) -> None:
    with pytest.raises(DragomanError, match="leading zero"):
        ontology.from_cameo(code)
