"""PHP's form parser: the cases by name, then whatever hypothesis finds, against the real one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cartcheck.php.form import encode, parse, parse_query, serialise

CASES = {
    "a=1&b=2": {"a": "1", "b": "2"},
    "a=1&a=2": {"a": "2"},
    "a[]=1&a[]=2": {"a": {0: "1", 1: "2"}},
    "a[7]=1&a[]=2": {"a": {7: "1", 8: "2"}},
    "a[-5]=1&a[]=2": {"a": {-5: "1", -4: "2"}},
    "a[x][y]=1&a[x][z]=2": {"a": {"x": {"y": "1", "z": "2"}}},
    "a[01]=1&a[]=2": {"a": {"01": "1", 0: "2"}},
    "a[9223372036854775807]=1&a[]=2": {"a": {9223372036854775807: "1"}},
    "a.b=1&a+b=2": {"a_b": "2"},
    "a.b[c.d]=1": {"a_b": {"c.d": "1"}},
    "a[b=1": {"a_b": "1"},
    "a[b c.d=1": {"a_b_c_d": "1"},
    "a]b=1": {"a]b": "1"},
    "a[=1": {"a_": "1"},
    "[a]=1": {},
    "=1": {},
    "a[b][c=1": {"a": {"b": "1"}},
    "a[b]c=1": {"a": {"b": "1"}},
    "a[ ]=1": {"a": {0: "1"}},
    "a[ b]=1": {"a": {" b": "1"}},
    " %20a=1": {"a": "1"},
    "a%00b=1%002": {"a": "1\x002"},
    "a=%zz%4%41": {"a": "%zz%4A"},
    "a=1&a[]=2": {"a": {0: "2"}},
    "a[]=1&a=2": {"a": "2"},
    "a": {"a": ""},
    "7=x": {7: "x"},
    "a=%ff": {"a": "\udcff"},
    "a=1;b=2": {"a": "1;b=2"},
    "..Host-x=1&__Host-x=2": {"__Host-x": "2"},
}


@pytest.mark.parametrize(("body", "expected"), CASES.items())
def test_a_body_is_read_as_php_reads_it(body: str, expected: dict[object, object]) -> None:
    assert parse(body) == expected
    assert parse(body.encode()) == expected


def test_more_than_64_levels_delete_the_whole_variable() -> None:
    deep = "a" + "[b]" * 64
    assert parse(f"{deep}=1") != {}
    assert parse(f"a=1&{deep}[b]=1") == {}


def test_fields_beyond_the_limit_are_cut_silently() -> None:
    body = "&".join(f"f{n}=" for n in range(1005))
    assert len(parse(body)) == 1001
    assert len(parse_query(body)) == 1000


def test_a_nested_order_is_serialised_with_indexes() -> None:
    order = {
        "product": [{"product_id": 40, "option": {226: ["15", "16"]}}],
        "comment": "a & b ~",
        "gift": True,
    }
    assert serialise(order) == [
        ("product[0][product_id]", "40"),
        ("product[0][option][226][0]", "15"),
        ("product[0][option][226][1]", "16"),
        ("comment", "a & b ~"),
        ("gift", "1"),
    ]
    assert encode({"a": [{"b": " ~ü"}], "empty": {}, "none": None}) == "a%5B0%5D%5Bb%5D=+%7E%C3%BC"


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="[]\0. ")).map("k{}".format)
HELD = st.recursive(
    st.text(),
    lambda inner: (
        st.dictionaries(st.integers(-9, 9) | NAMES, inner, min_size=1) | st.lists(inner, min_size=1)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # on a busy machine
@given(st.dictionaries(NAMES, HELD))
def test_what_was_serialised_is_read_back(value: dict[str, Any]) -> None:
    assert parse(encode(value)) == as_php(value)


def as_php(value: Any) -> Any:
    if isinstance(value, str):
        return value
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return {key: as_php(inner) for key, inner in items}


PIECES = st.sampled_from("abc[].+=& \t\n017%-") | st.sampled_from(
    ("[]", "[1]", "[b]", "%5B", "%5D", "%00", "%2", "%zz", "%09", "%0A", "%FF", "%C3%A9", "this", "__Host-")
)
PREFIXES = st.sampled_from(("..Host-", "__Secure-"))
BIG = st.sampled_from(("9223372036854775807", "9223372036854775808", "-9223372036854775808"))
BODIES = st.lists(PIECES | PREFIXES | BIG, max_size=14).map("".join).map(str.encode) | st.binary(max_size=20)
AGAINST_PHP = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.needs("php")
@AGAINST_PHP
@given(body=BODIES)
@example(body=b"&" * 999 + b"a=1")
@example(body=b"&" * 1001 + b"a=1")
@example(body=b"a=1&a" + b"[b]" * 64 + b"=2")
@example(body=b"a=1&a" + b"[b]" * 64 + b"[c=2")
def test_post_is_what_the_real_php_holds(php: Any, body: bytes) -> None:
    assert in_order(parse(body)) == in_order(php.post(body))


@pytest.mark.needs("php")
@AGAINST_PHP
@given(body=BODIES.filter(lambda body: b"\0" not in body))
@example(body=b"&".join(b"f%d=" % n for n in range(1005)))
def test_get_is_what_the_real_php_holds(php: Any, body: bytes) -> None:
    assert in_order(parse_query(body)) == in_order(php.parse_str(body))


@pytest.mark.needs("php")
@AGAINST_PHP
@given(value=st.dictionaries(NAMES, HELD))
def test_a_body_is_written_as_http_build_query_writes_it(php: Any, value: dict[str, Any]) -> None:
    assert encode(as_php(value)) == php.call("http_build_query", value)


def in_order(value: Any) -> Any:
    return [(key, in_order(inner)) for key, inner in value.items()] if isinstance(value, dict) else value
