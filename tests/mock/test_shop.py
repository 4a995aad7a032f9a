"""What no recording shows: stock, discounts, purged carts, who owns a cart, and the token as a cookie."""

from __future__ import annotations

from tests.mock.client import Client

ADDRESS = {
    "firstname": "Ada",
    "lastname": "Lovelace",
    "address_1": "1 Mill Lane",
    "city": "London",
    "postcode": "N1 1AA",
    "country_id": "222",
    "zone_id": "3563",
}
CUSTOMER = {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.com", "telephone": "0123"}


def order(client: Client, quantity: int, **fields: str) -> dict[str, object]:
    client.call("api/cart/add", {"product[0][product_id]": "40", "product[0][quantity]": str(quantity)})
    client.call("api/customer", CUSTOMER)
    client.call("api/payment/address", ADDRESS)
    client.call("api/shipping/address", ADDRESS)
    client.call("api/payment/methods")
    client.call("api/shipping/methods")
    chosen = {"payment_method": "cod", "shipping_method": "flat.flat", **fields}
    return client.call("api/order/add", chosen).json()


def in_stock(client: Client, quantity: int) -> bool:
    client.call("api/cart/add", {"product[0][product_id]": "40", "product[0][quantity]": str(quantity)})
    return client.call("api/cart/products").json()["products"][0]["stock"]


def test_an_order_books_stock_and_deleting_it_puts_it_back(client: Client) -> None:
    client.login()
    assert in_stock(client, 970)
    number = order(client, 10)["order_id"]
    assert not in_stock(client, 961)
    assert "success" in client.call("api/order/delete", order_id=number).json()
    assert in_stock(client, 970)


def test_a_status_that_is_not_processed_leaves_the_stock(client: Client) -> None:
    client.login()
    assert "order_id" in order(client, 10, order_status_id="7")
    assert in_stock(client, 970)


def test_the_cart_is_empty_after_an_order(client: Client) -> None:
    client.login()
    assert order(client, 1)["success"]
    assert client.call("api/cart/products").json()["products"] == []


def test_cart_rows_are_purged_an_hour_after_they_were_added(client: Client) -> None:
    client.login()
    client.call("api/cart/add", {"product_id": "40"})
    for minutes, left in ((20, 1), (20, 1), (21, 0)):
        client.control(advance_minutes=minutes)
        assert len(client.call("api/cart/products").json()["products"]) == left


def test_each_token_has_its_own_cart(client: Client) -> None:
    client.login()
    client.call("api/cart/add", {"product_id": "40"})
    other = Client(client.base)
    other.login()
    assert other.call("api/cart/products").json()["products"] == []
    cart_id = client.call("api/cart/products").json()["products"][0]["cart_id"]
    other.call("api/cart/remove", {"key": cart_id})
    assert len(client.call("api/cart/products").json()["products"]) == 1


def test_the_token_works_as_a_cookie_from_anywhere(client: Client) -> None:
    client.login()
    client.control(whitelist=[])
    answer = client.call("api/cart/products", token=None, Cookie=f"OCSESSID={client.token}")
    assert "products" in answer.json()
    assert not client.let_in()


def test_the_special_price_beats_the_discount(client: Client) -> None:
    client.login()
    client.call("api/cart/add", {"product[0][product_id]": "42", "product[0][quantity]": "30"})
    assert client.call("api/cart/products").json()["products"][0]["price"] == "$110.00"


def test_an_address_outside_the_tax_zone_pays_no_tax(client: Client) -> None:
    client.login()
    client.call("api/cart/add", {"product_id": "40"})
    client.call("api/shipping/address", {**ADDRESS, "country_id": "223", "zone_id": "3624"})
    totals = client.call("api/cart/products").json()["totals"]
    assert [total["title"] for total in totals] == ["Sub-Total", "Total"]


def test_text_that_is_no_utf8_is_emptied_by_the_input_filter(client: Client) -> None:
    client.login()
    body = b"firstname=%ff&lastname=B&email=a%40example.com&telephone=123"
    answer = client.call("api/customer", body, Content_Type="application/x-www-form-urlencoded")
    assert list(answer.json()["error"]) == ["firstname"]


def test_the_home_page_links_to_products_of_the_catalogue(client: Client) -> None:
    page = client.get().text
    for number in (43, 40, 42, 30):
        assert f"index.php?route=product/product&amp;product_id={number}" in page
    product = client.get("index.php?route=product/product&product_id=42")
    assert "<title>Apple Cinema 30&quot;</title>" in product.text
    assert client.get("index.php?route=product/product&product_id=4242").status_code == 404


def test_files_that_are_not_there_are_the_web_servers_business(client: Client) -> None:
    missing = client.get("robots.txt?<script>")
    assert missing.status_code == 404
    assert "Set-Cookie" not in missing.headers
    assert "<script>" not in missing.text
