"""A request of each generation as it should be has no mistake; each mistake is named, and the correction has none."""

from __future__ import annotations

import time

import pytest

from cartcheck.dialects.dialect import Dialect, Session, Signer
from cartcheck.dialects.mistakes.comparing import Against, Compared, compared
from cartcheck.dialects.mistakes.correcting import corrected
from cartcheck.dialects.registry import dialects
from cartcheck.dialects.signature import signed
from cartcheck.handed.curl_line import curl_requests
from cartcheck.handed.request import HandedRequest
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials
from cartcheck.transport.exchange import Request

STORE = StoreUrl.parse("https://shop.example/shop/")
ME = Credentials("Default", "the-right-key-0123456789")
BY_GENERATION = {dialect.generation: dialect for dialect in dialects()}
SESSION = Session("0123456789abcdef0123456789", (("PHPSESSID", "abcdefghijklmnopqrstuvwxyz"),))
FORM = (("product[0][product_id]", "40"), ("product[0][quantity]", "1"), ("comment", " a & b "))
OPERATIONS = [
    pytest.param(dialect, name, id=f"{dialect.generation}-{name}")
    for dialect in dialects()
    for name in dialect.operations
]


def against(dialect: Dialect) -> Against:
    return Against(dialect, ME, time.time(), timed=True)


def slips(handed: HandedRequest, dialect: Dialect) -> list[str]:
    return [str(each.slip) for each in compared(handed, against(dialect)).mistakes]


def right(dialect: Dialect, name: str) -> Request:
    if name == "login":
        return dialect.login(STORE, ME)
    form = FORM if dialect.operations[name].method == "POST" else ()
    if dialect.traits.signed:
        return signed(dialect.request(STORE, name, None, (), form), Signer(ME.username, ME.key, time.time))
    return dialect.request(STORE, name, SESSION, (("order_id", "1"),), form)


@pytest.mark.parametrize(("dialect", "name"), OPERATIONS)
def test_a_right_request_has_no_mistake(dialect: Dialect, name: str) -> None:
    found = compared(HandedRequest(1, right(dialect, name)), against(dialect))
    assert not found.mistakes
    assert found.operation and found.operation.route == dialect.operations[name].route


@pytest.mark.parametrize(("dialect", "name"), OPERATIONS)
def test_its_correction_says_the_same(dialect: Dialect, name: str) -> None:
    found = compared(HandedRequest(1, right(dialect, name)), against(dialect))
    again = corrected(found, dialect, STORE, ME)
    assert again
    if dialect.traits.signed:
        again = signed(again, Signer(ME.username, ME.key, time.time))
    assert again.body == right(dialect, name).body or name == "reward_apply"
    assert not slips(HandedRequest(1, again), dialect)


LOGIN, CALL = (
    "https://shop.example/shop/index.php?route=api/login",
    "https://shop.example/shop/index.php?route=",
)
TOKEN = "0123456789abcdef0123456789"
FOUR = "https://shop.example/shop/index.php?route=api/account/login"
BOTH = f"-d 'username=Default&key={ME.key}'"

