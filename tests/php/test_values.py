"""PHP's casts, comparisons and rounding, and its idea of an e-mail address."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cartcheck.php.array import PhpArray
from cartcheck.php.email import is_email
from cartcheck.php.form import parse
from cartcheck.php.values import greater, is_empty, less, number_format, to_float, to_int

AGAINST_PHP = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NUMBERLIKE = st.text(" +-.0123456789eEx\t", max_size=12) | st.text(st.characters(codec="utf-8"), max_size=5)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("12abc", 12),
        (" 7", 7),
        ("abc", 0),
        ("", 0),
        ("1e2", 100),
        ("40.9", 40),
        ("-3", -3),
        ("9" * 30, 2**63 - 1),
    ],
)
def test_a_text_is_the_number_it_begins_with(value: str, number: int) -> None:
    assert to_int(value) == number


def test_an_array_counts_as_one_and_an_empty_one_as_nothing() -> None:
    assert (to_int(parse("a[]=1")["a"]), to_int(PhpArray())) == (1, 0)


@pytest.mark.parametrize(
    ("value", "empty"), [("", True), ("0", True), ("00", False), (" ", False), (None, True)]
)
def test_what_php_calls_empty(value: object, empty: bool) -> None:
    assert is_empty(value) is empty


@pytest.mark.needs("php")
@AGAINST_PHP
@given(value=NUMBERLIKE)
@example(value="9223372036854775808")
@example(value="1e1000")
@example(value="-1e30")
def test_casts_are_those_of_the_real_php(php: Any, value: str) -> None:
    assert to_int(value) == php.call("intval", value)
    if abs(to_float(value)) < 1e300:
        assert to_float(value) == php.call("floatval", value)


@pytest.mark.needs("php")
@AGAINST_PHP
@given(value=NUMBERLIKE, limit=st.sampled_from([0, 1, 400, 1000]))
def test_comparisons_are_those_of_the_real_php(php: Any, value: str, limit: int) -> None:
    assert less(value, limit) == php.call("less", value, limit)
    assert greater(value, limit) == php.call("greater", value, limit)


@pytest.mark.needs("php")
@AGAINST_PHP
@given(value=st.integers(-(10**9), 10**9).map(lambda cents: cents / 1000) | st.floats(-1e9, 1e9))
@example(value=1.005)
@example(value=-0.001)
@example(value=96.66272640000001)
def test_prices_are_rounded_as_by_the_real_php(php: Any, value: float) -> None:
    assert number_format(value, 2) == php.call("number_format", value, 2)


ADDRESSES = {
    "ada@example.com": True,
    "a.b+c@sub.example.co.uk": True,
    '"a@b"@example.com': True,
    '"a b"@example.com': False,
    "a@[127.0.0.1]": True,
    "a@localhost": False,
    "a@b": False,
    "a..b@example.com": False,
    ".a@example.com": False,
    "a@example..com": False,
    "a@-example.com": False,
    "a@example.1": False,
    "a@example.c1": True,
    "ä@example.com": False,
    "a@b@example.com": False,
    "": False,
    "nope": False,
    "a&amp;b@example.com": False,
    f"{'a' * 64}@example.com": True,
    f"{'a' * 65}@example.com": False,
    f"a@{'b' * 63}.com": True,
    f"a@{'b' * 64}.com": False,
}


@pytest.mark.parametrize(("address", "valid"), ADDRESSES.items())
def test_an_address_is_judged_as_by_phps_filter(address: str, valid: bool) -> None:
    assert is_email(address) is valid


FILTER_VALIDATE_EMAIL = 274
LOCAL = st.text('abAZ019.!#$%&*+/=?^_`{|}~-"\\ @', max_size=8)
DOMAIN = st.lists(st.text("ab1-Z", max_size=4), min_size=1, max_size=4).map(".".join)


@pytest.mark.needs("php")
@AGAINST_PHP
@given(address=st.tuples(LOCAL, DOMAIN).map("@".join) | st.sampled_from(list(ADDRESSES)))
def test_the_real_filter_judges_the_same(php: Any, address: str) -> None:
    assert is_email(address) is bool(php.call("filter_var", address, FILTER_VALIDATE_EMAIL))
