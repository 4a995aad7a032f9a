"""Every switch of the control, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from cartcheck.mock import MockOptions, running_mock
from tests.mock.client import Client

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_the_whitelist_decides_who_may_log_in_and_call(client: Client) -> None:
    client.login()
    client.control(whitelist=["127.0.0.9"])
    assert (
        client.login().json()["error"]["ip"]
        == "Warning: Your IP 127.0.0.1 is not allowed to access this API!"
    )
    assert not client.let_in()
    elsewhere = Client(client.base, "127.0.0.9")
    elsewhere.login()
    assert elsewhere.let_in()


def test_a_disabled_api_user_is_unknown(client: Client) -> None:
    client.login()
    client.control(api_user_enabled=False)
    assert client.login().text == "[]"
    assert not client.let_in()


@pytest.mark.parametrize(("minutes", "alive"), [(59, True), (61, False)])
def test_idle_minutes_age_tokens_only(client: Client, minutes: int, alive: bool) -> None:
    client.login()
    client.control(idle_minutes=minutes)
    assert client.let_in() is alive


@pytest.mark.parametrize(("minutes", "alive"), [(23, True), (25, False)])
def test_advanced_minutes_age_sessions_too(client: Client, minutes: float, alive: bool) -> None:
    client.login()
    client.control(advance_minutes=minutes)
    assert client.let_in() is alive


def test_a_call_starts_the_time_anew(client: Client) -> None:
    client.login()
    for _ in range(4):
        client.control(advance_minutes=20)
        assert client.let_in()


def test_dropped_sessions_let_nobody_in(client: Client) -> None:
    client.login()
    client.control(sessions="dropped")
    assert not client.let_in()


def test_maintenance_closes_the_storefront_but_not_the_api(client: Client) -> None:
    client.control(maintenance=True)
    assert client.get().status_code == 503
    assert client.get().headers["Retry-After"] == "3600"
    client.login()
    assert client.let_in()
    client.control(maintenance=False)
    assert client.get().status_code == 200


def test_displayed_errors_stand_before_the_json(client: Client) -> None:
    client.login()
    client.control(display_errors=True)
    body = client.call("api/currency").text
    assert body.startswith('<b>Warning</b>: Undefined array key "currency" in <b>')
    assert body.endswith('</b>{"error":"Warning: Currency code is invalid!"}')


def test_faults_come_and_go(client: Client) -> None:
    client.control(faults=["empty-body"])
    assert client.login().text == ""
    client.control(faults=[])
    assert client.login().text != ""


def test_several_switches_are_applied_in_order(client: Client) -> None:
    client.login()
    assert client.control(whitelist=[], reset=True, maintenance=True).status_code == 204
    assert client.get().status_code == 503
    assert "success" in client.login().json()


def test_reset_forgets_everything(client: Client) -> None:
    client.login()
    client.call("api/cart/add", {"product_id": "40"})
    client.control(reset=True)
    assert not client.let_in()


@pytest.mark.parametrize(
    "switches",
    [
        {},
        {"nonsense": 1},
        {"reset": False},
        {"whitelist": "127.0.0.1"},
        {"whitelist": [1]},
        {"api_user_enabled": 1},
        {"idle_minutes": "9"},
        {"advance_minutes": True},
        {"sessions": "kept"},
        {"maintenance": "on"},
        {"faults": ["no-such-fault"]},
        {"timezone": "Mars/Olympus"},
        {"timezone": 7},
    ],
)
def test_nonsense_is_told(client: Client, switches: dict[str, object]) -> None:
    answer = client.control(**switches)
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_a_body_that_is_no_json_is_told(client: Client) -> None:
    assert requests.post(f"{client.base}_control", data="{", timeout=10).status_code == 400


def test_only_post_is_the_control(client: Client) -> None:
    assert client.get("_control").headers["Content-Type"].startswith("text/html")


@pytest.fixture(scope="module")
def uncontrolled() -> Iterator[str]:
    with running_mock(MockOptions()) as url:
        yield url


def test_without_the_option_there_is_no_control(uncontrolled: str) -> None:
    client = Client(uncontrolled)
    assert client.control(maintenance=True).status_code == 200  # a page of the shop, as for any unknown path
    assert client.get().status_code == 200
