"""The comparison of the key, and the login that 2.2 and 2.3 share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.cart_api.tokens import new_token
from cartcheck.mock.credentials import listed, same_credential
from cartcheck.mock.messages import Say
from cartcheck.mock.visit import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.mock.cart_api.guard import Json
    from cartcheck.mock.cart_api.visit import Visit

_LOGIN = "catalog/controller/api/login.php"


def key_matches(visit: Visit) -> bool:
    """Whether the posted `key` is that of the enabled API user (2.1 to 2.3, where it is read unchecked)."""
    user = visit.store.api_user
    return same_credential(text(visit.posted("key", _LOGIN, 11)), user.key) and user.enabled


def login_by_key(visit: Visit, open_session: Callable[[Visit], str]) -> Json:
    """The login of 2.2 and 2.3: `[]` for a wrong key, two errors for a right one from an address that isn't listed."""
    if not key_matches(visit):
        return {}
    address = visit.request.peer
    if not listed(visit.store.api_user, address):
        return {"error": {"ip": Say.IP.format(address), "key": str(Say.KEY)}}
    return {"success": str(Say.LOGGED_IN), "token": new_token(visit, open_session(visit))}
