"""Names in text: what each word stands for, and what it does not."""

from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.gazetteer import Entry, Gazetteer, tables
from dragoman.record.errors import GazetteerError


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def codes(gazetteer: Gazetteer, text: str, on: str | None = "2024-06-01") -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entry.code) for m in gazetteer.find(text, on)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US officials told us nothing.", [("US", "USA")]),
        ("The U.S.-Japan alliance", [("U.S.", "USA"), ("Japan", "JPN")]),
        ("talks in the U.S.", [("U.S.", "USA")]),
        ("Japan's envoy", [("Japan", "JPN")]),
        ("Japan’s envoy", [("Japan", "JPN")]),
        ("Poles vote", [("Poles", "POL")]),
        ("The North Pole melts", []),
        ("to polish the text, a turkey", []),
        ("Türkiye and Turkey", [("Türkiye", "TUR"), ("Turkey", "TUR")]),
        ("Tu\u0308rkiye warned", [("Tu\u0308rkiye", "TUR")]),
        ("Niger and Nigeria", [("Niger", "NER"), ("Nigeria", "NGA")]),
        ("along the Niger River in the Niger Delta", [("Niger Delta", "NGA")]),
        ("Georgia joined; Athens, Georgia did not", [("Georgia", "GEO")]),
        ("In Georgia, protests", [("Georgia", "GEO")]),
        ("Michael Jordan and Jordan Peterson", []),
        ("Jordan Foreign Minister", [("Jordan", "JOR")]),
        ("King of Jordan", [("Jordan", "JOR")]),
        (
            "Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea",
            [
                ("Guinea", "GIN"),
                ("Guinea-Bissau", "GNB"),
                ("Equatorial Guinea", "GNQ"),
                ("Papua New Guinea", "PNG"),
            ],
        ),
        ("DR Congo, Congo", [("DR Congo", "COD"), ("Congo", "COD")]),
        (
            "the Republic of Congo; Congo",
            [("Republic of Congo", "COG"), ("Congo", "COG")],
        ),
        (
            "South Korea and North Korean troops",
            [("South Korea", "KOR"), ("North Korean", "PRK")],
        ),
        ("South Sudan and Sudan", [("South Sudan", "SSD"), ("Sudan", "SDN")]),
        (
            "Ireland and Northern Ireland",
            [("Ireland", "IRL"), ("Northern Ireland", "GBR")],
        ),
        ("Latin American states in the Indian Ocean", []),
        ("Male voters", []),
        ("ABOUT US: WHO WAS THERE", []),
        ("In Malé, the Maldives", [("Malé", "MDV"), ("Maldives", "MDV")]),
        (
            "the Kremlin and Downing Street",
            [("Kremlin", "RUS"), ("Downing Street", "GBR")],
        ),
        ("PHNOM PENH, Nov 19 - JAPAN", [("PHNOM PENH", "KHM"), ("JAPAN", "JPN")]),
        ("🙂🙂 Kyiv", [("Kyiv", "UKR")]),
        (
            "Côte d’Ivoire, Cote d'Ivoire",
            [("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV")],
        ),
        (
            "Ni-Vanuatu sailors, Burkinabe",
            [("Ni-Vanuatu", "VUT"), ("Burkinabe", "BFA")],
        ),
        (
            "the Soviet Union, Zaire, Burma",
            [("Soviet Union", "RUS"), ("Zaire", "COD"), ("Burma", "MMR")],
        ),
        ("Greenland and Macau", [("Greenland", "DNK"), ("Macau", "CHN")]),
        ("Brussels warned Moscow", [("Brussels", "EUR"), ("Moscow", "RUS")]),
        ("Belgium: police in Brussels", [("Belgium", "BEL"), ("Brussels", "BEL")]),
        ("Germán Pardo", []),
        ("", []),
    ],
)
def test_names(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(gazetteer, text) == expected


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Taliban", "2010-01-01", "REB"),
        ("Taliban", "2023-01-01", "GOV"),
        ("Abkhazia", "2023-01-01", "PRE"),
        ("Tatmadaw", None, "MIL"),
        ("Knesset", None, "LEG"),
        ("Tokyo", None, "GOV"),
        ("Japanese", None, None),
    ],
)
def test_sectors(gazetteer: Gazetteer, text: str, on: str | None, expected: str | None) -> None:
    assert [m.entry.sector for m in gazetteer.find(text, on)] == [expected]


