"""From the lines of printed pages to paragraphs: where lines stand says which belong together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

import msgspec

EDGE = 2
"""Lines at the top and at the foot of a page among which running heads and page numbers are looked for."""

NUMBER = re.compile(r"[\W_]*(?:page|p\.)?[\W_]*\d{1,4}[\W_]*(?:(?:of|/)[\W_]*\d{1,4}[\W_]*)?", re.IGNORECASE)
STOP = re.compile(r"[.!?:…][\"'”’»)\]]*$")
COMPOUND = re.compile(r"\b\w++(?:-\w++)+")
BROKEN = re.compile("(\\w+)[-\u2010\u00ad]")
LONGEST_WORD = 80


class Line(msgspec.Struct, frozen=True, array_like=True):
    """A line of print and the sides of its box, in points from the left and from the foot of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """The text of the pages, with a blank line between paragraphs, which may go on from page to page."""
    bodies = [body for body in _without_edges(pages) if body]
    compounds = {word for body in bodies for line in body for word in COMPOUND.findall(line.text.lower())}
    found: list[list[str]] = []
    for line, begins in _marked(bodies):
        words = " ".join(line.text.split())
        if begins:
            found.append([words])
        else:
            found[-1][-1:] = [_ending(found[-1][-1], words, compounds), words]
    return "\n\n".join(map("".join, found))


def _without_edges(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The pages without lines at their edges that stand in the same place on a third of the pages, or that are bare numbers."""
    edges = [_edge(page) for page in pages]
    seen = Counter(key for edge in edges for key in {_running(line) for line in edge})
    for page, edge in zip(pages, edges, strict=True):
        dropped = {
            id(line) for line in edge if _is_number(line.text) or seen[_running(line)] >= max(2, len(pages) / 3)
        }
        yield [line for line in page if id(line) not in dropped]


def _is_number(text: str) -> bool:
    return len(text) < 30 and NUMBER.fullmatch(text) is not None


def _edge(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.bottom)
    return by_height[:EDGE] + by_height[EDGE:][-EDGE:]


def _running(line: Line) -> tuple[str, float, float]:
    """What stays of a running head from page to page."""
    return re.sub(r"\d+", "#", " ".join(line.text.split())), line.bottom, line.top


def _marked(pages: Iterable[list[Line]]) -> Iterator[tuple[Line, bool]]:
    """All lines, each with whether a paragraph begins there."""
    before: Line | None = None
    for page in pages:
        yield page[0], before is None or STOP.search(before.text) is not None
        step = _usual_step(page)
        column = _columns(page)
        for line, following in pairwise(page):
            yield following, _begins(line, following, step, column[_column(line)])
        before = page[-1]


def _usual_step(page: Sequence[Line]) -> float:
    """The distance from line to line inside paragraphs, which is what most lines of a page have."""
    steps = [line.bottom - following.bottom for line, following in pairwise(page) if line.bottom > following.bottom]
    return median(steps) if steps else 0


def _columns(page: Iterable[Line]) -> dict[int, float]:
    """How far to the right the lines that begin at about the same place go."""
    found: dict[int, float] = {}
    for line in page:
        found[_column(line)] = max(line.right, found.get(_column(line), 0))
    return found


def _column(line: Line) -> int:
    return round(line.left / 40)


def _begins(line: Line, following: Line, step: float, right: float) -> bool:
    """Whether a paragraph begins with the line that follows.

    That is told by the size of print, by space above, by its indent, or by a sentence before it that ends well before the
    end of its line.
    """
    if abs(following.height - line.height) > 0.15 * max(line.height, following.height):
        return True
    down = line.bottom - following.bottom
    if down > 1.3 * step:
        return True
    ended = STOP.search(line.text) is not None
    indented = following.left - line.left > 0.8 * line.height
    short = right - line.right > 0.15 * (right - line.left)
    return ended and (down < 0 or indented or short)


def _ending(line: str, words: str, compounds: set[str]) -> str:
    """The line as it ends where the words of the next one go on; a word broken between them is made whole again."""
    tail = line[-LONGEST_WORD:].rpartition(" ")[2]
    broken = BROKEN.search(tail)
    if not broken or broken.end() < len(tail) or not words[:1].isalpha():
        return f"{line} "
    following = re.match(r"\w+", words[:LONGEST_WORD])
    whole = f"{broken[1]}-{following[0] if following else ''}".lower()
    return line[:-1] + ("-" if words[0].isupper() or whole in compounds else "")
