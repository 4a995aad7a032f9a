"""The judge in both directions: what is fine stays quiet, and each thing that is not is told once, by its cause."""

import json
from dataclasses import replace

import pytest

from cartcheck.contract.expectation import Expectation, Validity
from cartcheck.contract.failure import FailureKind
from cartcheck.contract.oracle import judge, judge_without_access
from cartcheck.contract.reasons import is_about
from tests.contract.test_expectation import ADA, MILL
from tests.contract.trials import answer, asked, case

KIND = FailureKind
DONE = {"success": "Done!"}
DENIED = "Warning: You do not have permission to access the API!"
SHORT = {**ADA, "telephone": "1"}
NO_PHONE = {"error": {"telephone": "Too short!"}}


def judged(operation, form, data, query=None, status=200, media_type="application/json", **more):
    marks = {name: more.pop(name) for name in ("own", "ships", "demo") if name in more}
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    found = judge(
        asked(case(operation, form, query, **more), **marks), answer(operation, body, status, media_type)
    )
    return [(failure.kind, failure.cause) for failure in found]


FINE = [
    ("customer_set", ADA, DONE, {}),
    ("customer_set", SHORT, NO_PHONE, {}),
    (
        "customer_set",
        {},
        {"error": dict.fromkeys(("firstname", "lastname", "email", "telephone"), "No!")},
        {},
    ),
    ("customer_set", ADA, {"error": {"custom_field7": "VAT number required!"}}, {"own": True}),
    ("customer_set", {**ADA, "customer_id": 7}, {"error": {"warning": "Unknown customer!"}}, {}),
    ("customer_set", {**ADA, "customer_id": 7}, DONE, {}),
    (
        "payment_address_set",
        {**MILL, "country_id": ""},
        {"error": {"country": "Please select a country!"}},
        {},
    ),
    ("cart_add", {"product_id": 9}, {"error": {"store": "Not in this store!"}}, {}),
    ("cart_add", {"product_id": 9}, {"error": {"option": {"226": "Select required!"}}}, {}),
    ("cart_edit", {"key": 7, "quantity": 1}, DONE, {}),
    ("coupon_apply", {"coupon": "NONE"}, {"error": "No such coupon!"}, {}),
    ("shipping_address_set", MILL, [], {}),
    ("shipping_method_set", {"shipping_method": "nope"}, {"error": "Shipping method required!"}, {}),
]


@pytest.mark.parametrize(("operation", "form", "data", "more"), FINE)
def test_quiet_where_the_contract_is_kept(operation, form, data, more):
    assert judged(operation, form, data, **more) == []


