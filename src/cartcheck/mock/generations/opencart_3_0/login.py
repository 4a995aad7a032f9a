"""`api/login` (catalog/controller/api/login.php, catalog/model/account/api.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.cart_api.database import compared
from cartcheck.mock.credentials import credentials_match, listed
from cartcheck.mock.generations.opencart_3_0 import quirks
from cartcheck.mock.generations.opencart_3_0.sessions import ahead, keep
from cartcheck.mock.messages import Say
from cartcheck.mock.shop.session import Sessions, ShopSession
from cartcheck.mock.store import ApiToken
from cartcheck.mock.visit import PhpFatalError

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.guard import Json
    from cartcheck.mock.cart_api.visit import Visit

_FILE = "catalog/controller/api/login.php"


def login(visit: Visit) -> Json:
    """A token for the right key from a listed address; `[]` for anything wrong with user name or key."""
    if visit.has(quirks.LOGIN_BROKEN):
        raise PhpFatalError
    if not _credentials_match(visit):
        return {}
    address = visit.request.peer
    if not listed(visit.store.api_user, address):
        return {"error": {"ip": Say.IP.format(address), "key": str(Say.KEY)}}
    return {"success": str(Say.LOGGED_IN), "api_token": _new_token(visit)}


def _credentials_match(visit: Visit) -> bool:
    username, key = visit.post.get("username", "Default"), visit.post.get("key", "")
    if "key" not in visit.post:
        _tell_missing_key(visit)
        return False
    return credentials_match(visit.store.api_user, compared(visit, username), compared(visit, key))


def _tell_missing_key(visit: Visit) -> None:
    by_name = "username" in visit.post
    if visit.has(quirks.KEY_READ_UNCHECKED) or (by_name and visit.has(quirks.KEY_OF_USERNAME_READ_UNCHECKED)):
        visit.tell('Undefined array key "key"', _FILE, 12 if by_name else 14)


def _new_token(visit: Visit) -> str:
    store, token = visit.store, Sessions.new_id()
    # A login's time is written after the shop's time zone is set, each call's before (measured on 3.0.3.9, Asia/Tokyo).
    store.tokens[token] = ApiToken(store.api_user.api_id, store.clock.now() + ahead(visit))
    keep(visit, token, ShopSession(api_id=store.api_user.api_id))
    return token
