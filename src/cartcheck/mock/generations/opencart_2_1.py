"""OpenCart 2.1.0.x: login with a key, then `token` in the query, which alone finds the session of PHP."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import native_session
from cartcheck.mock.cart_api.credentials import key_matches
from cartcheck.mock.cart_api.locale import settle
from cartcheck.mock.cart_api.store import CartApiStore, Entrance
from cartcheck.mock.cart_api.tokens import accepted, new_token, token_of_query
from cartcheck.mock.generations import Family
from cartcheck.mock.messages import Say
from cartcheck.mock.visit import PhpExitError, PhpFatalError

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.guard import Json
    from cartcheck.mock.cart_api.visit import Visit

_VALID_ID = re.compile(r"[a-zA-Z0-9,\-]{22,40}\Z")


def enter(visit: Visit) -> None:
    """Start the token's session, or the visitor's.

    A refused token leaves no session at all: writing the language into it ends PHP 8 with an error (index.php; measured,
    HTTP 500), where PHP 7 made one up and the call was refused for want of permission.
    """
    token = token_of_query(visit)
    row = accepted(visit, token) if token is not None else None
    if token is not None and row is None:
        raise PhpFatalError
    cookie = visit.request.cookies.get(native_session.COOKIE)
    if cookie is not None and not _VALID_ID.match(cookie):
        raise PhpExitError("")
    native_session.start(visit, row.session_id if row else "")
    visit.session_id = visit.native_id
    native_session.choose(visit, row.session_name if row else "default")
    settle(visit)


def login(visit: Visit) -> Json:
    """A token for the right key; first the address must be in the list, untrimmed (catalog/controller/api/login.php).

    It's the list of the API user whom the shop's settings name; a mock has only one.
    """
    address = visit.request.peer
    if address not in visit.store.api_user.whitelist:
        return {"error": {"ip": Say.IP.format(address)}}
    if not key_matches(visit):
        return {"error": {"key": str(Say.KEY)}}
    return {"success": str(Say.LOGGED_IN), "token": new_token(visit, native_session.open_for_api(visit))}


FAMILY = Family(
    ("2.1.0.0", "2.1.0.1", "2.1.0.2"), partial(CartApiStore, Entrance(enter, native_session.leave, login))
)
