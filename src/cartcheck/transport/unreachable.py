"""Why no usable HTTP answer came, told from the exception in which requests and urllib3 wrap it."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from enum import StrEnum
from http.client import HTTPException, RemoteDisconnected
from typing import TYPE_CHECKING

import requests
import urllib3.exceptions as wire

from cartcheck.errors import StoreUnreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartcheck.target.target import Limits


class Unreachable(StrEnum):
    """The kinds of failure, as `StoreUnreachable.kind` names them."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    RESET = "reset"
    PROXY = "proxy"
    NO_ROUTE = "no-route"
    SOURCE = "source"
    NOT_HTTP = "not-http"
    UNSENDABLE = "unsendable"


# `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: … (_ssl.c:1006)`, `[Errno 111] Connection refused`
_NOISE = re.compile(r"^\[[^\]]*\]|\(_ssl\.c:\d+\)$")


def _is_a(*types: type[BaseException]) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, types)


def _has_errno(*numbers: int) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, OSError) and error.errno in numbers


def _timed_out(error: BaseException) -> bool:
    # NewConnectionError is a ConnectTimeoutError up to urllib3 2, see urllib3#2811.
    timeouts = (requests.exceptions.Timeout, wire.TimeoutError, TimeoutError)
    return isinstance(error, timeouts) and not isinstance(error, wire.NewConnectionError)


def _while_connecting(error: BaseException) -> bool:
    # Python's ssl module has no type of its own for this; urllib3 2.8 calls it a read time-out.
    return isinstance(error, wire.ConnectTimeoutError) or "handshake operation timed out" in str(error)


# The first kind that fits any link of the chain wins. A proxy's failure wraps those of TCP and TLS, a failed
# TLS handshake may wrap a time-out, and RemoteDisconnected is an HTTPException: so the order matters.
_SIGNS: tuple[tuple[Unreachable, Callable[[BaseException], bool]], ...] = (
    (Unreachable.PROXY, _is_a(requests.exceptions.ProxyError, wire.ProxyError)),
    (Unreachable.DNS, _is_a(wire.NameResolutionError, socket.gaierror)),
    (Unreachable.TIMEOUT, _timed_out),
    (Unreachable.TLS, _is_a(requests.exceptions.SSLError, wire.SSLError, ssl.SSLError)),
    (Unreachable.REFUSED, _is_a(ConnectionRefusedError)),
    (Unreachable.RESET, _is_a(RemoteDisconnected, ConnectionError)),
    (Unreachable.SOURCE, _has_errno(errno.EADDRNOTAVAIL)),
    (Unreachable.NO_ROUTE, _has_errno(errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EACCES, errno.EPERM)),
    (Unreachable.UNSENDABLE, _is_a(ValueError, wire.LocationValueError)),
    (Unreachable.NOT_HTTP, _is_a(HTTPException, wire.HTTPError)),
)

_NEXT_STEPS = {
    Unreachable.DNS: "Check the spelling of the address and the DNS of this machine.",
    Unreachable.REFUSED: "Check the port, and that the store's web server runs.",
    Unreachable.TIMEOUT: "Ask the host whether a firewall drops this machine's address, or allow more time.",
    Unreachable.TLS: "Have the certificate repaired; name the file of an authority of your own in ca_bundle.",
    Unreachable.RESET: "Try again; if it stays, ask the host for the web server's error log.",
    Unreachable.PROXY: "Check the proxy's address (option, cartcheck.toml or HTTPS_PROXY).",
    Unreachable.NO_ROUTE: "Check this machine's network.",
    Unreachable.SOURCE: "Name a local address that this machine has.",
    Unreachable.NOT_HTTP: "Check that the address and port are those of the web server.",
    Unreachable.UNSENDABLE: "Check the address.",
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


def unreachable(error: BaseException, host: str, limits: Limits) -> StoreUnreachable:
    """The error to show for a failed request to a host."""
    kind = kind_of(error)
    innermost = list(links(error))[-1]
    detail = _NOISE.sub("", str(innermost)).strip() or type(innermost).__name__
    connecting = any(map(_while_connecting, links(error)))
    return StoreUnreachable(_message(kind, host, detail, limits, connecting), _NEXT_STEPS[kind], kind=kind)


def too_slow(host: str, seconds: float) -> StoreUnreachable:
    """The error for an answer still incomplete when the time for the whole exchange was up."""
    message = f"{host} did not finish its answer within {seconds:g} seconds."
    return StoreUnreachable(message, _NEXT_STEPS[Unreachable.TIMEOUT], kind=Unreachable.TIMEOUT)


def _message(kind: Unreachable, host: str, detail: str, limits: Limits, connecting: bool) -> str:
    if kind is Unreachable.TIMEOUT and connecting:
        return f"{host} did not accept a connection within {limits.connect_timeout:g} seconds."
    return {
        Unreachable.DNS: f"The name {host} has no address in the DNS.",
        Unreachable.REFUSED: f"{host} refuses connections.",
        Unreachable.TIMEOUT: f"{host} sent nothing for {limits.read_timeout:g} seconds.",
        Unreachable.TLS: f"No trusted TLS connection to {host}: {detail}.",
        Unreachable.RESET: f"{host} closed the connection without an answer.",
        Unreachable.PROXY: f"The proxy did not connect to {host}: {detail}.",
        Unreachable.NO_ROUTE: f"There is no way through the network to {host}: {detail}.",
        Unreachable.SOURCE: f"This machine does not have the local address to ask {host} from.",
        Unreachable.NOT_HTTP: f"What {host} answered is not HTTP: {detail}.",
        Unreachable.UNSENDABLE: f"A request to {host!r} cannot be sent: {detail}.",
    }[kind]
