"""Each generation by its own description: a healthy store is left in peace, and nearly every call is really reached."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from cartcheck.contract.description import load
from cartcheck.contract.values import NOBODY
from cartcheck.dialects.registry import dialects
from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.findings.finding import Level
from cartcheck.mock import DEMO_KEY, MockOptions, running_mock
from cartcheck.paths import openapi_dir
from cartcheck.reports.result import Outcome, Result
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Leave, Limits, Target
from tests.contract.trials import run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.contract.description import DescribedOperation

NO_SHOP_TELLS = "no shop tells anybody its coupons, gift vouchers and customers with points"
NO_SUBSCRIPTION = "the demo shop has no subscriptions, and nobody can make one by the API"
NO_ORDER = "4.0.2.0 and 4.0.2.1 make no orders: defect.order-not-made"
MUST_SHIP = "4.1.0.0 wants the whole address of a cart that is shipped: defect.shipping-demanded"
SECRETS = dict.fromkeys(("coupon_apply", "voucher_apply", "reward_apply"), NO_SHOP_TELLS)
SUBSCRIPTIONS = {
    f"subscription_{name}": NO_SUBSCRIPTION
    for name in ("shipping_methods_list", "payment_methods_list", "create", "history_add")
}
COUPON = {"coupon_apply": NO_SHOP_TELLS}  # in 4.0 and 4.1 no points are points enough

# The versions, and the calls that nothing is accepted by, with the reason.
OUT_OF_REACH = {
    "2.0.0.0": SECRETS | {"order_delete": "defect.dumped-answer"},
    "2.0.3.0": SECRETS,
    "2.0.3.1": SECRETS,
    "2.1.0.2": SECRETS,
    "2.2.0.0": SECRETS | {"order_read": "defect.order-beside-error"},
    "2.3.0.2": SECRETS,
    "3.0.3.9": SECRETS,
    "3.0.5.1": SECRETS,
    "4.0.0.0": {},
    "4.0.1.1": {},
    "4.0.2.0": dict.fromkeys(("order_create", "order_history_add", "order_load"), NO_ORDER),
    "4.0.2.3": {},
    "4.1.0.0": COUPON | SUBSCRIPTIONS | {"reward_apply": MUST_SHIP},
    "4.1.0.3": COUPON | SUBSCRIPTIONS,
    "4.1.0.4": COUPON | SUBSCRIPTIONS,
    "documented": {},
}
# One of each kind is tried at all boundaries; 4.1.0.4 has 1100 of them.
THOROUGH = ("2.0.0.0", "2.0.3.0", "2.0.3.1", "2.3.0.2", "4.0.0.0", "4.0.2.3", "4.1.0.3", "documented")
DESCRIBED = {
    version: dialect.description
    for dialect in dialects()
    for version in dialect.versions or (dialect.generation,)
}
STAYS = {"contract.order-stays", "contract.records-stay"}


def quiet(result: Result) -> bool:
    loud = [finding for finding in result.findings if finding.level.at_least(Level.WARNING)]
    assert [(finding.id, finding.operation, finding.evidence) for finding in loud] == []
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}
    return all(finding.id.startswith("defect.") or finding.id in STAYS for finding in result.findings)


def accepted(result: Result) -> set[str]:
    return {item.id.rpartition("test_")[2] for item in result.items if dict(item.reached).get("accepted")}


def described(version: str) -> Mapping[str, DescribedOperation]:
    of = "" if version == "documented" else version
    return load(openapi_dir() / DESCRIBED[version], of).operations


def calls(version: str) -> set[str]:
    return set(described(version))


@pytest.mark.parametrize("version", OUT_OF_REACH)
def test_a_healthy_store_is_left_in_peace_and_reached(version: str) -> None:
    result = run(opencart=version, control=version in THOROUGH, writes=True)
    assert quiet(result)
    assert accepted(result) == calls(version) - OUT_OF_REACH[version].keys()
    secured = {name for name, operation in described(version).items() if operation.secured}
    denied = {item.id.rpartition("test_")[2] for item in result.items if dict(item.reached).get("no access")}
    assert secured - denied <= {"shipping_address_set"}  # which up to 3.0 looks at the cart first


@pytest.mark.parametrize(
    "version", ["2.0.3.1", "2.3.0.2", "4.0.0.0", "4.0.1.1", "4.0.2.3", "4.1.0.4", "documented"]
)
def test_without_leave_no_order_is_made(version: str) -> None:
    result = run(opencart=version, control=False, writes=False)
    assert quiet(result)
    assert not {finding.id for finding in result.findings} & STAYS
    harmless = {"order_comment_set", "order_list"}
    assert not {name for name in accepted(result) - harmless if name.startswith("order_")}
    assert not accepted(result) & {"product_add", "product_edit", "customer_add", "customer_edit"}


@pytest.mark.parametrize("display_errors", [False, True])
def test_messages_that_a_release_prints_by_itself_are_its_own(display_errors: bool) -> None:
    result = run((), "currency_set or order_delete", opencart="3.0.2.0", display_errors=display_errors)
    assert {finding.id for finding in result.findings} == {"defect.startup-messages"}


def test_every_reason_not_to_reach_a_call_is_about_a_call_that_is_there() -> None:
    for version, reasons in OUT_OF_REACH.items():
        assert reasons.keys() <= calls(version)


def test_where_no_order_can_be_deleted_one_is_made_and_put_away() -> None:
    result = run(opencart="4.1.0.4", keywords="order_create or order_history_add", control=False)
    (stays,) = [finding for finding in result.findings if finding.id == "contract.order-stays"]
    assert {piece.text for piece in stays.evidence} == {"Order 1 is still there."}


def test_the_documented_api_is_left_with_few_records_and_they_are_put_away() -> None:
    result = run(opencart="documented", control=False)
    assert quiet(result)
    (stay,) = [finding for finding in result.findings if finding.id == "contract.records-stay"]
    assert stay.count == 5
    assert {piece.text for piece in stay.evidence} == {
        "Order 1 is still there, with the status 0.",
        "Order 2 is still there, with the status 0.",
        "Product 50 is still there, switched off.",
        "Product 51 is still there, switched off.",
        "Customer 1 is still there, switched off.",
    }


def test_no_product_and_customer_of_the_shop_is_changed() -> None:
    with running_mock(MockOptions(opencart="documented")) as base:
        leave, limits = Leave(writes=True), Limits(budget=5000, pace=0)
        target = Target(StoreUrl.parse(base), Credentials("Default", DEMO_KEY), limits, leave)
        _, transport = examine(target, Order("test", ("contract",)))
    queries = (parse_qs(urlsplit(exchange.request.url).query) for exchange in transport.exchanges)
    changed = {int(asked["product_id"][0]) for asked in queries if asked["route"] == ["api/product/edit"]}
    assert {50, 51} <= changed <= {50, 51, 0, NOBODY}  # the demo shop ends with 49


FAULTS = (
    ("silent-refusal", "customer_login", "contract.valid-refused"),
    ("accepts-anything", "customer_add", "contract.invalid-accepted"),
    ("error-without-field", "customer_add", "contract.wrong-field-not-named"),
    ("open-without-token-on-one-call", "order_list", "contract.open-without-token"),
    ("wrong-media-type", "product_list", "contract.media-type"),
    ("notice-on-one-call", "order_list", "contract.php-message"),
    ("html-on-one-call", "category_list", "contract.broken-answer"),
    ("server-error-on-one-call", "product_read", "contract.broken-answer"),
)


@pytest.mark.parametrize(("fault", "operation", "expected"), FAULTS)
def test_faults_of_the_documented_api_are_found_and_nothing_else(
    fault: str, operation: str, expected: str
) -> None:
    result = run((fault,), operation, opencart="documented")
    found = {finding.id for finding in result.findings if finding.level.at_least(Level.WARNING)}
    assert found == {expected}
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}


@pytest.mark.parametrize(("version", "told"), [("4.1.0.0", True), ("4.1.0.3", False)])
def test_faults_of_the_caller_are_not_those_of_another_version(version: str, told: bool) -> None:
    """Both are recognised as 4.1.0.0–4.1.0.3, and send whoever sends nonsense to error.html."""
    found = {finding.id for finding in run(keywords="cart_read", opencart=version).findings}
    assert "defect.error-page" in found
    assert ("defect.shipping-demanded" in found) is told
