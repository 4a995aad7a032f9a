"""What PHP's FILTER_VALIDATE_EMAIL takes for an address (PHP 8.2, ext/filter/logical_filters.c)."""

from __future__ import annotations

import re

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_QUOTED = r'"(?:[\x01-\x08\x0b\x0c\x0e-\x1f!#-\[\]-\x7f]|\\[\x00-\x7f])*"'
_LOCAL = re.compile(rf"(?:{_ATOM}|{_QUOTED})(?:\.(?:{_ATOM}|{_QUOTED}))*\Z")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\Z")
_LAST_LABEL = re.compile(r"(?:[A-Za-z][A-Za-z0-9]*|xn--[A-Za-z0-9]+)(?:-+[A-Za-z0-9]+)*\Z", re.IGNORECASE)
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_LITERAL = re.compile(rf"\[{_OCTET}(?:\.{_OCTET}){{3}}\]\Z")


def is_email(text: str) -> bool:
    """Whether it is an address by PHP's rules: ASCII, a domain with a dot or an IPv4 literal, 254 characters."""
    local, at, domain = text.rpartition("@")
    if not at or not text.isascii() or len(text) > 320 or len(local) > 64 or not _LOCAL.match(local):
        return False
    return bool(_LITERAL.match(domain)) or _is_domain(domain)


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    if len(labels) < 2 or len(domain) > 254 or any(len(label) > 63 for label in labels):
        return False
    return all(map(_LABEL.match, labels)) and bool(_LAST_LABEL.match(labels[-1]))
