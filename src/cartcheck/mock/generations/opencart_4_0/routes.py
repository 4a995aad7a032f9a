"""The routes of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_4_0 import (
    address,
    cart,
    customer,
    extras,
    login,
    methods,
    orders,
    quirks,
    vouchers,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.mock.generations.opencart_4_0.visit import Action, Visit

LOGIN = "api/account/login"
ROUTES: Mapping[tuple[str, str], Action] = {
    (LOGIN, "index"): login.login,
    ("api/localisation/currency", "index"): extras.currency,
    ("api/sale/cart", "index"): cart.show,
    ("api/sale/cart", "add"): cart.add,
    ("api/sale/cart", "edit"): cart.edit,
    ("api/sale/cart", "remove"): cart.remove,
    ("api/sale/customer", "index"): customer.customer,
    ("api/sale/payment_address", "index"): address.payment_address,
    ("api/sale/shipping_address", "index"): address.shipping_address,
    ("api/sale/shipping_method", "index"): methods.shipping_methods,
    ("api/sale/shipping_method", "save"): methods.save_shipping_method,
    ("api/sale/payment_method", "index"): methods.payment_methods,
    ("api/sale/payment_method", "save"): methods.save_payment_method,
    ("api/sale/coupon", "index"): extras.coupon,
    ("api/sale/voucher", "index"): vouchers.voucher,
    ("api/sale/voucher", "add"): vouchers.add,
    ("api/sale/voucher", "remove"): vouchers.remove,
    ("api/sale/reward", "index"): extras.reward,
    ("api/sale/reward", "maximum"): extras.reward_maximum,
    ("api/sale/reward", "available"): extras.reward_available,
    ("api/sale/affiliate", "index"): extras.affiliate,
    ("api/sale/order", "load"): orders.load,
    ("api/sale/order", "comment"): orders.comment,
    ("api/sale/order", "confirm"): orders.confirm,
    ("api/sale/order", "delete"): orders.delete,
    ("api/sale/order", "addhistory"): orders.add_history,
}
_BEFORE_DOTS: Mapping[tuple[str, str], Action] = {
    ("api/localisation/language", "index"): extras.language,
    ("api/localisation/store", "index"): extras.store,
}


def action_of(visit: Visit, controller: str, method: str) -> Action | None:
    """What this release does for a controller and a method."""
    if controller == LOGIN and visit.has(quirks.OPEN_TO_ALL):
        return None
    if visit.has(quirks.LANGUAGE_AND_STORE) and (controller, method) in _BEFORE_DOTS:
        return _BEFORE_DOTS[controller, method]
    return ROUTES.get((controller, method))


def may_enter(visit: Visit, route: str, controller: str) -> bool:
    """Whether the guard lets it pass (catalog/controller/startup/api.php).

    The real guard overlooks routes in other letters and so leaves them open to everybody; the mock refuses those.
    """
    if not controller.startswith("api/") or visit.has(quirks.OPEN_TO_ALL):
        return True
    plain_login = controller == LOGIN and (route == LOGIN or not route.startswith("api/"))
    return plain_login or (route.startswith("api/") and bool(visit.session.api_id))
