"""Calls with something wrong about them: a change at any depth, and what is still valid is known to be."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cartcheck.contract.broken import Sent, is_valid, pairs
from cartcheck.contract.generation import Generation
from tests.contract.trials import NEW

GENERATION = Generation(NEW.values())
RIGHT = Sent({}, {"product": {"0": {"product_id": 40, "quantity": 2}}})


@settings(max_examples=200, deadline=None)
@given(pairs(st.just(RIGHT), NEW["cart_add"]))
def test_a_change_does_not_touch_the_call_it_is_made_of(pair: tuple[Sent, Sent]) -> None:
    first, changed = pair
    assert first == RIGHT == Sent({}, {"product": {"0": {"product_id": 40, "quantity": 2}}})
    assert changed.query == {}


def test_changes_are_made_at_any_depth_and_take_away_add_and_replace() -> None:
    seen: list[Any] = []

    @settings(max_examples=400, deadline=None, database=None)
    @given(pairs(st.just(RIGHT), NEW["cart_add"]))
    def look(pair: tuple[Sent, Sent]) -> None:
        seen.append(pair[1].form)

    look()
    assert {} in seen
    assert any("product_id" in form for form in seen)
    rows = [
        form["product"]["0"]
        for form in seen
        if isinstance(form.get("product"), dict) and "0" in form["product"]
    ]
    assert any(not isinstance(row, dict) for row in rows)
    assert any(isinstance(row, dict) and row.keys() == {"quantity"} for row in rows)
    assert any(isinstance(row, dict) and row.get("quantity") not in (2, None) for row in rows)


@pytest.mark.parametrize(
    ("name", "sent", "valid"),
    [
        ("cart_add", RIGHT, True),
        ("cart_add", Sent({}, {"product": {}}), False),
        ("cart_add", Sent({}, {"product": {"x": {"product_id": 40, "quantity": 2}}}), False),
        ("order_read", Sent({"order_id": 3}, {}), True),
        ("order_read", Sent({}, {}), False),
        ("order_read", Sent({"order_id": []}, {}), False),
        ("cart_read", Sent({}, {}), True),
    ],
)
def test_what_is_valid_is_known(name: str, sent: Sent, valid: bool) -> None:
    assert is_valid(sent, NEW[name]) is valid


@pytest.mark.parametrize("name", NEW)
def test_every_other_case_is_drawn_valid(name: str) -> None:
    cases = GENERATION.generated(name, 20, 1)
    assert all(case.positive for case in cases[::2])
    fields = NEW[name].query or (NEW[name].request_schema or {}).keys() & {"properties", "allOf", "anyOf"}
    assert any(not case.positive for case in cases[1::2]) or not fields


@pytest.mark.parametrize("name", ["login", "customer_set", "order_create", "voucher_add"])
def test_most_cases_are_distinct(name: str) -> None:
    drawn = GENERATION.generated(name, 60, 1)
    assert len(drawn) == 60
    assert len({case.wire for case in drawn}) > 40
