"""`api/order/…` (catalog/controller/api/order.php, catalog/model/checkout/order.php)."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_3_0.address import field
from cartcheck.mock.generations.opencart_3_0.cart import below_minimum
from cartcheck.mock.generations.opencart_3_0.guard import Json, error, guarded, success
from cartcheck.mock.generations.opencart_3_0.messages import Say
from cartcheck.mock.generations.opencart_3_0.methods import offered, quoted
from cartcheck.mock.generations.opencart_3_0.order_fields import edited_fields, new_fields, shown
from cartcheck.php.values import is_empty, to_int

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.mock.generations.opencart_3_0.visit import Visit
    from cartcheck.mock.shop.orders import Order

DEFAULT_STATUS = 1


def _of_known_order(action: Callable[[Visit, Order], Json]) -> Callable[[Visit], Json]:
    """The order of the query's `order_id`, or the error that there is none."""

    @guarded("error")
    @wraps(action)
    def act(visit: Visit) -> Json:
        order = visit.store.orders.get(to_int(visit.get.get("order_id", "0")))
        return action(visit, order) if order else error(Say.ORDER_NOT_FOUND)

    return act


@guarded("error")
def add(visit: Visit) -> Json:
    """Turn the session into an order; the cart is emptied."""
    refused = _refused(visit)
    if refused:
        return error(refused)
    order = visit.store.orders.add(new_fields(visit), visit.lines())
    visit.store.orders.set_status(order, _wanted_status(visit))
    visit.store.carts.clear(visit.owner)
    return {**success(Say.ORDER_MODIFIED), "order_id": order.order_id}


@_of_known_order
def edit(visit: Visit, order: Order) -> Json:
    """Replace an order by the session; the cart stays."""
    refused = _refused(visit)
    if refused:
        return error(refused)
    visit.store.orders.set_status(order, 0)
    order.fields = edited_fields(visit, order)
    order.lines = visit.lines()
    visit.store.orders.set_status(order, _wanted_status(visit))
    return success(Say.ORDER_MODIFIED)


@_of_known_order
def delete(visit: Visit, order: Order) -> Json:
    """Delete an order for good."""
    visit.store.orders.delete(order)
    return success(Say.ORDER_MODIFIED)


@_of_known_order
def info(visit: Visit, order: Order) -> Json:
    """The flat fields of an order, without its products."""
    return {"order": shown(visit, order), "success": str(Say.ORDER_MODIFIED)}


@_of_known_order
def history(visit: Visit, order: Order) -> Json:
    """Set a status; one that is left out becomes 0, which hides the order from the admin's list."""
    status = to_int(visit.post.get("order_status_id", ""))
    visit.store.orders.set_status(order, status, field(visit, "comment"))
    order.fields["date_modified"] = edited_fields(visit, order)["date_modified"]
    return success(Say.ORDER_MODIFIED)


def _wanted_status(visit: Visit) -> int:
    return to_int(visit.post["order_status_id"]) if "order_status_id" in visit.post else DEFAULT_STATUS


def _refused(visit: Visit) -> str:
    """Why the session is no order yet; later complaints overwrite earlier ones."""
    session = visit.session
    said = ""
    if session.customer is None:
        said = str(Say.ORDER_CUSTOMER)
    if session.payment_address is None:
        said = str(Say.PAYMENT_ADDRESS)
    said = _choose_payment(visit, said)
    if visit.needs_shipping():
        said = _choose_shipping(visit, said)
    else:
        session.shipping_address = session.shipping_method = session.shipping_methods = None
    return _cart_refused(visit) or said


def _choose_payment(visit: Visit, said: str) -> str:
    """Take `payment_method` of the form, unless something was wrong before."""
    session, code = visit.session, visit.post.get("payment_method", "")
    if not said and not is_empty(code):
        chosen = offered(visit, code)
        if chosen is None:
            said = str(Say.PAYMENT_METHOD if session.payment_methods else Say.NO_PAYMENT)
        else:
            session.payment_method = chosen
    return said if session.payment_method else str(Say.PAYMENT_METHOD)


def _choose_shipping(visit: Visit, said: str) -> str:
    """Take `shipping_method` of the form, unless something was wrong before."""
    session, code = visit.session, visit.post.get("shipping_method", "")
    if session.shipping_address is None:
        said = str(Say.SHIPPING_ADDRESS)
    if not said and not is_empty(code):
        quote = quoted(visit, code)
        if quote is None:
            said = str(Say.SHIPPING_METHOD if session.shipping_methods else Say.NO_SHIPPING)
        else:
            session.shipping_method = quote
    return said if session.shipping_method else str(Say.SHIPPING_METHOD)


def _cart_refused(visit: Visit) -> str:
    lines = visit.lines()
    few = below_minimum(lines)
    if few:
        return Say.ORDER_MINIMUM.format(few[0].product.name, few[0].product.minimum)
    empty = not lines and not visit.session.vouchers
    return str(Say.ORDER_STOCK) if empty or not all(line.in_stock for line in lines) else ""
