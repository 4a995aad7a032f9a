"""`api/shipping/method(s)` and `api/payment/method(s)`: what is offered, and the choice from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.opencart_3_0.guard import Json, error, guarded, success
from cartcheck.mock.generations.opencart_3_0.messages import Say
from cartcheck.mock.generations.opencart_3_0.visit import Visit, text
from cartcheck.mock.shop.money import format_price
from cartcheck.mock.shop.totals import cart_totals

if TYPE_CHECKING:
    from cartcheck.php.array import Value

FLAT_COST = "5.00"
FLAT_TAX_CLASS = "9"
COD_FROM = 0.01


@guarded("error")
def shipping_methods(visit: Visit) -> Json:
    """The flat rate, the one extension the installer enables."""
    session = visit.session
    session.shipping_methods = session.shipping_method = None
    if not visit.needs_shipping():
        return {"shipping_methods": {}}
    if session.shipping_address is None:
        return error(Say.SHIPPING_ADDRESS)
    session.shipping_methods = {"flat": _flat_rate(visit)}
    return {"shipping_methods": session.shipping_methods}


@guarded("error")
def shipping_method(visit: Visit) -> Json:
    """Choose `<code>.<quote>`; `[]` when nothing is to be sent. Of several errors the last one is told."""
    session = visit.session
    session.shipping_method = None
    if not visit.needs_shipping():
        session.shipping_address = session.shipping_methods = None
        return {}
    if not session.shipping_methods:
        return error(Say.NO_SHIPPING)
    quote = quoted(visit, visit.post["shipping_method"]) if "shipping_method" in visit.post else None
    if quote is None:
        return error(Say.SHIPPING_METHOD)
    session.shipping_method = quote
    return success(Say.SHIPPING_METHOD_SET)


@guarded("error")
def payment_methods(visit: Visit) -> Json:
    """Cash on delivery for what is sent, free checkout for what costs nothing; an empty list comes with an error."""
    session = visit.session
    session.payment_methods = session.payment_method = None
    if session.payment_address is None:
        return error(Say.PAYMENT_ADDRESS)
    lines = visit.lines()
    total = cart_totals(visit.store.catalogue, lines, session, visit.tax())[-1].value
    methods: dict[str, Any] = {}
    if total <= 0:
        methods["free_checkout"] = _method("free_checkout", "Free Checkout", "1")
    if total >= COD_FROM and any(line.product.shipping for line in lines):
        methods["cod"] = _method("cod", "Cash On Delivery", "5")
    session.payment_methods = methods
    return {"payment_methods": methods} if methods else {"payment_methods": {}, "error": str(Say.NO_PAYMENT)}


@guarded("error")
def payment_method(visit: Visit) -> Json:
    """Choose a code from the list."""
    session = visit.session
    session.payment_method = None
    if not session.payment_methods:
        return error(Say.NO_PAYMENT)
    chosen = offered(visit, visit.post["payment_method"]) if "payment_method" in visit.post else None
    if chosen is None:
        return error(Say.PAYMENT_METHOD)
    if session.payment_address is None:
        return error(Say.PAYMENT_ADDRESS)
    session.payment_method = chosen
    return success(Say.PAYMENT_METHOD_SET)


def quoted(visit: Visit, code: Value) -> dict[str, Any] | None:
    """The quote that `<code>.<quote>` names among the offered ones; further parts don't count."""
    methods = visit.session.shipping_methods
    if not methods:
        return None
    name, _, rest = text(code).partition(".")
    quotes: dict[str, dict[str, Any]] = methods.get(name, {}).get("quote", {})
    return quotes.get(rest.partition(".")[0])


def offered(visit: Visit, code: Value) -> dict[str, Any] | None:
    """The payment method of that code among the offered ones."""
    methods = visit.session.payment_methods
    return methods.get(text(code)) if methods else None


def _flat_rate(visit: Visit) -> dict[str, Any]:
    catalogue, currency = visit.store.catalogue, visit.session.currency
    price = visit.tax().calculate(float(FLAT_COST), int(FLAT_TAX_CLASS))
    quote = {
        "code": "flat.flat",
        "title": "Flat Shipping Rate",
        "cost": FLAT_COST,
        "tax_class_id": FLAT_TAX_CLASS,
        "text": format_price(catalogue, price, currency),
    }
    return {"title": "Flat Rate", "quote": {"flat": quote}, "sort_order": "1", "error": False}


def _method(code: str, title: str, sort_order: str) -> dict[str, Any]:
    return {"code": code, "title": title, "terms": "", "sort_order": sort_order}
