"""`api/sale/shipping_method…` and `api/sale/payment_method…`: what is offered, and the choice from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.opencart_4_0 import quirks
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.methods import payment_option, takes_cash
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.mock.shop.methods import COD, flat_rate, flat_rate_taxed
from cartcheck.mock.visit import text

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_0.visit import Json, Visit


def shipping_methods(visit: Visit) -> Json:
    """The flat rate, the one extension the installer enables."""
    if not visit.needs_shipping():
        return error(Say.NOT_SHIPPED)
    session = visit.session
    if session.shipping_address is None:
        return error(Say.SHIPPING_ADDRESS)
    if not visit.store.setup.flat_rate:
        return error(Say.NO_SHIPPING)
    label = "title" if visit.has(quirks.METHODS_LOOKED_UP) else "name"
    session.shipping_methods = {"flat": flat_rate(visit.price(flat_rate_taxed(visit.tax())), label)}
    return {"shipping_methods": session.shipping_methods}


def save_shipping_method(visit: Visit) -> Json:
    """Choose `<code>.<quote>`; of several errors the last one is told."""
    if not visit.needs_shipping():
        return error(Say.NOT_SHIPPED)
    session = visit.session
    quote = _quote(visit)
    if quote is None:
        return error(Say.SHIPPING_METHOD)
    if session.shipping_address is None:
        return error(Say.SHIPPING_ADDRESS)
    session.shipping_method = quote
    if visit.has(quirks.CHANGES_FORGET_CHOICES):
        session.payment_method = session.payment_methods = None
    return success(Say.SHIPPING_METHOD_SET)


def payment_methods(visit: Visit) -> Json:
    """Cash on delivery for what is sent, free checkout for what costs nothing."""
    session, lines = visit.session, visit.lines()
    if not lines and not session.vouchers:
        return error(Say.PRODUCTS)
    methods = _offered(visit)
    if not methods:
        return error(Say.NO_PAYMENT_4)
    session.payment_methods = methods
    return {"payment_methods": methods}


def save_payment_method(visit: Visit) -> Json:
    """Choose a code from the list: `cod`, from 4.0.2.0 on `cod.cod`."""
    offered = visit.session.payment_methods
    if "payment_method" not in visit.post or not offered:
        return error(Say.PAYMENT_METHOD)
    code, _, option = text(visit.post["payment_method"]).partition(".")
    chosen = (
        offered.get(text(visit.post["payment_method"]))
        if visit.has(quirks.METHODS_LOOKED_UP)
        else offered.get(code, {}).get("option", {}).get(option.partition(".")[0])
    )
    if chosen is None:
        return error(Say.PAYMENT_METHOD)
    visit.session.payment_method = chosen
    return success(Say.PAYMENT_METHOD_SET)


def _quote(visit: Visit) -> dict[str, Any] | None:
    if "shipping_method" not in visit.post:
        return None
    parts = text(visit.post["shipping_method"]).split(".")
    method = (visit.session.shipping_methods or {}).get(parts[0], {})
    quote: dict[str, Any] | None = method.get("quote", {}).get(parts[1]) if len(parts) > 1 else None
    return quote


def _offered(visit: Visit) -> dict[str, Any]:
    lines, tax = visit.lines(), visit.tax()
    vouchers = sum(float(voucher["amount"]) for voucher in visit.session.vouchers.values())
    total = vouchers + sum(tax.calculate(x.price, x.product.tax_class_id) * x.quantity for x in lines)
    methods: dict[str, Any] = {}
    if total <= 0:
        label = "title" if visit.has(quirks.FREE_CHECKOUT_TITLE) else "name"
        methods["free_checkout"] = _method(visit, "free_checkout", "Free Checkout", "1", label)
    if takes_cash(visit.store.setup, lines):
        label = "title" if visit.has(quirks.METHODS_LOOKED_UP) else "name"
        methods["cod"] = _method(visit, "cod", COD, "5", label)
    return methods


def _method(visit: Visit, code: str, name: str, sort_order: str, label: str) -> dict[str, Any]:
    if visit.has(quirks.METHODS_LOOKED_UP):
        return {"code": code, label: name, "sort_order": sort_order}
    return payment_option(code, name, sort_order, label)
