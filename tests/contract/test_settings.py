"""Shops that are set up unusually, but well: nothing is found in them, and what is wrong in them still is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

import pytest

from cartcheck.contract.limits import amount_ranges
from cartcheck.findings.finding import Level
from cartcheck.mock.shop.setup import Setup
from cartcheck.reports.result import Outcome
from tests.contract.test_generations import OUT_OF_REACH, calls
from tests.contract.test_trials import named
from tests.contract.trials import run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.reports.result import Result


class Lack(Enum):
    """What a shop does without."""

    SHIPPED = auto()
    PAYMENT = auto()
    CASH_FOR_LESS = auto()
    SHIPPING = auto()
    MORE_THAN_ONE = auto()
    STOCK = auto()
    ENOUGH = auto()
    VOUCHERS = auto()
    PRODUCTS = auto()
    SHIPPED_ORDERS = auto()


class Unusual(NamedTuple):
    """A setup, what is lacking for that, and a word of the reason told."""

    setup: Setup
    lacks: tuple[Lack, ...] = ()
    why: str = ""


SETUPS = {
    "downloads only": Unusual(Setup(ships=False), (Lack.SHIPPED, Lack.PAYMENT), "shipped"),
    "free downloads": Unusual(Setup(ships=False, price=0), (Lack.SHIPPED, Lack.SHIPPED_ORDERS), "shipped"),
    "minimum of 5": Unusual(Setup(minimum=5)),
    "minimum of 50": Unusual(Setup(minimum=50)),
    "one piece left": Unusual(Setup(quantity=1), (Lack.MORE_THAN_ONE,)),
    "sold out": Unusual(Setup(quantity=0), (Lack.STOCK,), "Stock Checkout"),
    "minimum above stock": Unusual(Setup(quantity=3, minimum=5), (Lack.ENOUGH,), "Quantity"),
    "no payment": Unusual(Setup(cod=False), (Lack.PAYMENT,), "Extensions > Payments"),
    "payment for large orders": Unusual(Setup(cod_from=100_000), (Lack.CASH_FOR_LESS,)),
    "no shipping": Unusual(Setup(flat_rate=False), (Lack.SHIPPING,), "Extensions > Shipping"),
    "vouchers of 50 to 100": Unusual(Setup(voucher_amounts=(50, 100))),
    "vouchers of 2000 to 5000": Unusual(Setup(voucher_amounts=(2000, 5000))),
    "no voucher possible": Unusual(Setup(voucher_amounts=(0, 0)), (Lack.VOUCHERS,)),
    "postcodes everywhere": Unusual(Setup(postcode_required=True)),
    "postcodes nowhere": Unusual(Setup(postcode_required=False)),
    "one product": Unusual(Setup(products=frozenset({40}))),
    "only products with options": Unusual(Setup(products=frozenset({30}))),
    "only a product with options of every type": Unusual(Setup(products=frozenset({42}))),
    "nothing for sale": Unusual(Setup(products=frozenset()), (Lack.PRODUCTS,), "No product is known"),
    "everything free": Unusual(Setup(price=0)),
}

ORDERS = {"order_create", "order_replace", "order_delete", "order_history_add", "order_read", "order_load"}
SHIPPING = {"shipping_address_set", "shipping_method_set"}
PAYMENT = {"payment_methods_list", "payment_method_set"}
LISTED = {"shipping_methods_list"}
CART = {"cart_add", "cart_edit", "cart_remove", "cart_read"}
# 4.1 keeps nothing: the client tells its choices with each order, whether they were offered or not.
BOUGHT = {
    *(CART | SHIPPING | LISTED | PAYMENT | {"order_create", "order_history_add"}),
    *{"reward_apply", "subscription_cart_add", "subscription_cart_read"},
}
# An answer to this says nothing of the shop, so that it is reached where there are no orders either.
BLIND = {"order_delete"}


@dataclass(frozen=True)
class Era:
    """Versions that go without the same calls for want of the same thing."""

    versions: tuple[str, ...]
    without: Mapping[Lack, set[str]]


_CARTS = {
    Lack.SHIPPED: SHIPPING,
    Lack.PAYMENT: PAYMENT | ORDERS,
    Lack.CASH_FOR_LESS: PAYMENT | ORDERS,
    Lack.SHIPPING: {"shipping_method_set"} | ORDERS,
    Lack.MORE_THAN_ONE: {"order_replace"},
    Lack.STOCK: ORDERS,
    Lack.ENOUGH: ORDERS,
    Lack.PRODUCTS: CART | SHIPPING | LISTED | PAYMENT | ORDERS,
}
_SALES = {
    Lack.SHIPPED: SHIPPING | LISTED,
    Lack.PAYMENT: PAYMENT | ORDERS - BLIND,
    Lack.SHIPPING: {"shipping_method_set"} | LISTED | ORDERS - BLIND,
    Lack.STOCK: ORDERS - BLIND,
    Lack.ENOUGH: ORDERS - BLIND,
    Lack.VOUCHERS: {"voucher_add", "voucher_remove"},
    Lack.PRODUCTS: CART | SHIPPING | LISTED | PAYMENT | ORDERS | {"coupon_apply", "reward_apply"},
}
_SIGNED = {
    Lack.SHIPPED: SHIPPING | LISTED,
    Lack.PAYMENT: {"payment_methods_list"},
    Lack.SHIPPING: LISTED,
    Lack.STOCK: BOUGHT,
    Lack.ENOUGH: {"order_create", "order_history_add"},
    Lack.PRODUCTS: BOUGHT,
}
ERAS = (
    Era(("2.0.3.1",), {**_CARTS, Lack.VOUCHERS: {"voucher_add"}}),
    Era(("2.1.0.2", "2.3.0.2", "3.0.3.2", "3.0.5.1"), _CARTS),
    Era(("4.0.0.0", "4.0.1.1"), _SALES),
    Era(
        ("4.0.2.3",), {**_SALES, Lack.SHIPPED_ORDERS: ORDERS - BLIND}
    ),  # the mail about them ends in a redirect
    Era(("4.1.0.0", "4.1.0.4"), _SIGNED),
    Era(("4.1.0.3",), {**_SIGNED, Lack.SHIPPED: SHIPPING | LISTED | {"reward_apply"}}),
)
EVERYWHERE = [
    pytest.param(version, era.without, name, id=f"{version} {name}")
    for era in ERAS
    for version in era.versions
    for name in SETUPS
]

# The calls with fields that settings have a say in.
BOUNDED = "cart_add or voucher_add or address_set or order_create"


def bad(result: Result) -> set[tuple[str, str]]:
    return {(one.id, one.operation) for one in result.findings if one.level.at_least(Level.WARNING)}


@pytest.mark.parametrize(("version", "without", "name"), EVERYWHERE)
def test_nothing_is_found_and_what_is_out_of_reach_says_why(
    version: str, without: Mapping[Lack, set[str]], name: str
) -> None:
    setup, lacks, why = SETUPS[name]
    result = run(opencart=version, setup=setup, control=False, budget=8000)
    assert bad(result) == set()
    wanted = set().union(*(without.get(lack, ()) for lack in lacks)) & calls(version)
    never = OUT_OF_REACH.get(version, OUT_OF_REACH["3.0.5.1"]).keys()
    assert named(result.items, Outcome.NOT_REACHED) - never == wanted - never
    assert named(result.items, Outcome.CLEAR) >= calls(version) - wanted - never
    reasons = [item.detail for item in result.items if item.outcome is Outcome.NOT_REACHED]
    assert any(why in reason for reason in reasons) or not wanted


@pytest.mark.parametrize("version", ["3.0.5.1", "4.0.2.3", "4.1.0.4"])
@pytest.mark.parametrize(
    "name", ["free downloads", "minimum of 5", "vouchers of 50 to 100", "postcodes everywhere"]
)
def test_nothing_is_found_at_the_limits_either(version: str, name: str) -> None:
    result = run(keywords=BOUNDED, opencart=version, setup=SETUPS[name].setup, control=True)
    assert bad(result) == set()
    assert named(result.items, Outcome.CLEAR)


# A version and a setup, a fault, and the call that it is found in.
FAULTS = (
    ("3.0.5.1", "downloads only", "refuses-valid-customer", "customer_set"),
    ("3.0.5.1", "downloads only", "refuses-valid-amount", "voucher_add"),
    ("3.0.5.1", "free downloads", "refuses-to-list-payments", "payment_methods_list"),
    ("3.0.5.1", "free downloads", "refuses-valid-order", "order_create"),
    ("3.0.5.1", "minimum of 5", "refuses-valid-order", "order_create"),
    ("3.0.5.1", "one piece left", "refuses-valid-order", "order_create"),
    ("3.0.5.1", "postcodes everywhere", "refuses-valid-order", "order_create"),
    ("3.0.5.1", "no payment", "silent-refusal", "currency_set"),
    ("3.0.5.1", "no shipping", "refuses-to-list-payments", "payment_methods_list"),
    ("3.0.5.1", "vouchers of 50 to 100", "refuses-valid-order", "order_create"),
    ("3.0.5.1", "sold out", "refuses-to-list-payments", "payment_methods_list"),
    ("3.0.5.1", "sold out", "silent-refusal", "currency_set"),
    ("2.0.3.1", "one piece left", "refuses-valid-order", "order_create"),
    ("4.0.1.1", "one piece left", "refuses-valid-order", "order_create"),
    ("4.0.2.3", "one piece left", "refuses-valid-order", "order_create"),
    ("4.0.2.3", "minimum of 5", "refuses-valid-order", "order_create"),
    ("4.0.2.3", "downloads only", "refuses-valid-amount", "voucher_add"),
    ("4.0.2.3", "no payment", "silent-refusal", "currency_set"),
    ("4.1.0.4", "downloads only", "refuses-valid-customer", "customer_set"),
    ("4.1.0.4", "one piece left", "refuses-valid-customer", "customer_set"),
)


@pytest.mark.parametrize(("version", "setup", "fault", "operation"), FAULTS)
def test_what_refuses_without_a_reason_is_still_found(
    version: str, setup: str, fault: str, operation: str
) -> None:
    result = run((fault,), operation, opencart=version, setup=SETUPS[setup].setup)
    assert bad(result) == {("contract.valid-refused", operation)}


@pytest.mark.parametrize("setup", ["downloads only", "postcodes everywhere", "vouchers of 50 to 100"])
@pytest.mark.parametrize("version", ["3.0.5.1", "4.0.2.3", "4.1.0.4"])
def test_what_takes_anything_is_still_found(version: str, setup: str) -> None:
    keywords = "customer_set or payment_address_set or voucher_add"
    result = run(("accepts-anything",), keywords, opencart=version, setup=SETUPS[setup].setup)
    assert {finding for finding, _ in bad(result)} == {"contract.invalid-accepted"}


@pytest.mark.parametrize("setup", ["downloads only", "one piece left", "minimum of 5"])
def test_a_cart_that_loses_what_is_put_in_is_still_found(setup: str) -> None:
    lost, life = ("cart-add-lost",), "order_life"
    result = run(lost, "cart_keeps", opencart="4.1.0.4", setup=SETUPS[setup].setup, subject=life)
    assert {finding for finding, _ in bad(result)} == {"effect.cart-not-kept"}


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("Amount must be between $50.00 and $1,000.00!", (50, 1000)),
        ("Der Betrag muss zwischen 50,00€ und 1.000,00€ liegen!", (50, 1000)),
        ("Amount must be between ¥50 and ¥1,000!", (50, 1000)),
        ("Le montant doit être entre 50,00 € et 1\u00a0000,00 €", (50, 1000)),
        ("Amount must be between KD50.000 and KD1,000.000!", (50, 1000)),
    ],
)
def test_limits_are_read_in_any_language(text, ranges):
    assert ranges in amount_ranges(text)


def test_no_limits_are_read_where_none_are_told():
    assert list(amount_ranges("No!")) == list(amount_ranges("At most $100!")) == []
