"""The operations of 4.0: `api/sale/*` and `api/localisation/*`, with a sign before the method that changed in 4.0.2.

Source: catalog/controller/api/{account,localisation,sale}/*.php of OpenCart 4.0.1.1 and 4.0.2.3.
"""

from __future__ import annotations

from dataclasses import replace

from cartcheck.dialects.dialect import Effect, Operation

_READ, _SESSION, _PERSISTENT = Effect.READ, Effect.SESSION, Effect.PERSISTENT

LOGIN = Operation("login", "api/account/login", _SESSION, "")
CURRENCY = Operation("currency_set", "api/localisation/currency", _SESSION)
# Until 4.0.1.1; later the query parameters language and store_id do this.
LANGUAGE = Operation("language_set", "api/localisation/language", _SESSION)
STORE = Operation("store_set", "api/localisation/store", _SESSION)

_SALE = (
    Operation("customer_set", "api/sale/customer", _SESSION),
    Operation("cart_add", "api/sale/cart.add", _SESSION),
    Operation("cart_edit", "api/sale/cart.edit", _SESSION),
    Operation("cart_remove", "api/sale/cart.remove", _SESSION),
    Operation("cart_read", "api/sale/cart", _READ, method="GET", remarks=True),
    Operation("coupon_apply", "api/sale/coupon", _SESSION),
    Operation("voucher_apply", "api/sale/voucher", _SESSION),
    Operation("voucher_add", "api/sale/voucher.add", _SESSION),
    Operation("voucher_remove", "api/sale/voucher.remove", _SESSION),
    Operation("reward_apply", "api/sale/reward", _SESSION),
    Operation("reward_maximum", "api/sale/reward.maximum", _READ, method="GET"),
    Operation("reward_available", "api/sale/reward.available", _READ, method="GET"),
    Operation("affiliate_set", "api/sale/affiliate", _SESSION),
    Operation("shipping_address_set", "api/sale/shipping_address", _SESSION),
    Operation("shipping_methods_list", "api/sale/shipping_method", _SESSION, method="GET"),
    Operation("shipping_method_set", "api/sale/shipping_method.save", _SESSION),
    Operation("payment_address_set", "api/sale/payment_address", _SESSION),
    Operation("payment_methods_list", "api/sale/payment_method", _SESSION, method="GET"),
    Operation("payment_method_set", "api/sale/payment_method.save", _SESSION),
    Operation("order_load", "api/sale/order.load", _SESSION, method="GET"),
    Operation("order_comment_set", "api/sale/order.comment", _SESSION),
    Operation("order_create", "api/sale/order.confirm", _PERSISTENT),
    Operation("order_delete", "api/sale/order.delete", _PERSISTENT),
    Operation("order_history_add", "api/sale/order.addHistory", _PERSISTENT),
)

WITH_DOT = (LOGIN, CURRENCY, *_SALE)
WITH_BAR = (
    LOGIN,
    *(CURRENCY, LANGUAGE, STORE),
    *(replace(operation, route=operation.route.replace(".", "|")) for operation in _SALE),
)
