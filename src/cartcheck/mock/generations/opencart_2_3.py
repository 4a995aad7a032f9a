"""OpenCart 2.3.0.x: login with a key, then `token` in the query and the cookie PHPSESSID."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from cartcheck.mock.cart_api import native_session
from cartcheck.mock.cart_api.credentials import login_by_key
from cartcheck.mock.cart_api.locale import settle
from cartcheck.mock.cart_api.store import CartApiStore, Entrance
from cartcheck.mock.cart_api.tokens import accepted, token_of_query
from cartcheck.mock.generations import Family
from cartcheck.mock.shop.session import Sessions

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.guard import Json
    from cartcheck.mock.cart_api.visit import Visit


def enter(visit: Visit) -> None:
    """Start PHP's session, and in it the token's, or the visitor's; a refused token opens none."""
    native_session.start_checked(visit)
    token = token_of_query(visit)
    if token is None:
        _start(visit, "default", visit.request.cookies.get("default"))
    elif row := accepted(visit, token):
        _start(visit, "api", row.session_name)
    settle(visit)


def login(visit: Visit) -> Json:
    """A token for the right key from a listed address (catalog/controller/api/login.php)."""
    return login_by_key(visit, _open)


def _open(visit: Visit) -> str:
    """Make the API session; the visitor's own is started again after it, which sets its cookie once more."""
    name = _start(visit, "api", Sessions.new_id())
    visit.session.api_id = visit.store.api_user.api_id
    _start(visit, "default", visit.request.cookies.get("default"))
    return name


def _start(visit: Visit, cookie: str, session_id: str | None) -> str:
    """A session inside PHP's, told by a cookie of its own (system/library/session.php)."""
    visit.session_id = session_id or Sessions.new_id()
    native_session.choose(visit, visit.session_id)
    visit.cookies.append(f"{cookie}={quote(visit.session_id)}; path=/; HttpOnly")
    return visit.session_id


FAMILY = Family(
    ("2.3.0.0", "2.3.0.1", "2.3.0.2"), partial(CartApiStore, Entrance(enter, native_session.leave, login))
)
