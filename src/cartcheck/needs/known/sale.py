"""What belongs to making an order: cart, quotes, discounts.

Source: catalog/controller/api/{cart,shipping,payment,coupon,voucher,reward}.php of OpenCart 2.0.3.1, 2.1.0.2 and 3.0.5.1;
api/sale/*.php of 4.0.0.0, 4.0.1.1 and 4.0.2.3; api/order.php and extension/opencart/catalog/controller/api/*.php of
4.1.0.4; measured.
"""

from __future__ import annotations

from cartcheck.needs.known.eras import nobody_3_0, open_4_0
from cartcheck.needs.way import Ways, impossible, limited, possible

_SENT = "Nothing is kept between requests: each one sends the products again."
_UNCHECKED = "The method and its cost that an order then names are not checked against the quote."
_GUESTS = "Only for a customer whom the session knows as registered."
_UNSEEN = "The customer call logs nobody in, so there are never points to use."


def _everywhere(to_3_0: str, bar: str, dot: str, in_4_1: str, limits_4_1: str = "") -> Ways:
    """Ways of all versions, by their routes; several are split at blanks."""
    newest = in_4_1.split()
    return (
        possible("2.0.0.0", "2.3.0.2", *to_3_0.split()),
        nobody_3_0(),
        possible("3.0.3.0", "3.0.5.1", *to_3_0.split()),
        open_4_0(*bar.split()),
        possible("4.0.1.0", "4.0.1.1", *bar.split()),
        possible("4.0.2.0", "4.0.2.3", *dot.split()),
        limited("4.1.0.0", "4.1.0.4", *newest, limits=limits_4_1)
        if limits_4_1
        else possible("4.1.0.0", "4.1.0.4", *newest),
    )


WAYS = {
    "carts:write": _everywhere(
        "api/cart/add api/cart/products",
        "api/sale/cart|add api/sale/cart",
        "api/sale/cart.add api/sale/cart",
        "api/order&call=cart",
        _SENT,
    ),
    "shipping:quote": _everywhere(
        "api/shipping/address api/shipping/methods",
        "api/sale/shipping_address api/sale/shipping_method",
        "api/sale/shipping_address api/sale/shipping_method",
        "api/order&call=shipping_methods",
        _UNCHECKED,
    ),
    "payment:list": _everywhere(
        "api/payment/address api/payment/methods",
        "api/sale/payment_method",
        "api/sale/payment_method",
        "api/order&call=payment_methods",
    ),
    "coupons:use": _everywhere(
        "api/coupon", "api/sale/coupon", "api/sale/coupon", "api/order&call=extension&code=coupon"
    ),
    "vouchers:use": (
        possible("2.0.0.0", "2.0.3.1", "api/voucher"),
        impossible("2.1.0.0", "2.1.0.2", "Upgrade to 2.2.0.0 or newer.", "The call ends in HTTP 500."),
        possible("2.2.0.0", "2.3.0.2", "api/voucher"),
        nobody_3_0(),
        possible("3.0.3.0", "3.0.5.1", "api/voucher"),
        open_4_0("api/sale/voucher"),
        possible("4.0.1.0", "4.0.2.3", "api/sale/voucher"),
        impossible("4.1.0.0", "4.1.0.4", "Use a coupon.", "Gift vouchers were taken out of OpenCart 4.1."),
    ),
    "points:use": (
        impossible("2.0.0.0", "2.0.0.0", "Upgrade to 2.0.1.0 or newer.", _UNSEEN),
        limited("2.0.1.0", "2.1.0.2", "api/reward", limits=_GUESTS),
        impossible("2.2.0.0", "2.2.0.0", "Upgrade to 2.3.0.0 or newer.", _UNSEEN),
        limited("2.3.0.0", "2.3.0.2", "api/reward", limits=_GUESTS),
        nobody_3_0(),
        limited("3.0.3.0", "3.0.5.1", "api/reward", limits=_GUESTS),
        impossible(
            "4.0.0.0",
            "4.0.2.3",
            "Upgrade to 4.1.0.0 or newer.",
            _UNSEEN,
        ),
        limited(
            "4.1.0.0",
            "4.1.0.4",
            "api/order&call=extension&code=reward",
            limits="Only for a customer whose e-mail address or number is that of a registered one.",
        ),
    ),
}
