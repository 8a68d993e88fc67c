"""Feeds: entries with their own text, entries that only point to a page, and XML that is made to do harm."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.record import InputError, Rejection, Report
from dragoman.sources import Details
from dragoman.sources.feed import feed_reports
from test_sources import read_all, read_one, reason, stored

WORDS = "The minister said on Friday that Japan would help."


def rss(*items: str, head: str = '<?xml version="1.0"?>') -> str:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'{head}<rss version="2.0"><channel><title>The &amp; Post</title><link>https://e.example/</link>{entries}</channel></rss>'


def entry(text: str = WORDS, *, link: str = "https://e.example/a", day: str = "Fri, 19 Nov 2021 23:30:00 -0700") -> str:
    title = "Japan &lt;i&gt;pledges&lt;/i&gt; help"
    return f"<title>{title}</title><link>{link}</link><pubDate>{day}</pubDate><description>{text}</description>"


ATOM = f"""<?xml version="1.0" encoding="windows-1252"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title>
<entry><title type="html">Japan &lt;b&gt;pledges&lt;/b&gt; help</title><link href="https://e.example/a"/>
<published>2021-11-19T23:30:00-07:00</published><updated>2022-01-01T00:00:00Z</updated><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p><p>The café’s owner<br/>thanked it.</p>
<script>x</script></div></content></entry></feed>"""


def test_rss(tmp_path: Path) -> None:
    report = read_one(stored(tmp_path, "a.rss", rss(entry())))
    expected = ("Japan pledges help", "2021-11-19", "The & Post", "https://e.example/a", WORDS)
    assert (report.title, report.published, report.publisher, report.url, report.text) == expected


def test_atom_in_its_own_encoding(tmp_path: Path) -> None:
    report = read_one(stored(tmp_path, "a.atom", ATOM.encode("cp1252")))
    expected = ("Japan pledges help", "2021-11-19", "The Post", "https://e.example/a")
    assert (report.title, report.published, report.publisher, report.url) == expected
    assert report.text == f"{WORDS}\n\nThe café’s owner\n\nthanked it."


TEXTS = {
    "escaped markup": (f"&lt;p&gt;{WORDS}&lt;/p&gt;&lt;p&gt;He left.&lt;/p&gt;", f"{WORDS}\n\nHe left."),
    "CDATA": (f"<![CDATA[<p>{WORDS}</p><img src='x' alt='y'><ul><li>One</li></ul>]]>", f"{WORDS}\n\nOne"),
    "plain": (f"{WORDS} It is 3 &gt; 2 &amp;amp; more.", f"{WORDS} It is 3 > 2 & more."),
    "the longer one": (f"Short.</description><content:encoded xmlns:content='c'>{WORDS}</content:encoded><description>", WORDS),
}


@pytest.mark.parametrize("case", TEXTS)
def test_text_without_markup(tmp_path: Path, case: str) -> None:
    text, expected = TEXTS[case]
    assert read_one(stored(tmp_path, "a.xml", rss(entry(text)))).text == expected


DAYS = {
    "2021-11-19T01:00:00+09:00": "2021-11-19",
    "Sat, 20 Nov 2021 00:30:00 +1100": "2021-11-20",
    "19 Nov 2021": "2021-11-19",
    "Friday, November 19, 2021 at 3 pm": None,
    "": None,
}


@pytest.mark.parametrize("day", DAYS)
def test_the_day_is_the_entrys_own(tmp_path: Path, day: str) -> None:
    assert read_one(stored(tmp_path, "a.xml", rss(entry(day=day)))).published == DAYS[day]


def test_an_entry_without_text(tmp_path: Path) -> None:
    path = stored(tmp_path, "a.xml", rss(entry(), entry("", link="https://e.example/b"), entry("")))
    found = read_all(path)
    assert [one.source for one in found if isinstance(one, Rejection)] == [
        f"{path} (https://e.example/b)",
        f"{path} (https://e.example/a)",
    ]
    assert all("--follow" in one.reason for one in found if isinstance(one, Rejection))


def follow(page: Report | InputError) -> Callable[[str, Details], Report]:
    def read(_url: str, _given: Details) -> Report:
        if isinstance(page, InputError):
            raise page
        return page

    return read


def test_followed_entries_fill_gaps() -> None:
    page = Report(id="p", text="The page.", title="Its own title", url="https://e.example/final")
    (found,) = feed_reports("f", rss(entry()).encode(), Details(), follow(page))
    assert isinstance(found, Report)
    expected = ("The page.", "Its own title", "2021-11-19", "The & Post", "https://e.example/final")
    assert (found.text, found.title, found.published, found.publisher, found.url) == expected


def test_a_page_that_cannot_be_followed() -> None:
    data = rss(entry(), "<title>No page</title>").encode()
    found = list(feed_reports("f", data, Details(), follow(InputError("status 404"))))
    assert found == [
        Rejection(source="f (https://e.example/a)", reason="status 404"),
        Rejection(source="f (entry 2)", reason="no page: the entry tells no address to follow; read the feed without --follow"),
    ]


INSIDE = "what nobody outside may see"
BOMB = "".join(f'<!ENTITY a{number} "' + f"&a{number - 1};" * 10 + '">\n' for number in range(1, 12))
HOSTILE = {
    "external entity": '<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret}">]>',
    "external entity over lines": '<!DOCTYPE rss [\n<!ENTITY\nx SYSTEM "{secret}">\n]>',
    "external parameter": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "{secret}"> %p;]>',
    "external grammar": '<!DOCTYPE rss SYSTEM "{secret}">',
    "entities that grow": f'<!DOCTYPE rss [<!ENTITY a0 "ha">\n{BOMB}<!ENTITY x "&a11;">]>',
    "a long entity": '<!DOCTYPE rss [\n<!ENTITY x "' + "ha" * 500_000 + '">\n]>',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("case", HOSTILE)
def test_entities_give_nothing(tmp_path: Path, case: str, encoding: str) -> None:
    secret = stored(tmp_path, "secret", INSIDE)
    content = rss(entry(f"{WORDS} {'&x;' * 1000}"), head=HOSTILE[case].replace("{secret}", secret.as_uri()))
    start = time.monotonic()
    told = str(read_all(stored(tmp_path, "a.xml", content.encode(encoding))))
    assert time.monotonic() - start < 3
    assert INSIDE not in told and "haha" not in told


def test_the_file_of_users_stays_where_it_is(tmp_path: Path) -> None:
    head = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert "declares entities" in reason(stored(tmp_path, "a.xml", rss(entry("&x;"), head=head)))


FAULTS = {
    "another XML": ("<?xml version='1.0'?><svg><text>The minister</text></svg>", "no feed"),
    "text": (WORDS, "no feed"),
    "nothing": ("", "no feed"),
    "no entries": (rss(), "no entries"),
    "nested": (rss("<x>" * 1_000_000), "nested"),
    "nested in an entry": (rss(entry("&lt;b&gt;" * 400)), "nested"),
    "many attributes": (rss("<a " + " ".join(f"b{number}='1'" for number in range(50_000)) + "/>"), "too large"),
    "blank space": (rss(head="<?xml?>" + "\n" * 1_000_000), "no entries"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults(tmp_path: Path, case: str) -> None:
    content, expected = FAULTS[case]
    start = time.monotonic()
    assert expected in reason(stored(tmp_path, "a.xml", content))
    assert time.monotonic() - start < 3


def test_an_entry_in_bad_faith_is_set_aside_alone(tmp_path: Path) -> None:
    bad = f"<title>{'&lt;b&gt;' * 400}</title><link>https://e.example/bad</link>"
    first, second = read_all(stored(tmp_path, "a.xml", rss(bad, entry())))
    assert isinstance(first, Rejection) and "nested" in first.reason
    assert isinstance(second, Report)


def test_a_feed_that_is_not_well_formed(tmp_path: Path) -> None:
    assert read_one(stored(tmp_path, "a.xml", rss(entry(f"{WORDS} & more <b>"))[:-20])).text.startswith(WORDS)
