"""The dialect of the promised API: known by its status codes, which carry every verdict."""

from __future__ import annotations

import json

import pytest

from cartcheck.dialects.dialect import Breakage, LoginOutcome, StoreWords, Verdict
from cartcheck.dialects.documented import DIALECT
from cartcheck.dialects.plan import next_question
from cartcheck.dialects.registry import dialects
from cartcheck.dialects.signs import Question
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials
from cartcheck.transport.exchange import Reply
from tests.dialects.stores import STORES, Answers, asked

STORE = StoreUrl.parse("https://shop.example/shop")
WORDS = StoreWords()
NOTICE = '<b>Warning</b>: Undefined array key "key" in <b>/var/www/a.php</b> on line <b>7</b>'


def answer(status: int, data: object, before: str = "") -> Reply:
    body = before + json.dumps(data)
    return Reply(status, (("content-type", "application/json"),), body.encode(), 0.01)


MISSING = answer(400, {"error": {"username": "username fehlt!", "key": "key fehlt!"}})
NO_TOKEN = answer(401, {"error": "Token fehlt!"})
SIGNS: Answers = {**STORES["3.0.5.1"], Question.LOGIN: MISSING, Question.ORDER: NO_TOKEN}


def claimed(signs: Answers) -> list[str]:
    return [dialect.generation for dialect in dialects() if dialect.recognise(signs)]


@pytest.mark.parametrize(
    "login",
    [
        MISSING,
        answer(400, {"error": {"username": "username fehlt!", "key": "key fehlt!"}}, NOTICE),
        answer(400, {"error": {"key": "API Key required!"}}),
    ],
)
def test_two_questions_tell_it(login: Reply) -> None:
    signs = asked({**SIGNS, Question.LOGIN: login})
    assert list(signs) == [Question.LOGIN, Question.ORDER]
    assert claimed(signs) == ["documented"]


@pytest.mark.parametrize(
    "signs",
    [
        dict.fromkeys(Question, answer(400, {"error": {"key": "Missing!"}})),
        dict.fromkeys(Question, answer(401, {"error": "Unauthorized"})),
        {**SIGNS, Question.LOGIN: answer(401, {"error": "Unauthorized"})},
        {**SIGNS, Question.LOGIN: answer(400, {"error": "Bad Request"})},
        {**SIGNS, Question.LOGIN: answer(400, {"error": {"email": "Missing!"}})},
        {**SIGNS, Question.ORDER: Reply(401, (), b"<html><title>401</title></html>", 0.01)},
        {**SIGNS, Question.ORDER: answer(200, {"error": "Unauthorized"})},
    ],
)
def test_what_answers_otherwise_is_not_claimed(signs: Answers) -> None:
    known = asked(signs)
    assert len(known) <= 3
    assert claimed(known) == []


@pytest.mark.parametrize("store", STORES)
def test_no_real_store_is_taken_for_it(store: str) -> None:
    assert DIALECT.recognise(STORES[store]) is None


def test_no_mixture_with_a_real_store_asks_more_than_three_questions() -> None:
    for store in STORES.values():
        for mixed in ({**store, Question.LOGIN: MISSING}, {**store, Question.ORDER: NO_TOKEN}):
            signs: Answers = {}
            while question := next_question(signs):
                signs[question] = mixed[question]
            assert len(signs) <= 3
            assert "documented" not in claimed(signs)


@pytest.mark.parametrize(
    ("reply", "outcome", "address"),
    [
        (answer(200, {"success": "Erfolg", "api_token": "abc"}), LoginOutcome.GRANTED, ""),
        (answer(401, {"error": "Falsch!"}), LoginOutcome.BAD_CREDENTIALS, ""),
        (MISSING, LoginOutcome.BAD_CREDENTIALS, ""),
        (
            answer(403, {"error": "IP 203.0.113.9 steht nicht da!"}),
            LoginOutcome.ADDRESS_NOT_LISTED,
            "203.0.113.9",
        ),
        (answer(200, []), LoginOutcome.BROKEN, ""),
        (answer(500, {"error": "Fehler"}), LoginOutcome.BROKEN, ""),
        (answer(401, {"success": "Erfolg", "api_token": "abc"}), LoginOutcome.BROKEN, ""),
    ],
)
def test_a_login_is_read_by_its_status(reply: Reply, outcome: LoginOutcome, address: str) -> None:
    reading = DIALECT.read_login(reply, WORDS)
    assert (reading.outcome, reading.address) == (outcome, address)
    assert (reading.session is not None) is (outcome is LoginOutcome.GRANTED)


@pytest.mark.parametrize(
    ("reply", "meaning", "breakage"),
    [
        (answer(200, {"products": []}), Verdict.ACCEPTED, None),
        (answer(200, {"error": "Nein"}), Verdict.REFUSED, None),
        (answer(400, {"error": {"name": "Fehlt"}}), Verdict.REFUSED, None),
        (answer(404, {"error": "Nicht da"}), Verdict.REFUSED, None),
        (answer(405, {"error": "Nur POST"}), Verdict.REFUSED, None),
        (answer(401, {"error": "Token"}), Verdict.NO_ACCESS, None),
        (answer(403, {"error": "Adresse"}), Verdict.NO_ACCESS, None),
        (answer(400, {"error": {"name": "Fehlt"}}, NOTICE), Verdict.REFUSED, Breakage.NOTICE),
        (answer(500, {"error": "Fehler"}), Verdict.BROKEN, Breakage.SERVER_ERROR),
        (answer(429, {"error": "Zu viel"}), Verdict.BROKEN, Breakage.LIMITED),
        (Reply(404, (), b"<!DOCTYPE html><title>404</title>", 0.01), Verdict.BROKEN, Breakage.NOT_FOUND),
        (Reply(401, (), b"<html><title>401</title></html>", 0.01), Verdict.BROKEN, Breakage.BLOCKED),
        (Reply(200, (), b"", 0.01), Verdict.BROKEN, Breakage.EMPTY),
    ],
)
def test_a_call_is_read_by_its_status(reply: Reply, meaning: Verdict, breakage: Breakage | None) -> None:
    reading = DIALECT.read("product_list", reply, WORDS)
    assert (reading.meaning, reading.breakage) == (meaning, breakage)
    assert reading.verdict is (Verdict.BROKEN if breakage else meaning)


def test_fields_are_named() -> None:
    reading = DIALECT.read("product_add", MISSING, WORDS)
    assert set(reading.errors) == {"username", "key"}


def test_credentials_are_a_form_and_the_token_travels_in_the_query() -> None:
    login = DIALECT.login(STORE, Credentials("Default", "k&y"))
    assert (login.method, login.body) == ("POST", b"username=Default&key=k%26y")
    session = DIALECT.read_login(answer(200, {"api_token": "abc"}), WORDS).session
    call = DIALECT.request(STORE, "product_list", session)
    assert call.url == "https://shop.example/shop/index.php?route=api/product&api_token=abc"
    assert session is not None
    assert DIALECT.as_cookie(call, session) is None
