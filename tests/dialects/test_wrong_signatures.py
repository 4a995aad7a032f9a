"""Each mistake is named by the signature it makes, and the right one is none of them."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from cartcheck.dialects.dialect import Signer
from cartcheck.dialects.mistakes.wrong_signatures import wrong_signatures
from cartcheck.dialects.query import query_of, without
from cartcheck.dialects.signature import signed
from cartcheck.transport.exchange import Request, post_form

KEY = "KEY123"
FORM = (("product[0][product_id]", "40"), ("comment", 'a & b ~ "c"'))


def request_of(url: str = "http://127.0.0.1:8414/shop/index.php?route=api/order&call=cart") -> Request:
    return signed(post_form(url, FORM), Signer("Default", KEY, lambda: 1700000000))


def by_hand(text: str, key: str = KEY) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


HEAD = "api/order\ncart\nDefault\n127.0.0.1:8414\n/shop/\n0\nen-gb\nUSD\n"
RIGHT = md5("product%5B0%5D%5Bproduct_id%5D=40&comment=a+%26amp%3B+b+%7E+%26quot%3Bc%26quot%3B")
UNESCAPED = md5("product%5B0%5D%5Bproduct_id%5D=40&comment=a+%26+b+%7E+%22c%22")
END = "\n1700000000\n"


@pytest.mark.parametrize(
    ("mistake", "text"),
    [
        ("the host without its port", HEAD.replace(":8414", "") + RIGHT + END),
        ("the path with index.php", HEAD.replace("/shop/", "/shop/index.php") + RIGHT + END),
        ("the user name in lower case", HEAD.replace("Default", "default") + RIGHT + END),
        ("no line end after the last line", (HEAD + RIGHT + END).rstrip("\n")),
        ('the digest of the form without escaping & " < >', HEAD + UNESCAPED + END),
        ("the digest of nothing, although there is a form", HEAD + md5("") + END),
        (
            "the class that OpenCart ships (no call, no currency)",
            f"api/order\nDefault\n127.0.0.1:8414\n/shop/\n0\nen-gb\n{UNESCAPED}{END}",
        ),
        (
            "the recipe in OpenCart's own comment",
            f'{HEAD.partition(chr(10))[2]}{{"product":[{{"product_id":"40"}}],"comment":"a & b ~ \\"c\\""}}{END}',
        ),
    ],
)
def test_a_mistake_is_known_by_its_signature(mistake: str, text: str) -> None:
    known = {
        each.mistake: each.signature for each in wrong_signatures(without(request_of(), "signature"), KEY)
    }
    assert known[mistake] == by_hand(text)


def test_a_key_with_a_line_end_is_known() -> None:
    known = {
        each.mistake: each.signature for each in wrong_signatures(without(request_of(), "signature"), KEY)
    }
    assert known["the key with a line end copied along"] == by_hand(HEAD + RIGHT + END, f"{KEY}\n")


def test_no_two_are_the_same_and_none_is_right() -> None:
    request = request_of()
    made = [each.signature for each in wrong_signatures(without(request, "signature"), KEY)]
    assert len(made) == len(set(made)) >= 20
    assert dict(query_of(request))["signature"] not in made


def test_what_makes_no_difference_is_no_mistake() -> None:
    request = request_of("https://shop.example/index.php?route=api/order&call=cart")
    told = {each.mistake for each in wrong_signatures(without(request, "signature"), KEY)}
    assert not told & {"the host without its port", "the path as / although the shop is in a folder"}
