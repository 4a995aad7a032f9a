"""What a request asks for, whatever the generation calls it: so that one fault fits stores of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartcheck.mock.surface.request import Request

# Route and, in 4.1, `call`; the route in 4.0.2's spelling.
_ASKED_BY = {
    "cart_add": {("api/cart/add", ""), ("api/sale/cart.add", ""), ("api/order", "product_add")},
    "cart_edit": {("api/cart/edit", ""), ("api/sale/cart.edit", "")},
    "cart_read": {("api/cart/products", ""), ("api/sale/cart", ""), ("api/order", "cart")},
    "cart_remove": {("api/cart/remove", ""), ("api/sale/cart.remove", "")},
    "customer_add": {("api/customer/add", "")},
    "customer_edit": {("api/customer/edit", "")},
    "customer_login": {("api/customer/login", "")},
    "coupon_apply": {("api/coupon", ""), ("api/sale/coupon", "")},
    "currency_set": {("api/currency", ""), ("api/localisation/currency", "")},
    "customer_set": {("api/customer", ""), ("api/sale/customer", ""), ("api/order", "customer")},
    "order_create": {("api/order/add", ""), ("api/sale/order.confirm", "")},
    "order_delete": {("api/order/delete", ""), ("api/sale/order.delete", "")},
    "order_history_add": {
        ("api/order/history", ""),
        ("api/sale/order.addHistory", ""),
        ("api/order", "history_add"),
    },
    "order_read": {("api/order/info", "")},
    "order_replace": {("api/order/edit", "")},
    "payment_address_set": {
        ("api/payment/address", ""),
        ("api/sale/payment_address", ""),
        ("api/order", "payment_address"),
    },
    "payment_method_set": {
        ("api/payment/method", ""),
        ("api/sale/payment_method.save", ""),
        ("api/order", "payment_method"),
    },
    "payment_methods_list": {
        ("api/payment/methods", ""),
        ("api/sale/payment_method", ""),
        ("api/order", "payment_methods"),
    },
    "reward_apply": {("api/reward", ""), ("api/sale/reward", "")},
    "reward_maximum": {("api/reward/maximum", ""), ("api/sale/reward.maximum", "")},
    "shipping_address_set": {
        ("api/shipping/address", ""),
        ("api/sale/shipping_address", ""),
        ("api/order", "shipping_address"),
    },
    "shipping_method_set": {
        ("api/shipping/method", ""),
        ("api/sale/shipping_method.save", ""),
        ("api/order", "shipping_method"),
    },
    "voucher_add": {("api/voucher/add", ""), ("api/sale/voucher.add", "")},
}
_CREDENTIALS = {"api_token", "token", "signature"}


def asks(request: Request, *names: str) -> bool:
    """Whether it is one of these calls."""
    call = request.get.get("call", "")
    asked = (request.route.replace("|", "."), call)
    return any(asked in _ASKED_BY[name] for name in names)


def brings_credential(request: Request) -> bool:
    """Whether it says who it comes from: by a token, a signature or the session of a login."""
    return bool(_CREDENTIALS & request.get.keys() or request.cookies)
