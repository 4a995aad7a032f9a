"""Each fault of one call or member is found by its own finding and no other."""

from __future__ import annotations

import pytest

from cartcheck.findings.finding import Level
from cartcheck.reports.result import Outcome
from tests.contract.trials import run

# What is found, and by which fault at which calls. 3.0.5.1 has all of them; what has another scope tells so.
FAULTS = {
    "contract.answer-differs": {
        "missing-field": "cart_read",
        "missing-field-in-rows": "cart_read",
        "null-for-text": "cart_read",
        "map-for-text": "cart_read",
        "text-for-boolean": "cart_read",
        "map-for-empty-list": "cart_read",
        "text-for-number": "order_create",
        "list-for-map": "payment_methods_list",
        "renamed-success": "customer_set",
        "text-for-errors": "customer_set",
        "date-in-another-form": "order_read",
        "cart-as-text": "cart_read",
        "status-of-refusals": "customer_set",
    },
    "contract.broken-answer": {
        "server-error-now-and-then": "customer_set",
        "truncated-cart": "cart_read",
        "no-number-in-cart": "cart_read",
        "empty-answer-on-one-call": "payment_address_set",
    },
    "contract.php-message": {"message-after-cart": "cart_read"},
    "contract.invalid-accepted": {
        "option-not-checked": "cart_add",
        "unknown-product-accepted": "cart_add",
        "unknown-payment-accepted": "payment_method_set",
        "unknown-shipping-accepted": "shipping_method_set",
        "unknown-currency-accepted": "currency_set",
        "unknown-coupon-accepted": "coupon_apply",
        "points-not-checked": "reward_apply",
        "unknown-order-accepted": "order_history_add",
        "amount-not-checked": "voucher_add",
        "email-not-checked": "customer_set",
        "country-not-checked": "payment_address_set",
        "length-not-checked": "customer_set",
    },
    "contract.valid-refused": {"refuses-address-silently": "payment_address_set"},
}
CASES = [(fault, calls, kind) for kind, some in FAULTS.items() for fault, calls in some.items()]


def loud(faults: tuple[str, ...], calls: str, opencart: str = "3.0.5.1") -> set[str]:
    result = run(faults, calls, opencart=opencart)
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}
    return {finding.id for finding in result.findings if finding.level.at_least(Level.WARNING)}


@pytest.mark.parametrize(("fault", "calls", "kind"), CASES)
def test_a_fault_is_found_and_nothing_else(fault: str, calls: str, kind: str) -> None:
    assert loud((fault,), calls) == {kind}


def test_an_order_of_nothing_is_found() -> None:
    kinds = {"contract.invalid-accepted", "contract.order-left-behind"}
    assert loud(("unfinished-order-accepted",), "order_create") == kinds


def test_a_signature_that_nobody_checks_is_found() -> None:
    calls = "customer_set or payment_address_set"
    assert loud(("signature-not-checked",), calls, "4.1.0.4") == {"contract.open-without-token"}


def test_all_faults_of_one_call_are_told_in_one_run() -> None:
    of_rows = ("missing-field-in-rows", "null-for-text", "text-for-boolean")
    faults = ("wrong-media-type", *of_rows, "additional-field")
    result = run(faults, "cart_read")
    told = {
        finding.summary
        for finding in result.findings
        if finding.id in {"contract.answer-differs", "contract.unexpected-member", "contract.media-type"}
    }
    assert len(told) == len(faults)


def test_without_a_product_what_needs_none_is_tried() -> None:
    (item,) = run(keywords="cart_read", products=(999,)).items
    assert item.outcome is Outcome.NOT_REACHED
    assert dict(item.reached)["accepted"]
