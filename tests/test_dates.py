"""Date phrases are found in text, read against the day of publication, and judged by the codebook."""

from datetime import date

import pytest

from dragoman.coding.dates import dateline, find_dates, is_historical, resolve
from dragoman.coding.deadlines import deadline

SATURDAY = date(2022, 11, 19)
NEW_YEAR = date(2023, 1, 2)
LEAP = date(2024, 2, 28)

PAST = [
    ("November 18", SATURDAY, "2022-11-18"),
    ("Nov. 18, 2021", SATURDAY, "2021-11-18"),
    ("18 November", SATURDAY, "2022-11-18"),
    ("18th of November 2021", SATURDAY, "2021-11-18"),
    ("18-Nov-2021", SATURDAY, "2021-11-18"),
    ("the third of May", SATURDAY, "2022-05-03"),
    ("May 5 last year", SATURDAY, "2021-05-05"),
    ("November 22", SATURDAY, "2022-11-22"),
    ("November 23", SATURDAY, "2021-11-23"),
    ("December 30", NEW_YEAR, "2022-12-30"),
    ("2021-11-18", None, "2021-11-18"),
    ("2021-11-18T09:30:00Z", None, "2021-11-18"),
    ("2021-11", None, "2021-11"),
    ("18/11/2021", None, "2021-11-18"),
    ("11/18/2021", None, "2021-11-18"),
    ("03/04/2021", None, "2021-04-03"),
    ("Nov 18-20", SATURDAY, "2022-11-18/2022-11-20"),
    ("from 3 to 5 March", SATURDAY, "2022-03-03/2022-03-05"),
    ("between 3 and 5 March", SATURDAY, "2022-03-03/2022-03-05"),
    ("Nov. 30 – Jan. 2, 2022", SATURDAY, "2021-11-30/2022-01-02"),
    ("June 2020 to March 2021", SATURDAY, "2020-06/2021-03"),
    ("from January to March", SATURDAY, "2022-01/2022-03"),
    ("between Monday and Wednesday", SATURDAY, "2022-11-14/2022-11-16"),
    ("Thursday", SATURDAY, "2022-11-17"),
    ("on Saturday", SATURDAY, "2022-11-19"),
    ("last Saturday", SATURDAY, "2022-11-12"),
    ("Tuesday night", SATURDAY, "2022-11-15"),
    ("early on Friday morning", SATURDAY, "2022-11-18"),
    ("Thursday of last week", SATURDAY, "2022-11-10"),
    ("at 10:30 a.m. on Monday", SATURDAY, "2022-11-14"),
    ("Friday the 11th", SATURDAY, "2022-11-11"),
    ("Monday, Dec 6", date(2021, 12, 8), "2021-12-06"),
    ("yesterday", NEW_YEAR, "2023-01-01"),
    ("the day before yesterday", NEW_YEAR, "2022-12-31"),
    ("today", SATURDAY, "2022-11-19"),
    ("now", SATURDAY, "2022-11-19"),
    ("last night", SATURDAY, "2022-11-18"),
    ("tomorrow", LEAP, "2024-02-29"),
    ("two days ago", NEW_YEAR, "2022-12-31"),
    ("three weeks earlier", SATURDAY, "2022-10-29"),
    ("a couple of months ago", NEW_YEAR, "2022-11"),
    ("a year ago", SATURDAY, "2021"),
    ("more than a dozen years ago", SATURDAY, "2010"),
    ("last week", NEW_YEAR, "2022-12-26/2023-01-01"),
    ("this week", SATURDAY, "2022-11-14/2022-11-20"),
    ("earlier this week", date(2022, 11, 16), "2022-11-14/2022-11-16"),
    ("next week", SATURDAY, "2022-11-21/2022-11-27"),
    ("over the weekend", date(2022, 11, 21), "2022-11-19/2022-11-20"),
    ("last month", NEW_YEAR, "2022-12"),
    ("last year", SATURDAY, "2021"),
    ("earlier this year", SATURDAY, "2022"),
    ("in the past two years", SATURDAY, "2020/2022"),
    ("in May", SATURDAY, "2022-05"),
    ("December", SATURDAY, "2021-12"),
    ("early March", SATURDAY, "2022-03"),
    ("mid-June", SATURDAY, "2022-06"),
    ("the last week of July", SATURDAY, "2022-07"),
    ("March of last year", SATURDAY, "2021-03"),
    ("last November", SATURDAY, "2021-11"),
    ("late 2021", None, "2021"),
    ("the end of the year", SATURDAY, "2022"),
    ("by the end of 2025", None, "2025"),
    ("end of March", SATURDAY, "2022-03"),
    ("beginning of 2020", None, "2020"),
    ("in the spring of 2022", None, "2022-03/2022-05"),
    ("last winter", SATURDAY, "2021-12/2022-02"),
    ("the second half of 2023", None, "2023-07/2023-12"),
    ("first quarter of 2024", None, "2024-01/2024-03"),
    ("Q3 2023", None, "2023-07/2023-09"),
    ("the last quarter of this year", SATURDAY, "2022-10/2022-12"),
    ("since 1991", None, "1991"),
    ("the 1990s", None, "1990/1999"),
    ("the 19th century", None, "1801/1900"),
    ("1998-2003", None, "1998/2003"),
    ("2010–12", None, "2010/2012"),
    ("the 12th", SATURDAY, "2022-11-12"),
    ("the 25th", SATURDAY, "2022-10-25"),
    ("the 5th of this month", SATURDAY, "2022-11-05"),
    ("the first Friday of July", SATURDAY, "2022-07-01"),
    ("the last Sunday of October 2021", None, "2021-10-31"),
    ("the week of Nov. 8", SATURDAY, "2022-11-07/2022-11-13"),
    ("Christmas Day", SATURDAY, "2021-12-25"),
    ("New Year’s Eve", NEW_YEAR, "2022-12-31"),
    ("Feb 29", NEW_YEAR, "2020-02-29"),
    ("Feb. 29", date(1903, 5, 1), "1896-02-29"),
]