BROKEN = [
    ("customer_set", ADA, NO_PHONE, {}, [(KIND.VALID_REFUSED, "telephone")]),
    ("customer_set", ADA, [], {}, [(KIND.VALID_REFUSED, "[]")]),
    ("customer_set", ADA, {"error": {"vat": "No!"}}, {"own": True}, [(KIND.VALID_REFUSED, "vat")]),
    ("customer_set", SHORT, DONE, {}, [(KIND.INVALID_ACCEPTED, "telephone")]),
    ("customer_set", SHORT, {"error": {"message": "No!"}}, {}, [(KIND.NOT_NAMED, "telephone")]),
    ("customer_set", SHORT, [], {}, [(KIND.NOT_NAMED, "[]")]),
    (
        "customer_set",
        SHORT,
        {"error": {"email": "No!"}},
        {},
        [(KIND.NOT_NAMED, "telephone")],  # told by the name of another field
    ),
    (
        "cart_add",
        {"product_id": 40},
        {"error": {"store": "No!"}},
        {"own": True},
        [(KIND.VALID_REFUSED, "store")],
    ),
    ("shipping_address_set", MILL, [], {"ships": True}, [(KIND.VALID_REFUSED, "[]")]),
    ("currency_set", {"currency": "USD"}, {"error": "No!"}, {"own": True}, [(KIND.VALID_REFUSED, "")]),
    ("currency_set", {"currency": "USD"}, {"error": DENIED}, {}, [(KIND.VALID_REFUSED, "no access")]),
    (
        "reward_maximum",
        {},
        {"maximum": "0"},
        {},
        [(KIND.MISMATCH, "`maximum` is text instead of a whole number")],
    ),
    (
        "reward_maximum",
        {},
        {"most": 0},
        {},
        [(KIND.MISMATCH, "`maximum` is missing, and `most` stands there")],
    ),
    ("reward_maximum", {}, {"maximum": 0, "x": 1}, {}, [(KIND.UNEXPECTED, "`x` is unexpected")]),
    ("reward_maximum", {}, b"<html></html>", {}, [(KIND.BROKEN, "HTML instead of JSON")]),
    ("reward_maximum", {}, b"", {}, [(KIND.BROKEN, "empty answer")]),
    ("reward_maximum", {}, b'{"maximum": ', {}, [(KIND.BROKEN, "answer cut off")]),
    ("reward_maximum", {}, b'\xef\xbb\xbf{"maximum": 0}', {}, [(KIND.BROKEN, "byte order mark before JSON")]),
    (
        "reward_maximum",
        {},
        b'\xef\xbb\xbf{"error": "x"}',
        {"status": 400},
        [(KIND.BROKEN, "byte order mark before JSON")],
    ),
    ("reward_maximum", {}, b"", {"status": 500}, [(KIND.BROKEN, "server error (HTTP 500)")]),
    ("reward_maximum", {}, {"maximum": 0}, {"media_type": "text/html"}, [(KIND.MEDIA_TYPE, "text/html")]),
    (
        "reward_maximum",
        {},
        b'<b>Warning</b>: Oops in <b>a.php</b> on line <b>3</b>{"maximum":0}',
        {},
        [(KIND.PHP_MESSAGE, "Warning: Oops in a.php on line 3")],
    ),
]


@pytest.mark.parametrize(("operation", "form", "data", "more", "told"), BROKEN)
def test_told_where_it_is_not(operation, form, data, more, told):
    assert judged(operation, form, data, **more) == told


def test_an_example_that_must_be_refused():
    unknown = {"customer_id": 2147483647, **ADA}
    refused = frozenset({"warning"})
    assert judged("customer_set", unknown, DONE, refused=refused) == [(KIND.INVALID_ACCEPTED, "warning")]
    assert judged("customer_set", unknown, {"error": {"warning": "No!"}}, refused=refused) == []
    assert judged("customer_set", unknown, DONE, refused=refused, depends=True) == []


DEFECTS = [
    ("coupon_apply", {"coupon": ["x"]}, b"", 500, "array-for-text"),
    ("currency_set", {"currency": "😀"}, b"", 500, "four-byte-text"),
    ("cart_add", {"product_id": 40, "quantity": "99999999999999999999"}, b"", 500, "huge-number"),
    ("payment_address_set", {**MILL, "zone_id": "99999999999999999999"}, b"", 500, "huge-number"),
    ("cart_add", {"product_id": 40, "quantity": "9999999999"}, b'{"success": "Done!"}', 200, "huge-number"),
    ("voucher_add", {"voucher": {"0": {"amount": ""}}}, b"", 500, "text-for-amount"),
    ("cart_add", {"product_id": 40, "quantity": -1}, b'{"success": "Done!"}', 200, "vanishing-quantity"),
    ("cart_edit", {"quantity": 2}, b'{"success": "Done!"}', 200, "edit-of-nothing"),
    ("cart_add", {}, b"[]", 200, "empty-answer"),
    (
        "payment_address_set",
        {**MILL, "city": "B" * 40},
        b'{"error": {"city": "No!"}}',
        200,
        "city-told-wrongly",
    ),
    ("order_history_add", {"comment": "x"}, b'{"success": "Done!"}', 200, "unknown-status"),
    (
        "currency_set",
        {},
        b'<b>Warning</b>: Undefined array key "currency" in <b>c.php</b> on line <b>3</b>{"error":"No!"}',
        200,
        "missing-field-message",
    ),
]


