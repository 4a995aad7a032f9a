"""Shops that are set up unusually, but well: nothing is found in them, and what is wrong in them still is."""

import pytest

from cartcheck.contract.limits import amount_ranges
from cartcheck.findings.finding import Level
from cartcheck.mock.shop.setup import Setup
from cartcheck.reports.result import Outcome
from tests.contract.test_trials import PERSISTENT, UNKNOWN, named
from tests.contract.trials import NEW, run

ORDERS = PERSISTENT | {"order_read"}
SHIPPING = {"shipping_address_set", "shipping_method_set"}
PAYMENT = {"payment_methods_list", "payment_method_set"}

# The calls with fields that settings have a say in.
BOUNDED = "cart_add or voucher_add or address_set or order_create"

# A setup, and what cannot be reached there, with a word of the reason.
SETUPS = {
    "downloads only": (Setup(ships=False), SHIPPING | PAYMENT | ORDERS, "shipped"),
    "free downloads": (Setup(ships=False, price=0), SHIPPING, "shipped"),
    "minimum of 5": (Setup(minimum=5), set(), ""),
    "minimum of 50": (Setup(minimum=50), set(), ""),
    "one piece left": (Setup(quantity=1), {"order_replace"}, "Stock Checkout"),
    "sold out": (Setup(quantity=0), ORDERS, "Stock Checkout"),
    "minimum above stock": (Setup(quantity=3, minimum=5), ORDERS, "Minimum Quantity"),
    "no payment": (Setup(cod=False), PAYMENT | ORDERS, "Extensions > Payments"),
    "payment for large orders": (Setup(cod_from=100_000), PAYMENT | ORDERS, "Extensions > Payments"),
    "no shipping": (Setup(flat_rate=False), {"shipping_method_set"} | ORDERS, "Extensions > Shipping"),
    "vouchers of 50 to 100": (Setup(voucher_amounts=(50, 100)), set(), ""),
    "vouchers of 2000 to 5000": (Setup(voucher_amounts=(2000, 5000)), set(), ""),
    "no voucher possible": (Setup(voucher_amounts=(0, 0)), set(), ""),
    "postcodes everywhere": (Setup(postcode_required=True), set(), ""),
    "postcodes nowhere": (Setup(postcode_required=False), set(), ""),
    "one product": (Setup(products=frozenset({40})), set(), ""),
    "only products with options": (
        Setup(products=frozenset({30})),
        {"cart_add", "cart_edit", "cart_remove", "cart_read", "shipping_methods_list"}
        | SHIPPING
        | PAYMENT
        | ORDERS,
        "without options",
    ),
    "nothing for sale": (
        Setup(products=frozenset()),
        {"cart_add", "cart_edit", "cart_remove", "cart_read", "shipping_methods_list"}
        | SHIPPING
        | PAYMENT
        | ORDERS,
        "No product is known",
    ),
    "everything free": (Setup(price=0), set(), ""),
}


def bad(result):
    return {(one.id, one.operation) for one in result.findings if one.level.at_least(Level.WARNING)}


@pytest.mark.parametrize("name", SETUPS)
def test_nothing_is_found_and_what_is_out_of_reach_says_why(name):
    setup, unreached, why = SETUPS[name]
    result = run(setup=setup, control=False)
    assert bad(result) == set()
    assert named(result.items, Outcome.NOT_REACHED) - UNKNOWN == unreached
    assert named(result.items, Outcome.CLEAR) >= NEW.keys() - unreached - UNKNOWN
    reasons = [item.detail for item in result.items if item.outcome is Outcome.NOT_REACHED]
    assert any(why in reason for reason in reasons)


@pytest.mark.parametrize(
    "name", ["free downloads", "minimum of 5", "vouchers of 50 to 100", "postcodes everywhere"]
)
def test_nothing_is_found_at_the_limits_either(name):
    result = run(keywords=BOUNDED, setup=SETUPS[name][0], control=True)
    assert bad(result) == set()
    assert named(result.items, Outcome.CLEAR)


@pytest.mark.parametrize(
    ("setup", "fault", "operation"),
    [
        ("downloads only", "refuses-valid-customer", "customer_set"),
        ("downloads only", "refuses-valid-amount", "voucher_add"),
        ("free downloads", "refuses-to-list-payments", "payment_methods_list"),
        ("free downloads", "refuses-valid-order", "order_create"),
        ("minimum of 5", "refuses-valid-order", "order_create"),
        ("one piece left", "refuses-valid-order", "order_create"),
        ("postcodes everywhere", "refuses-valid-order", "order_create"),
        ("no payment", "silent-refusal", "currency_set"),
        ("no shipping", "refuses-to-list-payments", "payment_methods_list"),
        ("vouchers of 50 to 100", "refuses-valid-order", "order_create"),
        ("sold out", "refuses-to-list-payments", "payment_methods_list"),
        ("sold out", "silent-refusal", "currency_set"),
    ],
)
def test_what_refuses_without_a_reason_is_still_found(setup, fault, operation):
    result = run((fault,), operation, setup=SETUPS[setup][0])
    assert bad(result) == {("contract.valid-refused", operation)}


@pytest.mark.parametrize("setup", ["downloads only", "postcodes everywhere", "vouchers of 50 to 100"])
def test_what_takes_anything_is_still_found(setup):
    result = run(
        ("accepts-anything",), "customer_set or payment_address_set or voucher_add", setup=SETUPS[setup][0]
    )
    assert {finding for finding, _ in bad(result)} == {"contract.invalid-accepted"}


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