@pytest.mark.parametrize(("phrase", "published", "told"), PAST)
def test_phrase_is_read_as_lying_behind(phrase: str, published: date | None, told: str) -> None:
    assert resolve(phrase, published) == told


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("Friday", "2022-11-25"),
        ("on Saturday", "2022-11-19"),
        ("next Monday", "2022-11-21"),
        ("this coming Thursday", "2022-11-24"),
        ("March 5", "2023-03-05"),
        ("November", "2022-11"),
        ("in March", "2023-03"),
        ("next June", "2023-06"),
        ("the 12th", "2022-12-12"),
        ("in two weeks", "2022-12-03"),
        ("in three months' time", "2023-02"),
        ("two days later", "2022-11-21"),
        ("within 30 days", "2022-11-19/2022-12-19"),
        ("over the next five years", "2022/2027"),
        ("from Monday to Wednesday", "2022-11-21/2022-11-23"),
        ("Dec 30 to Jan 2", "2022-12-30/2023-01-02"),
        ("later this week", "2022-11-19/2022-11-20"),
        ("next weekend", "2022-11-26/2022-11-27"),
        ("this summer", "2022-06/2022-08"),
        ("the first quarter", "2023-01/2023-03"),
        ("Christmas", "2022-12-25"),
        ("Feb. 29", "2024-02-29"),
    ],
)
def test_phrase_is_read_as_lying_ahead(phrase: str, told: str) -> None:
    assert resolve(phrase, SATURDAY, future=True) == told


def test_strict_past_takes_no_day_ahead() -> None:
    assert resolve("November 22", SATURDAY, past=True) == "2021-11-22"


@pytest.mark.parametrize(
    "phrase",
    ["recently", "for years", "for three years", "the same day", "the following Monday", "two days later", "Ramadan", "may 5",
     "march", "sun", "", " ,", "Feb 30", "2021-02-29", "2021-13-01", "31/31/2021", "a few days ago", "9999 years ago",
     "9999 decades ago", "0th century", "March 5 to March 3, 2021-", "to", "-", "x" * 500],
)  # fmt: skip
def test_phrase_that_tells_no_date(phrase: str) -> None:
    assert resolve(phrase, SATURDAY) is None


