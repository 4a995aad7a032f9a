"""The kinds of no answer; apart from how they are told, so that findings can be listed without a network library."""

from __future__ import annotations

from enum import StrEnum

from cartcheck.transport.tls_trouble import TlsTrouble


class Unreachable(StrEnum):
    """The kinds of failure, as `StoreUnreachable.kind` names them."""

    DNS = "dns"
    DNS_SILENT = "dns-silent"
    REFUSED = "refused"
    CONNECT = "connect"
    TIMEOUT = "timeout"
    RESET = "reset"
    EXPIRED = TlsTrouble.EXPIRED
    NOT_YET_VALID = TlsTrouble.NOT_YET_VALID
    UNTRUSTED = TlsTrouble.UNTRUSTED
    OTHER_NAME = TlsTrouble.OTHER_NAME
    PLAIN_HTTP = TlsTrouble.PLAIN_HTTP
    AUTHORITIES = TlsTrouble.AUTHORITIES
    TLS = TlsTrouble.OTHER
    WANTS_TLS = "wants-tls"
    PROXY = "proxy"
    PROXY_PASSWORD = "proxy-password"  # noqa: S105  # the name of a failure
    PROXY_REFUSES = "proxy-refuses"
    PROXY_NO_ANSWER = "proxy-no-answer"
    NO_ROUTE = "no-route"
    SOURCE = "source"
    NOT_HTTP = "not-http"
    UNSENDABLE = "unsendable"
