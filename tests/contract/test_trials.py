"""Whole runs at a mock: quiet where it is healthy, one finding for each fault, and never more than there is leave for."""

import pytest

from cartcheck.contract.defects import DEFECTS
from cartcheck.contract.failure import Failure, FailureKind
from cartcheck.contract.trial import Trial
from cartcheck.findings.catalogue import catalogue
from cartcheck.findings.finding import Level
from cartcheck.mock.shop.setup import Setup
from cartcheck.reports.document import to_json
from cartcheck.reports.result import Outcome
from tests.contract.trials import NEW, run

# No shop tells anybody its coupons, gift vouchers and customers with points.
UNKNOWN = {"coupon_apply", "voucher_apply", "reward_apply"}
PERSISTENT = {"order_create", "order_replace", "order_delete", "order_history_add"}

# The calls that show each fault.
SHOWS = {
    "refuses-valid-customer": "customer_set",
    "refuses-valid-order": "order_create",
    "refuses-valid-amount": "voucher_add",
    "refuses-to-list-payments": "payment_methods_list",
    "silent-refusal": "currency_set",
    "accepts-anything": "customer_set or payment_address_set",
    "error-without-field": "customer_set or payment_address_set",
    "open-without-token-on-one-call": "payment_address_set",
    "renamed-field": "cart_read",
    "number-for-string": "cart_edit or cart_read",
    "object-for-list": "cart_read",
    "additional-field": "cart_read",
    "wrong-media-type": "currency_set or reward_maximum",
    "notice-on-one-call": "payment_methods_list or payment_method_set",
    "html-on-one-call": "reward_maximum",
    "server-error-on-one-call": "currency_set",
    "refuses-delete": "order_read",
}
EXAMPLES = [
    pytest.param(kind, example, id=f"{kind.id}-{example.faults[0]}")
    for kind in catalogue().values()
    if kind.id.startswith("contract.")
    for example in kind.examples
    if example.faults
]


def only_defects(result):
    return all(finding.id.startswith("defect.") for finding in result.findings)


def named(items, *outcomes):
    return {item.id.rpartition("test_")[2] for item in items if item.outcome in outcomes}


@pytest.mark.parametrize(
    ("opencart", "display_errors", "faults", "thorough"),
    [
        ("3.0.3.0", False, (), False),
        ("3.0.3.9", True, (), True),
        ("3.0.5.1", False, (), True),
        ("3.0.5.1", False, ("store-language",), False),
    ],
)
def test_a_healthy_store_keeps_its_contract(opencart, display_errors, faults, thorough):
    result = run(faults, opencart=opencart, display_errors=display_errors, control=thorough)
    assert only_defects(result)
    assert {finding.level for finding in result.findings} == {Level.ADVICE}
    assert named(result.items, Outcome.CLEAR) >= NEW.keys() - UNKNOWN
    assert named(result.items, Outcome.CLEAR, Outcome.NOT_REACHED) == NEW.keys()
    reached = {item.id.rpartition("test_")[2]: dict(item.reached) for item in result.items}
    assert all(reached[name]["accepted"] for name in NEW.keys() - UNKNOWN)
    assert all("no access" in reached[name] for name in NEW.keys() - {"login", "shipping_address_set"})


def test_generated_cases_find_nothing_on_a_healthy_store():
    result = run(keywords="customer_set or cart_add or payment_address", examples=12)
    assert named(result.items, Outcome.CLEAR) == {"customer_set", "cart_add", "payment_address_set"}
    assert only_defects(result)


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_each_fault_is_found_and_nothing_else(kind, example):
    result = run(example.faults, SHOWS[example.faults[0]], opencart=example.opencart)
    bad = {finding.id for finding in result.findings if finding.level.at_least(Level.WARNING)}
    assert kind.id in {finding.id for finding in result.findings}
    if kind.level.at_least(Level.WARNING):
        assert bad == {kind.id}
        assert sum(finding.id == kind.id for finding in result.findings) == 1
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}


def test_every_kind_of_finding_has_a_fault():
    kinds = [kind for kind in catalogue().values() if kind.id.startswith("contract.")]
    assert kinds and all(kind.examples for kind in kinds)


def test_every_known_defect_has_its_words():
    words = {kind.id for kind in catalogue().values() if kind.id.startswith("defect.")}
    assert words == {f"defect.{known.name}" for known in DEFECTS}


