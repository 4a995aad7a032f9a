"""How a 3.0 shop finds the session of a request (catalog/controller/startup/session.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from cartcheck.mock.credentials import accepted_token
from cartcheck.mock.generations.opencart_3_0 import quirks
from cartcheck.mock.generations.opencart_3_0.php8_flood import tell_missing_token
from cartcheck.mock.shop.session import Sessions
from cartcheck.mock.surface.cookies import SESSION_ID, lasting_cookie, stored_id
from cartcheck.mock.visit import PhpExitError, PhpFatalError, Visit, text

if TYPE_CHECKING:
    from cartcheck.mock.shop.session import ShopSession

SESSION_SECONDS = 1440
"""`session.gc_maxlifetime`, PHP's default."""
COOKIE_SECONDS = 2592000
_FOR_EVER = 10.0**10


def open_session(visit: Visit) -> None:
    """Start the session of an accepted token, or the one of the cookie; a refused token has none."""
    if visit.has(quirks.COOKIE_SESSION_FIRST):
        _start_by_cookie(visit)
    if _by_token(visit):
        token = _token(visit)
        row = accepted_token(visit.store, token, visit.request.peer)
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


def _start_by_cookie(visit: Visit) -> None:
    if "OCSESSID[]" in visit.request.cookies:
        raise PhpFatalError
    session_id = visit.request.cookies.get("OCSESSID", "") or Sessions.new_id()
    _start(visit, session_id)
    visit.cookies.append(f"OCSESSID={quote(session_id)}; path=/")


def _start(visit: Visit, session_id: str) -> None:
    if not SESSION_ID.match(session_id):
        raise PhpExitError("Error: Invalid session ID!")
    visit.session_id = stored_id(session_id)
    visit.session = visit.store.sessions.read(visit.session_id)


def _set_cookie(visit: Visit, name: str, value: str) -> None:
    attributes = "path=/"
    if visit.has(quirks.COOKIES_WITH_DOMAIN):
        attributes += f"; domain={visit.request.host}"
    visit.cookies.append(lasting_cookie(name, value, visit.store.clock.now(), COOKIE_SECONDS, attributes))
