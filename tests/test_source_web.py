"""Pages from the web: asked for politely, in bounded time, and never from where they must not be asked for.

All servers are on this machine. Where an address of the public Internet plays a part, its look-up is told by the test, and the
connection is led to a server here.
"""

import contextlib
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpcore2
import pytest

from dragoman.record import InputError, Rejection, Report
from dragoman.sources import LIMIT, Meter, Options, find, read_inputs, web
from dragoman.sources.address import is_public, parse_address
from dragoman.sources.web import Web
from dragoman.version import __version__
from test_source_feed import WORDS, entry, rss
from test_source_pdf import FIRST, SECOND, pdf_file
from test_source_word import docx_file
from test_sources import BODY, PAGE, PNG

Route = Callable[[BaseHTTPRequestHandler], None]
PUBLIC = "93.184.215.14"
"""An address of the public Internet, to which no test connects."""


class Site(ThreadingHTTPServer):
    """A web server on this machine, and what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what some tests are about."""


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers = dict(self.headers.items())
        self.server.routes.get(self.path, gives(b"", status=404))(self)

    def log_message(self, *_: object) -> None:
        """Nothing is written."""


def gives(content: bytes | str, media: str = "text/html", *, status: int = 200, **headers: str) -> Route:
    """An answer with this content."""
    body = content if isinstance(content, bytes) else content.encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Length": str(len(body))} | ({"Content-Type": media} if media else {}) | named).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def leads_to(location: str, status: int = 302) -> Route:
    return gives(b"", status=status, Location=location)


def raw(*pieces: bytes, pause: float = 0) -> Route:
    """An answer that is no HTTP, or one that comes piece by piece."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            time.sleep(pause)
        handler.close_connection = True

    return answer


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are made, without waiting for them."""
    made: list[float] = []
    monkeypatch.setattr(web, "sleep", made.append)
    return made


def nearby() -> Web:
    return Web(allow_private=True)


def read(url: str, *, follow: bool = False) -> list[Report | Rejection]:
    return list(read_inputs(find([url]), Options(allow_private=True, follow=follow)))


def test_a_page(site: Site) -> None:
    site.routes["/a"] = gives(PAGE.replace("https://example.org/a", "/other"))
    meter = Meter()
    (report,) = read_inputs(find([f"{site.url}/a"]), Options(allow_private=True), meter)
    assert isinstance(report, Report)
    expected = ("Japan pledges help", "2021-11-19", "The Post", f"{site.url}/a")
    assert (report.title, report.published, report.publisher, report.url) == expected
    assert (meter.total, meter.done) == (None, len(PAGE.encode()) - len("https://example.org/a") + len("/other"))
    assert site.asked == ["/robots.txt", "/a"]


def test_what_is_said_of_oneself(site: Site) -> None:
    site.routes["/a"] = gives("x", Set_Cookie="a=b")
    for _ in range(2):
        nearby().get(f"{site.url}/a#part")
    assert site.headers == {
        "Host": site.url.removeprefix("http://"),
        "User-Agent": f"dragoman/{__version__} (news reader for research)",
        "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
        "Accept-Encoding": "identity",
    }


def test_settings_for_proxies_are_not_asked_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.routes["/a"] = gives("x")
    assert nearby().get(f"{site.url}/a").content == b"x"


KINDS = {
    "text": ("/a", gives(BODY, "text/plain; charset=utf-8"), None),
    "text in its own encoding": ("/a", gives("The “minister” spoke.".encode("cp1252"), "text/plain; charset=windows-1252"), None),
    "a PDF": ("/a", gives(pdf_file([FIRST, SECOND]), "application/octet-stream"), "Japan pledges help"),
    "a document": ("/a", gives(docx_file(), "application/zip"), "Japan pledges help"),
    "Markdown by its name": ("/a.md?x", gives(f"---\ntitle: A call\n---\n{BODY}", "text/plain"), "A call"),
    "JSON": ("/a", gives('{"text": "The minister spoke.", "title": "T"}', "application/json"), "T"),
    "a table": ("/a", gives("title;text\nT;The minister spoke.", "text/csv"), "T"),
    "a feed": ("/a", gives(rss(entry()), "text/html"), "Japan pledges help"),
    "no type at all": ("/a", gives(BODY, ""), None),
}


