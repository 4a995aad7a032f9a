"""The totals below a cart: sub-total, shipping, taxes, total (catalog/model/extension/total, OpenCart 3.0.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cartcheck.php.values import to_float

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.mock.shop.catalogue import Catalogue
    from cartcheck.mock.shop.line import Line
    from cartcheck.mock.shop.session import ShopSession
    from cartcheck.mock.shop.tax import Tax


class Total(NamedTuple):
    """One line of the totals; `value` in the default currency."""

    title: str
    value: float
    code: str
    sort_order: int


def sub_total(lines: Iterable[Line], session: ShopSession) -> float:
    """Products and gift vouchers without tax."""
    vouchers = sum(float(voucher["amount"]) for voucher in session.vouchers.values())
    return sum(line.total for line in lines) + vouchers


def cart_totals(
    catalogue: Catalogue, lines: list[Line], session: ShopSession, tax: Tax, *, fixed_once: bool = False
) -> list[Total]:
    """All totals in the shop's order. Taxes come sorted by name, as `array_multisort` leaves equal sort orders.

    `fixed_once`: a fixed amount is charged once for each line of the cart, not for each piece.
    """
    before_tax = sub_total(lines, session)
    taxes = product_taxes(catalogue, lines, tax, fixed_once=fixed_once)
    totals = [Total("Sub-Total", before_tax, "sub_total", 1)]
    method = session.shipping_method
    if method and any(line.product.shipping for line in lines):
        cost = to_float(method["cost"])
        totals.append(Total(method.get("title") or method["name"], cost, "shipping", 3))
        before_tax += cost
        _add(taxes, tax.amounts(cost, int(method["tax_class_id"])))
    charged = [
        Total(catalogue.tax_rates[rate].name, value, "tax", 5) for rate, value in taxes.items() if value > 0
    ]
    total = before_tax + sum(line.value for line in charged)
    return [
        *totals,
        *sorted(charged, key=lambda line: line.title),
        Total("Total", max(0.0, total), "total", 9),
    ]


def product_taxes(
    catalogue: Catalogue, lines: Iterable[Line], tax: Tax, *, fixed_once: bool
) -> dict[int, float]:
    """What each tax rate takes of the products."""
    taxes: dict[int, float] = {}
    for line in lines:
        amounts = tax.amounts(line.price, line.product.tax_class_id)
        for rate in amounts:
            if not (fixed_once and catalogue.tax_rates[rate].type == "F"):
                amounts[rate] *= line.quantity
        _add(taxes, amounts)
    return taxes


def _add(taxes: dict[int, float], more: dict[int, float]) -> None:
    for rate, amount in more.items():
        taxes[rate] = taxes.get(rate, 0.0) + amount