WRONG = [
    # routes
    ("3.0", f"curl {BOTH} '{FOUR}'", ["login-route"]),
    ("2.2–2.3", f"curl -d 'key={ME.key}' '{FOUR}'", ["login-route"]),
    ("4.0.2", f"curl {BOTH} '{LOGIN}'", ["login-route"]),
    ("4.0.1", f"curl {BOTH} '{LOGIN}'", ["login-route"]),
    ("4.0.0", f"curl {BOTH} '{FOUR}'", ["no-login"]),
    ("4.1", f"curl {BOTH} '{LOGIN}'", ["no-login"]),
    ("4.1", f"curl {BOTH} '{FOUR}'", ["no-login"]),
    ("4.0.2", f"curl '{CALL}api/sale/cart/add&api_token={TOKEN}' -d product_id=40", ["separator"]),
    ("4.0.1", f"curl '{CALL}api/sale/cart.add&api_token={TOKEN}' -d product_id=40", ["separator"]),
    ("4.0.0", f"curl '{CALL}api/sale/cart.add' -d product_id=40", ["separator"]),
    ("3.0", f"curl '{CALL}api/cart|add&api_token={TOKEN}' -d product_id=40", ["separator"]),
    ("4.0.2", f"curl '{CALL}api/cart/add&api_token={TOKEN}' -d product_id=40", ["route-of-other-version"]),
    ("3.0", f"curl '{CALL}api/sale/cart.add&api_token={TOKEN}' -d product_id=40", ["route-of-other-version"]),
    ("2.1", f"curl '{CALL}api/order/info&token={TOKEN}&order_id=1'", ["route-of-other-version"]),
    ("3.0", f"curl '{CALL}api/order&call=cart&api_token={TOKEN}' -d 'a=b'", ["route-of-other-version"]),
    ("4.0.2", f"curl '{CALL}api/order/info&api_token={TOKEN}&order_id=1'", ["route-of-other-version"]),
    ("3.0", f"curl '{CALL}api/product&api_token={TOKEN}'", ["route-unknown"]),
    ("4.0.2", f"curl '{CALL}api/sale/order.list&api_token={TOKEN}'", ["route-unknown"]),
    ("3.0", f"curl '{CALL}api/cart/products/&api_token={TOKEN}'", ["route-spelling"]),
    ("3.0", f"curl '{CALL}API/cart/products&api_token={TOKEN}'", ["route-spelling"]),
    # bodies
    ("4.0.2", f"curl '{FOUR}' --json '{{\"username\":\"Default\",\"key\":\"{ME.key}\"}}'", ["json-body"]),
    ("2.0", f"curl '{LOGIN}' --json '{{\"username\":\"Default\",\"password\":\"{ME.key}\"}}'", ["json-body"]),
    ("4.0.1", f"curl '{FOUR}&username=Default&key={ME.key}'", ["by-get"]),
    ("2.1", f"curl -X POST '{LOGIN}&key={ME.key}'", ["in-query"]),
    ("3.0", f"curl -X PUT {BOTH} '{LOGIN}'", ["method"]),
    ("3.0", f"curl -H 'Content-Type: multipart/form-data' {BOTH} '{LOGIN}'", ["body-type"]),
    # fields
    ("2.0", f"curl {BOTH} '{LOGIN}'", ["field-names"]),
    ("2.2–2.3", f"curl -d 'username=Default&password={ME.key}' '{LOGIN}'", ["field-names"]),
    ("4.0.2", f"curl -d 'key={ME.key}' '{FOUR}'", ["fields-missing"]),
    ("3.0", f"curl -d 'key={ME.key[:9]}' '{LOGIN}'", ["other-key"]),
    ("3.0", f"curl -d 'key={ME.key}%0A' '{LOGIN}'", ["other-key"]),
    ("3.0", f"curl -d product=40 '{CALL}api/cart/add&api_token={TOKEN}'", ["scalar"]),
    ("2.1", f"curl -d product=40 '{CALL}api/cart/add&token={TOKEN}'", ["scalar"]),
    # access
    ("2.1", f"curl '{CALL}api/cart/products&api_token={TOKEN}'", ["token-name"]),
    ("4.0.2", f"curl '{CALL}api/sale/cart&token={TOKEN}'", ["token-name"]),
    ("2.0", f"curl '{CALL}api/cart/products&cookie={TOKEN}'", ["token-name"]),
    ("4.0.1", f"curl '{CALL}api/sale/coupon' -d 'coupon=a&api_token={TOKEN}'", ["token-in-body"]),
    ("4.0.2", f"curl -H 'Authorization: Bearer {TOKEN}' '{CALL}api/sale/cart'", ["token-in-header"]),
    ("2.2–2.3", f"curl '{CALL}api/cart/products'", ["token-missing"]),
    ("4.0.2", f"curl '{CALL}api/sale/cart'", ["token-missing"]),
    ("2.2–2.3", f"curl '{CALL}api/cart/products&token={TOKEN}'", ["cookie-missing"]),
    ("2.2–2.3", f"curl -b 'language=en; currency=USD' '{CALL}api/cart/products&token={TOKEN}'", ["cookie-missing"]),
    ("2.0", f"curl '{CALL}api/cart/products'", ["cookie-missing"]),
    ("4.1", f"curl '{CALL}api/order&call=cart&api_token={TOKEN}' -d a=b", ["token-useless"]),
    ("4.1", f"curl '{CALL}api/order&call=cart' -H 'Authorization: Bearer x' -d a=b", ["token-useless"]),
    ("4.1", f"curl '{CALL}api/order&call=cart&username=Default' -d a=b", ["signature-parameter"]),
    ("4.1", f"curl '{CALL}api/order&call=list&username=Default' -d a=b", ["call-unknown", "signature-parameter"]),
    ("4.1", f"curl '{CALL}api/sale/cart.add' -d a=b", ["route-of-other-version", "signature-parameter"]),
]  # fmt: skip