@pytest.mark.parametrize(("operation", "form", "body", "status", "name"), DEFECTS)
def test_a_known_defect_explains_it(operation, form, body, status, name):
    assert judged(operation, form, body, status=status) == [(KIND.DEFECT, name)]


def test_the_same_on_good_data_is_no_known_defect():
    body = (
        b'<b>Warning</b>: Undefined array key "currency" in <b>c.php</b> on line <b>3</b>{"success":"Done!"}'
    )
    assert judged("currency_set", {"currency": "USD"}, body)[0][0] is KIND.PHP_MESSAGE
    assert judged("currency_set", {"currency": "USD"}, b"", status=500)[0][0] is KIND.BROKEN
    assert judged("cart_add", {"product_id": 40, "quantity": 1}, DONE) == []


def without_access(operation, form, data):
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    found = judge_without_access(asked(case(operation, form)), answer(operation, body), "without a token")
    return [failure.kind for failure in found]


def test_without_access_only_its_refusal_will_do():
    assert without_access("currency_set", {"currency": "USD"}, {"error": DENIED}) == []
    assert without_access("currency_set", {"currency": "USD"}, DONE) == [KIND.OPEN]
    assert without_access("currency_set", {"currency": "USD"}, {"error": "No such currency!"}) == [KIND.OPEN]
    assert without_access("currency_set", {"currency": "USD"}, []) == [KIND.OPEN]
    assert without_access("currency_set", {"currency": "USD"}, b"<html>") == [KIND.BROKEN]
    assert without_access("shipping_address_set", MILL, []) == []  # it looks at the cart first
    assert without_access("shipping_address_set", MILL, DONE) == [KIND.OPEN]


ARGUMENT = "Customer::getCustomer(): Argument #1 ($customer_id) must be of type int, string given"
IN_FILE = "in <b>/shop/catalog/model/account/customer.php</b> on line <b>109</b>"
LINES = "File: /shop/catalog/model/account/customer.php\nLine: 207\n\nBacktrace: 0\nFile: /shop/system/engine/loader.php\n"
STOPS = (  # of 4.0.2.3, 4.0.1.1 and 4.1.0.4
    f"<b>{ARGUMENT}</b>: {IN_FILE}",
    f"<b>Error</b>: {ARGUMENT} {IN_FILE}",
    f"Error: {ARGUMENT}, called in /shop/system/engine/loader.php on line 351\n{LINES}",
    "Error: Cannot access offset of type string on string\nFile: /shop/catalog/controller/api/cart.php\nLine: 152\n",
)


@pytest.mark.parametrize("stop", STOPS)
def test_where_4_x_shows_that_its_own_code_stopped_at_wrong_input_no_contract_is_broken(stop: str) -> None:
    wrong = judged("customer_set", SHORT, stop.encode(), media_type="text/html")
    assert wrong == [(KIND.DEFECT, "error-page")]
    ((right, _),) = judged("customer_set", ADA, stop.encode(), media_type="text/html")
    assert right in {KIND.BROKEN, KIND.PHP_MESSAGE}
    of_extension = stop.replace("/shop/", "/shop/extension/erp/")
    ((found, _),) = judged("customer_set", SHORT, of_extension.encode(), media_type="text/html")
    assert found in {KIND.BROKEN, KIND.PHP_MESSAGE}


