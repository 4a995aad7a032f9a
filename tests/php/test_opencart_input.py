"""OpenCart's filter of its input, and what 4.1 hashes of a body, against the real PHP."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cartcheck.php.form import encode, parse
from cartcheck.php.multipart import parse_multipart
from cartcheck.php.opencart_input import clean

AGAINST_PHP = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PIECES = st.sampled_from("ab[]=& +\t\n0179-~_.\"<>'&;é€") | st.sampled_from(
    (
        "[]",
        "[1]",
        "[ 1 ]",
        "[b]",
        "[b ]",
        "%26",
        "%22",
        "%3C",
        "&amp;",
        "%20",
        "+",
        "%00",
        "%0B",
        "%A0",
        "%FF",
        "%C3",
        "%7E",
    )
)
FIELDS = st.tuples(st.text("abc .[]<&\"' \t0179", max_size=8), st.text(max_size=12))


def hashed(body: bytes) -> str:
    return encode(clean(parse(body)))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"a= x ", "a=x"),
        (b"a=%26amp;", "a=%26amp%3Bamp%3B"),
        (b"a='~'", "a=%27%7E%27"),
        (b"a=%FF&b=2", "a=&b=2"),
        (b"x[a+]=1&x[a]=2", "x%5Ba%5D=2"),
        (b"x[a]=1&x[a+]=2", "x%5Ba%5D=2"),
        (b"x[%3C]=1&x[b]=2", "x%5B%26lt%3B%5D=1&x%5Bb%5D=2"),
        (b"x[+7+]=1", "x%5B7%5D=1"),
        (b"%09[]=1", "%5B0%5D=1"),
        (b"", ""),
    ],
)
def test_names_and_values_are_escaped_and_trimmed_in_place(body: bytes, expected: str) -> None:
    assert hashed(body) == expected


@pytest.mark.needs("php")
@AGAINST_PHP
@given(body=st.lists(PIECES, max_size=16).map("".join).map(str.encode) | st.binary(max_size=24))
@example(body=b"x[a+]=1&x[a]=2&x[b]=3")
@example(body=b"x[+1]=a&x[1]=b&x[]=c")
def test_the_hashed_body_is_the_real_one(php: Any, body: bytes) -> None:
    assert hashed(body) == php.hashed(body)


@pytest.mark.needs("php")
@AGAINST_PHP
@given(fields=st.lists(FIELDS, max_size=6))
def test_any_form_we_send_is_hashed_as_it_arrives(php: Any, fields: list[tuple[str, str]]) -> None:
    body = "&".join(
        f"{encode({'n': name})[2:]}={encode({'v': value})[2:]}" for name, value in fields
    ).encode()
    assert hashed(body) == php.hashed(body)


@pytest.mark.needs("php")
def test_multipart_is_hashed_alike(php: Any) -> None:
    kind = "multipart/form-data; boundary=X"
    body = b'--X\r\nContent-Disposition: form-data; name="a[b]"\r\n\r\n x & y \r\n--X--\r\n'
    assert encode(clean(parse_multipart(body, kind))) == php.hashed(body, kind) == "a%5Bb%5D=x+%26amp%3B+y"
