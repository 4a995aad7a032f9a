"""Lives of carts and orders: quiet at healthy stores, each fault found alone with a short chain, and nothing left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cartcheck.contract import lives
from cartcheck.contract.order_life import OrderLife
from cartcheck.findings.catalogue import catalogue
from cartcheck.findings.finding import Level
from cartcheck.mock.faults import all_faults, applies
from cartcheck.mock.store import Store
from cartcheck.reports.result import Outcome
from tests.contract.trials import run

if TYPE_CHECKING:
    from cartcheck.reports.result import Result

LIFE = "order_life"
FIRST, SECOND = "cart_keeps", "order_is"
VERSIONS = (
    *("2.0.3.1", "2.1.0.2", "2.2.0.0", "2.3.0.2", "3.0.3.2", "3.0.3.9", "3.0.5.1"),
    *("4.0.0.0", "4.0.1.1", "4.0.2.3", "4.1.0.0", "4.1.0.4", "documented"),
)
STAY = {"4.1.0.0": {"contract.order-stays"}, "4.1.0.4": {"contract.order-stays"}}
STAY["documented"] = {"contract.records-stay"}
# One of each line, and of 3.0 the two ends; 4.1.0.0 reckons no cart that is shipped: defect.shipping-demanded.
FAULTY = tuple(version for version in VERSIONS if version not in {"3.0.3.9", "4.1.0.0"})

# What shows each fault: the first item, which makes no order, or the second.
SHOWN_BY = {
    "cart-add-lost": (FIRST, "effect.cart-not-kept"),
    "cart-edit-ignored": (FIRST, "effect.cart-not-kept"),
    "cart-remove-ignored": (FIRST, "effect.cart-not-kept"),
    "cart-shared": (FIRST, "effect.cart-shared"),
    "totals-wrong": (FIRST, "effect.totals-differ"),
    "row-total-wrong": (FIRST, "effect.totals-differ"),
    "price-changed-on-edit": (FIRST, "effect.price-changed"),
    "refuses-repetition": (FIRST, "effect.answer-changes"),
    "order-total-differs": (SECOND, "effect.order-differs"),
    "another-order-read": (SECOND, "effect.order-differs"),
    "letters-lost": (SECOND, "effect.order-differs"),
    "order-not-kept": (SECOND, "effect.order-differs"),
    "history-not-kept": (SECOND, "effect.history-differs"),
    "history-kept-twice": (SECOND, "effect.history-differs"),
    "delete-ignored": (SECOND, "effect.order-not-deleted"),
}
# An order that is not there cannot be deleted either.
ALSO = {"order-not-kept": {"contract.order-left-behind"}}
CASES = [
    pytest.param(version, fault, id=f"{fault}-{version}")
    for fault in SHOWN_BY
    for version in FAULTY
    if applies(fault, version)
]


def loud(result: Result) -> set[str]:
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}
    return {finding.id for finding in result.findings if finding.level.at_least(Level.WARNING)}


def shown(result: Result) -> list[str]:
    exchanges = {exchange.number: exchange for exchange in result.exchanges}
    return [exchanges[piece.exchange].purpose for finding in result.findings for piece in finding.evidence]


def ends(result: Result) -> list[Outcome]:
    return [item.outcome for item in result.items]


@pytest.mark.parametrize("version", VERSIONS)
def test_healthy_stores_are_left_in_peace(version: str, stores: list[Store]) -> None:
    result = run(opencart=version, control=False, subject=LIFE)
    assert {finding.id for finding in result.findings} == STAY.get(version, set())
    assert ends(result) == [Outcome.CLEAR] * (1 if version == "documented" else 2)
    still_there = [order.status_id for order in stores[-1].orders.all()]
    assert still_there == ([0] if version in STAY else [])


@pytest.mark.parametrize("version", ["2.0.3.1", "2.3.0.2", "3.0.5.1", "4.0.0.0", "4.0.2.3", "4.1.0.4"])
def test_many_lives_find_nothing_either(version: str) -> None:
    result = run(opencart=version, subject=LIFE, seed=7)
    assert loud(result) == set()
    assert ends(result) == [Outcome.CLEAR, Outcome.CLEAR]


@pytest.mark.parametrize(("version", "fault"), CASES)
def test_faults_are_found_and_nothing_else(version: str, fault: str) -> None:
    item, kind = SHOWN_BY[fault]
    item = SECOND if version == "documented" else item
    result = run((fault,), item, opencart=version, control=False, subject=LIFE)
    assert loud(result) - ALSO.get(fault, set()) == {kind}
    (found,) = [finding for finding in result.findings if finding.id == kind]
    shown_by, *exchanges = (evidence.exchange for evidence in found.evidence)
    assert shown_by == exchanges[-1]
    assert exchanges and exchanges == list(range(exchanges[0], exchanges[-1] + 1))
    assert set(exchanges) <= {exchange.number for exchange in result.exchanges}


@pytest.mark.parametrize("control", [False, True])
@pytest.mark.parametrize("version", ["2.1.0.2", "3.0.5.1", "4.0.1.1", "4.0.2.3"])
def test_a_call_that_broke_is_not_said_to_have_done_nothing(version: str, control: bool) -> None:
    result = run(("server-error-now-and-then",), opencart=version, control=control, subject=LIFE)
    assert Outcome.HARNESS_ERROR not in ends(result)
    assert not [finding.id for finding in result.findings if finding.id.startswith("effect.")]


@pytest.mark.parametrize("version", ["2.1.0.2", "3.0.5.1", "4.0.2.3"])
def test_a_row_that_cannot_be_named_is_not_said_to_stay(version: str) -> None:
    result = run(("renamed-field",), FIRST, opencart=version, control=False, subject=LIFE)
    assert ends(result) == [Outcome.CLEAR]
    assert "Change the quantity" not in " ".join(one.purpose for one in result.exchanges)


def test_the_faults_are_those_of_the_findings() -> None:
    kinds = {kind.id: kind for kind in catalogue().values() if kind.id.startswith("effect.")}
    named = {(fault, kind.id) for kind in kinds.values() for each in kind.examples for fault in each.faults}
    assert named == {(fault, kind) for fault, (_, kind) in SHOWN_BY.items()}
    effects = {name for name, fault in all_faults().items() if fault.__module__.endswith("contract_effects")}
    assert effects == set(SHOWN_BY)


def test_the_chain_is_the_shortest() -> None:
    result = run(("cart-remove-ignored",), FIRST, control=False, subject=LIFE)
    (found,) = result.findings
    told, *chain = (evidence.text for evidence in found.evidence)
    assert told == "After cart_remove 0 pieces of product 40 should be in the cart; it holds 1."
    assert [purpose.partition(":")[0].rstrip(".") for purpose in chain] == [
        "Log in for an order’s life",
        "Put products into the cart",
        "Read the cart",
        "Take a row or a gift voucher out of the cart",
        "Read the cart",
    ]


def test_without_leave_only_the_cart_is_tried(stores: list[Store]) -> None:
    result = run(control=False, writes=False, subject=LIFE)
    assert ends(result) == [Outcome.CLEAR, Outcome.NOT_APPLICABLE]
    assert result.sent < 50
    assert stores[-1].orders.add({}, []).order_id == 1


def test_a_live_store_is_asked_little() -> None:
    looking = run(control=False, writes=False, subject=LIFE, products=(40,))
    living = run(control=False, subject=LIFE, products=(40,))
    assert looking.sent < 30
    assert living.sent - looking.sent <= 40


def test_no_budget_leaves_an_order(stores: list[Store]) -> None:
    for budget in (20, 34, 44, 52, 60):
        result = run(keywords=SECOND, budget=budget, control=False, subject=LIFE)
        assert stores[-1].orders.all() == [], budget
        assert result.sent <= budget
        assert loud(result) == set()


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_no_stop_leaves_an_order(
    error: type[BaseException], stores: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: OrderLife) -> None:
        assert stores[-1].orders.all()
        raise error

    monkeypatch.setattr(OrderLife, "look", stopped)
    result = run(keywords=SECOND, control=False, subject=LIFE)
    assert stores[-1].orders.all() == []
    assert bool(result.problems) is (error is KeyboardInterrupt)


def test_a_stop_keeps_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lives, "raise_broken", stopped)
    result = run(("totals-wrong",), FIRST, control=False, subject=LIFE)
    assert loud(result) == {"effect.totals-differ"}
    assert "interrupted" in result.problems[0]


def test_a_store_that_refuses_to_delete_keeps_one_order(stores: list[Store]) -> None:
    result = run(("refuses-delete",), SECOND, subject=LIFE)
    assert loud(result) == {"contract.order-left-behind"}
    assert len(stores[-1].orders.all()) == 1
    assert shown(result) == ["Delete order 1, which this run made."]


@pytest.mark.parametrize(
    ("version", "purpose"),
    [("4.1.0.4", "Put order 1 away."), ("documented", "Put order 1 away.")],
)
def test_an_order_that_stays_is_shown_where_it_was_put_away(version: str, purpose: str) -> None:
    result = run((), SECOND, opencart=version, control=False, subject=LIFE)
    assert {finding.id for finding in result.findings} == STAY[version]
    assert shown(result) == [purpose]


def test_a_store_that_ignores_deleting_is_asked_once_where_it_is_live(stores: list[Store]) -> None:
    result = run(("delete-ignored",), SECOND, control=False, subject=LIFE)
    assert [order.order_id for order in stores[-1].orders.all()] == [1]
    assert "Order 1 was deleted with success" in result.findings[0].evidence[0].text


def test_the_reason_is_told_where_no_order_can_be_made() -> None:
    (item,) = run(opencart="4.0.2.0", keywords=SECOND, control=False, subject=LIFE).items
    assert item.outcome is Outcome.NOT_REACHED
    assert item.detail.startswith("No order could be made: order_create")
