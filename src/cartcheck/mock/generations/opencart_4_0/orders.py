"""`api/sale/order…` (catalog/controller/api/sale/order.php, catalog/model/checkout/order.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.opencart_4_0 import quirks
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.mock.shop.lines import minimum_reached
from cartcheck.php.array import PhpArray
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_0.visit import Json, Visit
    from cartcheck.mock.shop.line import Line
    from cartcheck.mock.shop.orders import Order

DEFAULT_STATUS = 1
_FILE = "catalog/controller/api/sale/order.php"
_MODEL = "catalog/model/checkout/order.php"
_MAIL = "catalog/controller/mail/order.php"
_KEPT = ("customer", "shipping_address", "payment_method", "shipping_method", "comment", "currency")


def load(visit: Visit) -> Json:
    """Put an order into the session; its products are added to what is in the cart."""
    order_id = to_int(visit.get.get("order_id", "0"))
    order = visit.store.orders.get(order_id)
    if not order:
        return error(Say.ORDER_NOT_FOUND)
    session = visit.session
    session.order_id = order_id
    for name in _KEPT:
        if order.fields[name] or (name == "comment" and visit.has(quirks.EMPTY_COMMENT_LOADED)):
            setattr(session, name, order.fields[name])
    if not visit.has(quirks.METHODS_LOOKED_UP):
        session.payment_address, session.payment_method = None, order.fields["payment_method"]
    for line in order.lines:
        visit.store.carts.add(visit.owner, line.product.id, line.quantity, _options(visit, line))
    session.vouchers = dict(enumerate(order.fields["vouchers"]))
    return success(Say.ORDER_MODIFIED)


def comment(visit: Visit) -> Json:
    """What the next order says."""
    if "comment" not in visit.post:
        return error(Say.COMMENT)
    visit.session.comment = str(visit.post["comment"])
    return success(Say.ORDER_MODIFIED)


def confirm(visit: Visit) -> Json:
    """Make an order of the session, or replace the one it stands for; the cart stays."""
    wrong = _refused(visit)
    if wrong:
        return error(wrong)
    lines, session = visit.lines(), visit.session
    _store(visit, lines)
    order = visit.store.orders.get(session.order_id)
    if order:
        sent = visit.post.get("order_status_id")
        status = DEFAULT_STATUS if sent is None else to_int(sent)
        _mail(visit, order, status)
        visit.store.orders.set_status(order, status)
    points = sum(line.reward for line in lines)
    return {
        "order_id": session.order_id,
        **success(Say.ORDER_MODIFIED),
        "points": points,
        "commission": "$0.00",
    }


def delete(visit: Visit) -> Json:
    """Delete orders for good; says success whether or not there were any."""
    for order_id in _selected(visit):
        order = visit.store.orders.get(order_id)
        if order:
            visit.store.orders.delete(order)
    return success(Say.ORDER_MODIFIED)


def add_history(visit: Visit) -> Json:
    """Set a status; the order's id stands in the form, and a status left out becomes 0."""
    order = visit.store.orders.get(to_int(visit.post.get("order_id", "")))
    if not order:
        return error(Say.ORDER_NOT_FOUND)
    status = to_int(visit.post.get("order_status_id", ""))
    _mail(visit, order, status)
    visit.store.orders.set_status(order, status, visit.string("comment", _FILE, 601))
    return success(Say.ORDER_MODIFIED)


def _mail(visit: Visit, order: Order, status: int) -> None:
    """Write to the customer when an order gets its first status; of one that is not shipped PHP complains."""
    ships = order.fields["shipping_method"] is not None
    if visit.has(quirks.MAIL_NAMES_SHIPPING) and status and not order.status_id and not ships:
        line = 131 if visit.has(quirks.EXCEPTION_CLASS_TOLD) else 151
        visit.tell("Trying to access array offset on value of type null", _MAIL, line)