def test_an_unknown_key_may_stand_for_what_is_wrong_in_some_version() -> None:
    gift = {"from_name": "Ann", "amount": "", "message": ""}
    unsure = Expectation(Validity.UNSURE, (), frozenset({"amount"}))
    told = answer("voucher_add", b'{"error": {"message": "Amount must be between $1.00 and $1,000.00!"}}')
    for expected, found in ((unsure, []), (Expectation(Validity.VALID), [KIND.VALID_REFUSED])):
        about = replace(asked(case("voucher_add", gift), own=True), expected=expected)
        assert [failure.kind for failure in judge(about, told)] == found


def test_a_rare_character_is_no_reason_for_a_redirect_to_the_error_page():
    rare = asked(case("coupon_apply", {"coupon": "\U0001f600"}))
    crashed = answer("coupon_apply", b"", status=500)
    told = [failure.cause for failure in judge(rare, crashed)]
    redirected = [failure.cause for failure in judge(rare, replace(crashed, error_page=True))]
    assert told == ["four-byte-text"]
    assert "four-byte-text" not in redirected


NO_TOKEN = (
    b"<b>Warning</b>: Undefined array key &quot;api_token&quot; in "
    b"<b>/var/www/catalog/controller/startup/session.php</b> on line <b>8</b>"
)
OLD_CODE = (
    b"<b>Unknown</b>: Creation of dynamic property Request::$request is deprecated in "
    b"<b>/var/www/system/library/request.php</b> on line <b>26</b>"
)
OTHER_MESSAGE = b"<b>Warning</b>: Undefined variable $x in <b>/var/www/stock.php</b> on line <b>8</b>"


def test_messages_about_opencarts_own_start_are_a_known_defect_where_access_is_refused():
    refusal = json.dumps({"error": DENIED}).encode()
    usd = {"currency": "USD"}
    assert without_access("currency_set", usd, NO_TOKEN + refusal) == [KIND.DEFECT]
    assert without_access("currency_set", usd, OLD_CODE + NO_TOKEN + refusal) == [KIND.DEFECT]
    assert without_access("currency_set", usd, OLD_CODE + refusal) == [KIND.DEFECT]
    assert without_access("currency_set", usd, OTHER_MESSAGE + refusal) == [KIND.PHP_MESSAGE]
    assert without_access("currency_set", usd, NO_TOKEN + OTHER_MESSAGE + refusal) == [KIND.PHP_MESSAGE]
    assert without_access("currency_set", usd, NO_TOKEN + json.dumps(DONE).encode()) == [KIND.PHP_MESSAGE]


def test_a_status_that_no_answer_of_its_class_comes_with_is_told():
    assert judged("customer_set", SHORT, NO_PHONE, status=400) == [
        (KIND.MISMATCH, "`the answer` is sent with HTTP 400 instead of 200")
    ]
    assert judged("customer_set", SHORT, NO_PHONE) == []


def test_what_the_demo_catalogue_makes_invalid_counts_only_where_it_is_sold():
    canon = {"product_id": 30, "quantity": 1}
    refused = frozenset({"option.226"})
    assert judged("cart_add", canon, DONE, depends=True, refused=refused) == []
    assert judged("cart_add", canon, DONE, depends=True, refused=refused, demo=True) == [
        (KIND.INVALID_ACCEPTED, "option.226")
    ]


def test_a_malformed_value_of_the_shop_may_be_refused_as_one():
    unknown = {"error": {"store": "Product can not be bought!"}}
    words = {"product_id": {"0": "40"}, "quantity": 1}
    assert judged("cart_add", words, unknown, own=True) == []
    right = {"product_id": 40, "quantity": 1}
    assert judged("cart_add", right, unknown, own=True) == [(KIND.VALID_REFUSED, "store")]


@pytest.mark.parametrize(
    ("key", "field", "about"),
    [
        ("country", "country_id", True),
        ("custom_field7", "custom_field", True),
        ("option.226", "option", True),
        ("", "coupon", True),
        ("firstname", "lastname", False),
        ("zone", "country_id", False),
    ],
)
def test_keys_name_fields(key, field, about):
    assert is_about(key, field) is about
