"""The calls of `api/order` that make and change orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_4_1 import quirks
from cartcheck.mock.generations.opencart_4_1.address import payment_address, shipping_address
from cartcheck.mock.generations.opencart_4_1.cart_block import cart_block
from cartcheck.mock.generations.opencart_4_1.customer import customer
from cartcheck.mock.generations.opencart_4_1.methods import payment_method, shipping_method
from cartcheck.mock.generations.opencart_4_1.products import products
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.mock.shop.lines import minimum_reached
from cartcheck.php.values import is_empty, to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_1.visit import Json, Visit
    from cartcheck.mock.shop.line import Line

SHOP_STATUS = 1

_FILE = "catalog/controller/api/order.php"


def confirm(visit: Visit) -> Json:
    """Make an order of all that was sent, or replace the one with `order_id`."""
    customer(visit)
    output = products(visit)
    if "error" in output:
        return output
    payment_address(visit)
    shipping_address(visit)
    shipping_method(visit)
    payment_method(visit)
    wrong = {**refused(visit), **_affiliate_refused(visit), **_discounts_refused(visit)}
    block = cart_block(visit)  # the cart was read before, so it tells the stock of before
    return {**(error(wrong) if wrong else _stored(visit)), **block}


def add_history(visit: Visit) -> Json:
    """Set a status; one that is left out becomes 0, which hides the order from the admin's list."""
    order = visit.store.orders.get(to_int(visit.post.get("order_id", "0")))
    if not order:
        return error(Say.ORDER_NOT_FOUND)
    status = to_int(visit.post.get("order_status_id", "0"))
    visit.store.orders.set_status(order, status, visit.string("comment", _FILE, 705))
    return success(Say.ORDER_MODIFIED)


def refused(visit: Visit) -> dict[str, str]:
    """Why it is no order yet, by subject."""
    session, lines = visit.session, visit.lines()
    wrong: dict[str, str] = {}
    if session.customer is None:
        wrong["customer"] = str(Say.CUSTOMER_DETAILS)
    return {**wrong, **cart_refused(visit, lines), **methods_refused(visit, lines)}


def cart_refused(visit: Visit, lines: list[Line]) -> dict[str, str]:
    """What is wrong with the products."""
    if not lines:
        return {"product": str(Say.PRODUCTS)}
    short = visit.has(quirks.STOCK_AT_CONFIRM) and not all(line.in_stock for line in lines)
    few = not all(minimum_reached(line, lines) for line in lines)
    return {"product": str(Say.ORDER_STOCK)} if short or few else {}


def methods_refused(visit: Visit, lines: list[Line]) -> dict[str, str]:
    """What is missing for sending and paying."""
    session = visit.session
    wrong: dict[str, str] = {}
    if any(line.product.shipping for line in lines):
        if session.shipping_address is None:
            wrong["shipping_address"] = str(Say.SHIPPING_ADDRESS)
        if session.shipping_method is None:
            wrong["shipping_method"] = str(Say.SHIPPING_METHOD)
    else:
        session.shipping_address = session.shipping_method = None
    if session.payment_method is None:
        wrong["payment_method"] = str(Say.PAYMENT_METHOD)
    return wrong


def _affiliate_refused(visit: Visit) -> dict[str, str]:
    unknown = to_int(visit.post.get("affiliate_id", "0")) != 0
    demanded = not visit.has(quirks.AFFILIATE_NOT_DEMANDED)
    return {"affiliate": str(Say.AFFILIATE_DETAILS)} if unknown and demanded else {}


def _discounts_refused(visit: Visit) -> dict[str, str]:
    """Any coupon and any number of points: the demo store takes none."""
    told = {"coupon": Say.CHECK_COUPON, "reward": Say.CHECK_REWARD}
    return {name: str(said) for name, said in told.items() if not is_empty(visit.post.get(name, ""))}


def _stored(visit: Visit) -> Json:
    lines, orders = visit.lines(), visit.store.orders
    order_id = to_int(visit.post.get("order_id", "0"))
    order = orders.get(order_id) if order_id else orders.add({}, lines)
    if order:  # an order that isn't there is "modified" as well
        if order_id:
            orders.set_status(order, 0)
            order.lines = lines
        orders.set_status(order, _wanted_status(visit), visit.string("comment", _FILE, 555))
    commission = {"commission": "$0.00"} if visit.has(quirks.COMMISSION_ALWAYS) else {}
    return {
        "order_id": order.order_id if order else order_id,
        **success(Say.ORDER_MODIFIED),
        "points": sum(line.reward for line in lines),
        **commission,
    }


def _wanted_status(visit: Visit) -> int:
    if "order_status_id" in visit.post:
        return to_int(visit.post["order_status_id"])
    return SHOP_STATUS if visit.has(quirks.DEFAULT_STATUS) else 0
