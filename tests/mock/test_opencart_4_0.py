"""What differs between the 4.0 releases, on both sides of each border, and what all of them do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cartcheck.mock import DEMO_KEY, MockOptions, running_mock
from cartcheck.mock.app import Mock
from cartcheck.mock.generations.opencart_4_0 import FAMILY
from cartcheck.mock.generations.opencart_4_0.routes import ROUTES
from cartcheck.mock.surface.request import Request
from cartcheck.php.form import encode
from tests.mock.client import Client
from tests.mock.test_any_input import FORM, NAMES, VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests

ADDRESS = {
    "firstname": "Ada",
    "lastname": "Lovelace",
    "address_1": "1 Mill Lane",
    "city": "London",
    "postcode": "N1 1AA",
    "country_id": "222",
    "zone_id": "3563",
}
CUSTOMER = {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.com", "customer_group_id": "1"}
WITH_LOGIN = FAMILY.versions[1:]


class Client40(Client):
    """A client that logs in as 4.0 wants it and writes a method behind the release's separator."""

    def __init__(self, base: str, version: str = "4.0.2.3") -> None:
        super().__init__(base)
        self.separator = "|" if version < "4.0.2" else "."

    def login(self, key: str = DEMO_KEY, **fields: str) -> requests.Response:
        form = {"username": "Default", "key": key, **fields}
        answer = self.call("api/account/login", form, token=None)
        self.token = answer.json().get("api_token", "") if answer.status_code == 200 else ""
        return answer

    def ask(self, name: str, form: Any = None, **more: Any) -> requests.Response:
        return self.call(f"api/sale/{name.replace('.', self.separator)}", form, **more)


@pytest.fixture
def client(version: str) -> Iterator[Client40]:
    with running_mock(MockOptions(opencart=version, control=True)) as base:
        client = Client40(base, version)
        client.login()
        yield client


@pytest.mark.parametrize("version", FAMILY.versions)
def test_all_but_the_first_release_let_in(client: Client40, version: str) -> None:
    answer = client.login()
    assert answer.status_code == (404 if version == "4.0.0.0" else 200)
    assert bool(client.token) is (version != "4.0.0.0")
    assert client.call("api/sale/cart", token=None).status_code == (200 if version == "4.0.0.0" else 404)


@pytest.mark.parametrize("version", WITH_LOGIN)
def test_a_method_stands_behind_a_pipe_until_402_and_behind_a_dot_or_a_pipe_since(
    client: Client40, version: str
) -> None:
    since = version >= "4.0.2"
    assert client.call("api/sale/cart|edit").status_code == 200
    assert client.call("api/sale/cart.edit").status_code == (200 if since else 404)
    assert client.call("api/localisation/language", {"language": "en-gb"}).status_code == (
        404 if since else 200
    )


@pytest.mark.parametrize("version", WITH_LOGIN)
@pytest.mark.parametrize("route", ["API/sale/cart", "Api/sale/order", "aPi/localisation/currency"])
def test_routes_in_other_letters_open_nothing(client: Client40, route: str) -> None:
    assert client.call(route, token=None).status_code == 404
    assert client.call(route).status_code == 404


@pytest.mark.parametrize(
    ("version", "display", "status", "said"),
    [
        ("4.0.1.1", False, 302, ""),
        ("4.0.1.1", True, 500, "<b>Error</b>: Typed property"),
        ("4.0.2.1", False, 302, ""),
        ("4.0.2.2", False, 500, "<b>Error</b>: Typed property"),
        ("4.0.2.3", False, 500, "<b>Typed property"),
        ("4.0.2.3", True, 500, "<b>Typed property"),
    ],
)
def test_a_refused_token_breaks_the_request(client: Client40, display: bool, status: int, said: str) -> None:
    client.control(display_errors=display)
    answer = client.ask("cart", token="0" * 26)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=UTF-8")
    assert answer.text.startswith(said)
    assert answer.headers.get("Location") == ("error.html" if status == 302 else None)
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("version", ["4.0.1.1", "4.0.2.3"])
def test_a_token_ends_after_an_hour_but_not_as_a_cookie(client: Client40) -> None:
    assert client.ask("cart").status_code == 200
    client.control(idle_minutes=61)
    assert client.ask("cart").status_code != 200
    as_cookie = client.ask("cart", token=None, cookie=f"OCSESSID={client.token}")
    assert as_cookie.status_code == 200
    assert "SameSite=Strict" in as_cookie.headers["Set-Cookie"]


