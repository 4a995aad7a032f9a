"""OpenCart 2.2.0.0: login with a key, then `token` in the query and the cookie PHPSESSID.

The API session is opened after language, currency and taxes were settled with the visitor's own, so it has no currency
until `api/currency` is called: prices are bare whole numbers till then (measured).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import native_session
from cartcheck.mock.cart_api.credentials import login_by_key
from cartcheck.mock.cart_api.locale import settle
from cartcheck.mock.cart_api.store import CartApiStore, Entrance
from cartcheck.mock.cart_api.tokens import accepted, token_of_query
from cartcheck.mock.generations import Family

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.guard import Json
    from cartcheck.mock.cart_api.visit import Visit


def enter(visit: Visit) -> None:
    """Start PHP's session and settle in the visitor's; then an accepted token opens its own."""
    native_session.start_checked(visit)
    visit.session_id = visit.native_id
    native_session.choose(visit, "default")
    settle(visit)
    token = token_of_query(visit)
    if token is not None and (row := accepted(visit, token)):
        native_session.choose(visit, row.session_name)


def login(visit: Visit) -> Json:
    """A token for the right key from a listed address (catalog/controller/api/login.php)."""
    return login_by_key(visit, native_session.open_for_api)


FAMILY = Family(("2.2.0.0",), partial(CartApiStore, Entrance(enter, native_session.leave, login)))
