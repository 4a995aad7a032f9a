"""Whose request it is, by its signature (catalog/controller/startup/api.php, system/helper/general.php)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cartcheck.mock.credentials import listed, same_credential
from cartcheck.mock.generations.opencart_4_1 import quirks
from cartcheck.php.form import encode
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_1.visit import Visit

WINDOW_SECONDS = 450
REQUIRED = ("route", "call", "username", "store_id", "language", "currency", "time", "signature")
_FORWARDED = (
    *("cf-connecting-ip", "x-forwarded-for", "x-real-ip"),
    *("x-client-ip", "client-ip", "x-cluster-client-ip"),
)


def is_signed(visit: Visit) -> bool:
    """Whether the API user signed exactly this request, from a listed address and, in 4.1.0.4, just now."""
    if any(name not in visit.get for name in REQUIRED):
        return False
    user = visit.store.api_user
    known = user.enabled and same_credential(visit.query("username"), user.username)
    if not known or not listed(user, client_address(visit)) or not _in_time(visit):
        return False
    return hmac.compare_digest(signature_of(visit).encode(), unquote(visit.query("signature")).encode())


def signature_of(visit: Visit) -> str:
    """What the API user signs this request with."""
    text = string_to_sign(visit).encode("utf-8", "surrogateescape")
    return base64.b64encode(hmac.new(visit.store.api_user.key.encode(), text, "sha1").digest()).decode()


def string_to_sign(visit: Visit) -> str:
    """Ten lines; the body is hashed as PHP would send what it has parsed and OpenCart has filtered."""
    time = visit.query("time")
    lines = (
        visit.query("route"),
        visit.query("call"),
        visit.store.api_user.username,
        visit.request.host,
        "/",
        str(to_int(visit.get["store_id"])),
        visit.query("language"),
        visit.query("currency"),
        hashlib.md5(encode(visit.post).encode(), usedforsecurity=False).hexdigest(),
        str(to_int(time)) if visit.has(quirks.TIME_WINDOW) else time,
    )
    return "".join(f"{line}\n" for line in lines)


def client_address(visit: Visit) -> str:
    """The first address that a header names, whoever sent it; else the real one."""
    for name in _FORWARDED:
        if name in visit.request.headers:
            address = visit.request.headers[name].partition(",")[0].strip()
            if not visit.has(quirks.FORWARDED_MUST_BE_ADDRESS) or _is_address(address):
                return address
    return visit.request.peer


def _in_time(visit: Visit) -> bool:
    age = abs(to_int(visit.get["time"]) - int(visit.store.clock.now()))
    return not visit.has(quirks.TIME_WINDOW) or age <= WINDOW_SECONDS


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text