@pytest.mark.parametrize("version", ["4.0.1.0", "4.0.2.3"])
def test_whoever_names_an_allowed_address_comes_in(client: Client40) -> None:
    client.control(whitelist=["203.0.113.7"])
    assert "Your IP 127.0.0.1 " in client.login().json()["error"]
    client.call("api/account/login")
    form = {"username": "Default", "key": DEMO_KEY}
    for name in ("X-Forwarded-For", "Client-IP"):
        answer = client.call("api/account/login", form, token=None, **{name: "203.0.113.7"})
        assert "api_token" in answer.json()
    listed = "203.0.113.7, 10.0.0.1"
    answer = client.call("api/account/login", form, token=None, **{"X-Forwarded-For": listed})
    assert f"Your IP {listed} " in answer.json()["error"]


@pytest.mark.parametrize(
    ("version", "label", "code"),
    [("4.0.1.1", "title", "cod"), ("4.0.2.0", "name", "cod.cod"), ("4.0.2.3", "name", "cod.cod")],
)
def test_methods_have_titles_then_names_and_options(client: Client40, label: str, code: str) -> None:
    _fill(client)
    flat = client.ask("shipping_method").json()["shipping_methods"]["flat"]
    cod = client.ask("payment_method").json()["payment_methods"]["cod"]
    assert (flat[label], cod[label], "option" in cod) == ("Flat Rate", "Cash On Delivery", code == "cod.cod")
    other = "cod" if code == "cod.cod" else "cod.cod"
    assert "error" in client.ask("payment_method.save", {"payment_method": other}).json()
    assert "success" in client.ask("payment_method.save", {"payment_method": code}).json()


@pytest.mark.parametrize("version", ["4.0.1.1", "4.0.2.3"])
@pytest.mark.parametrize(("group", "price", "reward"), [("1", "$122.00", 400), ("0", "$100.00", 0)])
def test_a_customer_in_no_group_sees_no_taxes_and_earns_no_points(
    client: Client40, group: str, price: str, reward: int
) -> None:
    assert "success" in client.ask("customer", {**CUSTOMER, "customer_group_id": group}).json()
    client.ask("cart.add", {"product_id": "28"})
    line = client.ask("cart").json()["products"][0]
    assert (line["price"], line["reward"]) == (price, reward)


@pytest.mark.parametrize("version", ["4.0.2.3"])
def test_a_customer_set_without_a_group_cannot_be_set_so_again(client: Client40) -> None:
    ungrouped = {name: value for name, value in CUSTOMER.items() if name != "customer_group_id"}
    assert "success" in client.ask("customer", ungrouped).json()
    wrong = client.ask("customer", ungrouped).json()["error"]
    assert wrong == {"warning": "Customer Group does not appear to be valid!"}


@pytest.mark.parametrize("version", ["4.0.1.1", "4.0.2.3"])
def test_plans_of_a_subscription_stand_in_rows_of_their_own(client: Client40) -> None:
    for plan in ("0", "5", "5"):
        client.ask("cart.add", {"product_id": "40", "subscription_plan_id": plan})
    lines = client.ask("cart").json()["products"]
    assert [line["quantity"] for line in lines] == ["1", "2"]


@pytest.mark.parametrize(("version", "quantities"), [("4.0.2.0", ["2"]), ("4.0.2.3", [])])
def test_a_row_of_nothing_is_gone_before_it_can_be_changed_since_4022(
    client: Client40, quantities: list[str]
) -> None:
    client.ask("cart.add", {"product_id": "40", "quantity": "0"})
    client.ask("cart.edit", {"key": "1", "quantity": "2"})
    assert [line["quantity"] for line in client.ask("cart").json()["products"]] == quantities


