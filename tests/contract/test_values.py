"""The shop's own values in requests, and the guard that keeps the run off other people's records."""

import pytest

from cartcheck.contract.case import Case, Origin
from cartcheck.contract.description import load
from cartcheck.contract.seen import forms_seen, query_seen
from cartcheck.contract.values import (
    NOBODY,
    filled,
    for_nobody,
    foreign_to,
    is_own,
    replaced_at,
    touches_others,
    values_at,
)
from cartcheck.paths import openapi_dir
from tests.contract.test_expectation import ADA, MILL
from tests.contract.trials import NEW, case, request

DOCUMENTED = load(openapi_dir() / "documented.yaml").operations
ROWS = {"products": [{"cart_id": "3"}, {"cart_id": "5"}]}


def test_values_at_a_path():
    assert list(values_at(ROWS, ("products", "*", "cart_id"))) == ["3", "5"]
    assert list(values_at({"product": {"0": {"product_id": 1}}}, ("product", "*", "product_id"))) == [1]
    assert list(values_at([], ("products", "*"))) == list(values_at("text", ("x",))) == []


def test_values_replaced_at_a_path():
    assert replaced_at(ROWS, ("products", "*", "cart_id"), int) == {
        "products": [{"cart_id": 3}, {"cart_id": 5}]
    }
    assert replaced_at({"a": 1}, ("b",), str) == {"a": 1}


def test_stand_ins_give_way_to_the_shops_values():
    known = {"product_id": [77], "order_id": [12]}
    assert filled(case("cart_add", {"product_id": "40"}), NEW["cart_add"], known).form == {"product_id": 77}
    assert filled(case("cart_add", {"product_id": NOBODY}), NEW["cart_add"], known).form == {
        "product_id": NOBODY
    }
    rows = {"product": {"0": {"product_id": 40, "quantity": 1}}}
    assert filled(case("cart_add", rows), NEW["cart_add"], known).form["product"]["0"]["product_id"] == 77
    assert filled(case("order_read", query={"order_id": "1"}), NEW["order_read"], known).query == {
        "order_id": 12
    }


def test_a_login_is_filled_with_the_credentials():
    model = next(one for one in NEW["login"].examples if not one.refused)
    known = {"username": ["me"], "key": ["secret"]}
    sent = filled(case("login", model.form), NEW["login"], known)
    assert sent.form == {"username": "me", "key": "secret"}
    assert is_own(sent, NEW["login"], known)
    assert not is_own(case("login", {"username": "me", "key": "other"}), NEW["login"], known)
    assert "secret" not in str(sent)


@pytest.mark.parametrize(
    ("operation", "form", "own"),
    [
        ("cart_add", {"product_id": 77}, True),
        ("cart_add", {"product_id": 78}, False),
        ("payment_address_set", MILL, True),
        ("payment_address_set", {**MILL, "firstname": "B"}, True),
        ("payment_address_set", {**MILL, "postcode": ""}, False),
        ("payment_address_set", {**MILL, "country_id": 1}, False),
        ("customer_set", ADA, True),
        ("customer_set", {**ADA, "customer_id": "AAA"}, False),
        ("coupon_apply", {"coupon": "2222"}, False),
        ("currency_set", {"currency": "USD"}, False),  # the shop's currency is not known here
    ],
)
def test_what_is_known_to_be_the_shops(operation, form, own):
    assert is_own(case(operation, form), NEW[operation], {"product_id": [77]}) is own


@pytest.mark.parametrize(
    ("values", "touches"),
    [
        ({"order_id": "1"}, True),
        ({"order_id": "1abc"}, True),  # PHP reads 1
        ({"order_id": {"0": "x"}}, True),  # and 1 of any array
        ({"order_id": "12"}, False),
        ({"order_id": str(NOBODY)}, False),
        ({"order_id": "abc"}, False),
        ({"customer_id": "12"}, True),
        ({"customer_id": "0"}, False),
        ({"quantity": "5"}, False),
    ],
)
def test_foreign_records_are_never_touched(values, touches):
    assert touches_others(values, {"order_id": {12}}) is touches


def test_calls_without_access_name_no_order():
    deleted = case("order_delete", query={"order_id": 1})
    assert for_nobody(deleted, NEW["order_delete"]).query == {"order_id": NOBODY}
    edited = Case("product_edit", Origin.EXAMPLE, "test", {"product_id": 40})
    assert for_nobody(edited, DOCUMENTED["product_edit"]).query == {"product_id": NOBODY}


def test_products_of_the_shop_are_read_and_never_changed():
    values = {"product_id": "40"}
    assert not touches_others(values, {}, foreign_to(DOCUMENTED["product_read"]))
    assert touches_others(values, {}, foreign_to(DOCUMENTED["product_edit"]))
    assert not touches_others(values, {"product_id": {40}}, foreign_to(DOCUMENTED["product_edit"]))


def test_the_store_sees_text_lists_and_escapes():
    sent = request(case("cart_add", {"product_id": 40, "option": {"5": ["a", "b"], "7": '"<&'}}))
    (form,) = forms_seen(sent, NEW["cart_add"].request_schema)
    assert form == {"product_id": "40", "option": {"5": ["a", "b"], "7": "&quot;&lt;&amp;"}}


def test_the_store_trims_or_not_and_drops_broken_text():
    sent = request(case("coupon_apply", {"coupon": " x "}))
    assert [form["coupon"] for form in forms_seen(sent, NEW["coupon_apply"].request_schema)] == [" x ", "x"]
    broken = type(sent)("POST", sent.url, sent.headers, b"coupon=%ff")
    assert [form["coupon"] for form in forms_seen(broken, NEW["coupon_apply"].request_schema)] == [""]


def test_the_query_is_seen_with_its_arrays():
    sent = request(case("order_read", query={"order_id": [1, 2]}))
    assert query_seen(sent)["order_id"] == {"0": "1", "1": "2"}
