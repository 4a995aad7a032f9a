"""What differs between the 3.0 releases, on both sides of each border."""

from __future__ import annotations

import re

import pytest

from cartcheck.errors import UsageError
from cartcheck.mock import DEMO_KEY, MockOptions, build_app, running_mock
from cartcheck.mock.generations import known_versions
from tests.mock.client import Client


def store(version: str, **options: object):
    return running_mock(MockOptions(opencart=version, control=True, **options))


@pytest.mark.parametrize("version", [known for known in known_versions() if known.startswith("3.0")])
def test_every_known_version_runs_and_knows_its_own_login(version: str) -> None:
    with store(version) as base:
        client = Client(base)
        login = client.login()
        if version < "3.0.3":
            assert login.status_code == 500
        else:
            assert "api_token" in login.json()
            assert client.let_in()


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("4.0.2.9", "The nearest known versions are 4.0.2.3 or 4.1.0.0."),
        ("3.0.5.2", "The nearest known versions are 3.0.5.1 or 4.0.0.0."),
        ("3.0.3.10", "The nearest known versions are 3.0.3.9 or 3.0.4.0."),
        ("9.9", "The nearest known version is 4.1.0.4."),
        ("1.5.6.4", "The nearest known version is 2.0.0.0."),
        ("4.0.2", "4.0.2 may be 4.0.2.0, 4.0.2.1, 4.0.2.2 or 4.0.2.3."),
        ("2.2", "2.2 may be 2.2.0.0."),
        ("3.0", "3.0 may be 3.0.0.0, "),
        ("4", "4 may be 4.0.0.0, "),
        ("documentd", "Did you mean documented?"),
        ("banana", "It knows 2.0.0.0 to 4.1.0.4, and documented."),
        ("", "It knows 2.0.0.0 to 4.1.0.4, and documented."),
        ("٣.0.5.1", "Did you mean 3.0.5.1?"),
        ("9" * 5000, "It knows 2.0.0.0 to 4.1.0.4"),
    ],
)
def test_an_unknown_version_names_the_nearest(version: str, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        build_app(MockOptions(opencart=version))


def test_an_unknown_fault_or_time_zone_is_told() -> None:
    with pytest.raises(UsageError, match="no-such-fault"):
        build_app(MockOptions(faults=("no-such-fault",)))
    with pytest.raises(UsageError, match="Olympus"):
        build_app(MockOptions(timezone="Mars/Olympus"))


@pytest.mark.parametrize(("version", "alive"), [("3.0.3.6", True), ("3.0.3.7", False), ("3.0.5.1", False)])
def test_sessions_end_after_24_minutes_since_3037(version: str, alive: bool) -> None:
    with store(version) as base:
        client = Client(base)
        client.login()
        client.control(advance_minutes=30)
        assert client.let_in() is alive
        client.control(advance_minutes=61)
        assert not client.let_in()


@pytest.mark.parametrize("version", ["3.0.3.6", "3.0.3.7", "3.0.3.9", "3.0.4.0"])
@pytest.mark.parametrize("timezone", ["America/New_York", "Asia/Tokyo"])
def test_the_shops_time_zone_is_a_trap_in_3037_to_3039(version: str, timezone: str) -> None:
    with store(version, timezone=timezone) as base:
        client = Client(base)
        client.login()
        trapped = version in ("3.0.3.7", "3.0.3.9")
        assert client.let_in() is not (trapped and timezone == "America/New_York")
        client.control(advance_minutes=50)
        assert client.let_in() is (version == "3.0.3.6" or (trapped and timezone == "Asia/Tokyo"))


@pytest.mark.parametrize("version", ["3.0.3.7", "3.0.3.9"])
def test_east_of_utc_an_unused_token_lives_for_hours_and_a_used_one_for_one(version: str) -> None:
    with store(version, timezone="Asia/Tokyo") as base:
        client = Client(base)
        client.login()
        client.control(advance_minutes=61)  # the running 3.0.3.9 let it in
        assert client.let_in()
        client.control(advance_minutes=61)
        assert not client.let_in()


@pytest.mark.parametrize(("version", "trimmed"), [("3.0.4.1", False), ("3.0.5.0", True)])
def test_input_is_trimmed_since_3050(version: str, trimmed: bool) -> None:
    with store(version) as base:
        assert ("api_token" in Client(base).login(key=f" {DEMO_KEY}\n").text) is trimmed


@pytest.mark.parametrize(
    ("version", "form", "told"),
    [
        ("3.0.3.0", {}, True),
        ("3.0.3.6", {}, True),
        ("3.0.3.7", {}, False),
        ("3.0.3.7", {"username": "x"}, True),
        ("3.0.3.8", {"username": "x"}, False),
    ],
)
def test_a_missing_key_is_told_by_php_in_some_releases(
    version: str, form: dict[str, str], told: bool
) -> None:
    with store(version, display_errors=True) as base:
        body = Client(base).call("api/login", form, token=None).text
        assert body.endswith("[]")
        assert ("Undefined array key" in body) is told


@pytest.mark.parametrize(
    ("version", "domain", "no_cache", "twice"),
    [("3.0.3.0", True, False, True), ("3.0.3.9", True, False, False), ("3.0.4.0", False, True, False)],
)
def test_headers_of_the_releases(version: str, domain: bool, no_cache: bool, twice: bool) -> None:
    with store(version) as base:
        headers = Client(base).get().raw.headers
        cookies = headers.getlist("Set-Cookie")
        assert any("domain=127.0.0.1:" in cookie for cookie in cookies) is domain
        assert ("Pragma" in headers) is no_cache
        assert len([cookie for cookie in cookies if cookie.startswith("OCSESSID")]) == 1 + twice


@pytest.mark.parametrize(("version", "long_city"), [("3.0.3.8", False), ("3.0.3.9", True)])
def test_the_city_of_a_shipping_address_may_be_long_since_3039(version: str, long_city: bool) -> None:
    address = {
        "firstname": "A",
        "lastname": "B",
        "address_1": "1 Mill Lane",
        "city": "L" * 33,
        "postcode": "N1",
        "country_id": "222",
        "zone_id": "3563",
    }
    with store(version) as base:
        client = Client(base)
        client.login()
        client.call("api/cart/add", {"product_id": "40"})
        assert ("success" in client.call("api/shipping/address", address).json()) is long_city
        assert "city" in client.call("api/payment/address", address).json()["error"]
