"""Cookies as HAR lists them, read from headers that are redacted already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.transport.dates import moment

if TYPE_CHECKING:
    from cartcheck.transport.redaction import Headers

_TEXTS = ("path", "domain")
_FLAGS = {"httponly": "httpOnly", "secure": "secure"}


def sent_cookies(headers: Headers) -> list[dict[str, Any]]:
    """The cookies of the Cookie headers."""
    pairs = [pair for name, value in headers if name.lower() == "cookie" for pair in value.split(";")]
    return [_named(pair) for pair in pairs if pair.strip()]


def set_cookies(headers: Headers) -> list[dict[str, Any]]:
    """The cookies of the Set-Cookie headers, with what HAR knows of their attributes."""
    return [_cookie(value) for name, value in headers if name.lower() == "set-cookie"]


def _cookie(line: str) -> dict[str, Any]:
    pair, *rest = line.split(";")
    attributes = {
        name.strip().lower(): value.strip() for name, _, value in (each.partition("=") for each in rest)
    }
    cookie = _named(pair)
    cookie |= {name: attributes[name] for name in _TEXTS if name in attributes}
    cookie |= {shown: name in attributes for name, shown in _FLAGS.items()}
    return cookie | _expiry(attributes.get("expires", ""))


def _expiry(date: str) -> dict[str, str]:
    named = moment(date)
    return {"expires": named.isoformat()} if named else {}


def _named(pair: str) -> dict[str, Any]:
    name, _, value = pair.partition("=")
    return {"name": name.strip(), "value": value.strip()}
