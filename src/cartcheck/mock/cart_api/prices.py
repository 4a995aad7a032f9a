"""Prices in the currency of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.shop.money import format_price

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit


def price(visit: Visit, amount: float, source: str, line: int) -> str:
    """An amount as the session's currency prints it; in 2.2 there may be none, and PHP tells for each price."""
    currency = visit.session.currency
    if not currency:
        visit.tell('Undefined array key "currency"', source, line)
    return format_price(visit.store.catalogue, amount, currency)
