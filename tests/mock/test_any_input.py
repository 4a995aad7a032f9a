"""Whatever is sent, the mock answers as a store would; an exception of its own would be our bug."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from cartcheck.mock import DEMO_KEY, MockOptions
from cartcheck.mock.app import Mock
from cartcheck.mock.cart_api.routes import ROUTES
from cartcheck.mock.generations.documented.generation import ROUTES as DOCUMENTED_ROUTES
from cartcheck.mock.surface.request import Request
from tests.mock.caller import Caller

FORM = {"content-type": "application/x-www-form-urlencoded", "host": "127.0.0.1:80"}
FIELDS = """product_id quantity option product key customer_id firstname email telephone country_id zone_id city
custom_field shipping_method payment_method comment amount voucher reward currency coupon order_status_id code
to_name 226 0 username"""
NAMES = st.sampled_from(FIELDS.split())
TEXTS = (
    st.sampled_from(("40", "42", "30", "0", "-1", "1e3", "", "flat.flat", "cod", "EUR", "a@example.com"))
    | st.text()
)
VALUES = st.recursive(
    TEXTS, lambda inner: st.dictionaries(NAMES, inner, max_size=3) | st.lists(inner, max_size=3)
)
CALLS = st.tuples(st.sampled_from(sorted(ROUTES)), st.dictionaries(NAMES, VALUES, max_size=8))


VERSIONS = ("2.0.0.0", "2.0.3.1", "2.1.0.2", "2.2.0.0", "2.3.0.2", "3.0.2.0", "3.0.3.0", "3.0.3.9", "3.0.5.1")


@settings(max_examples=300, deadline=None)
@given(st.lists(CALLS, max_size=8), st.sampled_from(VERSIONS), st.booleans())
def test_every_answer_is_one_a_store_gives(
    calls: list[tuple[str, dict[str, object]]], version: str, display_errors: bool
) -> None:
    caller = Caller(version, display_errors=display_errors)
    login = caller.ask("api/login", {"key": DEMO_KEY, "username": "Default", "password": DEMO_KEY})
    answered = json.loads(login.body) if login.is_json else {"api_token": "0" * 26}
    caller.query = {name: answered[name] for name in ("token", "api_token") if name in answered}
    for route, form in calls:
        answer = caller.ask(route, form, order_id=1)
        assert answer.status in (200, 404, 500)
        if answer.is_json and not display_errors and answer.body:
            json.loads(answer.body)


DOCUMENTED = """name model price quantity products product_id firstname email page limit status categories
country_id order_status_id"""
DOCUMENTED_CALLS = st.tuples(
    st.sampled_from(sorted(DOCUMENTED_ROUTES)),
    st.dictionaries(st.sampled_from(DOCUMENTED.split()), VALUES, max_size=8),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(DOCUMENTED_CALLS, max_size=8))
def test_the_documented_api_answers_anything_with_json(calls: list[tuple[str, dict[str, object]]]) -> None:
    caller = Caller("documented")
    caller.login()
    for route, form in calls:
        for answer in (
            caller.ask(route, form, order_id=1, product_id=40),
            caller.ask(route, page=str(form.get("page", 1))),
        ):
            assert answer.status in (200, 400, 404, 405, 500)
            json.loads(answer.body)


@given(st.binary(), st.binary(), st.sampled_from(("GET", "POST", "PUT")), st.text())
def test_bytes_of_any_kind_are_answered(query: bytes, body: bytes, method: str, cookie: str) -> None:
    headers = {**FORM, "cookie": cookie.encode("utf-8").decode("latin-1")}
    answer = Mock(MockOptions()).serve(Request(method, "/index.php", query, headers, body, "127.0.0.1"))
    assert answer.status in (200, 404, 500)
