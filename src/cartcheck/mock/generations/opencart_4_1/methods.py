"""How it is sent and paid (catalog/controller/api/shipping_method.php, payment_method.php).

The client tells name and price itself; nothing is compared with what was offered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.opencart_4_1 import quirks
from cartcheck.mock.generations.opencart_4_1.cart_block import totals
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.methods import payment_option, takes_cash
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.mock.shop.methods import COD, flat_rate, flat_rate_taxed
from cartcheck.php.array import PhpArray
from cartcheck.php.values import is_empty, to_float, to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_1.visit import Json, Visit


def shipping_method(visit: Visit) -> Json:
    """Take the method of the form; of several complaints the last one is told."""
    if not visit.needs_shipping():
        return error(Say.NOT_SHIPPED)
    sent = _sent(visit, "shipping_method")
    not_empty = visit.has(quirks.SHIPPING_METHOD_NOT_EMPTY)
    if not _is_complete(sent, ("name", "code", "cost", "tax_class_id"), not_empty=not_empty):
        return error(Say.SHIPPING_METHOD)
    wrong = _unready_to_ship(visit)
    if wrong:
        return error(wrong)
    cost, tax_class = to_float(sent["cost"]), to_int(sent["tax_class_id"])
    visit.session.shipping_method = {
        "name": sent["name"],
        "code": sent["code"],
        "cost": cost,
        "tax_class_id": tax_class,
        "text": visit.price(visit.tax().calculate(cost, tax_class)),
    }
    return success(Say.SHIPPING_METHOD_SET)


def shipping_methods(visit: Visit) -> Json:
    """The flat rate, the one extension the installer enables."""
    if not visit.needs_shipping():
        return error(Say.NOT_SHIPPED)
    wrong = _unready_to_ship(visit)
    if wrong:
        return error(wrong)
    if not visit.store.setup.flat_rate:
        return error(Say.NO_SHIPPING)
    rate = flat_rate(visit.price(flat_rate_taxed(visit.tax())), "name")
    return {"shipping_methods": {"flat": rate}}


def payment_method(visit: Visit) -> Json:
    """Take the method of the form; of several complaints the last one is told."""
    wrong, sent = _unready_to_pay(visit), _sent(visit, "payment_method")
    unchecked = visit.has(quirks.PAYMENT_METHOD_UNCHECKED)
    not_empty = visit.has(quirks.PAYMENT_METHOD_NOT_EMPTY)
    if not unchecked and not _is_complete(sent, ("name", "code"), not_empty=not_empty):
        return error(Say.PAYMENT_METHOD)
    if wrong:
        return error(wrong)
    if unchecked:
        _tell_missing(visit, sent)
    visit.session.payment_method = {"name": sent.get("name"), "code": sent.get("code")}
    return success(Say.PAYMENT_METHOD_SET)


def payment_methods(visit: Visit) -> Json:
    """Cash on delivery for what is sent, free checkout for what costs nothing."""
    wrong = _unready_to_pay(visit)
    if wrong:
        return error(wrong)
    lines = visit.lines()
    methods: dict[str, Any] = {}
    if totals(visit, lines)[-1].value <= 0:
        methods["free_checkout"] = payment_option("free_checkout", "Free Checkout", "1")
    if takes_cash(visit.store.setup, lines):
        methods["cod"] = payment_option("cod", COD, "5")
    return {"payment_methods": methods} if methods else error(Say.NO_PAYMENT_4)


def _unready_to_ship(visit: Visit) -> str:
    if visit.session.shipping_address is None:
        return str(Say.SHIPPING_ADDRESS)
    return str(Say.CUSTOMER_DETAILS) if visit.session.customer is None else ""


def _unready_to_pay(visit: Visit) -> str:
    session, lines = visit.session, visit.lines()
    said = "" if session.customer is not None else str(Say.CUSTOMER_DETAILS)
    if not lines:
        said = str(Say.PRODUCTS)
    if any(line.product.shipping for line in lines):
        if session.shipping_address is None:
            said = str(Say.SHIPPING_ADDRESS)
        if session.shipping_method is None:
            said = str(Say.SHIPPING_METHOD)
    return said


def _sent(visit: Visit, name: str) -> PhpArray:
    sent = visit.post.get(name)
    return sent if isinstance(sent, PhpArray) else PhpArray()


def _is_complete(sent: PhpArray, names: tuple[str, ...], *, not_empty: bool) -> bool:
    return all(name in sent and not (not_empty and is_empty(sent[name])) for name in names)


def _tell_missing(visit: Visit, sent: PhpArray) -> None:
    source = "catalog/controller/api/payment_method.php"
    for name, line in (("name", 56), ("code", 57)):
        if isinstance(visit.post.get("payment_method"), str):
            visit.throw("TypeError", "Cannot access offset of type %s on string", source, line)
        elif "payment_method" not in visit.post:
            visit.tell('Undefined array key "payment_method"', source, line)
            visit.tell("Trying to access array offset on value of type null", source, line)
        elif name not in sent:
            visit.tell(f'Undefined array key "{name}"', source, line)
