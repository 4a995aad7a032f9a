"""What a store is expected to make of a request: valid, invalid by which fields, or not to be known."""

import pytest

from cartcheck.contract.expectation import Validity, expectation
from tests.contract.trials import NEW, OLD, case, request

ADA = {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.com", "telephone": "0123456789"}
MILL = {
    "firstname": "Ada",
    "lastname": "Lovelace",
    "address_1": "1 Mill Lane",
    "city": "London",
    "postcode": "N1 1AA",
    "country_id": 222,
    "zone_id": 3563,
}
LINE = {"product_id": 40, "quantity": 1}

VALID = [
    ("customer_set", ADA),
    ("customer_set", {**ADA, "customer_id": 0}),  # a number goes over the wire as text
    ("customer_set", {**ADA, "firstname": "Ж" * 32}),  # letters count, not bytes
    ("customer_set", {**ADA, "unknown": "field"}),
    ("cart_add", {"product_id": "40"}),
    ("cart_add", {"product_id": 40, "option": {"226": "15", "227": ["3", "4"]}}),
    ("cart_add", {"product": {"0": LINE, "1": LINE}}),
    (
        "voucher_add",
        {"from_name": "A", "from_email": "a@b.cd", "to_name": "B", "to_email": "a@b.cd", "amount": 10},
    ),
    ("payment_address_set", MILL),
]
INVALID = [
    ("customer_set", {**ADA, "telephone": "12"}, {"telephone"}),
    ("customer_set", {**ADA, "firstname": "A" * 33, "lastname": ""}, {"firstname", "lastname"}),
    ("customer_set", {**ADA, "firstname": "&" * 7}, {"firstname"}),  # each & is stored as five characters
    ("customer_set", {**ADA, "lastname": "   "}, {"lastname"}),
    ("customer_set", {}, {"firstname", "lastname", "email", "telephone"}),
    ("payment_address_set", {**MILL, "city": "B" * 33}, {"city"}),
    ("payment_address_set", {**MILL, "country_id": ""}, {"country_id"}),
    ("currency_set", {}, {"currency"}),
]
UNSURE = [
    (
        "customer_set",
        {**ADA, "firstname": " " + "A" * 32},
    ),  # trimmed by the check, or before it from 3.0.5.0 on
    ("customer_set", {**ADA, "telephone": "12 "}),
    ("customer_set", {**ADA, "customer_id": 7}),
    ("cart_edit", {}),  # takes anything
    ("cart_add", {"product": {"0": {"quantity": 1}}}),
    ("payment_address_set", {**MILL, "company": ["a"]}),
]


@pytest.mark.parametrize(("operation", "form"), VALID)
def test_valid(operation, form):
    assert expectation([NEW[operation]], request(case(operation, form))).validity is Validity.VALID


@pytest.mark.parametrize(("operation", "form", "wrong"), INVALID)
def test_invalid_by_these_fields(operation, form, wrong):
    found = expectation([NEW[operation]], request(case(operation, form)))
    assert found.validity is Validity.INVALID
    assert set(found.wrong[0]) == wrong
    assert wrong <= found.suspect


@pytest.mark.parametrize(("operation", "form"), UNSURE)
def test_not_to_be_known(operation, form):
    assert expectation([NEW[operation]], request(case(operation, form))).validity is Validity.UNSURE


def test_alternatives_are_told_apart():
    found = expectation([NEW["cart_add"]], request(case("cart_add", {"quantity": 2})))
    assert set(found.wrong) == {frozenset({"product_id"}), frozenset({"product"})}


def test_where_versions_differ_nothing_is_expected():
    long = {**MILL, "city": "B" * 100}
    ends = [OLD["shipping_address_set"], NEW["shipping_address_set"]]
    found = [
        expectation(some, request(case("shipping_address_set", long))).validity
        for some in (ends[:1], ends[1:], ends)
    ]
    assert found == [Validity.INVALID, Validity.VALID, Validity.UNSURE]


@pytest.mark.parametrize(
    ("number", "validity"),
    [
        (7, Validity.VALID),
        ("7abc", Validity.VALID),
        (0, Validity.INVALID),
        ("abc", Validity.INVALID),
        (None, Validity.INVALID),
        (-3, Validity.INVALID),
    ],
)
def test_the_query_is_cast_as_php_casts_it(number, validity):
    asked = request(case("order_read", query={"order_id": number}))
    assert expectation([NEW["order_read"]], asked).validity is validity


@pytest.mark.parametrize(
    ("operation", "form", "misshapen"),
    [
        ("coupon_apply", {"coupon": ["x"]}, True),
        ("coupon_apply", {"coupon": "x"}, False),
        ("cart_add", {"product_id": 40, "option": "15"}, True),
        ("cart_add", {"product": {"0": LINE, "1": ""}}, True),
        ("cart_add", {"product": {"0": LINE}}, False),
        ("customer_set", {**ADA, "telephone": "1"}, False),
    ],
)
def test_maps_and_texts_in_each_others_place(operation, form, misshapen):
    assert expectation([NEW[operation]], request(case(operation, form))).misshapen is misshapen
