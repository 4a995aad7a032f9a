"""The signature of 4.1 as its server checks it, and what differs between its releases."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from cartcheck.mock import DEMO_KEY, MockOptions, running_mock
from cartcheck.mock.app import Mock
from cartcheck.mock.generations.opencart_4_1 import FAMILY, order, subscription
from cartcheck.mock.generations.opencart_4_1.signature import is_signed, string_to_sign
from cartcheck.mock.generations.opencart_4_1.visit import Visit
from cartcheck.mock.store import Store
from cartcheck.mock.surface.request import Request
from cartcheck.php.form import encode
from cartcheck.release import release
from tests.mock.test_any_input import FORM, NAMES, VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REFUSED = {"error": "You do not have permission to access this page."}
NOT_FOUND = {"error": "API call not found"}
PRODUCT = {"product": [{"product_id": "40", "quantity": "2"}]}
CUSTOMER = {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.com", "customer_group_id": "1"}
SHIPPING = {"shipping_method": {"name": "Flat", "code": "flat.flat", "cost": "5", "tax_class_id": "9"}}
PAYMENT = {"payment_method": {"name": "Cash", "code": "cod.cod"}}
_ESCAPED_BY_PHP = """
$clean = function ($data) use (&$clean) {
    if (!is_array($data)) return trim(htmlspecialchars($data, ENT_COMPAT, 'UTF-8'));
    $kept = [];
    foreach ($data as $key => $value) $kept[$clean((string)$key)] = $clean($value);
    return $kept;
};
parse_str(stream_get_contents(STDIN), $form);
echo http_build_query($clean($form));
"""


def _address(kind: str) -> dict[str, str]:
    fields = {
        "firstname": "Ada",
        "lastname": "Lovelace",
        "address_1": "1 Mill Lane",
        "city": "London",
        "postcode": "N1 1AA",
        "country_id": "222",
        "zone_id": "3563",
        "address_id": "0",
    }
    return {f"{kind}_{name}": value for name, value in fields.items()}


ORDER = {**CUSTOMER, **PRODUCT, **_address("payment"), **_address("shipping"), **SHIPPING, **PAYMENT}


class Client41:
    """A client that signs; `without` leaves a parameter out, `headers` go along."""

    def __init__(self, base: str) -> None:
        self.base, self.host = base, base[7:-1]
        self.http = requests.Session()

    def call(
        self,
        call: str,
        form: Mapping[str, Any] | str = "",
        route: str = "api/order",
        key: str = DEMO_KEY,
        offset: int = 0,
        digest_of: str | None = None,
        headers: Mapping[str, str] | None = None,
        keep_cookies: bool = False,
        without: str = "",
    ) -> requests.Response:
        body = form if isinstance(form, str) else encode(form)
        if not keep_cookies:
            self.http.cookies.clear()
        fields = {"route": route, "call": call, "username": "Default", "store_id": "0"}
        fields |= {"language": "en-gb", "currency": "USD", "time": str(int(time.time()) + offset)}
        digest = hashlib.md5((body if digest_of is None else digest_of).encode()).hexdigest()
        named = (
            *list(fields.values())[:3],
            self.host,
            "/",
            *list(fields.values())[3:6],
            digest,
            fields["time"],
        )
        text = "".join(f"{line}\n" for line in named)
        signature = base64.b64encode(hmac.new(key.encode(), text.encode(), "sha1").digest()).decode()
        sent = {name: value for name, value in {"signature": signature, **fields}.items() if name != without}
        return self.http.post(
            f"{self.base}index.php",
            params=sent,
            data=body.encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded", **(headers or {})},
            allow_redirects=False,
            timeout=10,
        )

    def control(self, **switches: Any) -> None:
        assert self.http.post(f"{self.base}_control", json=switches, timeout=10).status_code == 204


@pytest.fixture
def client(version: str) -> Iterator[Client41]:
    with running_mock(MockOptions(opencart=version, control=True)) as base:
        yield Client41(base)


def test_the_string_to_sign_ends_each_of_its_ten_lines() -> None:
    query = "route=api/order&call=zzz&username=Default&store_id=0&language=en-gb&currency=USD&time=1700000000"
    signature = "&signature=3bZJ6S9yIaZF6rBQeFtuTxb%2BcyM%3D"
    store = Store(MockOptions(opencart="4.1.0.3", username="Default", key="KEY123"))
    headers = {"host": "shop.example"}
    request = Request("GET", "/index.php", (query + signature).encode(), headers, b"", "127.0.0.1")
    visit = Visit(store, release("4.1.0.3"), request)
    assert string_to_sign(visit).split("\n") == [
        *("api/order", "zzz", "Default", "shop.example", "/", "0", "en-gb", "USD"),
        *("d41d8cd98f00b204e9800998ecf8427e", "1700000000", ""),
    ]
    assert is_signed(visit)


@pytest.mark.needs("php")
@pytest.mark.parametrize("version", ["4.1.0.4"])
@pytest.mark.parametrize(
    "body",
    [
        "product[0][product_id]=40&product[0][quantity]=2&comment= a & b ~ ",
        "a[]=1&b=2&a[]=3&c[x][y]=z+&b=4",
        "a.b=1&c d=2&e[=3&f=%26%22%3C%3E%27~-_.&g=%C3%A9%0D%0A",
        "bad=%FF&empty=&%20=x",
    ],
)
def test_a_body_is_hashed_as_php_would_send_what_it_has_filtered(client: Client41, body: str) -> None:
    hashed = subprocess.run(
        ["php", "-r", _ESCAPED_BY_PHP], input=body.encode(), capture_output=True, check=True
    )
    assert client.call("zzz", body, digest_of=hashed.stdout.decode()).json() == NOT_FOUND
    assert client.call("zzz", body, digest_of=f"{hashed.stdout.decode()}x").json() == REFUSED


@pytest.mark.parametrize("version", FAMILY.versions)
def test_only_a_whole_and_right_signature_comes_in(client: Client41) -> None:
    assert client.call("zzz").json() == NOT_FOUND
    assert client.call("zzz", key="wrong").json() == REFUSED
    for name in ("call", "username", "store_id", "language", "currency", "time", "signature"):
        answer = client.call("zzz", without=name)
        assert (answer.status_code, answer.json()) == (403, REFUSED)
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    client.control(api_user_enabled=False)
    assert client.call("zzz").status_code == 403


@pytest.mark.parametrize("version", FAMILY.versions)
@pytest.mark.parametrize("route", ["API/order", "Api/cart", "api/Order", "API/customer"])
def test_routes_in_other_letters_open_nothing(client: Client41, route: str) -> None:
    answer = requests.get(f"{client.base}index.php", params={"route": route, "call": "cart"}, timeout=10)
    assert (answer.status_code, answer.json()) == (403, REFUSED)


@pytest.mark.parametrize(("version", "checked"), [("4.1.0.3", False), ("4.1.0.4", True)])
def test_time_counts_since_4104(client: Client41, checked: bool) -> None:
    assert client.call("zzz", offset=-440).status_code == 200
    for offset in (-460, 460):
        assert client.call("zzz", offset=offset).status_code == (403 if checked else 200)
    client.control(advance_minutes=10)
    assert client.call("zzz").status_code == (403 if checked else 200)
    assert client.call("zzz", offset=600).status_code == 200


@pytest.mark.parametrize(("version", "skips"), [("4.1.0.3", False), ("4.1.0.4", True)])
def test_the_first_forwarded_address_counts(client: Client41, skips: bool) -> None:
    client.control(whitelist=[" 203.0.113.7 "])
    assert client.call("zzz").status_code == 403
    for name in ("CF-Connecting-IP", "X-Forwarded-For", "X-Real-IP", "X-Client-IP", "Client-IP"):
        assert client.call("zzz", headers={name: "203.0.113.7, 10.0.0.1"}).status_code == 200
    both = {"CF-Connecting-IP": "unknown", "X-Real-IP": "203.0.113.7"}
    assert client.call("zzz", headers=both).status_code == (200 if skips else 403)


@pytest.mark.parametrize("version", FAMILY.versions)
def test_an_old_client_meets_a_missing_table(client: Client41) -> None:
    answer = requests.get(f"{client.base}index.php?route=api/sale/cart&api_token=x", timeout=10)
    assert answer.status_code == 500
    assert "api_session' doesn't exist" in answer.text


@pytest.mark.parametrize("version", ["4.1.0.3", "4.1.0.4"])
def test_a_kept_cookie_adds_up_the_cart(client: Client41) -> None:
    form = {**PRODUCT, **PAYMENT}
    for quantity in ("2", "4", "6"):
        products = client.call("cart", form, keep_cookies=True).json()["products"]
        assert [product["quantity"] for product in products] == [quantity]
    assert client.call("cart", form).json()["products"][0]["quantity"] == "2"


@pytest.mark.parametrize(
    ("version", "default", "commission"),
    [("4.1.0.0", 1, True), ("4.1.0.1", 0, True), ("4.1.0.3", 0, True), ("4.1.0.4", 0, False)],
)
def test_an_order_is_one_request(version: str, default: int, commission: bool) -> None:
    mock = Mock(MockOptions(opencart=version))
    data = json.loads(_ask(mock, version, "confirm", ORDER).body)
    assert (data["order_id"], data["points"], "commission" in data) == (1, 0, commission)
    first = mock.store.orders.get(1)
    assert first
    assert first.status_id == default
    _ask(mock, version, "confirm", {**ORDER, "order_id": "1", "order_status_id": "5"})
    assert first.status_id == 5
    unknown = json.loads(_ask(mock, version, "confirm", {**ORDER, "order_id": "77"}).body)
    assert (unknown["order_id"], mock.store.orders.get(77)) == (77, None)


@pytest.mark.parametrize(("version", "taken"), [("4.1.0.0", True), ("4.1.0.3", True), ("4.1.0.4", False)])
def test_free_shipping_is_refused_since_4104(client: Client41, taken: bool) -> None:
    free = {"shipping_method": {**SHIPPING["shipping_method"], "cost": "0"}}
    assert ("success" in client.call("shipping_method", {**ORDER, **free}).json()) is taken


@pytest.mark.parametrize(
    ("version", "status", "said"),
    [("4.1.0.0", 200, "Payment method required"), ("4.1.0.1", 302, ""), ("4.1.0.4", 200, "Payment method")],
)
def test_a_missing_payment_method_is_told_or_breaks_the_request(
    client: Client41, status: int, said: str
) -> None:
    form = {name: value for name, value in ORDER.items() if name != "payment_method"}
    answer = client.call("payment_method", form)
    assert answer.status_code == status
    assert answer.status_code != 200 or said in answer.text
    client.control(display_errors=True)
    printed = "Undefined array key" in client.call("payment_method", form).text
    assert printed is (status == 302)


@pytest.mark.parametrize(("version", "status"), [("4.1.0.0", 302), ("4.1.0.1", 200), ("4.1.0.4", 200)])
def test_the_first_release_demands_a_shipping_address(client: Client41, status: int) -> None:
    assert client.call("shipping_address", PRODUCT).status_code == status


@pytest.mark.parametrize(
    ("version", "eco_tax", "line", "codes"),
    [("4.1.0.3", "$4.00", "$244.40", True), ("4.1.0.4", "$2.00", "$246.40", False)],
)
def test_taxes_and_columns_of_a_cart(client: Client41, eco_tax: str, line: str, codes: bool) -> None:
    data = client.call("cart", {**PRODUCT, **PAYMENT}).json()
    product = data["products"][0]
    assert [total["text"] for total in data["totals"] if total["title"].startswith("Eco")] == [eco_tax]
    assert (product["total_text"], "sku" in product, data["shipping_required"]) == (line, codes, True)


@pytest.mark.parametrize(("version", "told"), [("4.1.0.3", "error_"), ("4.1.0.4", "Warning: ")])
def test_two_texts_of_subscriptions_are_missing_before_4104(client: Client41, told: str) -> None:
    answer = client.call("confirm", PAYMENT, route="api/subscription").json()["error"]
    assert answer["subscription_plan"].startswith(told)
    assert client.call("history_add", route="api/subscription").json()["error"].startswith(told)


@pytest.mark.parametrize("version", ["4.1.0.0", "4.1.0.4"])
def test_the_group_of_the_customer_before_counts_where_cookies_are_kept(client: Client41) -> None:
    for group, price in (("0", "$123.20"), ("1", "$101.00"), ("1", "$123.20")):
        answer = client.call("cart", {**ORDER, "customer_group_id": group}, keep_cookies=True)
        assert answer.json()["products"][0]["price_text"] == price


@pytest.mark.parametrize("version", ["4.1.0.0", "4.1.0.4"])
def test_an_order_tells_the_stock_of_before(client: Client41) -> None:
    left = [
        client.call("confirm", {**ORDER, "order_status_id": "1"}).json()["products"][0]["stock"] for _ in "12"
    ]
    assert left == ["970", "968"]


@pytest.mark.parametrize(("version", "status"), [("4.1.0.3", 403), ("4.1.0.4", 200)])
def test_a_route_in_other_letters_is_known_since_4104(client: Client41, status: int) -> None:
    assert client.call("cart", PRODUCT, route="api/Order").status_code == status


@pytest.mark.parametrize(("version", "status"), [("4.1.0.3", 302), ("4.1.0.4", 200)])
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"product[0][option]": "x"}, "product_0_option_0"),
        ({"product[1]": "40"}, ""),
        ({"product[1][quantity]": "1"}, "product_1_product"),
    ],
)
def test_odd_rows_of_products(client: Client41, status: int, rows: dict[str, str], said: str) -> None:
    form = {"product[0][product_id]": "40", "product[0][quantity]": "1", **rows}
    answer = client.call("shipping_methods", form)
    odd = {"product_0_option_0": 200, "": 302}.get(said, status)
    assert answer.status_code == odd
    assert answer.status_code != 200 or said in answer.text


@pytest.mark.parametrize("version", ["4.1.0.0", "4.1.0.4"])
@pytest.mark.parametrize(("value", "status"), [("9999", 200), ("40abc", 302), ("x", 302)])
def test_a_choice_that_is_no_number_sends_away(client: Client41, value: str, status: int) -> None:
    form = {"product[0][product_id]": "30", "product[0][quantity]": "1", "product[0][option][226]": value}
    assert client.call("shipping_methods", form).status_code == status


@pytest.mark.parametrize(("version", "forbidden"), [("4.1.0.3", False), ("4.1.0.4", True)])
def test_pages_of_errors_forbid_caching_since_4104(client: Client41, forbidden: bool) -> None:
    answer = client.call("customer", {**CUSTOMER, "customer_id": "abc"})
    assert answer.status_code == 302
    assert ("Expires" in answer.headers) is ("Pragma" in answer.headers) is forbidden


@pytest.mark.parametrize("version", ["4.1.0.0", "4.1.0.4"])
def test_a_subscription_knows_the_customer_of_the_session(client: Client41) -> None:
    client.call("customer", CUSTOMER)
    wrong = client.call("confirm", PRODUCT, route="api/subscription", keep_cookies=True)
    told = client.call("confirm", {**PRODUCT, "subscription_plan_id": "0"}, route="api/subscription")
    assert "customer" in told.json()["error"]
    assert '"customer"' not in wrong.text


@pytest.mark.parametrize("version", ["4.1.0.4"])
def test_what_is_wrong_with_products_is_told_by_row(client: Client41) -> None:
    rows = [
        {"product_id": "30", "quantity": "3"},
        {"product_id": "30", "quantity": "1", "option": {"226": "15"}},
    ]
    told = client.call("cart", {"product": [*rows, {"product_id": "40", "quantity": "9999"}]}).json()
    assert told["error"] == {
        "product_0_option_226": "Select required!",
        "product_2_product": "Product not available in the desired quantity or not in stock!",
        "warning": "Warning: Please check the cart carefully for errors!",
    }
    few = {"product": [{"product_id": "42", "quantity": "1"}]}
    assert "Minimum order amount" in client.call("confirm", few).json()["error"]["product_0_product"]


NAMED = st.dictionaries(NAMES | st.sampled_from(sorted(ORDER)), VALUES, max_size=8)
CALLS = st.tuples(
    st.sampled_from([("api/order", call) for call in order.CALLS])
    | st.sampled_from([("api/subscription", call) for call in subscription.CALLS]),
    NAMED.map(lambda drawn: {**ORDER, **drawn}) | NAMED,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CALLS, max_size=4), st.sampled_from(FAMILY.versions), st.booleans())
def test_every_answer_is_one_a_store_gives(
    calls: list[tuple[tuple[str, str], dict[str, object]]], version: str, display_errors: bool
) -> None:
    mock = Mock(MockOptions(opencart=version, display_errors=display_errors))
    for (route, call), form in calls:
        answer = _ask(mock, version, call, form, route)
        assert answer.status in (200, 302)
        if answer.is_json and not display_errors:
            json.loads(answer.body)


def _ask(mock: Mock, version: str, call: str, form: Mapping[str, Any], route: str = "api/order") -> Any:
    """A call whose signature the server's own reading of it has made."""
    fields = {"username": "Default", "store_id": "0", "language": "en-gb", "currency": "USD"}
    query = encode({"route": route, "call": call, **fields, "time": str(int(time.time()))})
    body = encode(form).encode()

    def request(more: str) -> Request:
        return Request("POST", "/index.php", (query + more).encode(), FORM, body, "127.0.0.1")

    text = string_to_sign(Visit(mock.store, release(version), request("")))
    digest = hmac.new(DEMO_KEY.encode(), text.encode("utf-8", "surrogateescape"), "sha1").digest()
    return mock.serve(request("&" + encode({"signature": base64.b64encode(digest).decode()})))