@pytest.mark.parametrize("version", ["4.0.2.3"])
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("cart.add", {"product_id": "40", "quantity": "9223372036854775807"}),
        ("customer", {**CUSTOMER, "customer_id": "1.5"}),
        ("customer", {**CUSTOMER, "customer_id": "9999999999999999999"}),
        ("order.delete", {"selected[]": "abc"}),
    ],
)
def test_what_php_or_the_database_cannot_count_sends_away(
    client: Client40, name: str, form: dict[str, str]
) -> None:
    client.ask("cart.add", {"product_id": "40"})
    answer = client.ask(name, form)
    assert (answer.status_code, answer.headers["Location"]) == (302, "error.html")


@pytest.mark.parametrize(("version", "told"), [("4.0.2.0", "<b>TypeError</b>: "), ("4.0.2.3", "<b>")])
def test_a_list_of_tokens_is_told_before_the_settings_are_read(client: Client40, told: str) -> None:
    answer = client.get("index.php?route=api/sale/cart&api_token[]=x")
    assert answer.status_code == 500
    assert answer.text.startswith(
        f"{told}Opencart\\Catalog\\Model\\Setting\\Api::getApiByToken(): Argument #1"
    )


@pytest.mark.parametrize("version", ["4.0.0.0"])
def test_a_currency_changed_back_stays_so_beside_an_older_cookie(client: Client40) -> None:
    kept: dict[str, Any] = {"token": None, "cookie": f"OCSESSID={'0' * 26}; currency=GBP"}
    for currency in ("GBP", "USD"):
        client.call("api/localisation/currency", {"currency": currency}, **kept)
    assert client.ask("cart", **kept).json()["totals"][-1]["text"] == "$0.00"


@pytest.mark.parametrize(("version", "needed"), [("4.0.2.1", False), ("4.0.2.2", True), ("4.0.2.3", True)])
def test_an_address_needs_its_id_since_4022(client: Client40, needed: bool) -> None:
    answer = client.ask("payment_address", ADDRESS)
    assert answer.status_code == (302 if needed else 200)
    client.control(display_errors=True)
    assert ("Undefined array key" in client.ask("payment_address", ADDRESS).text) is needed
    with_id = {**ADDRESS, "payment_address_id": "0"}
    assert "success" in client.ask("payment_address", with_id).json()


@pytest.mark.parametrize(
    ("version", "kept", "still_chosen"),
    [("4.0.1.1", False, False), ("4.0.2.0", False, False), ("4.0.2.2", True, True)],
)
def test_a_change_of_the_cart_voids_the_methods_until_4022(
    client: Client40, version: str, kept: bool, still_chosen: bool
) -> None:
    _fill(client)
    _choose(client)
    client.ask("cart.add", {"product_id": "40"})
    wrong = client.ask("order.confirm").json().get("error", {})
    if version == "4.0.2.0":
        assert wrong == "Warning: Payment method required!"
    else:
        assert ("shipping_method" not in wrong, "payment_method" not in wrong) == (kept, still_chosen)


@pytest.mark.parametrize("version", ["4.0.2.0", "4.0.2.1"])
def test_two_releases_cannot_confirm_without_printing_errors(client: Client40) -> None:
    _fill(client)
    _choose(client)
    assert client.ask("order.confirm").headers["Location"] == "error.html"
    client.control(display_errors=True)
    printed = client.ask("order.confirm").text
    assert 'Undefined array key "payment_address_id"' in printed
    assert '"order_id":1' in printed


@pytest.mark.parametrize("version", ["4.0.1.1", "4.0.2.2", "4.0.2.3"])
def test_an_order_is_confirmed_loaded_and_confirmed_again(client: Client40, version: str) -> None:
    _fill(client)
    _choose(client)
    first = client.ask("order.confirm", {"order_status_id": "1"}).json()
    assert client.ask("order.load", order_id=first["order_id"]).json()["success"]
    assert client.ask("cart").json()["products"][0]["quantity"] == "4"
    again = client.ask("order.confirm").json()
    assert again["order_id"] == first["order_id"]
    assert "error" in client.ask("order.addHistory", order_id=1).json()
    assert "success" in client.ask("order.addHistory", {"order_id": "1"}).json()
    assert client.ask("order.delete", {"selected[]": "1"}).json()["success"]
    assert client.ask("order.load", order_id=1).json() == {"error": "Warning: Order could not be found!"}


