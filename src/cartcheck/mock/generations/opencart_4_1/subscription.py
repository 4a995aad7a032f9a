"""`api/subscription` (catalog/controller/api/subscription.php).

The customer and his addresses come from the shop's own books, which are empty in the demo store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_4_1 import quirks
from cartcheck.mock.generations.opencart_4_1.cart_block import products as shown_products
from cartcheck.mock.generations.opencart_4_1.cart_block import shipping_required
from cartcheck.mock.generations.opencart_4_1.confirm import cart_refused, methods_refused
from cartcheck.mock.generations.opencart_4_1.methods import (
    payment_method,
    payment_methods,
    shipping_method,
    shipping_methods,
)
from cartcheck.mock.generations.opencart_4_1.products import add_product, products
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.told import error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.mock.generations.opencart_4_1.visit import Call, Json, Visit

_PLANS = frozenset({1, 2, 3})
_FILE = "catalog/controller/api/subscription.php"
_PLAN_FILE = "catalog/model/catalog/subscription_plan.php"


def cart(visit: Visit) -> Json:
    """All that was sent, and the cart that comes of it."""
    output = products(visit)
    shipping_method(visit)
    payment_method(visit)
    return {**output, **_block(visit)}


def product_add(visit: Visit) -> Json:
    """One more product."""
    output = products(visit)
    return output if "error" in output else {**add_product(visit), **_block(visit)}


def list_shipping_methods(visit: Visit) -> Json:
    """What shipping is offered."""
    output = products(visit)
    return output if "error" in output else shipping_methods(visit)


def list_payment_methods(visit: Visit) -> Json:
    """What payment is offered."""
    output = products(visit)
    if "error" in output:
        return output
    shipping_method(visit)
    return payment_methods(visit)


def confirm(visit: Visit) -> Json:
    """Change a subscription, which breaks off; a customer is known only from an earlier call to `api/order`."""
    output = products(visit)
    if "error" in output:
        return output
    shipping_method(visit)
    payment_method(visit)
    lines = visit.lines()
    wrong = {
        **({} if visit.session.customer else {"customer": str(Say.CUSTOMER_DETAILS)}),
        **_plan_refused(visit),
        **cart_refused(visit, lines),
        **methods_refused(visit, lines),
    }
    if not wrong:
        _change(visit)
    return {**error(wrong), **_block(visit)}


def history_add(visit: Visit) -> Json:
    """Set the status of a subscription; the demo store has none."""
    return error(_told(visit, Say.SUBSCRIPTION, "error_subscription"))


def _change(visit: Visit) -> None:
    """The model wants columns that the call never sends."""
    line = 149 if visit.has(quirks.PLAN_DEMANDED) else 153
    called = f"called in {visit.path_of('catalog/model/checkout/subscription.php')} on line {line}"
    said = f"Argument #1 ($value) must be of type string, null given, {called}"
    visit.throw("TypeError", f"Opencart\\System\\Library\\DB::escape(): {said}", "system/library/db.php", 64)


def _plan_refused(visit: Visit) -> dict[str, str]:
    if "subscription_plan_id" not in visit.post and visit.has(quirks.PLAN_DEMANDED):
        visit.tell('Undefined array key "subscription_plan_id"', _FILE, 309)
        function = "Opencart\\Catalog\\Model\\Catalog\\SubscriptionPlan::getSubscriptionPlan()"
        said = f"{function}: Argument #1 ($subscription_plan_id) must be of type int, null given"
        visit.throw("TypeError", said, _PLAN_FILE, 24)
    known = visit.integer(visit.post.get("subscription_plan_id", "0"), _PLAN_FILE) in _PLANS
    told = _told(visit, Say.SUBSCRIPTION_PLAN, "error_subscription_plan")
    return {} if known else {"subscription_plan": told}


def _told(visit: Visit, said: Say, name: str) -> str:
    return name if visit.has(quirks.SUBSCRIPTION_TEXTS_MISSING) else str(said)


def _block(visit: Visit) -> Json:
    lines = visit.lines()
    return {"products": shown_products(visit, lines), **shipping_required(lines)}


CALLS: Mapping[str, Call] = {
    "cart": cart,
    "product_add": product_add,
    "shipping_methods": list_shipping_methods,
    "payment_methods": list_payment_methods,
    "confirm": confirm,
    "history_add": history_add,
}
