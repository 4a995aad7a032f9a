"""The cookie session behind a signed request (catalog/controller/startup/session.php, currency.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from cartcheck.mock.generations.opencart_4_1 import quirks
from cartcheck.mock.opencart_4.visit import SESSION
from cartcheck.mock.shop.session import Sessions
from cartcheck.mock.surface.cookies import SESSION_ID, lasting_cookie, stored_id

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_1.visit import Visit

SESSION_SECONDS = 86400
"""config_session_expire; a guest's cart is kept as long."""
CURRENCY_SECONDS = 2592000
_OLD_CLIENT = (
    "Error: Table 'opencart.oc_api_session' doesn't exist<br/>Error No: 1146<br/>"
    "DELETE FROM `oc_api_session` WHERE TIMESTAMPADD(HOUR, 1, `date_modified`) < NOW()"
)


def open_session(visit: Visit, route: str) -> None:
    """Start the cookie's session, or a new one; an `api_token` of an older client meets a table that's gone."""
    if route.lower().startswith("api/") and "api_token" in visit.get:
        visit.throw("Exception", _OLD_CLIENT, "system/library/db/mysqli.php", 122, early=True)
    session_id = visit.request.cookies.get("OCSESSID", "") or Sessions.new_id()
    if not SESSION_ID.match(session_id):
        visit.throw("Exception", "Error: Invalid session ID!", SESSION, 73, early=True)
    visit.session_id = stored_id(session_id)
    visit.session = visit.store.sessions.read(visit.session_id)
    _set_cookie(visit, "OCSESSID", quote(session_id), SESSION_SECONDS, "SameSite=Strict")


def settle(visit: Visit) -> None:
    """The currency of the visit, with its cookie; then old carts go, taxes are settled and the cart is read."""
    sent, session = visit.request.cookies.get("currency", ""), visit.session
    currencies = visit.store.catalogue.currencies
    visit.take_group()
    if session.currency not in currencies:
        session.currency = sent if sent in currencies else "USD"
    if sent != session.currency:
        _set_cookie(visit, "currency", session.currency, CURRENCY_SECONDS, "SameSite=Lax")
    visit.store.carts.purge(SESSION_SECONDS)
    visit.tax()
    visit.lines()


def close_session(visit: Visit) -> None:
    """Write the session back."""
    if visit.has_session:
        visit.store.sessions.write(visit.session_id, visit.session, SESSION_SECONDS)


def _set_cookie(visit: Visit, name: str, value: str, seconds: int, same_site: str) -> None:
    http_only = "HttpOnly; " if visit.has(quirks.COOKIES_HTTP_ONLY) else ""
    attributes = f"path=/; {http_only}{same_site}"
    visit.cookies.append(lasting_cookie(name, value, visit.store.clock.now(), seconds, attributes))
