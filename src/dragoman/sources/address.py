"""Web addresses: what may be asked for, and which machines may be asked."""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

import msgspec

from dragoman.record import InputError

PORTS = {"http": 80, "https": 443}
NAT64 = IPv6Network("64:ff9b::/96")
SAFE = "%/:?#[]@!$&'()*+,;=~"
"""What stays as it is in an address; everything else that is no letter or digit is written by number."""


class Address(msgspec.Struct, frozen=True):
    """An address taken apart, so that nothing takes it apart a second time in another way."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """What robots.txt and pauses are about: ``https://example.org``, with its port if it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    def __str__(self) -> str:
        return f"{self.site}{self.path}"


def parse_address(url: str) -> Address:
    """The address; InputError if it is none, or of a kind that is not fetched."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _host(parts.hostname or "")
        path = quote(parts.path or "/", SAFE) + (f"?{quote(parts.query, SAFE)}" if parts.query else "")
    except ValueError as error:
        raise InputError(f"no web address: {error}; write it as https://example.org/page") from None
    if parts.scheme not in PORTS:
        raise InputError(f"not fetched: only addresses that begin with http:// or https:// are, and {parts.scheme!r} is another way")
    if parts.username is not None or parts.password is not None:
        raise InputError("not fetched: the address has a name or a password in it, which would be kept with the report")
    if not host or port == 0:
        raise InputError("no web address: it names no host; write it as https://example.org/page")
    return Address(parts.scheme, host, port or PORTS[parts.scheme], path)


def is_public(ip: str) -> bool:
    """Whether an IP address is one of the public Internet, and neither of this machine nor of a network around it.

    An IPv4 address inside an IPv6 address is judged as what it is.
    """
    address = ip_address(ip.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner:
            return is_public(str(inner))
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _host(name: str) -> str:
    """The host in ASCII; ValueError if no host can be called so."""
    if ":" in name:
        return name
    host = name.encode("idna").decode()
    if not re.fullmatch(r"[A-Za-z0-9._-]*", host):
        raise ValueError(f"no host is called {name!r}")
    return host
