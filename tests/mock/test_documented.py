"""The documented API keeps what articles promise: access, lists, single things, changes, errors by name."""

import json

import pytest

from cartcheck.mock.surface.request import Request
from tests.mock.caller import Caller

BUYER = {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.com", "telephone": "0123456789"}
PLACE = {
    "address_1": "1 Mill Lane",
    "city": "London",
    "postcode": "N1 1AA",
    "country_id": 222,
    "zone_id": 3563,
}
ORDER = {**BUYER, **PLACE, "products": [{"product_id": 40, "quantity": 2}]}
PRODUCT = {"name": "Tea", "model": "T-1", "price": "4.50", "quantity": 7}


@pytest.fixture
def store() -> Caller:
    caller = Caller("documented")
    caller.login()
    return caller


def refused(answer) -> tuple[int, object]:
    return answer.status, json.loads(answer.body)["error"]


def test_a_wrong_key_is_unauthorised_and_a_missing_field_is_named() -> None:
    caller = Caller("documented")
    assert caller.ask("api/login", {"username": "Default", "key": "wrong"}).status == 401
    status, error = refused(caller.ask("api/login", {"username": "Default"}))
    assert status == 400
    assert set(error) == {"key"}


def test_a_token_lives_for_an_hour_after_its_last_use(store: Caller) -> None:
    store.switch(advance_minutes=59)
    assert store.ask("api/product").status == 200
    store.switch(advance_minutes=59)
    assert store.ask("api/product").status == 200
    store.switch(advance_minutes=61)
    assert store.ask("api/product").status == 401


@pytest.mark.parametrize("switch", [{"idle_minutes": 61}, {"sessions": "dropped"}, {"reset": True}])
def test_an_expired_or_dropped_token_is_unauthorised(store: Caller, switch: dict[str, object]) -> None:
    store.switch(**switch)
    assert store.ask("api/order").status == 401


@pytest.mark.parametrize(
    "switch", [{"whitelist": []}, {"whitelist": ["203.0.113.9"]}, {"api_user_enabled": False}]
)
def test_who_is_known_but_not_allowed_is_forbidden(store: Caller, switch: dict[str, object]) -> None:
    store.switch(**switch)
    assert store.ask("api/order").status == 403


def test_what_is_not_there_and_what_is_not_offered(store: Caller) -> None:
    assert store.ask("api/nosuch").status == 404
    assert set(refused(store.ask("api/product/info", product_id=99999))[1]) == {"product_id"}
    assert store.ask("api/product/info", product_id=99999).status == 404
    assert refused(store.ask("api/order/info", order_id="x"))[0] == 400
    assert set(refused(store.ask("api/order/info"))[1]) == {"order_id"}
    assert store.ask("api/product", {}).status == 405
    assert b"<title>" in store.ask("common/home").body


def test_products_come_in_pages(store: Caller) -> None:
    first = store.json("api/product", limit=5)
    assert (first["page"], first["limit"], first["total"], len(first["products"])) == (1, 5, 19, 5)
    last = store.json("api/product", limit=5, page=4)
    assert [product["product_id"] for product in last["products"]] == [46, 47, 48, 49]
    assert refused(store.ask("api/product", limit=0))[0] == 400
    assert set(refused(store.ask("api/product", page="x"))[1]) == {"page"}


def test_a_product_is_added_read_and_changed(store: Caller) -> None:
    product_id = store.json("api/product/add", {**PRODUCT, "categories": [24]})["product_id"]
    shown = store.json("api/product/info", product_id=product_id)["product"]
    assert (shown["name"], shown["price"], shown["quantity"], shown["categories"]) == ("Tea", 4.5, 7, [24])
    store.json("api/product/edit", {"price": "5"}, product_id=product_id)
    changed = store.json("api/product/info", product_id=product_id)["product"]
    assert changed == {**shown, "price": 5.0}
    assert product_id in store.json("api/category/info", category_id=24)["category"]["products"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("price", "cheap"),
        ("price", "-1"),
        ("quantity", "1.5"),
        ("status", "maybe"),
        ("categories", [0]),
    ],
)
def test_a_wrong_field_of_a_product_is_named(store: Caller, field: str, value: object) -> None:
    status, error = refused(store.ask("api/product/add", {**PRODUCT, field: value}))
    assert (status, set(error)) == (400, {field})


def test_categories_are_a_tree(store: Caller) -> None:
    tree = store.json("api/category")["categories"]
    desktops = next(category for category in tree if category["name"] == "Desktops")
    assert {child["name"] for child in desktops["children"]} == {"PC", "Mac"}
    assert store.json("api/category/info", category_id=27)["category"]["parent_id"] == 20