@pytest.mark.parametrize(("generation", "line", "named"), WRONG)
def test_a_mistake_is_named_alone(generation: str, line: str, named: list[str]) -> None:
    (handed,) = curl_requests(line)
    assert slips(handed, BY_GENERATION[generation]) == named


RIGHT = [
    ("3.0", f"curl -d 'key={ME.key}' '{LOGIN}'"),  # Default is taken when no username is sent
    ("3.0", f"curl -F username=Default -F key={ME.key} '{LOGIN}'"),
    ("3.0", f"curl {BOTH} '{CALL}/api/login'"),
    ("3.0", f"curl '{CALL}api/cart/PRODUCTS&api_token={TOKEN}'"),
    ("3.0", f"curl -b 'OCSESSID={TOKEN}' '{CALL}api/cart/products'"),
    ("3.0", f"curl -b jar.txt '{CALL}api/cart/products'"),
    ("3.0", f"curl -d 'key=$KEY' '{LOGIN}'"),
    ("3.0", f"curl -d @form.txt '{LOGIN}'"),
    ("3.0", f"curl -X POST '{CALL}api/order/delete&order_id=1&api_token={TOKEN}'"),
    ("4.0.2", f"curl '{CALL}api/sale/cart|add&api_token={TOKEN}' -d product_id=40"),
    ("4.0.1", f"curl '{CALL}api/sale/cart%7Cadd&api_token={TOKEN}' -d product_id=40"),
    ("2.1", f"curl '{CALL}api/cart/products&token={TOKEN}'"),
    ("2.1", f"curl '{CALL}api/cart/products/&token={TOKEN}'"),
    ("2.2–2.3", f"curl '{CALL}api/cart/products&token={TOKEN}&PHPSESSID=abc'"),
    ("2.2–2.3", f"curl -b jar '{CALL}api/cart/products&token={TOKEN}'"),
    ("2.2–2.3", f"curl -d 'username=Default&key={ME.key}' '{LOGIN}'"),
    ("2.0", f"curl -b 'PHPSESSID=abc' '{CALL}api/cart/products'"),
    ("4.0.0", f"curl '{CALL}api/sale/cart'"),
]


@pytest.mark.parametrize(("generation", "line"), RIGHT)
def test_what_a_version_takes_is_no_mistake(generation: str, line: str) -> None:
    (handed,) = curl_requests(line)
    assert slips(handed, BY_GENERATION[generation]) == []


@pytest.mark.parametrize(("generation", "line", "named"), WRONG)
def test_what_is_corrected_is_right(generation: str, line: str, named: list[str]) -> None:
    dialect = BY_GENERATION[generation]
    (handed,) = curl_requests(line)
    found: Compared = compared(handed, against(dialect))
    again = corrected(found, dialect, STORE, ME)
    if again is None:
        assert set(named) & {"route-unknown", "no-login", "call-unknown", "route-of-other-version"}
        return
    if dialect.traits.signed:
        again = signed(again, Signer(ME.username, ME.key, time.time))
    assert slips(HandedRequest(1, again), dialect) == []
