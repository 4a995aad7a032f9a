"""`api/login` (catalog/controller/api/login.php, catalog/model/account/api.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_3_0 import quirks
from cartcheck.mock.generations.opencart_3_0.messages import Say
from cartcheck.mock.generations.opencart_3_0.sessions import keep
from cartcheck.mock.generations.opencart_3_0.visit import PhpFatalError, Visit, text
from cartcheck.mock.shop.collation import same
from cartcheck.mock.shop.session import Sessions, ShopSession
from cartcheck.mock.store import ApiToken
from cartcheck.mock.surface.input_filter import clean_text

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_3_0.guard import Json

_FILE = "catalog/controller/api/login.php"


def login(visit: Visit) -> Json:
    """A token for the right key from a listed address; `[]` for anything wrong with user name or key."""
    if visit.has(quirks.LOGIN_BROKEN):
        raise PhpFatalError
    if not _credentials_match(visit):
        return {}
    address = visit.request.peer
    if address not in [entry.strip() for entry in visit.store.api_user.whitelist]:
        return {"error": {"ip": Say.IP.format(address), "key": str(Say.KEY)}}
    return {"success": str(Say.LOGGED_IN), "api_token": _new_token(visit)}


def _credentials_match(visit: Visit) -> bool:
    username, key = visit.post.get("username", "Default"), visit.post.get("key", "")
    if "key" not in visit.post:
        _tell_missing_key(visit)
        return False
    user = visit.store.api_user
    return (
        user.enabled
        and same(text(username), clean_text(user.username, trim=False))
        and same(text(key), clean_text(user.key, trim=False))
    )


def _tell_missing_key(visit: Visit) -> None:
    by_name = "username" in visit.post
    if visit.has(quirks.KEY_READ_UNCHECKED) or (by_name and visit.has(quirks.KEY_OF_USERNAME_READ_UNCHECKED)):
        visit.tell('Undefined array key "key"', _FILE, 12 if by_name else 14)


def _new_token(visit: Visit) -> str:
    store, token = visit.store, Sessions.new_id()
    store.tokens[token] = ApiToken(store.api_user.api_id, store.clock.now())
    keep(visit, token, ShopSession(api_id=store.api_user.api_id))
    return token
