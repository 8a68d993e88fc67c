"""One request to a web server, in bounded time and size, over a connection to the very machine that was judged.

The name of a host is looked up once, each address that it has is judged, and the connection goes to one of these: a second
look-up could be answered with another machine (DNS rebinding). Settings for proxies are not asked for, since a proxy would
look the name up again.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import httpcore2
import msgspec

from dragoman.record import InputError
from dragoman.sources.address import Address, is_public
from dragoman.sources.report import LIMIT, too_large

Resolve = Callable[[str, int], list[str]]
"""The IP addresses of a host."""


class Answer(msgspec.Struct, frozen=True):
    """What a web server answers; the names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    content: bytes


class Deadline:
    """The moment until which an answer has to be there, however slowly it is sent."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; ReadTimeout if there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left

    def extend(self, seconds: float) -> None:
        """Do not count a pause that was made on purpose."""
        self._end += seconds


class Machines:
    """Which machines are asked: how their names are looked up, and whether those nearby are among them."""

    def __init__(self, resolve: Resolve, *, allow_private: bool) -> None:
        self._resolve = resolve
        self._allow_private = allow_private

    def of(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host; InputError if it has none, or one of them must not be asked."""
        try:
            found = list(dict.fromkeys(self._resolve(host, port)))
        except (OSError, UnicodeError):
            raise InputError(f"no such host: {host!r} is not found; check the address and the connection") from None
        private = [ip for ip in found if not is_public(ip)]
        if private and not self._allow_private:
            raise InputError(
                f"private address: {host} is {private[0]}, on this machine or in a network of its own; "
                "to read pages from there, say --allow-private"
            )
        return found


def look_up(host: str, port: int) -> list[str]:
    """What the system says are the addresses of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def ask(address: Address, headers: dict[str, str], machines: Machines, deadline: Deadline) -> Answer:
    """The answer of a web server; InputError says in words that a person understands why there is none."""
    try:
        return _ask(address, headers, _Judged(machines, deadline))
    except httpcore2.TimeoutException:
        raise InputError("timed out: the web server took too long; try again later") from None
    except httpcore2.ConnectError as error:
        raise InputError(_no_connection(error)) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise InputError(f"broken off: the web server did not send a whole answer ({error}); try again later") from None


def _ask(address: Address, headers: dict[str, str], backend: "_Judged") -> Answer:
    scheme, host, path = address.scheme.encode(), address.host.encode(), address.path.encode()
    origin = httpcore2.Origin(scheme, host, address.port)
    url = httpcore2.URL(scheme=scheme, host=host, port=address.port, target=path)
    named: list[tuple[bytes | str, bytes | str]] = [("Host", address.site.partition("//")[2]), *headers.items()]
    with (
        httpcore2.HTTPConnection(origin, ssl_context=_trust(), network_backend=backend) as connection,
        connection.stream("GET", url, headers=named) as response,
    ):
        found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        return Answer(response.status, found, _bounded(response.iter_stream()))


def _bounded(pieces: Iterable[bytes]) -> bytes:
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > LIMIT:
            raise too_large("the page has more")
    return bytes(content)


def _no_connection(error: Exception) -> str:
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"not trusted: the certificate of the web server is bad ({cause.verify_message}); check the address"
    if isinstance(cause, ConnectionRefusedError):
        return "refused: nothing answers at this address; check it, or try again later"
    return f"no connection: {cause or error}; check the address, or try again later"


@cache
def _trust() -> ssl.SSLContext:
    """Whom the system trusts to sign the certificates of web servers."""
    return httpcore2.default_ssl_context()


class _Judged(httpcore2.NetworkBackend):
    """Connections to machines that may be asked, with one deadline for all that is done on them."""

    def __init__(self, machines: Machines, deadline: Deadline) -> None:
        self._machines = machines
        self._deadline = deadline

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore2.NetworkStream:
        failure: Exception = InputError(f"no such host: {host!r} has no address; check the address and the connection")
        for ip in self._machines.of(host, port):
            try:
                stream = httpcore2.SyncBackend().connect_tcp(ip, port, timeout=self._deadline.left())
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Timed(stream, self._deadline)
        raise failure


class _Timed(httpcore2.NetworkStream):
    """A connection on which each step may take what is left of the time for all."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  ours is for all steps
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
