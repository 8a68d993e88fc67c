"""Pages from the web, asked for as a polite stranger does: by name, where robots.txt allows it, and not in haste."""

from collections.abc import Callable
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import msgspec

from dragoman.record import InputError
from dragoman.sources.address import Address, parse_address
from dragoman.sources.unpack import unpack
from dragoman.version import __version__

if TYPE_CHECKING:
    from protego import Protego

    from dragoman.sources.connection import Answer, Deadline, Resolve

NAME = "dragoman"
HEADERS = {
    "User-Agent": f"{NAME}/{__version__} (news reader for research)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
    "Accept-Encoding": "identity",
}
PATIENCE = 30.0
"""Seconds for one page, with all its redirects but without pauses."""

MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAUSE = 1.0
LONGEST_PAUSE = 10.0
"""Seconds between two requests to one site, and how many of them a robots.txt may ask for."""

ROBOTS_LENGTH = 500 * 1024
"""Bytes of a robots.txt that count (RFC 9309)."""


class Page(msgspec.Struct, frozen=True):
    """What was found at an address, or at the one that it leads to."""

    url: str
    media: str
    content: bytes


class Web:
    """Gets pages. It remembers what each site allows, and when it was last asked."""

    def __init__(self, *, allow_private: bool = False, resolve: "Resolve | None" = None) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._rules: dict[str, Protego | InputError] = {}
        self._next: dict[str, float] = {}

    def get(self, url: str) -> Page:
        """The page at an address; InputError says why there is none."""
        from dragoman.sources.connection import Deadline

        answer, address = self._follow(parse_address(url), Deadline(PATIENCE), self._politely)
        if answer.status != 200:
            raise InputError(f"status {answer.status}: the web server does not give the page; check the address")
        content = unpack(answer.content, answer.headers.get("content-encoding", ""))
        return Page(str(address), answer.headers.get("content-type", ""), content)

    def _follow(
        self, address: Address, deadline: "Deadline", before: Callable[[Address, "Deadline"], None]
    ) -> tuple["Answer", Address]:
        """The answer at the end of the redirects; each address on the way is judged like the first."""
        from dragoman.sources.connection import Machines, ask, look_up

        machines = Machines(self._resolve or look_up, allow_private=self._allow_private)
        for _ in range(MOST_REDIRECTS + 1):
            before(address, deadline)
            answer = ask(address, HEADERS, machines, deadline)
            location = answer.headers.get("location")
            if answer.status not in REDIRECTS or not location:
                return answer, address
            address = parse_address(_joined(str(address), location))
        raise InputError(f"too many redirects: more than {MOST_REDIRECTS}, perhaps without end; open the page in a browser")

    def _politely(self, address: Address, deadline: "Deadline") -> None:
        """Wait for the turn of the next request to a site; InputError if its robots.txt does not want it."""
        rules = self._allowed(address, deadline)
        if not rules.can_fetch(str(address), NAME):
            raise InputError(f"robots.txt of {address.site} forbids programs to read it; save the page, and read that")
        begun = monotonic()
        wait = self._next.get(address.host, 0) - begun
        if wait > 0:
            sleep(wait)
            deadline.extend(monotonic() - begun)
        pause = min(max(rules.crawl_delay(NAME) or 0, PAUSE), LONGEST_PAUSE)
        self._next[address.host] = monotonic() + pause

    def _allowed(self, address: Address, deadline: "Deadline") -> "Protego":
        """The rules of a site, asked for once; InputError if nobody knows them, since then nothing is allowed."""
        rules = self._rules.get(address.site)
        if rules is None:
            rules = self._rules[address.site] = self._ask_rules(address, deadline)
        if isinstance(rules, InputError):
            raise InputError(*rules.args)  # a new one, since each raising of the same adds to it
        return rules

    def _ask_rules(self, address: Address, deadline: "Deadline") -> "Protego | InputError":
        from protego import Protego

        try:
            robots = msgspec.structs.replace(address, path="/robots.txt")
            answer, _ = self._follow(robots, deadline, lambda *_: None)
        except InputError as error:
            return error
        if 400 <= answer.status < 500:
            return Protego.parse("")
        if not 200 <= answer.status < 300:
            return InputError(f"robots.txt of {address.site} answers with status {answer.status}; nothing may be read until it is there")
        return Protego.parse(answer.content[:ROBOTS_LENGTH].decode(errors="replace"))


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError:
        raise InputError(f"no web address: the page leads on to {location[:100]!r}, which is none") from None
