"""Each generation by its own description: a healthy store is left in peace, and nearly every call is really reached."""

from __future__ import annotations

import pytest

from cartcheck.contract.description import load
from cartcheck.dialects.registry import dialects
from cartcheck.findings.finding import Level
from cartcheck.paths import openapi_dir
from cartcheck.reports.result import Outcome, Result
from tests.contract.trials import run

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
}
# One of each kind is tried at all boundaries; 4.1.0.4 has 1100 of them.
THOROUGH = ("2.0.3.1", "2.3.0.2", "4.0.0.0", "4.0.2.3", "4.1.0.3")
DESCRIBED = {version: dialect.description for dialect in dialects() for version in dialect.versions}


def quiet(result: Result) -> bool:
    loud = [finding for finding in result.findings if finding.level.at_least(Level.WARNING)]
    assert [(finding.id, finding.operation, finding.evidence) for finding in loud] == []
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}
    return all(
        finding.id.startswith("defect.") or finding.id == "contract.order-stays"
        for finding in result.findings
    )


def accepted(result: Result) -> set[str]:
    return {item.id.rpartition("test_")[2] for item in result.items if dict(item.reached).get("accepted")}


def calls(version: str) -> set[str]:
    return set(load(openapi_dir() / DESCRIBED[version], version).operations)


@pytest.mark.parametrize("version", OUT_OF_REACH)
def test_a_healthy_store_is_left_in_peace_and_reached(version: str) -> None:
    result = run(opencart=version, control=version in THOROUGH, writes=True)
    assert quiet(result)
    assert accepted(result) == calls(version) - OUT_OF_REACH[version].keys()
    secured = {
        name
        for name, operation in load(openapi_dir() / DESCRIBED[version], version).operations.items()
        if operation.secured
    }
    denied = {item.id.rpartition("test_")[2] for item in result.items if dict(item.reached).get("no access")}
    assert secured - denied <= {"shipping_address_set"}  # which up to 3.0 looks at the cart first


@pytest.mark.parametrize("version", ["2.0.3.1", "2.3.0.2", "4.0.0.0", "4.0.1.1", "4.0.2.3", "4.1.0.4"])
def test_without_leave_no_order_is_made(version: str) -> None:
    result = run(opencart=version, control=False, writes=False)
    assert quiet(result)
    assert not {finding.id for finding in result.findings} & {"contract.order-stays"}
    assert not {
        name for name in accepted(result) if name.startswith("order_") and name != "order_comment_set"
    }


def test_every_reason_not_to_reach_a_call_is_about_a_call_that_is_there() -> None:
    for version, reasons in OUT_OF_REACH.items():
        assert reasons.keys() <= calls(version)


def test_where_no_order_can_be_deleted_one_is_made_and_put_away() -> None:
    result = run(opencart="4.1.0.4", keywords="order_create or order_history_add", control=False)
    (stays,) = [finding for finding in result.findings if finding.id == "contract.order-stays"]
    assert {piece.text for piece in stays.evidence} == {"Order 1 is still there."}
