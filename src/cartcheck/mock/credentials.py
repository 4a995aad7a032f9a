"""Who may come in: the API user's name and key as the database compares them, and the listed addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.surface.input_filter import clean_text

if TYPE_CHECKING:
    from cartcheck.mock.store import ApiUser, Store

TOKEN_SECONDS = 3600


def credentials_match(user: ApiUser, username: str, key: str) -> bool:
    """Whether both belong to the user, and the user is enabled."""
    return user.enabled and same_in_database(username, user.username) and same_in_database(key, user.key)


def same_in_database(sent: str, stored: str) -> bool:
    """Equal for the database: case and blanks at the end don't count (collation utf8_general_ci)."""
    return sent.rstrip(" ").lower() == clean_text(stored, trim=False).rstrip(" ").lower()


def listed(user: ApiUser, address: str) -> bool:
    """Whether an address may log in; entries are trimmed for this."""
    return address in [entry.strip() for entry in user.whitelist]


def token_accepted(store: Store, token: str, address: str) -> bool:
    """The row is younger than an hour, its user enabled, and the address stands in the list exactly, untrimmed."""
    row = store.tokens.get(token)
    if row and row.touched < store.clock.now() - TOKEN_SECONDS:
        del store.tokens[token]
        return False
    return bool(row) and store.api_user.enabled and address in store.api_user.whitelist
