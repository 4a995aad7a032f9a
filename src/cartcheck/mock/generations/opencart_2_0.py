"""OpenCart 2.0.x: login with user name and password, then the cookie PHPSESSID; there is no token and no address list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import native_session
from cartcheck.mock.cart_api.locale import settle
from cartcheck.mock.cart_api.store import CartApiStore, Entrance
from cartcheck.mock.credentials import same_credential
from cartcheck.mock.generations import Family
from cartcheck.mock.messages import Say
from cartcheck.mock.visit import text

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.guard import Json
    from cartcheck.mock.cart_api.visit import Visit


def enter(visit: Visit) -> None:
    """PHP's session is the visitor's and the API user's alike."""
    native_session.start(visit, from_query=False)
    visit.session_id, visit.session = visit.native_id, visit.native
    if not visit.session.holds_cart:
        visit.store.carts.clear(visit.owner)
    settle(visit)


def login(visit: Visit) -> Json:
    """Let the session in for the right name and password; the attempt alone ends an earlier login."""
    visit.session.api_id = 0
    user = visit.store.api_user
    username, password = (text(visit.post.get(name, "")) for name in ("username", "password"))
    if not (
        user.enabled and same_credential(username, user.username) and same_credential(password, user.key)
    ):
        return {"error": str(Say.LOGIN)}
    visit.session.api_id = user.api_id
    return {"cookie": visit.native_id, "success": str(Say.LOGGED_IN)}


FAMILY = Family(
    ("2.0.0.0", "2.0.1.0", "2.0.1.1", "2.0.2.0", "2.0.3.0", "2.0.3.1"),
    partial(CartApiStore, Entrance(enter, native_session.leave, login)),
)