@pytest.mark.parametrize("case", KINDS)
def test_kinds(site: Site, case: str) -> None:
    path, route, title = KINDS[case]
    site.routes[path] = route
    (found,) = read(site.url + path)
    assert isinstance(found, Report) and found.title == title
    assert "�" not in found.text


def test_a_feed_whose_entries_are_followed(site: Site) -> None:
    links = [f"{site.url}/{name}" for name in ("page", "none", "feed", "pdf")] + ["file:///etc/passwd"]
    site.routes |= {
        "/feed": gives(rss(*(entry("", link=link) for link in links)), "application/rss+xml"),
        "/page": gives(f"<html><body><article><p>{WORDS * 3}</p></article></body></html>"),
        "/pdf": gives(pdf_file([FIRST, SECOND]), "application/pdf"),
    }
    found = read(f"{site.url}/feed", follow=True)
    told = [one.url if isinstance(one, Report) else one.reason.split(":")[0] for one in found]
    assert told == [links[0], "status 404", "no page", links[3], "not fetched"]
    assert isinstance(found[0], Report)
    assert (found[0].title, found[0].published, found[0].publisher) == ("Japan pledges help", "2021-11-19", "The & Post")
    assert isinstance(found[1], Rejection) and found[1].source == f"{site.url}/feed ({links[1]})"


ROBOTS = {
    "forbidden": (gives("User-agent: *\nDisallow: /a", "text/plain"), "forbids"),
    "forbidden by name": (gives("User-agent: dragoman\nDisallow: /\n\nUser-agent: *\nAllow: /", "text/plain"), "forbids"),
    "forbidden to another": (gives("User-agent: other\nDisallow: /", "text/plain"), None),
    "allowed": (gives("User-agent: *\nDisallow: /\nAllow: /a", "text/plain"), None),
    "not there": (gives("", status=404), None),
    "not to be seen": (gives("", status=403), None),
    "out of order": (gives("", status=503), "status 503"),
    "without end": (leads_to("/robots.txt"), "redirects"),
    "nothing": (gives(b"\xff\xfe\0", "text/plain"), None),
}


@pytest.mark.parametrize("case", ROBOTS)
def test_robots(site: Site, case: str) -> None:
    route, expected = ROBOTS[case]
    site.routes |= {"/robots.txt": route, "/a": gives(PAGE)}
    (found,) = read(f"{site.url}/a")
    assert (found.reason if isinstance(found, Rejection) else "read").count(expected or "read") == 1
    assert ("/a" in site.asked) == (expected is None)


def test_robots_are_asked_once_and_obeyed_on_the_way(site: Site) -> None:
    site.routes |= {
        "/robots.txt": gives("User-agent: *\nDisallow: /secret", "text/plain"),
        "/a": leads_to("/secret"),
        "/b": gives("x"),
    }
    asking = nearby()
    with pytest.raises(InputError, match="forbids"):
        asking.get(f"{site.url}/a")
    asking.get(f"{site.url}/b")
    assert site.asked == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize(("told", "pause"), [("", 1), ("Crawl-delay: 0.1", 1), ("Crawl-delay: 4", 4), ("Crawl-delay: 900", 10)])
def test_pauses(site: Site, pauses: list[float], told: str, pause: float) -> None:
    site.routes |= {"/robots.txt": gives(f"User-agent: *\n{told}", "text/plain"), "/a": leads_to("/b"), "/b": gives("x")}
    nearby().get(f"{site.url}/a")
    (made,) = pauses
    assert pause - 0.5 < made <= pause