@pytest.mark.parametrize("phrase", ["Thursday", "yesterday", "March 5", "last year", "two days ago", "May", "this week"])
def test_relative_phrase_needs_the_day_of_publication(phrase: str) -> None:
    assert resolve(phrase, None) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Leaders met on Thursday and will meet again on Dec. 6, 2022.", ["Thursday", "Dec. 6, 2022"]),
        ("Since 1991 it has sent 2000 soldiers; in 2014 it sent 3,014.", ["Since 1991", "2014"]),
        ("Troops leave by the end of 2025, and pay is due within 30 days.", ["by the end of 2025", "within 30 days"]),
        ("It may march on; in May the March on Rome, then in March.", ["May", "March"]),
        ("The talks of November 18–20 follow those of early March.", ["November 18–20", "early March"]),
        ("The Sun sat down to wed; Jan Egeland and April came.", []),
        ("A deal made last year takes effect next Monday morning.", ["last year", "next Monday morning"]),
        ("Resolution 1973 (2011) cost $2020 a day.", ["2011"]),
        ("Between 2015 and 2018, and in the second half of 2023, aid fell.", ["Between 2015 and 2018", "the second half of 2023"]),
        ("He spoke on the 12th. This was the 12th summit.", ["the 12th"]),
        ("Two weeks ago, or in three days, or 18th of November 2021", ["Two weeks ago", "in three days", "18th of November 2021"]),
        ("It runs from Monday to Wednesday in mid-June.", ["Monday to Wednesday", "mid-June"]),
    ],
)
def test_dates_are_found_in_text(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_dates(text)] == found


def test_what_is_found_can_be_read() -> None:
    for phrase, published, told in PAST:
        text = f"They met, it said, {phrase}, in the capital."
        for start, end in find_dates(text):
            assert resolve(text[start:end], published or SATURDAY), (phrase, told, text[start:end])


@pytest.mark.parametrize(
    ("text", "place", "when", "story"),
    [
        ("PHNOM PENH, Nov 19 (AFP) — The king", "PHNOM PENH", "Nov 19", "The king"),
        ("Beijing, 4 August 2022 - China said", "Beijing", "4 August 2022", "China said"),
        ("WASHINGTON (Reuters) - The U.S.", "WASHINGTON", None, "The U.S."),
        ("TOKYO — Japan", "TOKYO", None, "Japan"),
        ("A headline\n\nGENEVA/NEW YORK (4 August 2022) – Experts", "GENEVA/NEW YORK", "4 August 2022", "Experts"),
        ("LONDON, March 5, 2020 /PRNewswire/ -- A firm", "LONDON", "March 5, 2020", "A firm"),
        ("MOSCOW, November 19. /TASS/. Russia", "MOSCOW", "November 19", "Russia"),
        ("SAN JOSÉ, Costa Rica, 5 May 2021 (PAHO) – Aid", "SAN JOSÉ, Costa Rica", "5 May 2021", "Aid"),
        ("ISLAMABAD: The minister", "ISLAMABAD", None, "The minister"),
        ("Aug 4 (Reuters) - Shares", None, "Aug 4", "Shares"),
    ],
)
def test_dateline(text: str, place: str | None, when: str | None, story: str) -> None:
    found = dateline(text)
    assert found[:2] == (place, when)
    assert text[found[2] :] == story


@pytest.mark.parametrize(
    "text",
    ["", "BREAKING NEWS - A fire", "On Tuesday - after talks - they left", "Question: what now", "Well-known men met.",
     "The minister said - again", "x" * 401 + "\nTOKYO — Late"],
)  # fmt: skip
def test_text_without_dateline(text: str) -> None:
    assert dateline(text) == (None, None, 0)


@pytest.mark.parametrize(
    ("told", "historical"),
    [("2021-11-19", True), ("2021-11-20", False), ("2021-11", True), ("2021-12", False), ("2021", True), ("2022", False),
     ("1990/1999", True), ("2015/2022", False), ("2023-01-01", False), ("2021-13", False), ("soon", False), (None, False)],
)  # fmt: skip
def test_historical_is_twelve_months_or_an_earlier_year(told: str | None, *, historical: bool) -> None:
    assert is_historical(told, SATURDAY) is historical
    assert not is_historical(told, None)


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("by Friday", "2022-11-25"),
        ("before the end of the year", "2022"),
        ("by year's end", "2022"),
        ("within 60 days", "2023-01-18"),
        ("in the next 48 hours", "2022-11-21"),
        ("within six months", "2023-05"),
        ("in March", "2023-03"),
        ("by end-March", "2023-03"),
        ("no later than 1 July", "2023-07-01"),
        ("by the end of next week", "2022-11-27"),
        ("by the first quarter of 2024", "2024-03"),
        ("as soon as possible", None),
    ],
)
def test_deadline_is_when_the_time_is_up(phrase: str, due: str | None) -> None:
    assert deadline(phrase, SATURDAY) == due
