"""The rows of `api_session`: which token is accepted, from where, and for how long (2.1 to 3.0)."""

from __future__ import annotations

import secrets
import string
from typing import TYPE_CHECKING

from cartcheck.mock.cart_api.visit import text
from cartcheck.mock.store import ApiToken

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit

TOKEN_SECONDS = 3600
_ALPHABET = string.ascii_letters + string.digits


def accepted(visit: Visit, key: str) -> ApiToken | None:
    """The row of a token, prolonged; None if it's older than an hour, its user disabled, or the address not in the list.

    The address is compared exactly: an entry with a stray blank lets nobody in here.
    """
    store = visit.store
    row = store.tokens.get(key)
    if row and row.touched < store.clock.now() - TOKEN_SECONDS:
        del store.tokens[key]
        return None
    if not row or not store.api_user.enabled or visit.request.peer not in store.api_user.whitelist:
        return None
    row.touched = store.clock.now()
    return row


def token_of_query(visit: Visit) -> str | None:
    """The `token` of a call to the API, as the database looks it up."""
    if "token" not in visit.get or not text(visit.get.get("route", "")).startswith("api/"):
        return None
    return folded(text(visit.get["token"]))


def new_token(visit: Visit, session_name: str) -> str:
    """A token that opens a session inside PHP's own: 32 letters and digits (2.1 to 2.3)."""
    store = visit.store
    token = "".join(secrets.choice(_ALPHABET) for _ in range(32))
    row = ApiToken(store.api_user.api_id, store.clock.now(), visit.native_id, session_name)
    store.tokens[folded(token)] = row
    return token


def folded(token: str) -> str:
    """A token or session id as the database finds it: case and blanks at the end don't count."""
    return token.rstrip(" ").lower()
