"""Shops that their owners set up in another way than the installer leaves them."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from cartcheck.mock import MockOptions, running_mock
from cartcheck.mock.shop.setup import Setup
from tests.mock.test_opencart_4_0 import ADDRESS, CUSTOMER, Client40

FREE_DOWNLOADS = Setup(ships=False, price=0)
CASH, FREE = "cod.cod", "free_checkout.free_checkout"


@pytest.mark.parametrize("version", ["2.0.3.1", "3.0.5.1", "4.0.2.3", "4.1.0.4"])
@pytest.mark.parametrize("shown", [{40}, {30}, set()])
def test_the_home_page_shows_what_is_for_sale(version: str, shown: set[int]) -> None:
    options = MockOptions(opencart=version, setup=Setup(products=frozenset(shown)))
    with running_mock(options) as base:
        page = requests.get(base, timeout=10)
    assert page.status_code == 200
    teasers = page.text.partition("Featured")[2]
    assert {number for number in (30, 40, 42, 43) if f"product_id={number}" in teasers} == shown


def _ordered(client: Client40, payment: str) -> dict[str, Any]:
    """What is answered to the last of the calls that make an order."""
    client.login()
    client.ask("cart.add", {"product_id": "40"})
    client.ask("customer", CUSTOMER)
    client.ask("shipping_address", {**ADDRESS, "shipping_address_id": "0"})
    client.ask("shipping_method")
    client.ask("shipping_method.save", {"shipping_method": "flat.flat"})
    client.ask("payment_method")
    client.ask("payment_method.save", {"payment_method": payment})
    answer = client.ask("order.confirm", {"order_status_id": "1"})
    told: dict[str, Any] = (
        answer.json() if answer.status_code == 200 else {"moved": answer.headers["Location"]}
    )
    return told


@pytest.mark.parametrize(
    ("version", "payment", "setup", "key"),
    [
        ("4.0.1.1", "free_checkout", FREE_DOWNLOADS, "order_id"),
        ("4.0.2.2", FREE, FREE_DOWNLOADS, "moved"),
        ("4.0.2.3", FREE, FREE_DOWNLOADS, "moved"),
        ("4.0.2.3", CASH, Setup(), "order_id"),
        ("4.0.2.3", CASH, Setup(cod_from=100_000), "order_id"),
        ("4.0.2.3", CASH, Setup(cod=False), "error"),
        ("4.0.2.3", CASH, Setup(flat_rate=False), "error"),
    ],
)
def test_the_mail_about_what_is_not_shipped_breaks_the_order_off(
    version: str, payment: str, setup: Setup, key: str
) -> None:
    with running_mock(MockOptions(opencart=version, setup=setup)) as base:
        assert key in _ordered(Client40(base, version), payment)


def test_an_order_that_was_broken_off_stands_there_without_a_status() -> None:
    with running_mock(MockOptions(opencart="4.0.2.3", setup=FREE_DOWNLOADS)) as base:
        client = Client40(base)
        _ordered(client, FREE)
        assert "success" in client.ask("order.load", order_id=1).json()
