"""Every switch of the control, and what it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import requests

from cartcheck.mock import MockOptions, running_mock
from cartcheck.mock.control import MOST_MINUTES, SWITCHES
from cartcheck.mock.surface.request import Request
from tests.mock.caller import Caller
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


def test_required_custom_fields_come_and_go(client: Client) -> None:
    client.login()
    ada = {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.com", "telephone": "0123456789"}
    client.control(custom_fields=["VAT number"])
    refused = client.call("api/customer", ada)
    assert refused.json() == {"error": {"custom_field1": "VAT number required!"}}
    assert "success" in client.call("api/customer", {**ada, "custom_field[1]": "A12"}).json()
    client.control(reset=True)
    client.login()
    assert "success" in client.call("api/customer", ada).json()


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


WRONG = [
    *("null", "true", "false", "0", "-1", "1e308", "-1e308", "1e999", "NaN", "Infinity", "-Infinity"),
    *('""', '"x"', '"\\u0000"', '"\\ud800"', "[]", "[1]", "[null]", '["x", 1]', "[[]]", '["\\ud800"]', "{}"),
    *('{"a": 1}', "9" * 400, "9" * 5000, "[" * 100_000, '"' + "x" * 10_000 + '"', '"../../etc/passwd"'),
]
RIGHT = {
    ("api_user_enabled", "true"),
    ("api_user_enabled", "false"),
    ("maintenance", "true"),
    ("maintenance", "false"),
    ("display_errors", "true"),
    ("display_errors", "false"),
    ("reset", "true"),
    ("idle_minutes", "0"),
    ("advance_minutes", "0"),
    ("faults", "[]"),
    ("whitelist", "[]"),
    ("custom_fields", "[]"),
    ("custom_fields", '["\\ud800"]'),
    ("whitelist", '["\\ud800"]'),
}


@pytest.mark.parametrize("name", [*SWITCHES, "nonsense", ""])
def test_every_switch_refuses_what_it_does_not_take(name: str) -> None:
    caller = Caller("3.0.5.1")
    for value in WRONG:
        sent = f'{{"{name}": {value}}}'.encode()
        answer = caller.mock.serve(Request("POST", "/_control", b"", {}, sent, "127.0.0.1"))
        assert answer.status == (204 if (name, value) in RIGHT else 400), (name, value[:40])
        assert answer.status == 204 or json.loads(answer.body)["message"]
        assert caller.ask("api/login", {}).status == 200  # and it still runs


def test_the_clock_cannot_be_moved_out_of_the_calendar() -> None:
    caller = Caller("3.0.3.9", timezone="Asia/Tokyo")
    for _ in range(30):
        sent = json.dumps({"advance_minutes": MOST_MINUTES}).encode()
        answer = caller.mock.serve(Request("POST", "/_control", b"", {}, sent, "127.0.0.1"))
    assert (answer.status, "2242" in answer.body.decode()) == (400, True)
    assert "api_token" in caller.login()


@pytest.mark.parametrize("body", [b"{", b"", b"\xff", b"[1]", b"7", b'"reset"', b"NaN"])
def test_a_body_that_is_no_object_of_switches_is_told(client: Client, body: bytes) -> None:
    answer = requests.post(f"{client.base}_control", data=body, timeout=10)
    assert (answer.status_code, bool(answer.json()["message"])) == (400, True)


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
