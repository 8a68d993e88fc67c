"""Plain text and Markdown: the headline, and the front matter that site generators put first.

Markdown marks stay where they are, since the record's offsets point into the text as it was read.
"""

import re

from dragoman.record import Report
from dragoman.sources.decode import decode
from dragoman.sources.report import Details, make_report

LONGEST_HEADLINE = 160
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"^([A-Za-z_-]+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
MADE_BY_PROGRAMS = re.compile(r"^(?:microsoft |untitled|document ?\d*$|slide ?\d+$|print )|\.\w{2,5}$", re.IGNORECASE)
NAMES = {
    "id": "id",
    "title": "title",
    "headline": "title",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "source": "publisher",
    "url": "url",
}


def text_report(data: bytes, given: Details) -> Report:
    """The report in a plain text file."""
    return titled(decode(data), given)


def markdown_report(data: bytes, given: Details) -> Report:
    """The report in a Markdown file."""
    details, text = front_matter(decode(data))
    return titled(text, given.or_else(details))


def front_matter(text: str) -> tuple[Details, str]:
    """What ``key: value`` lines between ``---`` say about the report, and the text after them."""
    found = FRONT_MATTER.match(text)
    if not found:
        return Details(), text
    fields = {NAMES[key.lower()]: _unquoted(value) for key, value in FIELD.findall(found[1]) if key.lower() in NAMES}
    return Details(**fields), text[found.end() :].lstrip("\n")


def headline(text: str) -> tuple[str | None, str]:
    """The first line if it stands like a headline (short, a blank line after it, no full stop), and the rest."""
    text = text.lstrip("\n")
    first, _, rest = text.partition("\n")
    blank, _, body = rest.partition("\n")
    title = first.strip().lstrip("#").strip()
    if (
        blank.strip()
        or not body.strip()
        or not 0 < len(title) < LONGEST_HEADLINE
        or title.rstrip("\"'”’)").endswith(".")
    ):
        return None, text
    return title, body.lstrip("\n")


def titled(text: str, details: Details) -> Report:
    """The report on a text whose first line may be its headline."""
    if details.title:
        return make_report(without_headline(text, details.title), details)
    title, body = headline(text)
    return make_report(body, details.or_else(Details(title=title)))


def document_title(told: str) -> str | None:
    """The title that a document tells of itself, unless it is what programs put there: a file's name, a number, one word."""
    title = " ".join(told.split())
    good = 0 < len(title) < LONGEST_HEADLINE and " " in title and any(map(str.isalpha, title))
    return title if good and not MADE_BY_PROGRAMS.search(title) else None


def without_headline(text: str, title: str | None) -> str:
    """The text without a first line that only repeats the title."""
    first, _, body = text.lstrip("\n").partition("\n")
    same = title is not None and first.lstrip("#").split() == title.split()
    return body.lstrip("\n") if same else text


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