@pytest.mark.parametrize(("version", "rows"), [("4.0.0.0", ["2", "2"]), ("4.0.1.0", ["4"])])
def test_the_first_release_loads_an_order_beside_the_same_in_the_cart(
    client: Client40, rows: list[str]
) -> None:
    cookie = "OCSESSID=0123456789abcdef0123456789"
    session = {} if client.token else {"token": None, "cookie": cookie}
    _fill(client, **session)
    _choose(client, **session)
    order_id = client.ask("order.confirm", **session).json()["order_id"]
    client.ask("order.load", order_id=order_id, **session)
    assert [one["quantity"] for one in client.ask("cart", **session).json()["products"]] == rows


@pytest.mark.parametrize(("version", "status"), [("4.0.1.1", 302), ("4.0.2.2", 200)])
def test_a_session_outlives_its_deleted_order_since_402(client: Client40, status: int) -> None:
    _fill(client)
    _choose(client)
    assert client.ask("order.confirm").json()["order_id"] == 1
    client.ask("order.delete", {"selected[]": "1"})
    assert client.ask("order.confirm").status_code == status


@pytest.mark.parametrize("version", ["4.0.0.0"])
def test_the_first_release_keeps_a_cart_by_cookie_alone(client: Client40) -> None:
    mine = {"cookie": "OCSESSID=0123456789abcdef0123456789"}
    client.ask("cart.add", {"product_id": "40"}, token=None, **mine)
    assert len(client.ask("cart", token=None, **mine).json()["products"]) == 1
    assert client.ask("cart", token=None).json()["products"] == []
    assert client.ask("affiliate", token=None).json()["success"].startswith("Success: Your coupon")


CALLS = st.tuples(st.sampled_from(sorted(ROUTES)), st.dictionaries(NAMES, VALUES, max_size=8))


@settings(max_examples=100, deadline=None)
@given(st.lists(CALLS, max_size=8), st.sampled_from(FAMILY.versions), st.booleans())
def test_every_answer_is_one_a_store_gives(
    calls: list[tuple[tuple[str, str], dict[str, object]]], version: str, display_errors: bool
) -> None:
    mock = Mock(MockOptions(opencart=version, display_errors=display_errors))
    separator = "|" if version < "4.0.2" else "."
    login = mock.serve(_request("api/account/login", {"username": "Default", "key": DEMO_KEY}, ""))
    token = json.loads(login.body)["api_token"] if login.is_json else ""
    for (controller, method), form in calls:
        answer = mock.serve(_request(f"{controller}{separator}{method}", form, token))
        assert answer.status in (200, 302, 404, 500)
        if answer.is_json and not display_errors:
            json.loads(answer.body)


def _request(route: str, form: dict[str, object], token: str) -> Request:
    query = f"route={route.removesuffix('.index').removesuffix('|index')}&order_id=1"
    query += f"&api_token={token}" if token else ""
    return Request("POST", "/index.php", query.encode(), FORM, encode(form).encode(), "127.0.0.1")


def _fill(client: Client40, **session: Any) -> None:
    ids = {"payment_address_id": "0", "shipping_address_id": "0"}
    client.ask("cart.add", {"product_id": "40", "quantity": "2"}, **session)
    client.ask("customer", CUSTOMER, **session)
    client.ask("payment_address", {**ADDRESS, **ids}, **session)
    client.ask("shipping_address", {**ADDRESS, **ids}, **session)


def _choose(client: Client40, **session: Any) -> None:
    client.ask("shipping_method", **session)
    client.ask("shipping_method.save", {"shipping_method": "flat.flat"}, **session)
    client.ask("payment_method", **session)
    code = "cod" if client.separator == "|" else "cod.cod"
    assert "success" in client.ask("payment_method.save", {"payment_method": code}, **session).json()
