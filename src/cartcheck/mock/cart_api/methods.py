"""`api/shipping/method(s)` and `api/payment/method(s)`: what is offered, and the choice from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.cart_api.guard import Json, error, guarded, success
from cartcheck.mock.cart_api.prices import price
from cartcheck.mock.messages import Say
from cartcheck.mock.shop.methods import COD, flat_rate, flat_rate_taxed
from cartcheck.mock.shop.totals import cart_totals
from cartcheck.mock.visit import text

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit
    from cartcheck.mock.shop.line import Line
    from cartcheck.php.array import Value


@guarded("error")
def shipping_methods(visit: Visit) -> Json:
    """The flat rate, the one extension the installer enables."""
    session = visit.session
    session.shipping_methods = session.shipping_method = None
    if not visit.needs_shipping():
        return {"shipping_methods": {}}
    if session.shipping_address is None:
        return error(Say.SHIPPING_ADDRESS)
    if not visit.store.setup.flat_rate:
        return {"shipping_methods": {}, "error": str(Say.NO_SHIPPING)}
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
    """Cash on delivery, free checkout for what costs nothing; an empty list comes with an error."""
    session = visit.session
    session.payment_methods = session.payment_method = None
    if session.payment_address is None:
        return error(Say.PAYMENT_ADDRESS)
    lines = visit.lines()
    total = cart_totals(visit.store.catalogue, lines, session, visit.tax())[-1].value
    methods: dict[str, Any] = {}
    if total <= 0:
        methods["free_checkout"] = _method("free_checkout", "Free Checkout", "1")
    if _cod_offered(visit, total, lines):
        methods["cod"] = _method("cod", COD, "5")
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


def _cod_offered(visit: Visit, total: float, lines: list[Line]) -> bool:
    """From 2.3 on only for what is sent (catalog/model/extension/payment/cod.php)."""
    setup = visit.store.setup
    ships = visit.has(quirks.COD_WITHOUT_SHIPPING) or any(line.product.shipping for line in lines)
    return setup.cod and total >= setup.cod_from and ships


def _flat_rate(visit: Visit) -> dict[str, Any]:
    taxed = flat_rate_taxed(visit.tax())
    return flat_rate(price(visit, taxed, "catalog/model/shipping/flat.php", 31))


def _method(code: str, title: str, sort_order: str) -> dict[str, Any]:
    return {"code": code, "title": title, "terms": "", "sort_order": sort_order}
