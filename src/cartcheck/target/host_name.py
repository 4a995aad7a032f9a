"""The host part of a store's address: checked, and made ASCII as it goes over the wire."""

from __future__ import annotations

import ipaddress
import re

import idna

from cartcheck.errors import UsageError

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_.])?")


def host_name(name: str, *, ipv6: bool) -> str:
    """The name in lower-case ASCII, an IPv6 address in its shortest form without brackets, or UsageError."""
    if ipv6:
        return _ipv6(name)
    try:
        ascii_name = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise UsageError(f"The host name {name!r} cannot be used: {error}.") from error
    if not _HOST.fullmatch(ascii_name) or ".." in ascii_name:
        raise UsageError(f"{name!r} is not a host name.", "Write an address such as https://shop.example/.")
    return ascii_name


def is_loopback(hostname: str) -> bool:
    """Whether a host name or address is this machine's own."""
    try:
        return ipaddress.ip_address(hostname).is_loopback
    except ValueError:
        return hostname == "localhost" or hostname.endswith(".localhost")


def _ipv6(name: str) -> str:
    try:
        address = ipaddress.IPv6Address(name)
    except ValueError as error:
        raise UsageError(
            f"[{name}] is not an IPv6 address.", "Write it as https://[2001:db8::1]/."
        ) from error
    if address.scope_id:
        raise UsageError(f"[{name}] has a zone, which no Host header can carry.", "Write it without.")
    return address.compressed
