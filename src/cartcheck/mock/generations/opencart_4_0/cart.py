"""`api/sale/cart…` (catalog/controller/api/sale/cart.php)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cartcheck.mock.array_filter import filtered
from cartcheck.mock.generations.opencart_4_0 import quirks
from cartcheck.mock.generations.opencart_4_0.shown_option import shown_option
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.mock.shop.lines import missing_options
from cartcheck.mock.shop.totals import cart_totals
from cartcheck.php.array import PhpArray
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_0.visit import Json, Visit
    from cartcheck.mock.shop.line import Line
    from cartcheck.mock.shop.tax import Tax
    from cartcheck.mock.shop.totals import Total


def show(visit: Visit) -> Json:
    """The cart: products, gift vouchers, totals; a complaint about stock comes along."""
    lines, tax = visit.lines(), visit.tax()
    short = not all(line.in_stock for line in lines)
    return {
        **({"error": {"stock": str(Say.STOCK)}} if short else {}),
        "products": [_shown(visit, line, tax) for line in lines],
        "vouchers": [
            _shown_voucher(visit, *voucher) for voucher in enumerate(visit.session.vouchers.values())
        ],
        "totals": [
            {"title": total.title, "text": visit.price(total.value)} for total in totals(visit, lines, tax)
        ],
        "shipping_required": any(line.product.shipping for line in lines),
    }


def add(visit: Visit) -> Json:
    """One product, its options checked."""
    product = visit.store.catalogue.products.get(to_int(visit.post.get("product_id", "0")))
    option = filtered(visit.post.get("option", PhpArray()))
    if not product:
        return error({"warning": str(Say.PRODUCT)})
    missing = {f"option_{one.id}": Say.REQUIRED.format(one.name) for one in missing_options(product, option)}
    if missing:
        return error(missing)
    if visit.has(quirks.VARIANT_AMONG_OPTIONS):
        option.put(0, "0")
    quantity, plan = (
        to_int(visit.post.get(name, missing))
        for name, missing in (("quantity", "1"), ("subscription_plan_id", "0"))
    )
    visit.store.carts.add(visit.owner, product.id, quantity, dict(option), plan)
    visit.cart_changed()
    return success(Say.CART_MODIFIED)


def edit(visit: Visit) -> Json:
    """A new quantity for a row; says success whether or not there is such a row."""
    key, quantity = to_int(visit.post.get("key", "0")), to_int(visit.post.get("quantity", "1"))
    visit.store.carts.update(visit.owner, key, quantity)
    visit.cart_changed()
    return success(Say.CART_MODIFIED)


def remove(visit: Visit) -> Json:
    """Take out a row; says success whether or not there is such a row."""
    visit.store.carts.remove(visit.owner, to_int(visit.post.get("key", "0")))
    visit.cart_changed()
    return success(Say.CART_MODIFIED)


def totals(visit: Visit, lines: list[Line], tax: Tax) -> list[Total]:
    """The totals below the cart; a chosen method without its list does not count, and was not taxed."""
    method = visit.shipping_method
    if method and visit.has(quirks.METHODS_LOOKED_UP):
        method = {**method, "tax_class_id": "0"}
    session = replace(visit.session, shipping_method=method)
    return cart_totals(visit.store.catalogue, lines, session, tax)


def _shown(visit: Visit, line: Line, tax: Tax) -> dict[str, Any]:
    taxed = tax.calculate(line.price, line.product.tax_class_id)
    return {
        "cart_id": str(line.cart_id),
        "product_id": str(line.product.id),
        "name": line.product.name,
        "model": line.product.model,
        "option": [shown_option(visit, option) for option in line.options],
        "subscription": "",
        "quantity": str(line.quantity),
        "stock": line.in_stock,
        "minimum": True,  # the model compares a truth with a number (catalog/model/checkout/cart.php)
        "reward": line.reward,
        "price": visit.price(taxed),
        "total": visit.price(taxed * line.quantity),
    }


def _shown_voucher(visit: Visit, key: int, voucher: dict[str, Any]) -> dict[str, Any]:
    """`key` is the place in this list, which `voucher.remove` knows by another number once one is gone."""
    amount = visit.price(voucher["amount"])
    return {
        "key": key,
        "description": Say.VOUCHER_FOR_4.format(amount, voucher["to_name"]),
        "amount": amount,
    }
