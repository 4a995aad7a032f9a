"""The shop's own fields in `api/customer` and the addresses: 2.0 to 3.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.shop.custom_fields import Rules, refused

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit


def custom_field_errors(visit: Visit, location: str) -> dict[str, str]:
    """What is missing of the fields that stand with a customer ("account") or an address ("address")."""
    sent: object = visit.post.get("custom_field")
    if visit.has(quirks.CUSTOM_FIELDS_NESTED):
        sent = sent.get(location) if isinstance(sent, dict) else None
    rules = Rules(matched=visit.has(quirks.CUSTOM_FIELDS_MATCHED))
    return refused(visit.store.custom_fields, location, sent, rules)
