"""How a login's credentials are compared, and the login that 2.2 and 2.3 share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.cart_api.messages import Say
from cartcheck.mock.cart_api.tokens import new_token
from cartcheck.mock.cart_api.visit import Visit, text
from cartcheck.mock.shop.collation import same
from cartcheck.mock.surface.input_filter import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.mock.cart_api.guard import Json

_LOGIN = "catalog/controller/api/login.php"


def is_stored(sent: str, credential: str) -> bool:
    """Whether the database takes what was sent for a credential, which was filtered when the admin entered it."""
    return same(sent, clean_text(credential, trim=False))


def key_matches(visit: Visit) -> bool:
    """Whether the posted `key` is that of the enabled API user (2.1 to 2.3, where it is read unchecked)."""
    user = visit.store.api_user
    return is_stored(text(visit.posted("key", _LOGIN, 11)), user.key) and user.enabled


def login_by_key(visit: Visit, open_session: Callable[[Visit], str]) -> Json:
    """The login of 2.2 and 2.3: `[]` for a wrong key, two errors for a right one from an address that isn't listed."""
    if not key_matches(visit):
        return {}
    address = visit.request.peer
    if address not in [entry.strip() for entry in visit.store.api_user.whitelist]:
        return {"error": {"ip": Say.IP.format(address), "key": str(Say.KEY)}}
    return {"success": str(Say.LOGGED_IN), "token": new_token(visit, open_session(visit))}
