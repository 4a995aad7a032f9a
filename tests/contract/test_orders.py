"""Orders that are made to test with are deleted again, however little the budget is and however the store behaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cartcheck.contract.case import Case, Origin
from cartcheck.contract.contract import contract
from cartcheck.contract.session import ApiSession
from cartcheck.contract.trial import Trial
from cartcheck.dialects.dialect import Verdict
from cartcheck.errors import StoreUnreachable
from cartcheck.findings.finding import Evidence
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.mock.store import Store
from cartcheck.probes.examination import Examination
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Leave, Limits, Target
from cartcheck.transport.transport import Transport
from tests.contract.trials import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LEFT = "contract.order-left-behind"


def ever_made(store: Store) -> int:
    return store.orders.add({}, []).order_id - 1


def test_no_budget_leaves_an_order(stores: list[Store]) -> None:
    made = []
    for budget in range(18, 48, 2):
        result = run(keywords="order_create", budget=budget, control=False)
        assert stores[-1].orders.all() == [], budget
        assert result.sent <= budget
        assert LEFT not in {finding.id for finding in result.findings}
        made.append(ever_made(stores[-1]))
    assert made[0] == 0 < made[-1]


@pytest.fixture
def trial(stores: list[Store]) -> Iterator[tuple[Trial, Store]]:
    """A trial that has just made an order."""
    with running_mock(MockOptions()) as base:
        target = Target(
            StoreUrl.parse(base), Credentials("Default", DEMO_KEY), Limits(pace=0), Leave(writes=True)
        )
        with Transport(target) as transport:
            known = Examination(target, transport).ask(contract)
            known.learn_shop()
            trial = Trial(known, "order_history_add", {})
            trial._session = ApiSession(known, "order_history_add")
            trial._session.prepare(known.described["order_history_add"][0].needs)
            assert [order.order_id for order in stores[-1].orders.all()] == list(known.own["order_id"]) == [1]
            yield trial, stores[-1]


def test_an_order_is_made_again_with_what_the_last_one_used_up(trial: tuple[Trial, Store]) -> None:
    """The cart is empty after an order, and filling it forgets the methods; customer and addresses are still known."""
    known = trial[0]._contract
    session = ApiSession(known, "order_create")
    needs = known.described["order_create"][0].needs
    session.prepare(needs)
    order = session.usual("order_create", "an order")
    assert session.ask(order, "Make one.")
    sent = known.examination.transport.sent
    session.prepare(needs)
    again = [each.purpose for each in known.examination.transport.exchanges[sent:]]
    assert again[:2] == [f"Delete order {number}, which this run made." for number in (1, 2)]
    assert len(again[2:]) == 5, again
    assert not any("ustomer" in purpose or "ddress" in purpose for purpose in again[2:])
    answer = session.ask(order, "Make another.")
    assert answer
    assert answer.verdict is Verdict.ACCEPTED


def _session_gone(store: Store) -> None:
    store.drop_sessions()


def _busy(store: Store) -> None:
    store.faults = ("rate-limited",)


@pytest.mark.parametrize("trouble", [_session_gone, _busy])
def test_an_order_goes_in_spite_of(trial: tuple[Trial, Store], trouble: Callable[[Store], None]) -> None:
    tried, store = trial
    trouble(store)
    tried.clean_up()
    assert store.orders.all() == []
    assert tried.failures == []


def test_orders_that_stay_are_all_named(trial: tuple[Trial, Store]) -> None:
    tried, store = trial
    store.faults = ("refuses-delete",)
    tried._contract.own["order_id"].update(range(7, 20))
    tried._contract.untold.append(Evidence("One more was made.", 3))
    tried.clean_up()
    left, untold = tried.failures
    numbers = ", ".join(str(number) for number in (1, *range(7, 20)))
    assert (left.text, untold.text) == (f"Orders {numbers} are still there.", "One more was made.")
    assert untold.exchange == 3


def test_the_last_request_to_remove_an_order_shows_that_it_stays(trial: tuple[Trial, Store]) -> None:
    tried, store = trial
    transport = tried._contract.examination.transport
    made = tried._contract.shown_by["order_id", 1]
    assert "Make what order_history_add needs" in transport.exchanges[made - 1].purpose
    store.faults = ("refuses-delete",)
    tried.clean_up()
    (left,) = tried.failures
    assert left.exchange > made
    assert transport.exchanges[left.exchange - 1].purpose == "Delete order 1, which this run made."


def test_an_order_that_nobody_could_ask_to_go_is_shown_by_its_making(trial: tuple[Trial, Store]) -> None:
    tried, _ = trial
    made = tried._contract.shown_by["order_id", 1]
    tried._session = None  # the run ended first
    tried.clean_up()
    assert [left.exchange for left in tried.failures] == [made]


def test_an_answer_that_never_came_may_have_been_an_order(
    trial: tuple[Trial, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, store = trial
    known, session = tried._contract, tried._session
    assert session

    def lost(*_: object) -> None:
        raise StoreUnreachable("The shop sent nothing for 30 seconds.", kind="timeout")

    with monkeypatch.context() as patched:
        patched.setattr(known, "ask", lost)
        with pytest.raises(StoreUnreachable):
            session.ask(Case("order_create", Origin.EXAMPLE, ""), "")
    tried.clean_up()
    assert store.orders.all() == []
    (failure,) = tried.failures
    assert "may have been made" in failure.text and "30 seconds" in failure.text
    assert failure.exchange
