"""Markup that is not written in good faith, and text out of short pieces of markup."""

import re
from collections.abc import Sized

from dragoman.record import InputError

DEEPEST = 250
"""Elements inside each other; the parser gives up at 256, and a page of news has some thirty."""

MOST_ELEMENTS = 50_000
"""Elements of one page. Finding the article takes longer than in proportion to them: some ten seconds for these."""

MOST_ATTRIBUTES = 1_000
"""Attributes of one element; the time that feedparser takes grows with their square."""

MOST_BYTES = 8_000_000
"""Bytes of markup; libxml2 does not come back from some comments of over 10 MB."""

PIECE = 65_536
UNNEWSLIKE = "as no page of news has; save the text itself"
BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section"
    " table td th tr ul".split()
)
UNREAD = frozenset({"script", "style", "template", "noscript", "head"})


def check_shape(page: str) -> None:
    """InputError if the page is nested deeper, or made of more elements, than any page of news.

    It is parsed without being kept, and no further than to the limit.
    """
    from lxml.etree import HTMLParser

    parser = HTMLParser(target=_Shape(), encoding="utf-8")
    data = page.encode(errors="replace")
    if len(data) > MOST_BYTES:
        raise InputError(f"too large: over {MOST_BYTES // 1_000_000} MB of markup, {UNNEWSLIKE}")
    for start in range(0, len(data), PIECE):
        parser.feed(data[start : start + PIECE])
    if data:
        parser.close()


class _Shape:
    """Counts what the parser meets."""

    def __init__(self) -> None:
        self._depth = 0
        self._elements = 0

    def start(self, _tag: str, attributes: Sized) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST:
            raise InputError(f"nested too deeply: over {DEEPEST} elements inside each other, {UNNEWSLIKE}")
        if self._elements > MOST_ELEMENTS or len(attributes) > MOST_ATTRIBUTES:
            raise InputError(f"too large: over {MOST_ELEMENTS:,} elements, or {MOST_ATTRIBUTES:,} attributes in one, {UNNEWSLIKE}")

    def end(self, _tag: str) -> None:
        self._depth -= 1

    def data(self, _text: str) -> None:
        """Text has no shape."""

    def close(self) -> None:
        """Nothing is kept."""


def plain_text(markup: str) -> str:
    """The text of a piece of markup, its blocks as paragraphs; InputError if it is not written in good faith."""
    from lxml.html import fromstring

    if not markup.strip():
        return ""
    check_shape(markup)
    tree = fromstring(f"<div>{markup}</div>")
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in UNREAD:
            element.drop_tree()
        elif element.tag in BLOCKS:
            element.text = f"\n\n{element.text or ''}"
            element.tail = f"\n\n{element.tail or ''}"
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n{2,}", tree.text_content()))
    return "\n\n".join(filter(None, paragraphs))
