"""Whatever is sent, the mock answers as a store would; an exception of its own would be our bug."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from cartcheck.mock import DEMO_KEY, MockOptions
from cartcheck.mock.app import Mock
from cartcheck.mock.generations.opencart_3_0.routes import ROUTES
from cartcheck.mock.surface.request import Request
from cartcheck.php.form import encode

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


@settings(max_examples=150, deadline=None)
@given(
    st.lists(CALLS, max_size=8), st.sampled_from(("3.0.2.0", "3.0.3.0", "3.0.3.9", "3.0.5.1")), st.booleans()
)
def test_every_answer_is_one_a_store_gives(
    calls: list[tuple[str, dict[str, object]]], version: str, display_errors: bool
) -> None:
    mock = Mock(MockOptions(opencart=version, display_errors=display_errors))
    login = mock.serve(_request("api/login", {"key": DEMO_KEY}, ""))
    token = json.loads(login.body)["api_token"] if login.is_json else "0" * 26
    for route, form in calls:
        answer = mock.serve(_request(route, form, token))
        assert answer.status in (200, 500)
        if answer.is_json and not display_errors and answer.body:
            json.loads(answer.body)


@given(st.binary(), st.binary(), st.sampled_from(("GET", "POST", "PUT")), st.text())
def test_bytes_of_any_kind_are_answered(query: bytes, body: bytes, method: str, cookie: str) -> None:
    headers = {**FORM, "cookie": cookie.encode("utf-8").decode("latin-1")}
    answer = Mock(MockOptions()).serve(Request(method, "/index.php", query, headers, body, "127.0.0.1"))
    assert answer.status in (200, 404, 500)


def _request(route: str, form: dict[str, object], token: str) -> Request:
    query = f"route={route}&api_token={token}&order_id=1" if token else f"route={route}"
    return Request("POST", "/index.php", query.encode(), FORM, encode(form).encode(), "127.0.0.1")