def test_pauses_are_not_counted_as_waiting(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE", 0.5)
    monkeypatch.setattr(web, "sleep", lambda _: time.sleep(0.6))
    site.routes |= {"/a": leads_to("/b"), "/b": gives("x")}
    assert nearby().get(f"{site.url}/a").content == b"x"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects(site: Site, status: int) -> None:
    site.routes |= {"/a": leads_to("b/é?q=ü", status), "/b/%C3%A9?q=%C3%BC": gives("x")}
    assert nearby().get(f"{site.url}/a").url == f"{site.url}/b/%C3%A9?q=%C3%BC"


def test_an_endless_redirect(site: Site) -> None:
    site.routes["/a"] = leads_to("/a")
    (told,) = read(f"{site.url}/a")
    assert isinstance(told, Rejection) and "too many redirects" in told.reason
    assert site.asked.count("/a") == 6


DRIP = [b"x"] * 1000
SLOW = {
    "head": raw(b"HTTP/1.1 200 OK\r\nX: ", *DRIP, pause=0.05),
    "body": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", *DRIP, pause=0.05),
    "nothing": raw(b"", b"", pause=3),
    "redirects": raw(b"", b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n", pause=0.2),
}


@pytest.mark.parametrize("case", SLOW)
def test_a_server_that_drips(site: Site, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    monkeypatch.setattr(web, "PATIENCE", 0.5)
    site.routes["/a"] = SLOW[case]
    start = time.monotonic()
    (told,) = read(f"{site.url}/a")
    assert time.monotonic() - start < 2
    assert isinstance(told, Rejection) and told.reason.startswith("timed out")


FAILURES = {
    "not there": (gives("", status=404), "status 404"),
    "another status": (gives("", status=500), "status 500"),
    "a redirect to nowhere": (gives("", status=302), "status 302"),
    "a redirect to what is none": (leads_to("http://[x"), "no web address"),
    "another way": (leads_to("file:///etc/passwd"), "not fetched"),
    "a password": (leads_to("http://a:b@127.0.0.1/"), "not fetched"),
    "an image": (gives(PNG, "image/png"), "image/png"),
    "an image that says it is a page": (gives(PNG), "PNG image"),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH\r\n"), "broken off"),
    "hung up": (raw(b""), "broken off"),
    "cut off": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"), "broken off"),
    "a head without end": (raw(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 100_000), "broken off"),
    "too large": (gives(bytes(LIMIT + 1)), "too large"),
    "a packed gigabyte": (gives(gzip.compress(bytes(30 << 20)), Content_Encoding="gzip"), "too large"),
    "packed in a way of its own": (gives("x", Content_Encoding="x-mine"), "'x-mine'"),
    "not in English": (gives("Le ministre a promis une aide, et il a dit que la France aidera." * 3, "text/plain"), "French"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_failures(site: Site, case: str) -> None:
    route, expected = FAILURES[case]
    site.routes["/a"] = route
    (told,) = read(f"{site.url}/a")
    assert isinstance(told, Rejection) and expected in told.reason
    assert told.source == f"{site.url}/a"


def test_nobody_answers() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(InputError, match="refused"):
            nearby().get(f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_no_such_host() -> None:
    def fail(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, f"Name or service not known: {host}:{port}")

    with pytest.raises(InputError, match="no such host"):
        Web(resolve=fail).get("http://nowhere.example/")
    with pytest.raises(InputError, match="no such host"):
        Web(resolve=lambda *_: []).get("http://nowhere.example/")


CERTIFICATE = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgx65UV2v3Vd7kwEzl
lOOG9LNTMYlvI3U4Rm1icbc+xmChRANCAAQHTMOM4qiB7NhiWvr1fiUFZJfY61yD
EiP3gIClWE8MKb3naWsoupEZij3eoGIoIRD3Oy/qSuwVMrPWFPW25dU1
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUYY75zhzQsPWcJa5OTKtpLBifm/QwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJYS5leGFtcGxlMCAXDTI2MTIwMTAyMzE1MVoYDzIxMjYxMTA3
MDIzMTUxWjAUMRIwEAYDVQQDDAlhLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQHTMOM4qiB7NhiWvr1fiUFZJfY61yDEiP3gIClWE8MKb3naWsoupEZ
ij3eoGIoIRD3Oy/qSuwVMrPWFPW25dU1o1MwUTAdBgNVHQ4EFgQU8PgEw9t2Y6dd
5g80glQfqgnUtKAwHwYDVR0jBBgwFoAU8PgEw9t2Y6dd5g80glQfqgnUtKAwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAsilY5C+YKcQATfPSR5yx
LV3APuwKS2Skpy7YjOBgRCMCIQD4Vj4XtRCGVQAv0cZnuIhxWHjdBzrqndHqATbS
Puqgwg==
-----END CERTIFICATE-----
"""
"""Made for these tests, for a.example, and signed by nobody."""


def test_a_certificate_that_nobody_signed(site: Site, tmp_path: Path) -> None:
    (tmp_path / "both.pem").write_text(CERTIFICATE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    site.socket = context.wrap_socket(site.socket, server_side=True)
    with pytest.raises(InputError, match="certificate"):
        nearby().get(site.url.replace("http:", "https:"))


NEARBY = [
    "127.0.0.1",
    "127.8.8.8",
    "localhost",
    "2130706433",
    "0x7f.1",
    "017700000001",
    "0.0.0.0",  # noqa: S104  nothing is bound to it
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fd00::1]",
    "[ff02::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
]


class Led(httpcore2.SyncBackend):
    """Connections that are led to a server here, whatever they were meant for."""

    meant: list[str]
    port: int

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: object, **__: object
    ) -> httpcore2.NetworkStream:
        self.meant.append(f"{host}:{port}")
        return super().connect_tcp("127.0.0.1", self.port, timeout)


@pytest.fixture
def meant(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The IP addresses that connections were meant for."""
    made: list[str] = []
    monkeypatch.setattr(httpcore2, "SyncBackend", type("Led", (Led,), {"meant": made, "port": site.server_address[1]}))
    return made


@pytest.mark.parametrize("host", NEARBY)
def test_machines_nearby_are_not_asked(meant: list[str], host: str) -> None:
    (told,) = read_inputs(find([f"http://{host}/latest/meta-data"]), Options())
    assert isinstance(told, Rejection)
    assert "--allow-private" in told.reason or "no such host" in told.reason
    assert meant == []


def test_a_public_machine_is_asked_at_the_very_address_that_was_judged(site: Site, meant: list[str]) -> None:
    site.routes["/a"] = gives("x")
    Web(resolve=lambda *_: [PUBLIC]).get("http://a.example:8080/a")
    assert meant == [f"{PUBLIC}:8080"] * 2
    assert site.headers["Host"] == "a.example:8080"


def test_a_redirect_to_a_machine_nearby(site: Site, meant: list[str]) -> None:
    site.routes["/a"] = leads_to("http://169.254.169.254/latest")
    known = {"a.example": [PUBLIC]}
    with pytest.raises(InputError, match="private address"):
        Web(resolve=lambda host, _: known.get(host, [host])).get("http://a.example/a")
    assert set(meant) == {f"{PUBLIC}:80"}


def test_a_name_that_changes_its_address(site: Site, meant: list[str]) -> None:
    answers = [[PUBLIC], ["127.0.0.1"]]
    with pytest.raises(InputError, match="private address"):
        Web(resolve=lambda *_: answers.pop(0)).get("http://a.example/a")
    assert meant == [f"{PUBLIC}:80"], "for robots.txt, and for nothing after it"
    assert site.asked == ["/robots.txt"]


def test_one_private_address_among_others(meant: list[str]) -> None:
    with pytest.raises(InputError, match=r"10\.0\.0\.1"):
        Web(resolve=lambda *_: [PUBLIC, "10.0.0.1"]).get("http://a.example/a")
    assert meant == []


def test_the_second_address_where_the_first_does_not_answer(site: Site) -> None:
    site.routes["/a"] = gives("x")
    asking = Web(allow_private=True, resolve=lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert asking.get(f"http://a.example:{site.server_address[1]}/a").content == b"x"


@pytest.mark.parametrize(
    "ip", [PUBLIC, "2606:4700::1111", "64:ff9b::5db8:d70e", f"::ffff:{PUBLIC}", "2002:5db8:d70e::1"]
)
def test_public_addresses(ip: str) -> None:
    assert is_public(ip)


NO_ADDRESS = [
    "http://",
    "http:///a",
    "http://a.example:99999/",
    "http://a.example:0/",
    "http://[::1/",
    "http://a b.example/",
    "http://a%00.example/",
    "http://" + "a" * 70 + ".example/",
    "http://user@a.example/",
    "http://a.example/\udc80",
    "ftp://a.example/",
]


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_no_address(url: str) -> None:
    with pytest.raises(InputError, match=r"no web address|not fetched"):
        parse_address(url)


def test_an_address_in_another_script() -> None:
    address = parse_address("HTTPS://Bücher.example/ä ö?q=a b#c")
    assert str(address) == "https://xn--bcher-kva.example/%C3%A4%20%C3%B6?q=a%20b"


def test_a_server_that_does_not_stop(site: Site) -> None:
    sent = 0

    def answer(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with contextlib.suppress(OSError):
            while sent < 10 * LIMIT:
                sent += handler.wfile.write(bytes(1 << 20))

    site.routes["/a"] = answer
    (told,) = read(f"{site.url}/a")
    assert isinstance(told, Rejection) and "too large" in told.reason
    assert sent < 2 * LIMIT
