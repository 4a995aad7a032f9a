"""Who may come in: the API user's name and key as the database compares them, and the listed addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.shop.collation import same
from cartcheck.mock.surface.cookies import stored_id
from cartcheck.mock.surface.input_filter import clean_text

if TYPE_CHECKING:
    from cartcheck.mock.store import ApiToken, ApiUser, Store

TOKEN_SECONDS = 3600


def credentials_match(user: ApiUser, username: str, key: str) -> bool:
    """Whether both belong to the user, and the user is enabled."""
    return user.enabled and same_credential(username, user.username) and same_credential(key, user.key)


def same_credential(sent: str, credential: str) -> bool:
    """Whether the database takes what was sent for a credential, which was filtered when the admin entered it."""
    return same(sent, clean_text(credential, trim=False))


def listed(user: ApiUser, address: str) -> bool:
    """Whether an address may log in; entries are trimmed for this."""
    return address in [entry.strip() for entry in user.whitelist]


def accepted_token(store: Store, token: str, address: str) -> ApiToken | None:
    """The token's row: younger than an hour, its user enabled, and the address stands in the list for the database.

    That doesn't trim an entry, but takes no heed of blanks at its end.
    """
    token = stored_id(token)
    row = store.tokens.get(token)
    if row and row.touched < store.clock.now() - TOKEN_SECONDS:
        del store.tokens[token]
        return None
    let_in = store.api_user.enabled and any(same(entry, address) for entry in store.api_user.whitelist)
    return row if let_in else None
