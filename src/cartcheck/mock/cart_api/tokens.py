"""The rows of `api_session`: which token is accepted, from where, and for how long (2.1 to 3.0)."""

from __future__ import annotations

import secrets
import string
from typing import TYPE_CHECKING

from cartcheck.mock.credentials import accepted_token
from cartcheck.mock.store import ApiToken
from cartcheck.mock.surface.cookies import stored_id
from cartcheck.mock.visit import text

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit

_ALPHABET = string.ascii_letters + string.digits


def accepted(visit: Visit, key: str) -> ApiToken | None:
    """The row of a token, prolonged; None for one that isn't accepted."""
    row = accepted_token(visit.store, key, visit.request.peer)
    if row:
        row.touched = visit.store.clock.now()
    return row


def token_of_query(visit: Visit) -> str | None:
    """The `token` of a call to the API, as the database looks it up."""
    if "token" not in visit.get or not text(visit.get.get("route", "")).startswith("api/"):
        return None
    return stored_id(text(visit.get["token"]))


def new_token(visit: Visit, session_name: str) -> str:
    """A token that opens a session inside PHP's own: 32 letters and digits (2.1 to 2.3)."""
    store = visit.store
    token = "".join(secrets.choice(_ALPHABET) for _ in range(32))
    row = ApiToken(store.api_user.api_id, store.clock.now(), visit.native_id, session_name)
    store.tokens[stored_id(token)] = row
    return token
