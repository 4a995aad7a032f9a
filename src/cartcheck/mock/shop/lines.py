"""A cart made into lines: options, prices, stock and points (system/library/cart/cart.php, OpenCart 3.0.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cartcheck.mock.shop.line import ChosenOption, Line
from cartcheck.php.values import is_empty, to_int

if TYPE_CHECKING:
    from cartcheck.mock.shop.carts import CartRow
    from cartcheck.mock.shop.catalogue import Catalogue, Option, Product
    from cartcheck.mock.shop.stock import Stock


def cart_lines(catalogue: Catalogue, stock: Stock, rows: Iterable[CartRow]) -> list[Line]:
    """The lines of the rows whose product can be bought; the caller removes the others."""
    rows = list(rows)
    counted: dict[int, int] = {}
    for row in rows:
        counted[row.product_id] = counted.get(row.product_id, 0) + row.quantity
    return [
        _line(catalogue.products[row.product_id], stock, row, counted[row.product_id])
        for row in rows
        if row.product_id in catalogue.products and row.quantity > 0
    ]


def minimum_reached(line: Line, lines: Iterable[Line]) -> bool:
    """Whether as many of a product are in the cart, all its lines together, as must be ordered."""
    return line.product.minimum <= sum(one.quantity for one in lines if one.product.id == line.product.id)


def missing_options(product: Product, chosen: Mapping[Any, Any]) -> list[Option]:
    """The options that must be chosen and are not."""
    return [one for one in product.options if one.required and is_empty(chosen.get(one.id))]


def _line(product: Product, stock: Stock, row: CartRow, counted: int) -> Line:
    options = list(_chosen_options(product, row.option))
    values = [option.chosen for option in options if option.chosen]
    left = stock.product(product.id)
    return Line(
        row.cart_id,
        product,
        row.quantity,
        price=product.price_with(float(sum(value.price for value in values)), counted),
        in_stock=left >= row.quantity
        and left != 0
        and not any(stock.short(value, row.quantity) for value in values),
        points=(product.points + sum(value.points for value in values)) * row.quantity
        if product.points
        else 0,
        options=options,
    )


def _chosen_options(product: Product, option: Mapping[Any, Any]) -> Iterable[ChosenOption]:
    """What of a request's options the product really has; unknown ones are left out silently."""
    for key, value in option.items():
        found = product.option(to_int(str(key)))
        if not found:
            continue
        if found.type in ("select", "radio"):
            yield from _one(found, str(key), value)
        elif found.type == "checkbox":
            for one in value.values() if isinstance(value, Mapping) else ():
                yield from _one(found, str(key), one)
        else:
            yield ChosenOption(str(key), "", found, value)


def _one(option: Option, key: str, value: object) -> Iterable[ChosenOption]:
    chosen = option.value(to_int(value))
    if chosen:
        yield ChosenOption(key, value, option, chosen.name, chosen)