def _selected(visit: Visit) -> list[int]:
    """The orders of the form's `selected[]`, and the one of the query."""
    selected = visit.post.get("selected", PhpArray())
    by_query = [to_int(visit.get["order_id"])] if "order_id" in visit.get else []
    if isinstance(selected, PhpArray):
        return [*(visit.integer(one, _MODEL) for one in selected.values()), *by_query]
    if by_query:
        visit.throw("Error", "[] operator not supported for strings", _FILE, 550)
    visit.tell("foreach() argument must be of type array|object, string given", _FILE, 553)
    return []


def _refused(visit: Visit) -> dict[str, str] | str:
    """Why the session is no order yet, by subject."""
    session, lines = visit.session, visit.lines()
    wrong = _cart_refused(visit, lines)
    if session.customer is None:
        wrong["customer"] = str(Say.CUSTOMER_DETAILS)
    if any(line.product.shipping for line in lines):
        if session.shipping_address is None:
            wrong["shipping_address"] = str(Say.SHIPPING_ADDRESS)
        if visit.shipping_method is None:
            wrong["shipping_method"] = str(Say.SHIPPING_METHOD)
    else:
        session.shipping_address = session.shipping_method = session.shipping_methods = None
    if not visit.payment_method:
        if visit.has(quirks.PAYMENT_METHOD_COMPLAINT_ONLY):
            return str(Say.PAYMENT_METHOD)
        wrong["payment_method"] = str(Say.PAYMENT_METHOD)
    return wrong


def _cart_refused(visit: Visit, lines: list[Line]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not lines and not visit.session.vouchers:
        wrong["product"] = str(Say.PRODUCTS)
    elif not all(line.in_stock for line in lines):
        wrong["stock"] = str(Say.ORDER_STOCK)
    few = next((line for line in lines if not minimum_reached(line, lines)), None)
    if few:  # the minimum printed is the result of the comparison, false: nothing
        wrong["minimum"] = Say.ORDER_MINIMUM.format(few.product.name, "")
    return wrong


def _tell_missing_ids(visit: Visit) -> None:
    if visit.has(quirks.ORDER_LACKS_ADDRESS_IDS):
        for kind in ("payment", "shipping"):
            visit.tell(f'Undefined array key "{kind}_address_id"', _MODEL, 5)


def _store(visit: Visit, lines: list[Line]) -> None:
    session, orders = visit.session, visit.store.orders
    fields = _fields(visit)
    if not session.order_id:
        _tell_missing_ids(visit)
        session.order_id = orders.add(fields, lines).order_id
        return
    order = orders.get(session.order_id)
    if order:
        _replace(visit, order, fields, lines)
    elif visit.has(quirks.HISTORY_NEEDS_ORDER):
        promised = "Opencart\\Catalog\\Model\\Checkout\\Order::addHistory(): Return value must be of type int"
        visit.throw("TypeError", f"{promised}, none returned", _MODEL, 365)


def _replace(visit: Visit, order: Order, fields: dict[str, Any], lines: list[Line]) -> None:
    visit.store.orders.set_status(order, 0)
    order.fields, order.lines = fields, lines


def _fields(visit: Visit) -> dict[str, Any]:
    """What `load` brings back."""
    session = visit.session
    kept = {name: getattr(session, name) for name in _KEPT}
    if visit.has(quirks.ORDER_LACKS_ADDRESS_IDS):
        kept["payment_method"] = None
    return {**kept, "vouchers": list(session.vouchers.values())}


def _options(visit: Visit, line: Line) -> dict[Any, Any]:
    """The options of an ordered product, as a cart row keeps them."""
    chosen: dict[Any, Any] = {}
    for option in line.options:
        key = to_int(option.product_option_id)
        if option.option.type == "checkbox":
            by_name = visit.has(quirks.CHECKBOXES_LOADED_BY_NAME)
            values = chosen.setdefault(key, {})
            values[len(values)] = option.value if by_name else option.value_id
        else:
            chosen[key] = option.value_id if option.chosen else option.value
    return chosen
