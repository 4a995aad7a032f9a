"""How a 4.0 shop finds the session of a request (catalog/controller/startup/session.php, currency.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.credentials import TOKEN_SECONDS, accepted_token
from cartcheck.mock.generations.opencart_4_0 import quirks
from cartcheck.mock.opencart_4.visit import SESSION
from cartcheck.mock.shop.session import Sessions
from cartcheck.mock.surface.cookies import SESSION_ID, lasting_cookie, stored_id
from cartcheck.mock.visit import text
from cartcheck.php.array import PhpArray

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_0.visit import Visit
    from cartcheck.mock.shop.session import ShopSession

SESSION_SECONDS = 86400
"""config_session_expire, and session_expire of system/config/default.php."""
CURRENCY_SECONDS = 2592000
_FIRST_RELEASE_SECONDS = 3600000000
_FOR_EVER = 999999999.0


def open_session(visit: Visit, route: str) -> None:
    """Start the session of an accepted token, or the one of the cookie; a refused token has none."""
    if route.startswith("api/") and "api_token" in visit.get:
        _start_by_token(visit, _token(visit))
    else:
        _start_by_cookie(visit)


def settle(visit: Visit) -> None:
    """The currency of the visit, with its cookie; then old carts go, and newer releases read the cart."""
    sent, session = visit.request.cookies.get("currency", ""), visit.session
    currencies = visit.store.catalogue.currencies
    visit.take_group()
    if session.currency not in currencies:
        session.currency = sent if sent in currencies else "USD"
    if sent != session.currency:
        now = visit.store.clock.now()
        attributes = "path=/; SameSite=Lax"
        visit.cookies.append(lasting_cookie("currency", session.currency, now, CURRENCY_SECONDS, attributes))
    visit.store.carts.purge()
    if visit.has(quirks.CART_READ_AT_START):
        if not visit.has_session:
            visit.fail_without_session(early=True)
        visit.lines()


def close_session(visit: Visit) -> None:
    """Write the session back, which prolongs it."""
    if visit.has_session:
        by_token = "api_token" in visit.get and visit.has(quirks.TOKEN_SESSION_FOR_EVER)
        keep(visit, visit.session_id, visit.session, _FOR_EVER if by_token else SESSION_SECONDS)


def keep(visit: Visit, session_id: str, session: ShopSession, seconds: float = SESSION_SECONDS) -> None:
    """Write a session."""
    visit.store.sessions.write(session_id, session, seconds)


def _token(visit: Visit) -> str:
    token = visit.get["api_token"]
    if isinstance(token, PhpArray):
        said = "getApiByToken(): Argument #1 ($token) must be of type string, array given"
        line = 10 if visit.has(quirks.EXCEPTION_CLASS_TOLD) else 26
        function = f"Opencart\\Catalog\\Model\\Setting\\Api::{said}"
        visit.throw("TypeError", function, "catalog/model/setting/api.php", line, early=True)
    return text(token)


def _start_by_token(visit: Visit, token: str) -> None:
    _clean_tokens(visit)
    row = accepted_token(visit.store, token, visit.address)
    if row:
        _start(visit, token)
        row.touched = visit.store.clock.now()


def _clean_tokens(visit: Visit) -> None:
    """Rows that lay unused for an hour are deleted, whoever asks (catalog/model/setting/api.php)."""
    tokens, limit = visit.store.tokens, visit.store.clock.now() - TOKEN_SECONDS
    for old in [token for token, row in tokens.items() if row.touched < limit]:
        del tokens[old]


def _start_by_cookie(visit: Visit) -> None:
    session_id = visit.request.cookies.get("OCSESSID", "") or Sessions.new_id()
    if not SESSION_ID.match(session_id):
        line = 72 if visit.has(quirks.EXCEPTION_CLASS_TOLD) else 80
        visit.throw("Exception", "Error: Invalid session ID!", SESSION, line, early=True)
    _start(visit, session_id)
    for_ever = visit.has(quirks.SESSION_COOKIE_FOR_EVER)
    seconds = _FIRST_RELEASE_SECONDS if for_ever else SESSION_SECONDS
    path = "//" if visit.has(quirks.SESSION_COOKIE_FOR_NO_PATH) else "/"
    now, attributes = visit.store.clock.now(), f"path={path}; SameSite=Strict"
    visit.cookies.append(lasting_cookie("OCSESSID", session_id, now, seconds, attributes))


def _start(visit: Visit, session_id: str) -> None:
    visit.session_id = stored_id(session_id)
    visit.session = visit.store.sessions.read(visit.session_id)
