"""A line of a cart or an order, with its options: what the rest of the shop counts with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartcheck.mock.shop.catalogue import Option, OptionValue, Product


@dataclass(frozen=True, slots=True)
class ChosenOption:
    """An option as it was chosen; `value_id` is "" for a text that was filled in."""

    product_option_id: str
    value_id: object
    option: Option
    value: object
    chosen: OptionValue | None = None


@dataclass(slots=True)
class Line:
    """A row of a cart with everything computed; prices are without tax, in the default currency."""

    cart_id: int
    product: Product
    quantity: int
    price: float
    in_stock: bool
    points: int
    options: list[ChosenOption] = field(default_factory=list)

    @property
    def total(self) -> float:
        """Price of the whole line, without tax."""
        return self.price * self.quantity

    @property
    def reward(self) -> int:
        """Points a customer earns with it."""
        return self.product.reward * self.quantity