def test_evidence_names_exchanges_that_are_shown():
    result = run(("html-on-one-call",), "reward_maximum")
    (finding,) = result.findings
    shown = {exchange.number for exchange in result.exchanges}
    assert {evidence.exchange for evidence in finding.evidence} <= shown
    assert finding.operation == "reward_maximum"
    assert finding.count == 2


def test_without_leave_nothing_lasting_is_asked_of_a_live_store():
    result = run(control=False, writes=False)
    assert named(result.items, Outcome.NOT_APPLICABLE) == PERSISTENT
    assert named(result.items, Outcome.NOT_REACHED) == UNKNOWN | {"order_read"}
    assert result.sent < 300
    assert only_defects(result)


def test_with_leave_orders_are_made_and_deleted_again():
    result = run(keywords="order", control=False)
    assert named(result.items, Outcome.CLEAR) == PERSISTENT | {"order_read"}
    assert only_defects(result)


def test_a_spent_budget_keeps_what_was_found():
    result = run(("html-on-one-call",), "reward_maximum or reward_available", budget=8)
    assert {finding.id for finding in result.findings} == {"contract.broken-answer"}
    assert named(result.items, Outcome.NOT_REACHED)


def test_an_interrupt_keeps_what_was_found(monkeypatch):
    def interrupted(self):
        self.failures.append(Failure(FailureKind.BROKEN, "html", "text", 1, facts={"what": "html"}))
        raise KeyboardInterrupt

    monkeypatch.setattr(Trial, "run", interrupted)
    result = run(keywords="currency_set")
    assert [finding.id for finding in result.findings] == ["contract.broken-answer"]
    assert "interrupted" in result.problems[0]


def test_a_product_can_be_named():
    assert named(run(keywords="cart_remove", products=(43,)).items, Outcome.CLEAR) == {"cart_remove"}
    (item,) = run(keywords="cart_remove", products=(999,)).items
    assert item.outcome is Outcome.NOT_REACHED
    assert "--product" in item.detail


@pytest.mark.parametrize(
    ("operation", "setup", "codes"),
    [
        ("coupon_apply", Setup(coupon="SPRING-2026"), {"coupon": "SPRING-2026"}),
        ("voucher_apply", Setup(voucher="ANN-TO-BOB"), {"voucher": "ANN-TO-BOB"}),
    ],
)
def test_codes_can_be_named(operation, setup, codes):
    (item,) = run(keywords=operation, setup=setup, codes=codes).items
    assert item.outcome is Outcome.CLEAR
    assert dict(item.reached)["accepted"]
    (item,) = run(keywords=operation, setup=setup).items
    assert (item.outcome, "Name one with --" in item.detail) == (Outcome.NOT_REACHED, True)
    refused = run(keywords=operation, codes=codes)
    assert refused.items[0].outcome is Outcome.NOT_REACHED
    assert "that was named" in refused.items[0].detail
    assert only_defects(refused)


def test_named_codes_reach_no_report():
    result = run(keywords="voucher_apply", codes={"voucher": "ANN-TO-BOB"})
    assert "ANN-TO-BOB" not in to_json(result)


def test_points_are_out_of_reach_for_good():
    (item,) = run(keywords="reward_apply").items
    assert item.outcome is Outcome.NOT_REACHED
    assert "registered customer" in item.detail


def test_a_store_that_refuses_the_login_is_not_reached(monkeypatch):
    monkeypatch.setattr("tests.contract.trials.DEMO_KEY", "wrong")
    result = run(keywords="customer_set or currency_set")
    assert named(result.items, Outcome.NOT_REACHED) == {"customer_set", "currency_set"}
    assert not result.findings


def test_a_number_of_an_order_told_as_text_is_its_number():
    result = run(("text-for-number",), "order_read", opencart="3.0.3.8")
    assert named(result.items, Outcome.NOT_REACHED) == set()


def test_an_error_of_php_is_no_limit():
    assert "rate.limited" not in {
        finding.id for finding in run(("server-error-now-and-then",), subject="rate").findings
    }


@pytest.mark.parametrize(
    ("opencart", "faults"), [("2.0.3.1", ("cart-as-text",)), ("3.0.5.1", ("cart-add-lost",))]
)
def test_a_cart_that_shows_nothing_is_no_shop_without_products(opencart, faults):
    result = run(faults, opencart=opencart, keywords="coupon_apply")
    (item,) = [item for item in result.items if item.id.endswith("test_coupon_apply")]
    assert item.outcome is Outcome.NOT_REACHED
    assert item.detail.startswith("The store puts products into the cart (")
