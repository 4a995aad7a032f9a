"""How a 3.0 shop finds the session of a request (catalog/controller/startup/session.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from cartcheck.mock.cart_api.database import compared
from cartcheck.mock.cart_api.locale import settle
from cartcheck.mock.cart_api.tokens import accepted
from cartcheck.mock.generations.opencart_3_0 import quirks
from cartcheck.mock.generations.opencart_3_0.php8_flood import (
    tell_after_session,
    tell_before_session,
    tell_missing_token,
)
from cartcheck.mock.shop.session import Sessions
from cartcheck.mock.surface.cookies import SESSION_ID, stored_id
from cartcheck.mock.visit import PhpExitError, PhpFatalError, text

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit
    from cartcheck.mock.shop.session import ShopSession

SESSION_SECONDS = 1440
"""`session.gc_maxlifetime`, PHP's default."""
_FOR_EVER = 10.0**10


def enter(visit: Visit) -> None:
    """Find the session, then settle language and currency in it."""
    tell_before_session(visit)
    _open_session(visit)
    tell_after_session(visit)
    settle(visit)


def _open_session(visit: Visit) -> None:
    """Start the session of an accepted token, or the one of the cookie; a refused token has none."""
    if visit.has(quirks.COOKIE_SESSION_FIRST):
        _start_by_cookie(visit)
    if _by_token(visit):
        token = _token(visit)
        if accepted(visit, stored_id(token)):
            _start(visit, token)
    else:
        _start_by_cookie(visit)


def leave(visit: Visit) -> None:
    """Write the session back, which prolongs it."""
    if visit.session_id:
        keep(visit, visit.session_id, visit.session)


def keep(visit: Visit, session_id: str, session: ShopSession) -> None:
    """Write a session, with this release's idea of when it expires."""
    lifetime = _FOR_EVER if visit.has(quirks.SESSIONS_NEVER_EXPIRE) else float(SESSION_SECONDS)
    visit.store.sessions.write(session_id, session, lifetime, ahead(visit))


def ahead(visit: Visit) -> float:
    """By how many seconds the release writes times too late: it takes the shop's time zone and reads UTC."""
    if not visit.has(quirks.TIMES_IN_SHOP_ZONE):
        return 0.0
    offset = visit.store.clock.local(visit.store.timezone).utcoffset()
    return offset.total_seconds() if offset else 0.0


def _by_token(visit: Visit) -> bool:
    known = "api_token" in visit.get or visit.has(quirks.TOKEN_READ_UNCHECKED)
    return known and text(visit.get.get("route", "")).startswith("api/")


def _token(visit: Visit) -> str:
    if "api_token" not in visit.get:
        source = "catalog/controller/startup/session.php"
        visit.always_tell('Undefined array key "api_token"', source, 8)
        tell_missing_token(visit)
    return compared(visit, visit.get.get("api_token", ""), before_settings=True)


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
