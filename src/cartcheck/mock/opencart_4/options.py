"""What the database knows of an option's value, as carts of 4.x show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.opencart_4.demo_data import demo_data

if TYPE_CHECKING:
    from cartcheck.mock.shop.catalogue import OptionValue


def value_columns(value: OptionValue, left: int) -> dict[str, Any]:
    """Stock, price, points and weight of a value; `left` is how many pieces there are."""
    return {
        "quantity": str(left),
        "subtract": str(int(value.subtract)),
        **prefixed("price", value.price, 4),
        **prefixed("points", value.points, 0),
        **prefixed("weight", option_weight(value), 8),
    }


def option_weight(value: OptionValue) -> float:
    """What a value adds to the weight."""
    return float(demo_data()["option_weights"].get(str(value.id), 0))


def prefixed(name: str, amount: float, places: int) -> dict[str, str]:
    """An amount and its sign, in two columns."""
    return {name: f"{abs(amount):.{places}f}", f"{name}_prefix": "-" if amount < 0 else "+"}
