"""A news page: trafilatura finds the article among menus and adverts, with its title, date and site."""

import re

from dragoman.record import InputError, Report
from dragoman.sources.decode import decode_declared
from dragoman.sources.markup import check_shape
from dragoman.sources.report import Details, make_report
from dragoman.sources.text import without_headline

# A date found anywhere on the page is more often another article's; a wrong date moves every "on Tuesday".
DATES = {"original_date": True, "extensive_search": False}
CHARSET = re.compile(rb"""<meta[^>]*charset=["']?([\w.:-]+)""", re.IGNORECASE)


def html_report(data: bytes, given: Details) -> Report:
    """The report on a web page; InputError if there is no article on it."""
    from trafilatura import bare_extraction

    markup = decode_declared(data, CHARSET)
    check_shape(markup)
    page = bare_extraction(markup, include_comments=False, with_metadata=True, date_extraction_params=DATES)
    found = page.as_dict() if page is not None and not isinstance(page, dict) else {}
    if not found.get("text"):
        raise InputError(
            "no article: the page has no running text, as front pages and lists have none; save the text itself"
        )
    details = given.or_else(
        Details(
            title=found["title"],
            published=found["date"],
            publisher=found["sitename"] or found["hostname"],
            url=found["url"],
        )
    )
    text = without_headline(found["text"], found["title"])  # also where the caller gives another title
    return make_report(without_headline(text, details.title), details)
