"""A signature is judged by signing again: each mistake is named by itself and with another, and the right one by none."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

import pytest

from cartcheck.dialects.dialect import Signer
from cartcheck.dialects.mistakes.comparing import Against, compared
from cartcheck.dialects.mistakes.wrong_signatures import Draft, Step, common_steps
from cartcheck.dialects.opencart_4_1 import DIALECT
from cartcheck.dialects.query import query_of, with_query, without
from cartcheck.dialects.signature import form_of, md5, signature, signed, string_to_sign
from cartcheck.handed.request import HandedRequest
from cartcheck.php.form import encode
from cartcheck.target.target import Credentials
from cartcheck.transport.exchange import Reply, Request, post_form

ME = Credentials("Default", "KEY123")
URL = "http://127.0.0.1:8414/shop/index.php?route=api/order&call=cart&store_id=0&language=en-gb&currency=USD"
FORM = (("product[0][product_id]", "40"), ("b", "1"), ("a", ' a & b ~ "c" '))
NOW = int(time.time())


def bare(at: int = NOW, username: str = "Default") -> Request:
    request = post_form(URL, FORM)
    return with_query(request, (*query_of(request), ("username", username), ("time", str(at))))


def with_signature(request: Request, made: str, *, encoded: bool = True) -> Request:
    return replace(request, url=f"{request.url}&signature={quote(made, safe='') if encoded else made}")


def slips(request: Request, reply: Reply | None = None, *, timed: bool = True) -> list[str]:
    handed = HandedRequest(1, request, reply)
    return [str(each.slip) for each in compared(handed, Against(DIALECT, ME, NOW, timed)).mistakes]


def right() -> Request:
    return signed(post_form(URL, FORM), Signer(ME.username, ME.key, lambda: NOW))


RIGHT_DRAFT = Draft(string_to_sign(bare()), ME.key)
STEPS = [
    pytest.param(step, id=step.words)
    for step in common_steps(bare(), RIGHT_DRAFT.said, ME.key)
    if step.change(RIGHT_DRAFT).signature != RIGHT_DRAFT.signature
]


def test_the_right_signature_is_no_mistake() -> None:
    assert slips(right()) == []
    assert slips(right(), timed=False) == []


@pytest.mark.parametrize("step", STEPS)
def test_each_known_mistake_is_named(step: Step) -> None:
    made = step.change(RIGHT_DRAFT).signature
    assert slips(with_signature(bare(), made)) == [str(step.slip)]


def test_two_mistakes_are_both_named() -> None:
    said = RIGHT_DRAFT.said
    raw = md5(encode(form_of(bare())))
    text = replace(said, host="127.0.0.1", digest=raw).text.removesuffix("\n")
    found = slips(with_signature(bare(), signature(text, ME.key)))
    assert sorted(found) == ["signature-escaping", "signature-host", "signature-line-ends"]


def made_with(**lines: str) -> str:
    return signature(replace(RIGHT_DRAFT.said, **lines).text, ME.key)


def lines_in_order(*names: str) -> str:
    return signature("".join(f"{getattr(RIGHT_DRAFT.said, name)}\n" for name in names), ME.key)


UNTRIMMED = "product%5B0%5D%5Bproduct_id%5D=40&b=1&a=+a+%26amp%3B+b+%7E+%26quot%3Bc%26quot%3B+"
TEN = ("route", "call", "username", "host", "path", "store_id", "language", "currency", "digest", "time")
OTHERS: list[tuple[str, str]] = [
    ("signature-values", made_with(store_id="1")),
    ("signature-values", made_with(language="en")),
    ("signature-values", made_with(currency="EUR")),
    ("signature-values", made_with(route="api/api")),
    ("signature-order", lines_in_order("call", "route", *TEN[2:])),
    ("signature-order", lines_in_order(*TEN[:8], "time", "digest")),
    ("signature-order", lines_in_order("time", *TEN[:9])),
    ("signature-order", lines_in_order(*sorted(TEN))),
    ("signature-order", lines_in_order(*(name for name in TEN if name != "currency"))),
    ("signature-trim", made_with(digest=md5(UNTRIMMED))),
    ("signature-wrong", signature(RIGHT_DRAFT.said.text, "another-key")),
    ("signature-wrong", "not a signature at all"),
]  # fmt: skip


# Signatures hold the time: as names of tests they would differ from process to process.
@pytest.mark.parametrize(
    ("named", "made"), OTHERS, ids=[f"{named}-{n}" for n, (named, _) in enumerate(OTHERS)]
)
def test_other_lines_are_named(named: str, made: str) -> None:
    assert slips(with_signature(bare(), made)) == [named]


def test_a_plus_that_is_not_encoded_is_named() -> None:
    at = next(n for n in range(NOW - 400, NOW) if "+" in signature(string_to_sign(bare(n)).text, ME.key))
    request = bare(at)
    made = signature(string_to_sign(request).text, ME.key)
    assert slips(with_signature(request, made, encoded=False)) == ["signature-plus"]
    assert slips(with_signature(request, made)) == []


@pytest.mark.parametrize("username", ["default", "DEFAULT"])
def test_the_case_of_the_user_counts_in_the_signature_alone(username: str) -> None:
    request = bare(username=username)
    stored = replace(string_to_sign(request), username="Default")
    assert slips(with_signature(request, signature(stored.text, ME.key))) == []
    as_sent = signature(string_to_sign(request).text, ME.key)
    assert slips(with_signature(request, as_sent)) == ["signature-username"]


@pytest.mark.parametrize("name", ["username", "store_id", "language", "currency", "time", "signature"])
def test_each_missing_parameter_is_named(name: str) -> None:
    handed = HandedRequest(1, without(right(), name))
    (found,) = compared(handed, Against(DIALECT, ME, NOW, True)).mistakes
    assert (str(found.slip), found.facts["missing"]) == ("signature-parameter", name)


def resigned(at: int) -> Request:
    return signed(post_form(URL, FORM), Signer(ME.username, ME.key, lambda: at))


def answered(seconds: int) -> Reply:
    return Reply(
        403,
        (
            (
                "date",
                format_datetime(datetime.fromtimestamp(NOW, UTC) + timedelta(seconds=seconds), usegmt=True),
            ),
        ),
        b"",
        0.1,
    )


@pytest.mark.parametrize(
    ("request_", "reply", "named"),
    [
        (resigned(NOW - 440), None, []),
        (resigned(NOW - 3600), None, ["signature-old"]),
        (resigned(NOW + 3600), None, ["signature-clock"]),
        (resigned(NOW * 1000), None, ["signature-clock"]),
        (resigned(NOW - 86400), answered(-86400), []),
        (resigned(NOW - 86400), answered(-86400 + 500), ["signature-clock"]),
    ],
)
def test_the_clock_is_judged_by_what_is_known_of_it(
    request_: Request, reply: Reply | None, named: list[str]
) -> None:
    assert slips(request_, reply) == named
    assert slips(request_, reply, timed=False) == []


def test_a_body_that_is_not_read_is_told_once() -> None:
    body = b'{"product":[{"product_id":"40"}]}'
    request = replace(bare(), body=body, headers=(("Content-Type", "application/json"),))
    said = replace(string_to_sign(request), digest=md5(body.decode()))
    assert slips(with_signature(request, signature(said.text, ME.key))) == ["json-body"]


def test_a_variable_in_place_of_the_signature_is_not_judged() -> None:
    assert slips(replace(bare(), url=f"{bare().url}&signature=$SIGNATURE")) == []


def test_without_the_key_nothing_is_said_about_the_signature() -> None:
    handed = HandedRequest(1, with_signature(bare(), "wrong"))
    assert not compared(handed, Against(DIALECT, None, NOW, True)).mistakes
