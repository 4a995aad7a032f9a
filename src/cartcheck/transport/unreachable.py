"""Why no usable HTTP answer came, told from the exception in which requests and urllib3 wrap it."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from http.client import HTTPException, RemoteDisconnected
from typing import TYPE_CHECKING

import requests
import urllib3.exceptions as wire

from cartcheck.errors import StoreUnreachable
from cartcheck.transport.no_answer import Unreachable
from cartcheck.transport.tls_trouble import TlsTrouble, tls_trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartcheck.target.target import Limits


# `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: … (_ssl.c:1006)`, `[Errno 111] Connection refused`
_NOISE = re.compile(r"^\[[^\]]*\]|\(_ssl\.c:\d+\)$")
# `Tunnel connection failed: 407 Proxy Authentication Required` (http.client, Python 3.11)
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
# A TLS alert (RFC 8446, 5.1: content type 21, version 3.x) where http.client expects a status line.
_ALERT = re.compile(r"\x15\x03[\x00-\x04]")


def _is_a(*types: type[BaseException]) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, types)


def _has_errno(*numbers: int) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, OSError) and error.errno in numbers


def _is_tls(trouble: TlsTrouble) -> Callable[[BaseException], bool]:
    return lambda error: tls_trouble(error) is trouble


def _resolver_says(*codes: int) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, socket.gaierror) and error.errno in codes


def _tunnel(first: int, last: int) -> Callable[[BaseException], bool]:
    """Whether the proxy refused to connect us to the store, with a status in this range."""

    def refused(error: BaseException) -> bool:
        found = _TUNNEL.search(str(error)) if isinstance(error, OSError) else None
        return found is not None and first <= int(found[1]) <= last

    return refused


def _timed_out(error: BaseException) -> bool:
    # NewConnectionError is a ConnectTimeoutError up to urllib3 2, see urllib3#2811.
    timeouts = (requests.exceptions.Timeout, wire.TimeoutError, TimeoutError)
    return isinstance(error, timeouts) and not isinstance(error, wire.NewConnectionError)


def _while_connecting(error: BaseException) -> bool:
    # Python's ssl module has no type of its own for this; urllib3 2.8 calls it a read time-out.
    late = isinstance(error, wire.ConnectTimeoutError) and not isinstance(error, wire.NewConnectionError)
    return late or "handshake operation timed out" in str(error)


# The first kind that fits any link of the chain wins. A proxy's failure wraps those of TCP and TLS, a failed
# TLS handshake may wrap a time-out, and RemoteDisconnected is an HTTPException: so the order matters.
_SIGNS: tuple[tuple[Unreachable, Callable[[BaseException], bool]], ...] = (
    (Unreachable.PROXY_PASSWORD, _tunnel(407, 407)),
    (Unreachable.PROXY_NO_ANSWER, _tunnel(500, 599)),
    (Unreachable.PROXY_REFUSES, _tunnel(100, 499)),
    (Unreachable.PROXY, _is_a(requests.exceptions.ProxyError, wire.ProxyError)),
    # An IPv6 source and an IPv4 store, or the other way round.
    (Unreachable.SOURCE, _resolver_says(socket.EAI_FAMILY, getattr(socket, "EAI_ADDRFAMILY", 0))),
    (Unreachable.DNS_SILENT, _resolver_says(socket.EAI_AGAIN, socket.EAI_FAIL)),
    (Unreachable.DNS, _is_a(wire.NameResolutionError, socket.gaierror)),
    (Unreachable.CONNECT, _while_connecting),
    (Unreachable.TIMEOUT, _timed_out),
    *((Unreachable(str(trouble)), _is_tls(trouble)) for trouble in TlsTrouble),
    (Unreachable.TLS, _is_a(requests.exceptions.SSLError, wire.SSLError, ssl.SSLError)),
    (Unreachable.REFUSED, _is_a(ConnectionRefusedError)),
    (
        Unreachable.WANTS_TLS,
        lambda error: isinstance(error, HTTPException) and bool(_ALERT.search(str(error))),
    ),
    (Unreachable.RESET, _is_a(RemoteDisconnected, ConnectionError)),
    (Unreachable.SOURCE, _has_errno(errno.EADDRNOTAVAIL)),
    (Unreachable.NO_ROUTE, _has_errno(errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EACCES, errno.EPERM)),
    (Unreachable.UNSENDABLE, _is_a(ValueError, wire.LocationValueError)),
    (Unreachable.NOT_HTTP, _is_a(HTTPException, wire.HTTPError)),
)

# What is so, and what to do next. `{host}` is the host asked, `{proxy}` the proxy asked through, `{detail}` the
# innermost words of the failure.
_WORDS: dict[Unreachable, tuple[str, str]] = {
    Unreachable.DNS: (
        "The name {host} has no address in the DNS.",
        "Check the spelling of the address.",
    ),
    Unreachable.DNS_SILENT: (
        "The DNS of this machine gives no answer about {host}.",
        "Check this machine's network and its DNS server.",
    ),
    Unreachable.REFUSED: (
        "{host} refuses connections.",
        "Check the port, and that the store's web server runs.",
    ),
    Unreachable.CONNECT: (
        "{host} did not accept a connection within {connect_timeout:g} seconds.",
        "Ask the host whether a firewall drops this machine's address, or allow more with --connect-timeout.",
    ),
    Unreachable.TIMEOUT: (
        "{host} sent nothing for {read_timeout:g} seconds.",
        "Ask the host what the store is busy with, or allow more with --read-timeout.",
    ),
    Unreachable.RESET: (
        "{host} closed the connection without an answer.",
        "Try again; if it stays, ask the host for the web server's error log.",
    ),
    Unreachable.EXPIRED: (
        "The certificate of {host} has expired.",
        "Have the host renew it; --no-verify goes on without looking at it.",
    ),
    Unreachable.NOT_YET_VALID: (
        "The certificate of {host} is not valid yet.",
        "Check this machine's clock, then the certificate.",
    ),
    Unreachable.UNTRUSTED: (
        "The certificate of {host} is not from an authority that is trusted here: {detail}.",
        "Have the host install the whole chain, or name the authority's file with --ca-bundle (ca_bundle).",
    ),
    Unreachable.OTHER_NAME: (
        "The certificate of {host} is for another name: {detail}.",
        "Use the name the certificate is for, or have the host add this one.",
    ),
    Unreachable.PLAIN_HTTP: (
        "{host} answers https with something that is not TLS.",
        "Use http://, or the port on which the server speaks TLS.",
    ),
    Unreachable.AUTHORITIES: (
        "The file of authorities (--ca-bundle) holds no certificate.",
        "Name a file in PEM form, with BEGIN CERTIFICATE in it.",
    ),
    Unreachable.TLS: (
        "No TLS connection to {host}: {detail}.",
        "Ask the host which versions of TLS the server speaks, and whether it wants a client's certificate.",
    ),
    Unreachable.WANTS_TLS: ("{host} speaks TLS, and http:// was asked.", "Use https://."),
    Unreachable.PROXY: (
        "The proxy {proxy} cannot be reached: {detail}.",
        "Check the proxy's address (--proxy, cartcheck.toml or HTTPS_PROXY).",
    ),
    Unreachable.PROXY_PASSWORD: (
        "The proxy {proxy} wants a user name and a password.",
        "Write them into the proxy's address: http://user:password@host:port, in HTTPS_PROXY or cartcheck.toml.",
    ),
    Unreachable.PROXY_REFUSES: (
        "The proxy {proxy} does not connect to {host}: {detail}.",
        "Ask who runs the proxy to allow this host and port, or go without it.",
    ),
    Unreachable.PROXY_NO_ANSWER: (
        "The proxy {proxy} could not reach {host}: {detail}.",
        "Check the store's address; ask who runs the proxy whether it can reach the store.",
    ),
    Unreachable.NO_ROUTE: (
        "There is no way through the network to {host}: {detail}.",
        "Check this machine's network.",
    ),
    Unreachable.SOURCE: (
        "{host} cannot be asked from the local address {source}: this machine does not have it.",
        "Name with --source an address of this machine, of the store's family (IPv4 or IPv6).",
    ),
    Unreachable.NOT_HTTP: (
        "What {host} answered is not HTTP: {detail}.",
        "Check that the address and port are those of the web server.",
    ),
    Unreachable.UNSENDABLE: ("A request to {host!r} cannot be sent: {detail}.", "Check the address."),
}


def links(error: BaseException) -> Iterator[BaseException]:
    """The exception and what it wraps, outermost first: requests has it in `args`, urllib3 in `reason`."""
    waiting, seen = [error], set[int]()
    while waiting:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        inner = (*link.args, getattr(link, "reason", None), link.__cause__, link.__context__)
        waiting.extend(each for each in inner if isinstance(each, BaseException))


def kind_of(error: BaseException) -> Unreachable:
    """Which kind of failure an exception of requests or urllib3 stands for."""
    chain = list(links(error))
    fits = (kind for kind, sign in _SIGNS if any(sign(link) for link in chain))
    return next(fits, Unreachable.NOT_HTTP)


def unreachable(
    error: BaseException, host: str, limits: Limits, *, proxy: str = "", source: str = ""
) -> StoreUnreachable:
    """The error to show for a failed request to a host, through a proxy and from a local address if so."""
    kind = kind_of(error)
    said, next_step = _WORDS[kind]
    message = said.format(
        host=host,
        detail=_detail(error),
        proxy=proxy or "of the environment",
        source=source or "of its own choice",
        connect_timeout=limits.connect_timeout,
        read_timeout=limits.read_timeout,
    )
    return StoreUnreachable(message, next_step, kind=kind)


def too_slow(host: str, limits: Limits) -> StoreUnreachable:
    """The error for an answer still incomplete when the time for the whole exchange was up."""
    message = (
        f"{host} did not finish its answer within {limits.whole_timeout:g} seconds, the most that the whole of it may take: "
        f"--connect-timeout ({limits.connect_timeout:g}) and twice --read-timeout ({limits.read_timeout:g})."
    )
    return StoreUnreachable(message, _WORDS[Unreachable.TIMEOUT][1], kind=Unreachable.TIMEOUT)


def _detail(error: BaseException) -> str:
    innermost = list(links(error))[-1]
    told = _NOISE.sub("", str(innermost)).strip().rstrip(".")
    return told or type(innermost).__name__
