"""How many of each product and each option value are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.mock.shop.catalogue import Catalogue, OptionValue
    from cartcheck.mock.shop.line import Line


class Stock:
    """Stock of one store; starts as the installer leaves it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._products = {product.id: product.quantity for product in catalogue.products.values()}
        self._values = {
            value.id: value.quantity
            for product in catalogue.products.values()
            for option in product.options
            for value in option.values
        }

    def product(self, product_id: int) -> int:
        """Pieces left of a product."""
        return self._products[product_id]

    def value(self, value: OptionValue) -> int:
        """Pieces left of an option value."""
        return self._values[value.id]

    def put(self, product_id: int, quantity: int) -> None:
        """Set how many pieces of a product there are."""
        self._products[product_id] = quantity

    def short(self, value: OptionValue, quantity: int) -> bool:
        """Whether an option value that is counted has fewer pieces than wanted, or none."""
        left = self._values[value.id]
        return value.subtract and (left == 0 or left < quantity)

    def book(self, lines: Iterable[Line], direction: int) -> None:
        """Take the lines' pieces out of the stock (-1) or put them back (+1)."""
        for line in lines:
            if line.product.subtract:
                self._products[line.product.id] += direction * line.quantity
            for option in line.options:
                if option.chosen and option.chosen.subtract:
                    self._values[option.chosen.id] += direction * line.quantity
