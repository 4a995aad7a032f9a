"""IPv4 and IPv6: a name may have addresses of both, and callers take one or the other."""

from __future__ import annotations

import socket
from enum import StrEnum
from urllib.parse import urlsplit


class Family(StrEnum):
    """A family of addresses, by its name; as a source, its wildcard lets the system choose among those of the family."""

    IPV4 = "IPv4"
    IPV6 = "IPv6"

    @property
    def wildcard(self) -> str:
        """The local address that stands for all of the family."""
        return "0.0.0.0" if self is Family.IPV4 else "::"  # noqa: S104  # asked from, not listened at


_FAMILIES = {socket.AF_INET: Family.IPV4, socket.AF_INET6: Family.IPV6}


def families_of(url: str) -> tuple[Family, ...]:
    """The families in which the URL's host has addresses that this machine can use, the preferred one first."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(
            parts.hostname, port, type=socket.SOCK_STREAM, flags=socket.AddressInfo.AI_ADDRCONFIG
        )
    except OSError:
        return ()
    known = (_FAMILIES[family] for family, *_ in found if family in _FAMILIES)
    return tuple(dict.fromkeys(known))
