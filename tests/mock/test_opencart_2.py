"""What sets the generations 2.0 to 2.3 apart, beyond their recordings: sessions, time, carts, single releases."""

import json

import pytest

from cartcheck.mock import DEMO_KEY
from cartcheck.mock.generations import known_versions
from tests.mock.caller import Caller

VERSIONS = ("2.0.3.1", "2.1.0.2", "2.2.0.0", "2.3.0.2")
TOKENS = VERSIONS[1:]
BUYER = {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.com", "telephone": "0123456789"}
PLACE = {
    "firstname": "Ada",
    "lastname": "Lovelace",
    "address_1": "1 Mill Lane",
    "city": "London",
    "postcode": "N1 1AA",
    "country_id": 222,
    "zone_id": 3563,
}
REFUSED = b"permission"
CHOSEN = {"payment_method": "cod", "shipping_method": "flat.flat"}


def let_in(version: str) -> Caller:
    caller = Caller(version)
    assert "success" in caller.login(password=DEMO_KEY)
    return caller


def order(caller: Caller) -> dict[str, object]:
    """The whole chain, as 2.0 needs it and the others take it."""
    for route, body in (
        ("api/cart/add", {"product_id": 40}),
        ("api/customer", BUYER),
        ("api/payment/address", PLACE),
        ("api/shipping/address", PLACE),
        ("api/shipping/methods", None),
        ("api/shipping/method", CHOSEN),
        ("api/payment/methods", None),
        ("api/payment/method", CHOSEN),
    ):
        assert "error" not in caller.json(route, body), route
    return caller.json("api/order/add", CHOSEN)


def stored_order(caller: Caller, place: dict[str, str]) -> dict[str, str]:
    """An order as it is read back, whose addresses have some other fields."""
    caller.json("api/cart/add", {"product_id": 40})
    caller.json("api/customer", BUYER)
    for kind in ("payment", "shipping"):
        assert "error" not in caller.json(f"api/{kind}/address", {**PLACE, **place})
        caller.ask(f"api/{kind}/methods")
    made = caller.json("api/order/add", {**CHOSEN, "comment": "z" * 70_000})
    read: dict[str, str] = caller.json("api/order/info", order_id=made["order_id"])
    return read.get("order", read)  # type: ignore[return-value]


@pytest.mark.parametrize("version", [known for known in known_versions() if known.startswith("2.")])
def test_every_known_version_lets_its_user_in(version: str) -> None:
    assert REFUSED not in let_in(version).ask("api/cart/products").body


@pytest.mark.parametrize("version", VERSIONS)
def test_an_order_leaves_the_cart_so_that_a_second_one_can_be_made(version: str) -> None:
    caller = let_in(version)
    assert order(caller)["order_id"] == 1
    assert len(caller.json("api/cart/products")["products"]) == 1
    assert caller.json("api/order/add", CHOSEN)["order_id"] == 2


@pytest.mark.parametrize(
    ("version", "first"), [*((v, "order_id") for v in VERSIONS[:2]), *((v, "success") for v in VERSIONS[2:])]
)
def test_the_order_of_the_members_is_the_releases(version: str, first: str) -> None:
    assert next(iter(order(let_in(version)))) == first


@pytest.mark.parametrize("version", VERSIONS)
def test_phps_session_ends_24_minutes_after_its_last_use(version: str) -> None:
    caller = let_in(version)
    for _ in range(3):
        caller.switch(advance_minutes=23)
        assert REFUSED not in caller.ask("api/cart/products").body
    caller.switch(advance_minutes=25)
    assert REFUSED in caller.ask("api/cart/products").body


@pytest.mark.parametrize("version", TOKENS)
def test_a_token_ends_an_hour_after_its_last_use(version: str) -> None:
    caller = let_in(version)
    caller.switch(idle_minutes=59)
    assert caller.ask("api/cart/products").status == 200
    caller.switch(idle_minutes=61)
    refused = caller.ask("api/cart/products")
    assert REFUSED in refused.body or refused.status == 500


def test_2_0_knows_neither_tokens_nor_a_list_of_addresses() -> None:
    caller = let_in("2.0.3.1")
    caller.switch(idle_minutes=600, whitelist=[])
    caller.peer = "203.0.113.9"
    assert REFUSED not in caller.ask("api/cart/products").body


@pytest.mark.parametrize(("version", "enough"), [("2.1.0.2", True), ("2.2.0.0", False), ("2.3.0.2", False)])
def test_the_token_alone_is_enough_in_2_1_only(version: str, enough: bool) -> None:
    caller = let_in(version)
    caller.cookies = {}
    assert (REFUSED not in caller.ask("api/cart/products").body) is enough


@pytest.mark.parametrize("version", ["2.2.0.0", "2.3.0.2"])
def test_phps_session_may_be_named_in_the_query(version: str) -> None:
    caller = let_in(version)
    session_id, caller.cookies = caller.cookies["PHPSESSID"], {}
    assert REFUSED not in caller.ask("api/cart/products", PHPSESSID=session_id).body


@pytest.mark.parametrize(("version", "shared"), [("2.1.0.2", True), ("2.2.0.0", True), ("2.3.0.2", False)])
def test_two_tokens_of_one_php_session_share_a_cart_until_2_2(version: str, shared: bool) -> None:
    caller = let_in(version)
    caller.json("api/cart/add", {"product_id": 40})
    caller.login()
    assert bool(caller.json("api/cart/products")["products"]) is shared


@pytest.mark.parametrize("version", TOKENS)
def test_products_leave_the_cart_an_hour_after_they_were_added(version: str) -> None:
    caller = let_in(version)
    caller.json("api/cart/add", {"product_id": 40})
    for _ in range(3):
        caller.switch(advance_minutes=19)
        kept = caller.json("api/cart/products")["products"]
    caller.switch(advance_minutes=4)
    assert (len(kept), caller.json("api/cart/products")["products"]) == (1, [])


@pytest.mark.parametrize(
    ("version", "answer"),
    [
        ("2.1.0.2", (200, b"")),
        ("2.2.0.0", (200, b"Error: Invalid session ID!")),
        ("2.3.0.2", (200, b"Error: Invalid session ID!")),
    ],
)
def test_a_malformed_cookie_ends_the_request(version: str, answer: tuple[int, bytes]) -> None:
    caller = Caller(version)
    caller.cookies = {"PHPSESSID": "short"}
    said = caller.ask("api/login", {"key": DEMO_KEY})
    assert (said.status, said.body) == answer


def test_prices_of_2_2_have_no_currency_until_one_is_chosen() -> None:
    caller = let_in("2.2.0.0")
    caller.json("api/cart/add", {"product_id": 40})
    assert caller.json("api/cart/products")["products"][0]["price"] == "123"
    caller.json("api/currency", {"currency": "USD"})
    assert caller.json("api/cart/products")["products"][0]["price"] == "$123.20"


def test_2_2_prints_a_message_for_each_such_price() -> None:
    caller = Caller("2.2.0.0", display_errors=True)
    caller.login()
    said = caller.ask("api/cart/products").body
    assert said.startswith(b'<b>Warning</b>: Undefined array key "currency"')
    assert said.count(b"<b>Warning</b>") == 2


@pytest.mark.parametrize("version", TOKENS)
def test_a_missing_key_is_told_where_errors_are_displayed(version: str) -> None:
    said = Caller(version, display_errors=True).ask("api/login", {}).body
    assert said.startswith(b'<b>Warning</b>: Undefined array key "key"')


def test_2_1_takes_the_currency_of_the_query() -> None:
    caller = let_in("2.1.0.2")
    assert "€" in caller.json("api/cart/products", currency="EUR")["totals"][0]["text"]
    assert "€" in caller.json("api/cart/products")["totals"][0]["text"]


def test_a_row_of_2_0_is_found_by_its_key() -> None:
    caller = let_in("2.0.3.1")
    caller.json("api/cart/add", {"product_id": 30, "option": {"226": "15"}})
    (row,) = caller.json("api/cart/products")["products"]
    caller.json("api/cart/edit", {"key": row["key"], "quantity": 3})
    assert caller.json("api/cart/products")["products"][0]["quantity"] == 3
    caller.json("api/cart/edit", {"key": row["key"], "quantity": 0})
    assert caller.json("api/cart/products")["products"] == []


@pytest.mark.parametrize(("version", "status"), [("2.0.1.1", 503), ("2.0.2.0", 200), ("2.3.0.2", 200)])
def test_maintenance_closes_the_api_of_the_first_releases(version: str, status: int) -> None:
    caller = Caller(version)
    caller.switch(maintenance=True)
    assert caller.ask("api/login", {}).status == status


def test_the_oldest_release_prints_what_it_deleted() -> None:
    caller = let_in("2.0.0.0")
    order_id = order(caller)["order_id"]
    said = caller.ask("api/order/delete", order_id=order_id)
    assert (said.is_json, said.body[:7]) == (False, b"Array\n(")


@pytest.mark.parametrize(
    ("version", "route", "status"),
    [
        ("2.0.3.0", "api/currency", 404),
        ("2.0.3.1", "api/currency", 200),
        ("2.1.0.2", "api/order/info", 404),
        ("2.2.0.0", "api/order/info", 200),
        ("2.1.0.2", "api/login/", 200),
        ("2.2.0.0", "api/login/", 404),
    ],
)
def test_a_route_is_there_since_its_release(version: str, route: str, status: int) -> None:
    assert Caller(version).ask(route, {}).status == status


@pytest.mark.parametrize("email", ["ada@bxcom", "a b@example.com"])
def test_an_odd_address_was_good_enough_until_2_1(email: str) -> None:
    body = {**BUYER, "email": email}
    assert "success" in let_in("2.1.0.2").json("api/customer", body)
    assert json.dumps(let_in("2.2.0.0").json("api/customer", body)).count("E-Mail") == 1


@pytest.mark.parametrize(
    ("version", "offered"),
    [("2.0.3.1", ["cod"]), ("2.1.0.2", ["cod"]), ("2.2.0.0", ["cod"]), ("2.3.0.2", [])],
)
def test_cash_on_delivery_is_offered_for_downloads_until_2_2(version: str, offered: list[str]) -> None:
    caller = let_in(version)
    caller.json("api/cart/add", {"product_id": 43})
    caller.json("api/payment/address", PLACE)
    said = caller.json("api/payment/methods")
    assert (list(said["payment_methods"]), "error" in said) == (offered, not offered)


@pytest.mark.parametrize(
    ("version", "sold"), [("2.1.0.2", True), ("2.2.0.0", False), ("2.3.0.2", False), ("3.0.5.1", False)]
)
def test_another_store_of_the_query_sells_nothing_since_2_2(version: str, sold: bool) -> None:
    caller = let_in(version)
    caller.json("api/cart/add", {"product_id": 40})
    refused = caller.json("api/cart/add", {"product_id": 41}, store_id=1)
    assert ("store" in refused.get("error", {})) is not sold
    assert bool(caller.json("api/cart/products", store_id=1)["products"]) is sold
    assert bool(caller.json("api/cart/products")["products"]) is sold, "what isn't sold leaves the cart"


@pytest.mark.parametrize(("version", "status"), [("2.0.3.1", 404), ("2.1.0.2", 404), ("2.2.0.0", 200)])
def test_a_blank_in_a_route_does_no_harm_since_2_2(version: str, status: int) -> None:
    assert Caller(version).ask("api/cart/products ").status == status


@pytest.mark.parametrize(("version", "status"), [("2.0.3.1", 200), ("2.1.0.2", 200), ("2.3.0.2", 503)])
def test_the_page_of_a_closed_shop_can_be_asked_for(version: str, status: int) -> None:
    said = Caller(version).ask("common/maintenance")
    assert (said.status, bool(said.body)) == (status, status == 503)
    assert Caller(version).ask("common/maintenance/info").status == (503 if status == 200 else 404)


@pytest.mark.parametrize("version", [*VERSIONS, "3.0.5.1"])
def test_a_rewritten_address_is_no_route(version: str) -> None:
    assert Caller(version).ask("api/login", {}, _route_="api/login").status == 404
    assert Caller(version).ask("api/login", {}, _route_="").status == 200


def test_a_currency_of_the_query_has_to_be_text() -> None:
    assert Caller("2.1.0.2").ask("api/login", {}, **{"currency[]": "EUR"}).status == 500
    assert Caller("2.2.0.0").ask("api/login", {}, **{"currency[]": "EUR"}).status == 200


def test_the_currencys_cookie_is_encoded() -> None:
    caller = let_in("2.1.0.2")
    caller.json("api/currency", {"currency": "usd "})
    assert caller.cookies["currency"] == "usd%20"


@pytest.mark.parametrize(
    ("version", "payment", "shipping"),
    [("2.2.0.0", 40, 40), ("2.3.0.2", 60, 40), ("3.0.4.1", 60, 40), ("3.0.5.1", 60, 60)],
)
def test_an_order_keeps_as_much_text_as_its_columns_take(version: str, payment: int, shipping: int) -> None:
    caller = let_in(version)
    stored = stored_order(caller, {"company": "c" * 100, "address_2": "é" * 300})
    assert (len(stored["payment_company"]), len(stored["shipping_company"])) == (payment, shipping)
    assert stored["payment_address_2"] == "é" * 128
    assert len(stored["comment"].encode()) == 65535


@pytest.mark.parametrize("version", ["2.2.0.0", "2.3.0.2", "3.0.5.1"])
def test_each_emoji_of_an_order_becomes_four_question_marks(version: str) -> None:
    stored = stored_order(let_in(version), {"company": "a🎉b"})
    assert stored["payment_company"] == stored["shipping_company"] == "a????b"


@pytest.mark.parametrize(("version", "status"), [("3.0.4.1", 200), ("3.0.5.0", 500), ("3.0.5.1", 500)])
def test_looking_up_an_emoji_ends_in_an_error_since_3_0_5(version: str, status: int) -> None:
    caller = let_in(version)
    for route, body in (
        ("coupon", "coupon"),
        ("voucher", "voucher"),
        ("currency", "currency"),
        ("login", "key"),
    ):
        assert caller.ask(f"api/{route}", {body: "🎉"}).status == status, route
    assert caller.ask("api/cart/products", api_token="🎉").status == status
    told = Caller(version, display_errors=True).ask("api/login", {"key": "🎉"}).body
    assert told.startswith(b"<b>Warning</b>: mysqli::query(): (HY000/1267)") is (status == 500)


@pytest.mark.parametrize(("version", "kept"), [("2.0.3.1", False), ("2.1.0.2", True)])
def test_the_cart_of_2_0_ends_with_its_session(version: str, kept: bool) -> None:
    caller = let_in(version)
    caller.json("api/cart/add", {"product_id": 40})
    caller.json("api/login", {"username": "nobody"})
    caller.login(password=DEMO_KEY)
    assert len(caller.json("api/cart/products")["products"]) == 1, "it outlives a login that failed"
    caller.switch(advance_minutes=25)
    caller.login(password=DEMO_KEY)
    assert bool(caller.json("api/cart/products")["products"]) is kept


@pytest.mark.parametrize("version", ["2.2.0.0", "2.3.0.2", "3.0.5.1"])
@pytest.mark.parametrize(("entry", "let_in_later"), [("127.0.0.1 ", True), (" 127.0.0.1", False)])
def test_a_blank_behind_a_listed_address_does_no_harm(version: str, entry: str, let_in_later: bool) -> None:
    caller = Caller(version)
    caller.switch(whitelist=[entry])
    assert "success" in caller.login()
    assert (REFUSED not in caller.ask("api/cart/products").body) is let_in_later
