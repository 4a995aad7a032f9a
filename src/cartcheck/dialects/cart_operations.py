"""The operations that 2.0–3.0 share: routes, effects and where a refusal of access stands did not change.

Source: catalog/controller/api/*.php of OpenCart 2.0.3.1, 2.1.0.2, 2.2.0.0, 2.3.0.2 and 3.0.5.1.
"""

from __future__ import annotations

from cartcheck.dialects.dialect import Effect, Operation

_READ, _SESSION, _PERSISTENT = Effect.READ, Effect.SESSION, Effect.PERSISTENT
_STRING, _OBJECT = "error", "error.warning"

LOGIN = Operation("login", "api/login", _SESSION, "")
ORDER_READ = Operation("order_read", "api/order/info", _READ, _STRING, "GET")  # from 2.2.0.0

_BEFORE_ORDER_READ = (
    Operation("currency_set", "api/currency", _SESSION, _STRING),
    Operation("customer_set", "api/customer", _SESSION, _OBJECT),
    Operation("cart_add", "api/cart/add", _SESSION, _OBJECT, denies_only=True),
    Operation("cart_edit", "api/cart/edit", _SESSION, _STRING, denies_only=True),
    Operation("cart_remove", "api/cart/remove", _SESSION, _STRING, denies_only=True),
    Operation("cart_read", "api/cart/products", _READ, _OBJECT, "GET", denies_only=True, remarks=True),
    Operation("coupon_apply", "api/coupon", _SESSION, _STRING),
    Operation("voucher_apply", "api/voucher", _SESSION, _STRING),
    Operation("voucher_add", "api/voucher/add", _SESSION, _OBJECT, denies_only=True),
    Operation("reward_apply", "api/reward", _SESSION, _STRING),
    Operation("reward_maximum", "api/reward/maximum", _READ, _STRING, "GET", denies_only=True),
    Operation("reward_available", "api/reward/available", _READ, _STRING, "GET", denies_only=True),
    Operation("shipping_address_set", "api/shipping/address", _SESSION, _OBJECT, denies_only=True),
    Operation("shipping_methods_list", "api/shipping/methods", _SESSION, _STRING, "GET"),
    Operation("shipping_method_set", "api/shipping/method", _SESSION, _STRING),
    Operation("payment_address_set", "api/payment/address", _SESSION, _OBJECT, denies_only=True),
    Operation("payment_methods_list", "api/payment/methods", _SESSION, _STRING, "GET"),
    Operation("payment_method_set", "api/payment/method", _SESSION, _STRING),
    Operation("order_create", "api/order/add", _PERSISTENT, _STRING),
    Operation("order_replace", "api/order/edit", _PERSISTENT, _STRING),
    Operation("order_delete", "api/order/delete", _PERSISTENT, _STRING),
)
_ORDER_HISTORY = Operation("order_history_add", "api/order/history", _PERSISTENT, _STRING)

WITHOUT_ORDER_READ = (LOGIN, *_BEFORE_ORDER_READ, _ORDER_HISTORY)
ALL = (LOGIN, *_BEFORE_ORDER_READ, ORDER_READ, _ORDER_HISTORY)