def test_an_order_has_items_totals_and_history(store: Caller) -> None:
    order_id = store.json("api/order/add", ORDER)["order_id"]
    store.json(
        "api/order/history", {"order_status_id": 2, "comment": "packed", "notify": 1}, order_id=order_id
    )
    order = store.json("api/order/info", order_id=order_id)["order"]
    assert [(item["product_id"], item["quantity"]) for item in order["products"]] == [(40, 2)]
    assert order["totals"][-1] == {"title": "Total", "value": 254.4}
    assert [entry["order_status"] for entry in order["history"]] == ["Pending", "Processing"]
    assert store.json("api/product/info", product_id=40)["product"]["quantity"] == 968


def test_an_order_is_changed_by_the_fields_that_were_sent(store: Caller) -> None:
    order_id = store.json("api/order/add", ORDER)["order_id"]
    store.json("api/order/edit", {"products": [{"product_id": 43}], "city": "Leeds"}, order_id=order_id)
    order = store.json("api/order/info", order_id=order_id)["order"]
    assert (order["address"]["city"], order["email"]) == ("Leeds", "ada@example.com")
    assert [item["product_id"] for item in order["products"]] == [43]
    assert store.json("api/product/info", product_id=40)["product"]["quantity"] == 970


def test_orders_are_filtered(store: Caller) -> None:
    customer_id = store.json("api/customer/add", {**BUYER, "password": "secret"})["customer_id"]
    guest = store.json("api/order/add", ORDER)["order_id"]
    registered = store.json("api/order/add", {**ORDER, "customer_id": customer_id, "order_status_id": 5})[
        "order_id"
    ]

    def found(**query: object) -> list[int]:
        return [order["order_id"] for order in store.json("api/order", **query)["orders"]]

    today = store.json("api/order")["orders"][0]["date_added"][:10]
    assert found() == [registered, guest]
    assert found(status=5) == [registered]
    assert found(customer_id=customer_id) == [registered]
    assert found(date_from=today, date_to=today) == [registered, guest]
    assert found(date_to="2000-01-01") == []
    assert set(refused(store.ask("api/order", date_from="soon"))[1]) == {"date_from"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nope"}, "email"),
        ({"products": []}, "products"),
        ({"products": [{"product_id": 99999}]}, "products.0.product_id"),
        ({"products": [{"product_id": 40, "quantity": 10**6}]}, "products.0.quantity"),
        ({"products": [{"product_id": 47}]}, "products.0.option.225"),
        ({"country_id": 9999}, "country_id"),
        ({"payment_method": "gold"}, "payment_method"),
        ({"order_status_id": 99}, "order_status_id"),
        ({"customer_id": 7}, "customer_id"),
    ],
)
def test_a_wrong_field_of_an_order_is_named(store: Caller, change: dict[str, object], field: str) -> None:
    status, error = refused(store.ask("api/order/add", {**ORDER, **change}))
    assert status == 400
    assert field in error
    assert store.json("api/order")["total"] == 0


def test_customers_are_added_changed_and_log_in(store: Caller) -> None:
    customer_id = store.json("api/customer/add", {**BUYER, "password": "secret"})["customer_id"]
    assert refused(store.ask("api/customer/add", {**BUYER, "password": "secret"}))[1].keys() == {"email"}
    store.json("api/customer/edit", {"lastname": "King"}, customer_id=customer_id)
    shown = store.json("api/customer", email="ADA@example.com")["customers"]
    assert [(one["lastname"], one["email"]) for one in shown] == [("King", "ada@example.com")]
    assert "password" not in shown[0]
    right = store.json("api/customer/login", {"email": "ada@example.com", "password": "secret"})
    assert right["customer"]["customer_id"] == customer_id
    assert store.ask("api/customer/login", {"email": "ada@example.com", "password": "wrong"}).status == 400


def test_a_body_may_be_json(store: Caller) -> None:
    query = f"route=api/order/add&api_token={store.query['api_token']}".encode()
    headers = {"host": "shop.example", "content-type": "application/json"}

    def post(body: bytes) -> int:
        return store.mock.serve(Request("POST", "/index.php", query, headers, body, "127.0.0.1")).status

    assert post(json.dumps(ORDER).encode()) == 200
    assert post(b"{") == 400
    assert post(b"[1]") == 400


def test_text_that_is_no_utf8_is_the_stores_error(store: Caller) -> None:
    store.ask("api/product/edit", {"name": "Tea \udcff"}, product_id=40)
    assert store.ask("api/product/info", product_id=40).status == 500


def test_an_order_is_put_away_by_the_status_0(store: Caller) -> None:
    order_id = store.json("api/order/add", ORDER)["order_id"]
    store.json("api/order/history", {"order_status_id": 0}, order_id=order_id)
    assert store.json("api/product/info", product_id=40)["product"]["quantity"] == 970
    assert store.json("api/order")["orders"] == []
    assert [one["order_id"] for one in store.json("api/order", status=0)["orders"]] == [order_id]
    assert store.json("api/order/info", order_id=order_id)["order"]["order_status"] == ""
    assert set(refused(store.ask("api/order/add", {**ORDER, "order_status_id": 0}))[1]) == {"order_status_id"}
