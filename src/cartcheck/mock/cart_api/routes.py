"""The routes of the API, and how OpenCart finds one (system/engine/action.php)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import address, cart, customer, extras, methods, orders, quirks, vouchers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.mock.cart_api.guard import Action
    from cartcheck.mock.cart_api.visit import Visit

ROUTES: Mapping[str, Action] = {
    "api/currency/index": extras.currency,
    "api/customer/index": customer.customer,
    "api/cart/add": cart.add,
    "api/cart/edit": cart.edit,
    "api/cart/remove": cart.remove,
    "api/cart/products": cart.products,
    "api/coupon/index": extras.coupon,
    "api/voucher/index": vouchers.voucher,
    "api/voucher/add": vouchers.add,
    "api/reward/index": extras.reward,
    "api/reward/maximum": extras.reward_maximum,
    "api/reward/available": extras.reward_available,
    "api/shipping/address": address.shipping_address,
    "api/shipping/methods": methods.shipping_methods,
    "api/shipping/method": methods.shipping_method,
    "api/payment/address": address.payment_address,
    "api/payment/methods": methods.payment_methods,
    "api/payment/method": methods.payment_method,
    "api/order/add": orders.add,
    "api/order/edit": orders.edit,
    "api/order/delete": orders.delete,
    "api/order/info": orders.info,
    "api/order/history": orders.history,
}

CAME_LATER = {"api/currency/index": quirks.CURRENCY_ROUTE, "api/order/info": quirks.ORDER_INFO_ROUTE}
CONTROLLERS = frozenset({"api/login", *(route.rpartition("/")[0] for route in ROUTES)})
STOREFRONT = frozenset({"common/home", "product/product", "error/not_found", "common/maintenance"})
"""The controllers of the storefront that the mock has a page for."""

_NOT_IN_A_ROUTE = re.compile(r"[^a-zA-Z0-9_/]")


def available(visit: Visit, route: str) -> Action | None:
    """The action of a route; None where this release has none."""
    came = CAME_LATER.get(route)
    return ROUTES.get(route) if came is None or visit.has(came) else None


@lru_cache(maxsize=256)
def resolve(route: str, *, filtered: bool, empty_is_index: bool) -> tuple[str, str]:
    """Controller and method of a route, both "" if there is no such controller.

    Segments are taken off the end until a file is found, so of several methods the first one counts. A slash in
    front does no harm, one at the end makes an empty method, and only a method's case is ignored.
    """
    parts = (_NOT_IN_A_ROUTE.sub("", route) if filtered else route.replace("../", "")).split("/")
    method = "index"
    while parts:
        controller = re.sub("/+", "/", "/".join(parts)).lstrip("/")
        if parts[-1] and controller in CONTROLLERS | STOREFRONT:
            return controller, method.lower() or ("index" if empty_is_index else "")
        method = parts.pop()
    return "", ""