def test_every_state_is_found_by_its_own_names(gazetteer: Gazetteer) -> None:
    for state in gazetteer.states().values():
        assert codes(gazetteer, f"They met in {state.name}.")[0][1] == state.code, state


def test_states_for_writing(gazetteer: Gazetteer) -> None:
    japan = gazetteer.states()["JPN"]
    assert (japan.name, japan.demonym, japan.capital) == ("Japan", "Japanese", "Tokyo")
    assert len(gazetteer.states()) >= 198


def test_matches_are_ordered_and_apart(gazetteer: Gazetteer) -> None:
    text = "The US and the UK told Iran, Iraq, the UN Security Council and ASEAN in Geneva that NATO would act."
    found = gazetteer.find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


PEOPLE = [
    Entry("FRA", "Emmanuel Macron", "person", "GOV", "President", "2017-05-14", None),
    Entry("USA", "Antony Blinken", "person", "GOV", "Secretary of State", "2021-01-26", "2025-01-20"),
    Entry("JPN", "Yoshimasa Hayashi", "person", "GOV", "Foreign Minister", "2021-11-10", "2023-09-13"),
    Entry("CHN", "Xi Jinping", "person", "GOV", "President", "2013-03-14", None),
    Entry("EUR", "Ursula von der Leyen", "person", None, "President of the Commission", "2019-12", None),
]


@pytest.fixture(scope="module")
def peopled() -> Gazetteer:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "person_names", lambda: [(e.name, e) for e in PEOPLE])
        gazetteer = Gazetteer([], None)
        gazetteer.find("")
    return gazetteer


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Emmanuel Macron spoke", "2020-01-01", [("Emmanuel Macron", "GOV")]),
        ("EMMANUEL MACRON SPOKE", "2020-01-01", [("EMMANUEL MACRON", "GOV")]),
        ("Antony Blinken wrote", "2026-06-01", [("Antony Blinken", "ELI")]),
        ("Antony Blinken wrote", "2010-06-01", [("Antony Blinken", None)]),
        ("President Macron spoke", "2020-01-01", [("Macron", "GOV")]),
        ("President Macron's visit", "2020-01-01", [("Macron", "GOV")]),
        ("President Macron spoke", "1999-01-01", []),
        ("Macron spoke", "2020-01-01", []),
        ("Emmanuel Macron came. Macron spoke.", "2020-01-01", [("Emmanuel Macron", "GOV"), ("Macron", "GOV")]),
        ("Emmanuel Macron came with Brigitte Macron.", "2020-01-01", [("Emmanuel Macron", "GOV")]),
        ("Japanese Foreign Minister Hayashi", "2022-01-01", [("Japanese", None), ("Hayashi", "GOV")]),
        ("Thai Foreign Minister Hayashi", "2022-01-01", [("Thai", None)]),
        ("Finance Minister Hayashi", "2022-01-01", []),
        ("US aides and Mr. Blinken", "2022-01-01", [("US", "GOV"), ("Blinken", "GOV")]),
        ("Mr Blinken", "2022-01-01", []),
        ("Chinese President Xi", "2022-01-01", [("Chinese", None), ("Xi", "GOV")]),
        (
            "EU chief Ursula von der Leyen; President von der Leyen",
            "2022-01-01",
            [("EU", None), ("Ursula von der Leyen", None), ("von der Leyen", None)],
        ),
    ],
)
def test_people(peopled: Gazetteer, text: str, on: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(text[m.start : m.end], m.entry.sector) for m in peopled.find(text, on)] == expected


