"""Multipart bodies, as clients send them and as PHP reads them."""

from __future__ import annotations

from typing import Any

import pytest

from cartcheck.php.multipart import parse_multipart

TYPE = "multipart/form-data; boundary=XX"


def body(*parts: str, end: str = "--XX--\r\n") -> bytes:
    return ("".join(f"--XX\r\n{part}\r\n" for part in parts) + end).encode()


def field(name: str, value: str) -> str:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'


CASES = {
    "fields": (body(field("username", "Default"), field("key", "K")), {"username": "Default", "key": "K"}),
    "nested": (body(field("product[0][product_id]", "40")), {"product": {0: {"product_id": "40"}}}),
    "value with line ends": (body(field("a", "1\r\n2\n")), {"a": "1\r\n2\n"}),
    "not decoded again": (body(field("a", "1+1%20")), {"a": "1+1%20"}),
    "a file is no field": (
        body(field("a", "1"), 'Content-Disposition: form-data; name="f"; filename="x"\r\n\r\nB'),
        {"a": "1"},
    ),
    "unquoted name": (body("Content-Disposition: form-data; name=a\r\n\r\n1"), {"a": "1"}),
    "typed part": (
        body('Content-Type: text/plain\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'),
        {"a": "1"},
    ),
    "quote in the name": (body(field('a\\"b', "1")), {'a"b': "1"}),
    "no name ends it": (body("Content-Disposition: form-data\r\n\r\n1", field("b", "2")), {}),
    "empty": (body(), {}),
    "preamble": (b"hello\r\n" + body(field("a", "1")), {"a": "1"}),
}


@pytest.mark.parametrize("name", CASES)
def test_a_multipart_body_is_read(name: str) -> None:
    sent, expected = CASES[name]
    assert parse_multipart(sent, TYPE) == expected


def test_the_boundary_may_be_quoted_and_must_be_there() -> None:
    sent = body(field("a", "1"))
    assert parse_multipart(sent, 'multipart/form-data; boundary="XX"') == {"a": "1"}
    assert parse_multipart(sent, "multipart/form-data") == {}


@pytest.mark.needs("php")
@pytest.mark.parametrize("name", CASES)
def test_the_real_php_reads_the_same(php: Any, name: str) -> None:
    sent, expected = CASES[name]
    assert php.post(sent, TYPE) == expected
