"""Orders.

Source: catalog/controller/api/order.php of OpenCart 2.0.3.1, 2.2.0.0, 2.3.0.2, 3.0.5.1 and 4.1.0.4; api/sale/order.php of
4.0.0.0, 4.0.1.1 and 4.0.2.3; measured on each generation.
"""

from __future__ import annotations

from cartcheck.needs.known.eras import (
    OWN_4_1,
    OWN_TO_4_0,
    UPGRADE_3_0,
    nobody_3_0,
    nowhere,
    open_4_0,
)
from cartcheck.needs.way import impossible, limited, possible

_BY_NUMBER = "One order at a time and by its number; its products, totals and history are not in the answer."
_LOADED = (
    "One order at a time and by its number; it is added to the caller's own cart, whose products and totals can then be "
    "read. Customer, addresses and status are not answered."
)
_CHAIN = (
    "An order is made of what calls before it put into the session: cart, customer, addresses, methods. A change replaces "
    "the whole order."
)
_ONE_SESSION = (
    f"{_CHAIN} Later calls of the same session change that same order, for its number stays in the session."
)
_FIRST_NAME = (
    f"{_ONE_SESSION} In 4.0.2.2 and 4.0.2.3, where the shop asks for a payment address, the payer's first name is lost, and "
    "with Display Errors off no order can be made at all."
)
_BROKEN_OFF = (
    "Every call that makes an order ends in error.html, and none is made. With Display Errors on one is made, but "
    "messages of PHP stand before the JSON."
)
_WHOLE = "Each request carries the whole order; one for an order_id that exists overwrites all of it."
_NO_FREE_SHIPPING = f"{_WHOLE} An order with free or untaxed shipping is refused."
_NUMBER_IN_BODY = "order_id goes into the body, and order_status_id must always be sent."

WAYS = {
    "orders:list": nowhere("No call lists orders.", "No call lists orders."),
    "orders:read": (
        impossible("2.0.0.0", "2.1.0.2", OWN_TO_4_0, "No call reads an order."),
        limited(
            "2.2.0.0",
            "2.2.0.0",
            "api/order/info",
            limits="The answer holds the order's fields together with an error that it could not be found.",
            instead="Upgrade to 2.3.0.0 or newer, or read the fields in spite of the error.",
        ),
        limited("2.3.0.0", "2.3.0.2", "api/order/info", limits=_BY_NUMBER, instead=OWN_TO_4_0),
        nobody_3_0(),
        limited("3.0.3.0", "3.0.5.1", "api/order/info", limits=_BY_NUMBER, instead=OWN_TO_4_0),
        open_4_0("api/sale/order|load", "api/sale/cart", limits=_LOADED),
        limited(
            "4.0.1.0", "4.0.1.1", "api/sale/order|load", "api/sale/cart", limits=_LOADED, instead=OWN_TO_4_0
        ),
        limited(
            "4.0.2.0", "4.0.2.3", "api/sale/order.load", "api/sale/cart", limits=_LOADED, instead=OWN_TO_4_0
        ),
        impossible("4.1.0.0", "4.1.0.4", OWN_4_1, "No call reads an order."),
    ),
    "orders:write": (
        limited("2.0.0.0", "2.3.0.2", "api/order/add", "api/order/edit", limits=_CHAIN),
        nobody_3_0(),
        limited("3.0.3.0", "3.0.5.1", "api/order/add", "api/order/edit", limits=_CHAIN),
        open_4_0("api/sale/order|confirm", limits=_ONE_SESSION),
        limited("4.0.1.0", "4.0.1.1", "api/sale/order|confirm", limits=_ONE_SESSION),
        impossible("4.0.2.0", "4.0.2.1", "Upgrade to 4.0.2.2 or newer.", _BROKEN_OFF),
        limited("4.0.2.2", "4.0.2.3", "api/sale/order.confirm", limits=_FIRST_NAME),
        limited("4.1.0.0", "4.1.0.3", "api/order&call=confirm", limits=_WHOLE),
        limited(
            "4.1.0.4",
            "4.1.0.4",
            "api/order&call=confirm",
            limits=_NO_FREE_SHIPPING,
            instead="Send the shipping's cost as text, 0.00, and a tax class other than 0.",
        ),
    ),
    "orders:status": (
        possible("2.0.0.0", "2.3.0.2", "api/order/history"),
        nobody_3_0(),
        possible("3.0.3.0", "3.0.5.1", "api/order/history"),
        open_4_0("api/sale/order|addHistory", limits=_NUMBER_IN_BODY),
        possible("4.0.1.0", "4.0.1.1", "api/sale/order|addHistory"),
        possible("4.0.2.0", "4.0.2.3", "api/sale/order.addHistory"),
        possible("4.1.0.0", "4.1.0.4", "api/order&call=history_add"),
    ),
    "orders:delete": (
        limited(
            "2.0.0.0",
            "2.0.0.0",
            "api/order/delete",
            limits="The answer is a PHP dump and no JSON.",
            instead="Upgrade to 2.0.1.0 or newer.",
        ),
        possible("2.0.1.0", "2.3.0.2", "api/order/delete"),
        impossible("3.0.0.0", "3.0.2.0", UPGRADE_3_0, "Nobody can log in to these versions."),
        possible("3.0.3.0", "3.0.5.1", "api/order/delete"),
        open_4_0("api/sale/order|delete", limits="It says success whatever the number."),
        limited(
            "4.0.1.0",
            "4.0.1.1",
            "api/sale/order|delete",
            limits="It says success whatever the number.",
        ),
        limited(
            "4.0.2.0",
            "4.0.2.3",
            "api/sale/order.delete",
            limits="It says success whatever the number.",
        ),
        impossible(
            "4.1.0.0",
            "4.1.0.4",
            "Give the order a cancelled status by call=history_add.",
            "No call deletes orders.",
        ),
    ),
}
