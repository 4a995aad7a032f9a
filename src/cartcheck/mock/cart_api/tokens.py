"""The rows of `api_session`: which token is accepted, from where, and for how long (2.1 to 3.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit
    from cartcheck.mock.store import ApiToken

TOKEN_SECONDS = 3600


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
