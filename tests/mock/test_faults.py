"""Each fault does what its line says, and nothing is wrong without it."""

from __future__ import annotations

import json
import re
import time

import pytest
import requests

from cartcheck.mock.faults import all_faults, described_faults, fault
from cartcheck.mock.faults.german import GERMAN
from cartcheck.mock.faults.words import HOSTILE, in_german
from cartcheck.mock.messages import Say
from tests.mock.client import Client


def is_json(answer: requests.Response) -> bool:
    try:
        answer.json()
    except ValueError:
        return False
    return answer.headers["Content-Type"] == "application/json"


def test_every_fault_says_in_one_line_what_it_does() -> None:
    assert len(described_faults()) > 30
    assert all(line.endswith(".") and len(line) <= 110 for line in described_faults().values())


def test_two_faults_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="server-error"):
        fault(all_faults()["server-error"])


def test_a_server_error_is_empty(client: Client) -> None:
    client.control(faults=["server-error"])
    assert (client.login().status_code, client.login().text) == (500, "")
    assert client.get().status_code == 200


def test_a_limit_answers_429_until_the_second_is_over(client: Client) -> None:
    client.login()
    client.control(faults=["rate-limited"])
    statuses = [client.call("api/cart/products").status_code for _ in range(9)]
    assert statuses == [200] * 7 + [429] * 2
    limited = client.call("api/cart/products")
    assert (limited.headers["Retry-After"], limited.headers["Server"]) == ("1", "nginx")
    assert not is_json(limited)
    client.control(advance_minutes=1 / 30)
    assert client.call("api/cart/products").status_code == 200


def test_a_firewall_blocks_everything(client: Client) -> None:
    client.control(faults=["waf-block"])
    for answer in (client.login(), client.get()):
        assert (answer.status_code, answer.headers["cf-mitigated"]) == (403, "challenge")


@pytest.mark.parametrize(
    ("name", "location"), [("redirect-to-www", "http://www."), ("redirect-drops-post", "http://127")]
)
def test_redirects_keep_the_query(client: Client, name: str, location: str) -> None:
    client.control(faults=[name])
    answer = client.call("api/login", {"key": "x"}, token=None)
    assert answer.status_code == 301
    assert answer.headers["Location"].startswith(location)
    assert answer.headers["Location"].endswith("?route=api%2Flogin")


def test_a_dropped_post_looks_like_a_wrong_key(client: Client) -> None:
    client.control(faults=["redirect-drops-post"])
    form = {"username": "Default", "key": "demo"}
    assert requests.post(f"{client.base}index.php?route=api/login", data=form, timeout=10).text == "[]"


def test_slow_answers_keep_the_client_waiting(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cartcheck.mock.faults.front.SLOW_SECONDS", 0.3)
    client.control(faults=["slow"])
    begin = time.monotonic()
    client.get()
    assert time.monotonic() - begin >= 0.3


@pytest.mark.parametrize(
    "name", ["html-instead-of-json", "notice-before-json", "bom-before-json", "truncated-json", "empty-body"]
)
def test_answers_are_no_clean_json(client: Client, name: str) -> None:
    assert is_json(client.login())
    client.control(faults=[name])
    assert not is_json(client.login())
    assert client.login().status_code == 200


def test_calls_answer_html_only_to_who_is_let_in(client: Client) -> None:
    client.control(faults=["calls-answer-html"])
    assert is_json(client.login())
    assert not is_json(client.call("api/cart/products"))
    assert is_json(client.call("api/cart/products", token=None))


def test_a_truncated_login_is_cut_when_it_succeeds(client: Client) -> None:
    client.control(faults=["truncated-login"])
    assert not is_json(client.login())
    assert client.login(key="wrong").text == "[]"


@pytest.mark.parametrize(
    ("name", "on_answer", "preflight"),
    [
        ("cors-open", "*", 204),
        ("cors-open-with-credentials", "*", 204),
        ("cors-origin-on-answers-only", "*", 200),
        ("cors-preflight-only", None, 204),
    ],
)
def test_cors(client: Client, name: str, on_answer: str | None, preflight: int) -> None:
    client.control(faults=[name])
    asked = {"Origin": "https://app.example", "Access_Control_Request_Method": "POST"}
    assert (
        client.call("api/login", token=None, Origin="https://app.example").headers.get(
            "Access-Control-Allow-Origin"
        )
        == on_answer
    )
    answer = client.call("api/login", token=None, method="OPTIONS", **asked)
    assert answer.status_code == preflight
    assert ("Access-Control-Allow-Origin" in answer.headers) is (preflight == 204)
    assert ("Access-Control-Allow-Credentials" in answer.headers) is name.endswith("credentials")


def test_a_token_that_no_call_accepts(client: Client) -> None:
    client.control(faults=["token-not-accepted"])
    client.login()
    assert not client.let_in()


def test_a_token_that_never_expires(client: Client) -> None:
    client.control(faults=["expired-token-accepted"])
    client.login()
    client.control(advance_minutes=600)
    assert client.let_in()


def test_a_token_that_works_from_anywhere(client: Client) -> None:
    client.login()
    elsewhere = Client(client.base, "127.0.0.9")
    elsewhere.token = client.token
    assert not elsewhere.let_in()
    client.control(faults=["token-from-anywhere"])
    assert elsewhere.let_in()
    assert "error" in elsewhere.login().json()


def test_a_made_up_token_is_let_in_but_an_expired_one_is_not(client: Client) -> None:
    client.control(faults=["any-token"])
    client.login()
    assert "products" in client.call("api/cart/products", token="0" * 26).json()
    client.control(advance_minutes=61)
    assert not client.let_in()


def test_no_token_is_needed(client: Client) -> None:
    client.control(faults=["open-without-token"])
    assert "products" in client.call("api/cart/products", token=None).json()
    assert "products" not in client.call("api/cart/products", token="0" * 26).json()


def test_any_key_and_any_user_name(client: Client) -> None:
    client.control(faults=["any-key"])
    assert "api_token" in client.login(key="wrong").json()
    assert client.login(username="nobody").text == "[]"
    client.control(faults=["any-username"])
    assert "api_token" in client.login(username="nobody").json()
    assert client.login(key="wrong").text == "[]"


def test_hostile_text_stands_in_messages_and_names(client: Client) -> None:
    client.login()
    client.call("api/cart/add", {"product_id": "40"})
    client.control(faults=["hostile-text"])
    data = client.call("api/cart/products").json()
    assert data["products"][0]["name"] == f"iPhone{HOSTILE}"
    assert client.call("api/cart/products", token="0" * 26).json()["error"]["warning"].endswith(HOSTILE)


def test_every_message_has_a_german_one_with_the_same_gaps() -> None:
    assert set(GERMAN) == {str(message) for message in Say}
    assert all(english.count("{}") == german.count("{}") for english, german in GERMAN.items())


def test_a_german_store_says_no_english_word(client: Client) -> None:
    client.control(faults=["store-language"], whitelist=[])
    assert json.dumps(client.login().json(), ensure_ascii=False) == json.dumps(
        {
            "error": {
                "ip": "Achtung: Die IP 127.0.0.1 darf nicht auf die API zugreifen!",
                "key": "Achtung: Falscher API-Schlüssel!",
            }
        },
        ensure_ascii=False,
    )
    assert not re.search("Warning|Success", client.call("api/order/info", token="0" * 26).text)


def test_other_text_stays_as_it_is() -> None:
    assert in_german("iPhone") == "iPhone"
    assert in_german("Radio required!") == "Radio wird benötigt!"
