"""The signature of 4.1: two vectors computed by PHP, and every signature that real stores were sent."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest

from cartcheck.dialects.dialect import Signer
from cartcheck.dialects.query import query_of
from cartcheck.dialects.signature import body_as_read, md5, signature, signed, string_to_sign
from cartcheck.transport.exchange import Request, post_form
from tests.dialects.recorded import Recorded, recorded

SIGNER = Signer("Default", "KEY123", lambda: 1700000000)


def made(request: Request) -> str:
    return dict(query_of(signed(request, SIGNER)))["signature"]


def test_the_vector_of_an_empty_body() -> None:
    request = Request("POST", "https://shop.example/index.php?route=api/order&call=zzz")
    assert made(request) == "3bZJ6S9yIaZF6rBQeFtuTxb+cyM="


def test_the_vector_of_a_nested_body_in_a_sub_directory() -> None:
    fields = (
        ("product[0][product_id]", "40"),
        ("product[0][quantity]", "2"),
        ("comment", ' a & b ~ "c" '),
    )
    request = post_form("https://shop.example/shop/index.php?route=api/order&call=cart", fields)
    assert body_as_read(request) == (
        "product%5B0%5D%5Bproduct_id%5D=40&product%5B0%5D%5Bquantity%5D=2&"
        "comment=a+%26amp%3B+b+%7E+%26quot%3Bc%26quot%3B"
    )
    assert md5(body_as_read(request)) == "0f93d6818bdca0f00aa66666943d47f1"
    assert made(request) == "oMuZ+dSmLs0xKWlCf2Q981s21gM="


def test_the_string_has_ten_lines_each_ended() -> None:
    query = "route=api/order&call=cart&username=Default&store_id=abc&language=en-gb&currency=USD&time=12x"
    text = string_to_sign(Request("GET", f"http://127.0.0.1:8414/a%20b/index.php?{query}")).text
    assert text == (
        "api/order\ncart\nDefault\n127.0.0.1:8414\n/a b/\n0\nen-gb\nUSD\nd41d8cd98f00b204e9800998ecf8427e\n12\n"
    )


def test_the_query_is_cleaned_as_the_store_cleans_it() -> None:
    request = Request("GET", "http://a/index.php?route=api/order&call= %3Cb%3E&username=A%26B")
    said = string_to_sign(request)
    assert (said.call, said.username) == ("&lt;b&gt;", "A&amp;B")


@pytest.mark.parametrize(
    ("method", "kind"), [("PUT", "application/x-www-form-urlencoded"), ("POST", "application/json")]
)
def test_what_php_does_not_read_is_not_hashed(method: str, kind: str) -> None:
    request = Request(method, "http://a/index.php?route=api/order", (("Content-Type", kind),), b"a=1")
    assert body_as_read(request) == ""


def test_a_host_header_of_its_own_is_what_is_signed() -> None:
    request = Request(
        "POST", "http://10.0.0.5/index.php?route=api/order&call=zzz", (("Host", "shop.example"),)
    )
    assert made(request) == made(Request("POST", "https://shop.example/index.php?route=api/order&call=zzz"))


ENTRIES = [
    entry
    for name in ("signature", "ip-whitelist")
    for entry in recorded(f"4.1.0.4/{name}")
    if entry.signed_with and "signature" in dict(query_of(entry.request))
]


def again(entry: Recorded) -> str:
    """Our signature for a recorded request, at its own time."""
    said = dict(query_of(entry.request))
    signer = Signer(said.get("username", ""), entry.signed_with["key"], lambda: int(said.get("time", "0")))
    return dict(query_of(signed(entry.request, signer)))["signature"]


@pytest.mark.parametrize(
    "entry", [e for e in ENTRIES if e.reply.status == 200], ids=lambda entry: entry.comment
)
def test_what_the_real_store_accepted_is_what_we_sign(entry: Recorded) -> None:
    assert again(entry) == dict(query_of(entry.request))["signature"]


def test_what_it_refused_for_the_body_we_sign_otherwise() -> None:
    raw = [entry for entry in ENTRIES if entry.reply.status == 403 and "signed as sent" in entry.comment]
    assert raw
    assert all(again(entry) != dict(query_of(entry.request))["signature"] for entry in raw)


def test_a_signature_is_encoded_once_in_the_url() -> None:
    request = signed(Request("POST", "https://shop.example/index.php?route=api/order&call=zzz"), SIGNER)
    assert request.url.endswith(quote("3bZJ6S9yIaZF6rBQeFtuTxb+cyM=", safe=""))


def test_one_bit_of_the_key_makes_another_signature() -> None:
    text = string_to_sign(Request("GET", "http://a/index.php")).text
    assert signature(text, "KEY123") != signature(text, "KEY123\n")


def test_the_time_is_whole_seconds() -> None:
    request = signed(
        Request("POST", "http://a/index.php?route=api/order"), replace(SIGNER, clock=lambda: 12.9)
    )
    assert dict(query_of(request))["time"] == "12"
