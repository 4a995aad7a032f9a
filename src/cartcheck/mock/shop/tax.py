"""Taxes by address: which rates apply, and what they add (system/library/cart/tax.php, OpenCart 3.0.5.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.mock.shop.catalogue import Catalogue, TaxRate

STORE_COUNTRY = 222
STORE_ZONE = 3563


Place: TypeAlias = tuple[int, int]
"""Country and zone."""


class Tax:
    """The rates that apply to one visitor, by tax class."""

    def __init__(self, catalogue: Catalogue, shipping: Place, payment: Place | None) -> None:
        self._rates: dict[int, dict[int, TaxRate]] = {}
        self._apply(catalogue, "shipping", shipping)
        if payment:
            self._apply(catalogue, "payment", payment)
        self._apply(catalogue, "store", (STORE_COUNTRY, STORE_ZONE))

    def amounts(self, price: float, tax_class_id: int) -> dict[int, float]:
        """What each rate adds to a price."""
        return {
            rate.id: rate.rate if rate.type == "F" else price / 100 * rate.rate
            for rate in self._rates.get(tax_class_id, {}).values()
        }

    def calculate(self, price: float, tax_class_id: int) -> float:
        """A price with tax."""
        return price + sum(self.amounts(price, tax_class_id).values())

    def _apply(self, catalogue: Catalogue, based: str, place: Place) -> None:
        country, zone = place
        if country != STORE_COUNTRY or zone not in catalogue.tax_zones:
            return
        for rule in catalogue.tax_rules:
            if rule.based == based:
                rates = self._rates.setdefault(rule.tax_class_id, {})
                rates[rule.tax_rate_id] = catalogue.tax_rates[rule.tax_rate_id]


def tax_at(
    catalogue: Catalogue, shipping: Mapping[str, Any] | None, payment: Mapping[str, Any] | None
) -> Tax:
    """The taxes of a visitor: by shipping address, and by the shop's own until there is one."""
    place = _place(shipping) if shipping else (STORE_COUNTRY, STORE_ZONE)
    return _tax_at(catalogue, place, _place(payment) if payment else None)


_tax_at = lru_cache(maxsize=64)(Tax)


def _place(address: Mapping[str, Any]) -> Place:
    return to_int(address["country_id"]), to_int(address["zone_id"])