def test_holder(peopled: Gazetteer) -> None:
    held = peopled.holder("JPN", "foreign_minister", "2022-05-05")
    assert held and held.name == "Yoshimasa Hayashi"
    assert peopled.holder("JPN", "foreign_minister", "2024-05-05") is None


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_csv_of_the_user_goes_first(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "own.csv",
        "name,code,sector,role\nJane Roe,KHM,EDU,professor\nHamas,PSE,GOV,\n",
    )
    found = Gazetteer.load(path).find("Jane Roe met Hamas in JANE ROE's house")
    assert [(m.entry.code, m.entry.sector) for m in found] == [
        ("KHM", "EDU"),
        ("PSE", "GOV"),
        ("KHM", "EDU"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Jane Roe,KHM,EDU\n", "names no columns"),
        ("name,code,age\nJane Roe,KHM,3\n", "unknown column age"),
        ("name,code\nJane Roe,Cambodia\n", "row 2"),
        ("name,code,sector\nJane Roe,KHM,KING\n", "no sector"),
        ("[USAGOV]\nJOHN_DOE_\n", "line 1"),
    ],
)
def test_malformed_lists_say_why(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(GazetteerError, match=message):
        Gazetteer.load(write(tmp_path, "bad.csv", text))


def test_missing_list(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot be read"):
        Gazetteer.load(tmp_path / "none.csv")


PETRARCH = """# own actors
JOHN_DOE_ [USAGOV 050120-090120]
+J._DOE
\t[USAELI >090120] ; later
FREE_PEOPLE_OF_NOWHERE_ [IGOUNO]
"""


@pytest.mark.parametrize(("on", "sector"), [("2007-01-01", "GOV"), ("2015-01-01", "ELI")])
def test_petrarch_dictionary(tmp_path: Path, on: str, sector: str) -> None:
    found = Gazetteer.load(write(tmp_path, "own.txt", PETRARCH)).find("John Doe, alias J. Doe", on)
    assert [(m.entry.name, m.entry.code, m.entry.sector) for m in found] == [("John Doe", "USA", sector)] * 2


def test_petrarch_body(tmp_path: Path) -> None:
    found = Gazetteer.load(write(tmp_path, "own.txt", PETRARCH)).find("the Free People of Nowhere")
    assert [m.entry.code for m in found] == ["UNO"]


def test_places(gazetteer: Gazetteer) -> None:
    paris, texan = gazetteer.place("Paris"), gazetteer.place("Paris", "USA")
    assert paris and paris.country == "FRA"
    assert texan and (texan.country, texan.admin1) == ("USA", "TX")
    assert gazetteer.place("Nowhere at all") is None


def test_bodies(gazetteer: Gazetteer) -> None:
    asean = gazetteer.body("ASEAN")
    assert asean and (asean.code, asean.name, asean.sector) == ("IGO", "ASEAN", None)
    assert {"KHM", "IDN"} <= set(gazetteer.members("ASEAN"))
    assert gazetteer.members("League of Nowhere") == ()


@pytest.mark.parametrize(
    ("phrase", "level"),
    [
        ("Deputy Prime Minister and Minister of Foreign Affairs", "foreign_minister"),
        ("the Japanese Foreign Minister", "foreign_minister"),
        ("a passer-by of no rank", None),
    ],
)
def test_offices(gazetteer: Gazetteer, phrase: str, level: str | None) -> None:
    office = gazetteer.office(phrase)
    assert (office.level if office else None) == level


@pytest.mark.parametrize("day", ["2021-13-01", "last year", "2021-1-1"])
def test_user_actor_with_a_date_that_is_none(tmp_path: Path, day: str) -> None:
    file = tmp_path / "actors.csv"
    file.write_text(f"name,code,from\nJane Roe,KHM,{day}\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="is no date"):
        Gazetteer.load(file)
