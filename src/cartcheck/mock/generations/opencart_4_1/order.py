"""`api/order`: a request brings the whole order, and its call says what to answer (catalog/controller/api/order.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_4_1.address import payment_address, shipping_address
from cartcheck.mock.generations.opencart_4_1.cart_block import cart_block
from cartcheck.mock.generations.opencart_4_1.confirm import add_history, confirm
from cartcheck.mock.generations.opencart_4_1.customer import customer
from cartcheck.mock.generations.opencart_4_1.discounts import affiliate, coupon, reward
from cartcheck.mock.generations.opencart_4_1.methods import (
    payment_method,
    payment_methods,
    shipping_method,
    shipping_methods,
)
from cartcheck.mock.generations.opencart_4_1.products import add_product, products

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.mock.generations.opencart_4_1.visit import Call, Json, Visit

_EXTENSIONS: Mapping[str, Call] = {"coupon": coupon, "reward": reward}


def cart(visit: Visit) -> Json:
    """All that was sent, and the cart that comes of it."""
    customer(visit)
    output = products(visit)
    payment_address(visit)
    shipping_address(visit)
    shipping_method(visit)
    payment_method(visit)
    return {**output, **cart_block(visit)}


def product_add(visit: Visit) -> Json:
    """One more product."""
    wrong = _begin(visit)
    if wrong:
        return wrong
    payment_address(visit)
    shipping_address(visit)
    output = add_product(visit)
    shipping_method(visit)
    payment_method(visit)
    return {**output, **cart_block(visit)}


def set_shipping_address(visit: Visit) -> Json:
    """The shipping address, for a cart that has something to send."""
    output = products(visit)
    return output if "error" in output else shipping_address(visit)


def list_shipping_methods(visit: Visit) -> Json:
    """What shipping is offered."""
    wrong = _begin(visit)
    if wrong:
        return wrong
    payment_address(visit)
    shipping_address(visit)
    return shipping_methods(visit)


def set_shipping_method(visit: Visit) -> Json:
    """The shipping method, and the cart with it."""
    wrong = _begin(visit)
    if wrong:
        return wrong
    shipping_address(visit)
    payment_address(visit)
    return {**shipping_method(visit), **cart_block(visit)}


def list_payment_methods(visit: Visit) -> Json:
    """What payment is offered."""
    wrong = _begin(visit)
    if wrong:
        return wrong
    payment_address(visit)
    shipping_address(visit)
    shipping_method(visit)
    return payment_methods(visit)


def set_payment_method(visit: Visit) -> Json:
    """The payment method, and the cart with it."""
    wrong = _begin(visit)
    if wrong:
        return wrong
    payment_address(visit)
    shipping_address(visit)
    shipping_method(visit)
    return {**payment_method(visit), **cart_block(visit)}


def extension(visit: Visit) -> Json:
    """Coupon or reward points, by `code` in the query; for any other only the cart is told."""
    customer(visit)
    products(visit)
    payment_address(visit)
    shipping_address(visit)
    shipping_method(visit)
    payment_method(visit)
    chosen = _EXTENSIONS.get(visit.query("code"))
    return {**(chosen(visit) if chosen else {}), **cart_block(visit)}


def _begin(visit: Visit) -> Json:
    """Customer and products; only what is wrong with the products matters."""
    customer(visit)
    output = products(visit)
    return output if "error" in output else {}


CALLS: Mapping[str, Call] = {
    "customer": customer,
    "cart": cart,
    "product_add": product_add,
    "payment_address": payment_address,
    "shipping_address": set_shipping_address,
    "shipping_method": set_shipping_method,
    "shipping_methods": list_shipping_methods,
    "payment_method": set_payment_method,
    "payment_methods": list_payment_methods,
    "extension": extension,
    "affiliate": affiliate,
    "confirm": confirm,
    "history_add": add_history,
}
