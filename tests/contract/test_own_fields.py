"""Fields that a shop's owner added and requires: they are named, and filled in, in each generation."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cartcheck.contract.own_fields import OwnField, OwnFields
from cartcheck.findings.finding import Level
from cartcheck.mock.shop.custom_fields import CustomField
from cartcheck.mock.shop.setup import Setup
from cartcheck.reports.result import Outcome, Result
from tests.contract.trials import NEW, answer, case, run

ANY = Setup(custom_fields=(CustomField(7, "VAT number", "account"), CustomField(9, "Door code", "address")))
SOME = Setup(custom_fields=(CustomField(7, "CPF", "account", "^[0-9]{11}$"),))
FLAT = {"custom_field[7]", "custom_field[9]"}
EITHER = {"custom_field[account][7] or custom_field[7]", "custom_field[address][9] or custom_field[9]"}
NAMES = {
    **dict.fromkeys(("2.0.3.1", "2.1.0.2", "2.2.0.0", "2.3.0.2", "3.0.5.1"), FLAT),
    **dict.fromkeys(("3.0.3.2", "3.0.3.8"), EITHER),  # which of them it is cannot be told from outside
    **dict.fromkeys(("4.0.0.0", "4.0.1.1", "4.0.2.3"), FLAT),
    "4.1.0.4": {"custom_field[7]", "payment_custom_field[9]", "shipping_custom_field[9]"},
}
CALLS = "customer_set or payment_address_set or shipping_address_set or order_create"


def _run(opencart: str, keywords: str = CALLS, **more: Any) -> Result:
    """As at a live store, which costs less than all boundaries."""
    return run(keywords=keywords, opencart=opencart, control=False, **more)


def _named(result: Result) -> set[str]:
    own = [finding for finding in result.findings if finding.id == "contract.own-field"]
    return {one.summary.removeprefix("This shop asks for fields of its own: ").rstrip(".") for one in own}


def _outcomes(result: Result) -> set[Outcome]:
    return {item.outcome for item in result.items}


@pytest.mark.parametrize("version", NAMES)
def test_a_required_field_is_named_and_filled_in(version: str) -> None:
    result = _run(version, setup=ANY)
    assert _named(result) == NAMES[version]
    assert _outcomes(result) == {Outcome.CLEAR}
    assert not [finding for finding in result.findings if finding.level >= Level.WARNING]
    assert all(dict(item.reached)["accepted"] for item in result.items)


@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.5.1", "4.0.2.3", "4.1.0.4"])
def test_a_shop_that_asks_for_nothing_more_is_not_said_to(version: str) -> None:
    result = _run(version)
    assert not _named(result)
    assert _outcomes(result) == {Outcome.CLEAR}


@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.3.2", "3.0.5.1", "4.0.0.0", "4.0.2.3", "4.1.0.4"])
def test_what_a_field_takes_can_be_named(version: str) -> None:
    shut = _run(version, setup=SOME)
    reasons = [item.detail for item in shut.items if item.outcome is Outcome.NOT_REACHED]
    assert len(reasons) >= 2  # the customer and the order
    assert all("CPF" in reason and "--custom-field" in reason for reason in reasons)
    assert not [finding for finding in shut.findings if finding.level >= Level.WARNING]
    opened = _run(version, setup=SOME, custom_fields={7: "12345678901"})
    assert _outcomes(opened) == {Outcome.CLEAR}


def test_patterns_are_not_looked_at_before_2_3() -> None:
    assert _outcomes(_run("2.2.0.0", setup=SOME)) == {Outcome.CLEAR}


def test_an_order_lives_in_a_shop_that_asks_for_more() -> None:
    for version in ("3.0.5.1", "4.1.0.4"):
        result = _run(version, "order_is_what", setup=ANY, subject="order_life")
        assert _outcomes(result) == {Outcome.CLEAR}
        assert _named(result) == NAMES[version]


def _refused(*numbers: int) -> bytes:
    return json.dumps(
        {"error": {f"custom_field{number}": "VAT number required!" for number in numbers}}
    ).encode()


def test_one_refusal_tells_of_several_fields_and_is_learned_from_once() -> None:
    fields = OwnFields({})
    operations = [NEW["customer_set"]]
    assert fields.learn(operations, answer("customer_set", _refused(1, 2, 3, 4, 5)))
    assert not fields.learn(operations, answer("customer_set", _refused(1, 5)))
    (told,) = fields.told()
    assert told.facts["field"] == "custom_field[1], custom_field[2], custom_field[3] and 2 more"
    assert "custom_field[5]" in told.text
    assert not fields.told()


def test_a_store_that_asks_for_ever_more_is_not_followed() -> None:
    fields = OwnFields({})
    asked = 0
    while fields.learn([NEW["customer_set"]], answer("customer_set", _refused(asked))):
        asked += 1
        assert asked < 1000
    assert asked


def test_success_asks_for_nothing() -> None:
    assert not OwnFields({}).learn([NEW["customer_set"]], answer("customer_set", b'{"success": "1"}'))


def test_what_a_case_says_of_a_field_is_left_as_it_is() -> None:
    fields = OwnFields({7: "A12"})
    fields.learn([NEW["customer_set"]], answer("customer_set", _refused(7, 8)))
    own = {"custom_field": {"7": "mine"}}
    both = fields.filled(case("customer_set", own), NEW["customer_set"])
    assert both.form == {"custom_field": {"7": "mine", "8": "1"}}
    alone = fields.filled(case("customer_set", {"firstname": "Ada"}), NEW["customer_set"])
    assert alone.form == {"firstname": "Ada", "custom_field": {"7": "A12", "8": "1"}}
    elsewhere = case("cart_add", {"product_id": 40})
    assert fields.filled(elsewhere, NEW["cart_add"]) is elsewhere


def test_a_text_where_fields_would_stand_is_left_as_it_is() -> None:
    field = OwnField(("custom_field", "account", "7"), "1")
    assert field.name == "custom_field[account][7]"
    assert field.put_into({"custom_field": "text"}) == {"custom_field": "text"}
    assert field.put_into({}) == {"custom_field": {"account": {"7": "1"}}}
