"""Orders.

Source: catalog/controller/api/order.php of 2.0.3.1, 2.2.0.0, 2.3.0.2, 3.0.5.1 and 4.1.0.4; api/sale/order.php of 4.0.0.0,
4.0.1.1 and 4.0.2.3; measured.
"""

from __future__ import annotations

from cartcheck.claims.known.eras import NOBODY, OWN_4_0, OWN_4_0_0, OWN_4_1, OWN_TO_3_0, UPGRADE_3_0
from cartcheck.claims.stand import absent, kept, otherwise

_UNREAD = "No call lists or reads orders."
_BY_NUMBER = "No call lists orders; api/order/info reads one by its number."
_LOADED_BAR, _LOADED_DOT = (
    f"No call lists orders or answers one; api/sale/order{sign}load puts one by its number into the caller's cart."
    for sign in "|."
)
_FROM_SESSION = (
    "api/order/add takes no order data: it makes an order of the cart, customer, addresses and methods that calls before it "
    "put into the session."
)
_FILL = "Fill the session first: cart, customer, addresses, methods; then make the order."
_ONE_CALL = "Send the whole order in one signed call."
_IN_BODY = "Send order_id in the body, and always an order_status_id."
_CONFIRM_BAR, _CONFIRM_DOT = (
    f"api/sale/order{sign}confirm makes an order of what calls before it put into the session."
    for sign in "|."
)
_CHANGE_BAR, _CHANGE_DOT = (
    f"api/sale/order{sign}load brings the order into the session, and api/sale/order{sign}confirm replaces it by what the "
    "session then holds."
    for sign in "|."
)
_HISTORY_BAR, _HISTORY_DOT = (
    f"api/sale/order{sign}addHistory does it, with order_id in the body." for sign in "|."
)

STANDS = {
    "order-list": (
        absent("2.0.0.0", "2.2.0.0", _UNREAD, OWN_TO_3_0),
        absent("2.3.0.0", "3.0.5.1", _BY_NUMBER, OWN_TO_3_0),
        absent("4.0.0.0", "4.0.0.0", _LOADED_BAR, OWN_4_0_0),
        absent("4.0.1.0", "4.0.1.1", _LOADED_BAR, OWN_4_0),
        absent("4.0.2.0", "4.0.2.3", _LOADED_DOT, OWN_4_0),
        otherwise(
            "4.1.0.0",
            "4.1.0.4",
            "api/order is the one way in for signed calls, and call=… says what is wanted; none lists or reads orders.",
            OWN_4_1,
        ),
    ),
    "order-info": (
        absent("2.0.0.0", "2.1.0.2", _UNREAD, OWN_TO_3_0),
        otherwise(
            "2.2.0.0",
            "2.2.0.0",
            "It answers the order's own fields together with “Order could not be found!”, by a wrong variable; its "
            "products, totals and history are not in it.",
            "Upgrade to 2.3.0.0 or newer, or read the fields in spite of the error.",
        ),
        otherwise(
            "2.3.0.0",
            "2.3.0.2",
            "It answers the order's own fields; its products, totals and history are not in it.",
            OWN_TO_3_0,
        ),
        otherwise("3.0.0.0", "3.0.2.0", NOBODY, UPGRADE_3_0),
        otherwise(
            "3.0.3.0",
            "3.0.5.1",
            "It answers the order's own fields; its products, totals and history are not in it.",
            OWN_TO_3_0,
        ),
        otherwise(
            "4.0.0.0", "4.0.0.0", f"{_LOADED_BAR} api/sale/cart then tells products and totals.", OWN_4_0_0
        ),
        otherwise(
            "4.0.1.0", "4.0.1.1", f"{_LOADED_BAR} api/sale/cart then tells products and totals.", OWN_4_0
        ),
        otherwise(
            "4.0.2.0", "4.0.2.3", f"{_LOADED_DOT} api/sale/cart then tells products and totals.", OWN_4_0
        ),
        absent("4.1.0.0", "4.1.0.4", _UNREAD, OWN_4_1),
    ),
    "order-add": (
        otherwise("2.0.0.0", "2.3.0.2", _FROM_SESSION, _FILL),
        otherwise("3.0.0.0", "3.0.2.0", NOBODY, UPGRADE_3_0),
        otherwise("3.0.3.0", "3.0.5.1", _FROM_SESSION, _FILL),
        otherwise("4.0.0.0", "4.0.1.1", _CONFIRM_BAR, _FILL),
        otherwise("4.0.2.0", "4.0.2.3", _CONFIRM_DOT, _FILL),
        otherwise(
            "4.1.0.0",
            "4.1.0.4",
            "api/order with call=confirm does it, signed, with all data in one form.",
            _ONE_CALL,
        ),
    ),
    "order-edit": (
        otherwise(
            "2.0.0.0",
            "2.3.0.2",
            "api/order/edit replaces the whole order by what calls before it put into the session.",
            _FILL,
        ),
        otherwise("3.0.0.0", "3.0.2.0", NOBODY, UPGRADE_3_0),
        otherwise(
            "3.0.3.0",
            "3.0.5.1",
            "api/order/edit replaces the whole order by what calls before it put into the session.",
            _FILL,
        ),
        otherwise("4.0.0.0", "4.0.1.1", _CHANGE_BAR, _FILL),
        otherwise("4.0.2.0", "4.0.2.3", _CHANGE_DOT, _FILL),
        otherwise(
            "4.1.0.0",
            "4.1.0.4",
            "api/order with call=confirm and an order_id replaces the whole order by what is sent.",
            _ONE_CALL,
        ),
    ),
    "order-history": (
        kept("2.0.0.0", "2.3.0.2", "Without order_status_id it hides the order: the status is then 0."),
        otherwise("3.0.0.0", "3.0.2.0", NOBODY, UPGRADE_3_0),
        kept("3.0.3.0", "3.0.5.1", "Without order_status_id it hides the order: the status is then 0."),
        otherwise("4.0.0.0", "4.0.1.1", _HISTORY_BAR, _IN_BODY),
        otherwise("4.0.2.0", "4.0.2.3", _HISTORY_DOT, _IN_BODY),
        otherwise(
            "4.1.0.0",
            "4.1.0.4",
            "api/order with call=history_add does it, with order_id in the body.",
            _IN_BODY,
        ),
    ),
}
