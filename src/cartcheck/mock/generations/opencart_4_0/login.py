"""`api/account/login` (catalog/controller/api/account/login.php, catalog/model/account/api.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.credentials import credentials_match, listed
from cartcheck.mock.generations.opencart_4_0 import quirks
from cartcheck.mock.generations.opencart_4_0.sessions import keep
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.told import error
from cartcheck.mock.shop.session import Sessions, ShopSession
from cartcheck.mock.store import ApiToken
from cartcheck.php.array import PhpArray
from cartcheck.php.values import is_empty

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_0.visit import Json, Visit


def login(visit: Visit) -> Json:
    """A token for the right key from a listed address."""
    if not _credentials_match(visit):
        return error(Say.KEY)
    if not listed(visit.store.api_user, visit.address):
        return error(Say.IP.format(visit.address))
    return {"success": str(Say.LOGGED_IN), "api_token": _new_token(visit)}


def _credentials_match(visit: Visit) -> bool:
    username, key = visit.post.get("username", ""), visit.post.get("key", "")
    if is_empty(username) or is_empty(key):
        return False
    for number, (name, value) in enumerate((("username", username), ("key", key)), 1):
        if isinstance(value, PhpArray):
            said = f"login(): Argument #{number} (${name}) must be of type string, array given"
            line = 4 if visit.has(quirks.EXCEPTION_CLASS_TOLD) else 15
            called = f"Opencart\\Catalog\\Model\\Account\\Api::{said}"
            visit.throw("TypeError", called, "catalog/model/account/api.php", line)
    return credentials_match(visit.store.api_user, str(username), str(key))


def _new_token(visit: Visit) -> str:
    store, token = visit.store, Sessions.new_id()
    store.tokens[token] = ApiToken(store.api_user.api_id, store.clock.now())
    keep(visit, token, ShopSession(api_id=store.api_user.api_id))
    return token
