"""The methods the installer enables: flat rate, cash on delivery, free checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cartcheck.mock.shop.tax import Tax

FLAT_COST = "5.00"
FLAT_TAX_CLASS = "9"
COD = "Cash On Delivery"
COD_FROM = 0.01


def flat_rate_taxed(tax: Tax) -> float:
    """What the flat rate costs with its taxes, in the default currency."""
    return tax.calculate(float(FLAT_COST), int(FLAT_TAX_CLASS))


def flat_rate(price: str, label: str = "title") -> dict[str, Any]:
    """The flat rate with its one quote; from 4.0.2 on labels are a `name` and the method tells its code."""
    quote = {
        "code": "flat.flat",
        label: "Flat Shipping Rate",
        "cost": FLAT_COST,
        "tax_class_id": FLAT_TAX_CLASS,
        "text": price,
    }
    head = {"code": "flat"} if label == "name" else {}
    return {**head, label: "Flat Rate", "quote": {"flat": quote}, "sort_order": "1", "error": False}
