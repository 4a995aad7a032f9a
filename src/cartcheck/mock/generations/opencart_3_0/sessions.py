"""How a 3.0 shop finds the session of a request (catalog/controller/startup/session.php)."""

from __future__ import annotations

import re
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from cartcheck.mock.generations.opencart_3_0 import quirks
from cartcheck.mock.generations.opencart_3_0.php8_flood import tell_missing_token
from cartcheck.mock.generations.opencart_3_0.visit import PhpExitError, PhpFatalError, Visit, text
from cartcheck.mock.shop.session import Sessions

if TYPE_CHECKING:
    from cartcheck.mock.shop.session import ShopSession
    from cartcheck.mock.store import ApiToken

TOKEN_SECONDS = 3600
SESSION_SECONDS = 1440
"""`session.gc_maxlifetime`, PHP's default."""
COOKIE_SECONDS = 2592000
_FOR_EVER = 10.0**10
_VALID_ID = re.compile(r"[a-zA-Z0-9,\-]{22,52}\Z")


def open_session(visit: Visit) -> None:
    """Start the session of an accepted token, or the one of the cookie; a refused token has none."""
    if visit.has(quirks.COOKIE_SESSION_FIRST):
        _start_by_cookie(visit)
    if _by_token(visit):
        token = _token(visit)
        row = _accepted(visit, token)
        if row:
            _start(visit, token)
            row.touched = visit.store.clock.now()
    else:
        _start_by_cookie(visit)


def settle(visit: Visit) -> None:
    """Language and currency of the visit, with their cookies; then old carts go."""
    cookies, session = visit.request.cookies, visit.session
    if cookies.get("language") != "en-gb":
        _set_cookie(visit, "language", "en-gb")
    currencies = visit.store.catalogue.currencies
    if session.currency not in currencies:
        wanted = cookies.get("currency", "")
        session.currency = wanted if wanted in currencies else "USD"
    if cookies.get("currency") != session.currency:
        _set_cookie(visit, "currency", session.currency)
    visit.store.carts.purge()


def close_session(visit: Visit) -> None:
    """Write the session back, which prolongs it."""
    if visit.session_id:
        keep(visit, visit.session_id, visit.session)


def keep(visit: Visit, session_id: str, session: ShopSession) -> None:
    """Write a session, with this release's idea of when it expires."""
    lifetime, shift = float(SESSION_SECONDS), 0.0
    if visit.has(quirks.SESSIONS_NEVER_EXPIRE):
        lifetime = _FOR_EVER
    elif visit.has(quirks.EXPIRY_IN_SHOP_TIME):
        offset = visit.store.clock.local(visit.store.timezone).utcoffset()
        shift = offset.total_seconds() if offset else 0.0
    visit.store.sessions.write(session_id, session, lifetime, shift)


def _by_token(visit: Visit) -> bool:
    known = "api_token" in visit.get or visit.has(quirks.TOKEN_READ_UNCHECKED)
    return known and text(visit.get.get("route", "")).startswith("api/")


def _token(visit: Visit) -> str:
    if "api_token" not in visit.get:
        source = "catalog/controller/startup/session.php"
        visit.always_tell('Undefined array key "api_token"', source, 8)
        tell_missing_token(visit)
    return text(visit.get.get("api_token", ""))


def _accepted(visit: Visit, token: str) -> ApiToken | None:
    """The token's row: younger than an hour, its user enabled, and the address stands in the list exactly."""
    store = visit.store
    row = store.tokens.get(_stored(token))
    if row and row.touched < store.clock.now() - TOKEN_SECONDS:
        del store.tokens[_stored(token)]
        return None
    let_in = store.api_user.enabled and visit.request.peer in store.api_user.whitelist
    return row if let_in else None


def _start_by_cookie(visit: Visit) -> None:
    if "OCSESSID[]" in visit.request.cookies:
        raise PhpFatalError
    session_id = visit.request.cookies.get("OCSESSID", "") or Sessions.new_id()
    _start(visit, session_id)
    visit.cookies.append(f"OCSESSID={quote(session_id)}; path=/")


def _start(visit: Visit, session_id: str) -> None:
    if not _VALID_ID.match(session_id):
        raise PhpExitError("Error: Invalid session ID!")
    visit.session_id = _stored(session_id)
    visit.session = visit.store.sessions.read(visit.session_id)


def _stored(session_id: str) -> str:
    """An id as the database finds it: case and blanks at the end don't count."""
    return session_id.rstrip(" ").lower()


def _set_cookie(visit: Visit, name: str, value: str) -> None:
    expires = _cookie_date(int(visit.store.clock.now()) + COOKIE_SECONDS)
    cookie = f"{name}={value}; expires={expires}; Max-Age={COOKIE_SECONDS}; path=/"
    if visit.has(quirks.COOKIES_WITH_DOMAIN):
        cookie += f"; domain={visit.request.host}"
    visit.cookies.append(cookie)


@lru_cache(maxsize=4)
def _cookie_date(when: int) -> str:
    return formatdate(when, usegmt=True)
