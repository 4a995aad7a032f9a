"""Language and currency of a visit, with their cookies (startup/startup.php; until 2.1 index.php and currency.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.surface.cookies import lasting_cookie
from cartcheck.mock.visit import text

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit

COOKIE_SECONDS = 2592000
DEFAULT_CURRENCY = "USD"


def settle(visit: Visit) -> None:
    """Choose language and currency for the session at hand; then old carts go."""
    language = "en" if visit.has(quirks.LANGUAGE_IS_EN) else "en-gb"
    if visit.request.cookies.get("language") != language:
        _set_cookie(visit, "language", language)
    _settle_currency(visit)
    if not visit.has(quirks.CART_IN_SESSION):
        visit.store.carts.purge()


def set_currency(visit: Visit, code: str) -> None:
    """Put a currency into the session, and into the cookie when it's another there."""
    visit.session.currency = code
    if visit.request.cookies.get("currency") != code:
        _set_cookie(visit, "currency", code)


def _settle_currency(visit: Visit) -> None:
    known = visit.store.catalogue.currencies
    wanted = [visit.session.currency, visit.request.cookies.get("currency", ""), DEFAULT_CURRENCY]
    if visit.has(quirks.CURRENCY_IN_QUERY):
        wanted.insert(0, text(visit.get.get("currency", "")))
    set_currency(visit, next(code for code in wanted if code in known))


def _set_cookie(visit: Visit, name: str, value: str) -> None:
    attributes = f"path=/; domain={visit.request.host}" if visit.has(quirks.COOKIES_WITH_DOMAIN) else "path=/"
    visit.cookies.append(lasting_cookie(name, value, visit.store.clock.now(), COOKIE_SECONDS, attributes))
