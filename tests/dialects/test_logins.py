"""Logins of every generation: what is sent, and what real stores' answers are read as."""

import pytest

from cartcheck.dialects.dialect import LoginOutcome, Session, StoreWords
from cartcheck.dialects.registry import dialects
from cartcheck.dialects.signs import Question
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials
from cartcheck.transport.exchange import Reply
from tests.dialects.recorded import recorded

STORE = StoreUrl.parse("https://shop.example/shop")
BY_GENERATION = {dialect.generation: dialect for dialect in dialects()}
GRANTED, BAD, UNLISTED, BROKEN = (
    LoginOutcome.GRANTED,
    LoginOutcome.BAD_CREDENTIALS,
    LoginOutcome.ADDRESS_NOT_LISTED,
    LoginOutcome.BROKEN,
)
# As the store says it when nothing is sent; in another language, so that nothing hangs on English.
WORDS = StoreWords(bad_credentials=frozenset({"Achtung: Falscher Schlüssel!"}))
TOKEN = "0123456789abcdef0123456789abcdef"


def test_there_is_one_dialect_for_each_generation() -> None:
    assert list(BY_GENERATION) == [
        "2.0",
        "2.1",
        "2.2–2.3",
        "3.0",
        "4.0.0",
        "4.0.1",
        "4.0.2",
        "4.1",
        "documented",
    ]
    released = [version for dialect in dialects() for version in dialect.versions]
    assert released == sorted(set(released), key=lambda version: tuple(map(int, version.split("."))))


@pytest.mark.parametrize(
    ("generation", "route", "body"),
    [
        ("2.0", "api/login", b"username=Default&password=k%26y"),
        ("2.1", "api/login", b"key=k%26y"),
        ("2.2–2.3", "api/login", b"key=k%26y"),
        ("3.0", "api/login", b"username=Default&key=k%26y"),
        ("4.0.1", "api/account/login", b"username=Default&key=k%26y"),
        ("4.0.2", "api/account/login", b"username=Default&key=k%26y"),
    ],
)
def test_credentials_are_posted_as_a_form(generation: str, route: str, body: bytes) -> None:
    request = BY_GENERATION[generation].login(STORE, Credentials("Default", "k&y"))
    assert (request.method, request.url) == ("POST", f"https://shop.example/shop/index.php?route={route}")
    assert request.body == body


@pytest.mark.parametrize(
    ("generation", "body", "outcome", "address"),
    [
        ("2.0", f'{{"cookie":"{TOKEN}","success":"Erfolg"}}', GRANTED, ""),
        ("2.0", '{"error":"Achtung: Passt nicht."}', BAD, ""),
        ("2.0", "[]", BROKEN, ""),
        ("2.1", f'{{"success":"Erfolg","token":"{TOKEN}"}}', GRANTED, ""),
        ("2.1", '{"error":{"key":"Falsch"}}', BAD, ""),
        ("2.1", '{"error":{"ip":"Ihre IP 203.0.113.9 nicht"}}', UNLISTED, "203.0.113.9"),
        ("2.2–2.3", f'{{"success":"Erfolg","token":"{TOKEN}"}}', GRANTED, ""),
        ("2.2–2.3", "[]", BAD, ""),
        ("2.2–2.3", '{"error":{"ip":"IP 2001:db8::17 nicht","key":"Falsch"}}', UNLISTED, "2001:db8::17"),
        ("4.0.1", f'{{"success":"Erfolg","api_token":"{TOKEN}"}}', GRANTED, ""),
        ("4.0.1", '{"error":"Achtung: Falscher Schlüssel!"}', BAD, ""),
        ("4.0.2", '{"error":"Warning: Incorrect API Key!"}', BAD, ""),
        ("4.0.2", '{"error":"Ihre IP 203.0.113.9 nicht"}', UNLISTED, "203.0.113.9"),
        (
            "4.0.2",
            '{"error":"Ihre IP 203.0.113.9, 198.51.100.4 nicht"}',
            UNLISTED,
            "203.0.113.9, 198.51.100.4",
        ),
        ("4.0.2", "[]", BROKEN, ""),
        ("4.0.2", "<html><title>x</title></html>", BROKEN, ""),
    ],
)
def test_answers_are_read(generation: str, body: str, outcome: LoginOutcome, address: str) -> None:
    reading = BY_GENERATION[generation].read_login(Reply(200, (), body.encode(), 0.01), WORDS)
    assert (reading.outcome, reading.address) == (outcome, address)


def test_2_0_keeps_the_cookie_that_holds_the_session_whatever_its_name() -> None:
    headers = (("set-cookie", f"SHOPSESSION={TOKEN}; path=/"), ("set-cookie", "language=en; path=/"))
    reply = Reply(200, headers, f'{{"cookie":"{TOKEN}"}}'.encode(), 0.01)
    session = BY_GENERATION["2.0"].read_login(reply, WORDS).session
    assert session == Session(TOKEN, (("SHOPSESSION", TOKEN),))


def test_2_3_keeps_php_s_session_beside_the_token() -> None:
    headers = (
        ("set-cookie", "PHPSESSID=abc; path=/; HttpOnly"),
        ("set-cookie", "default=def; path=/"),
        ("set-cookie", "language=en-gb; path=/"),
    )
    reply = Reply(200, headers, f'{{"token":"{TOKEN}"}}'.encode(), 0.01)
    session = BY_GENERATION["2.2–2.3"].read_login(reply, WORDS).session
    assert session == Session(TOKEN, (("PHPSESSID", "abc"),))


def test_a_login_of_2_x_sends_no_earlier_cookie() -> None:
    logins = {
        name: BY_GENERATION[name].login(STORE, Credentials("a", "b")) for name in ("2.0", "2.1", "2.2–2.3")
    }
    assert not any(login.keep_cookies for login in logins.values())


@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.3.9", "4.0.2.3"])
@pytest.mark.parametrize("scenario", ["login", "ip-whitelist", "login-disabled-user", "token"])
def test_real_logins_are_read_by_what_was_sent(version: str, scenario: str) -> None:
    dialect = BY_GENERATION[{"2": "2.2–2.3", "3": "3.0", "4": "4.0.2"}[version[0]]]
    route = dialect.operations["login"].route
    taken = [each for each in recorded(f"{version}/{scenario}") if each.route == route and each.reply.body]
    assert taken
    for each in taken:
        reading = dialect.read_login(each.reply, StoreWords())
        granted = b"_token" in each.reply.body or b'"token"' in each.reply.body
        assert (reading.outcome is GRANTED) == granted, each.comment
        assert (reading.outcome is UNLISTED) == (b"Your IP" in each.reply.body), each.comment
        assert bool(reading.address) == (reading.outcome is UNLISTED)
        assert reading.outcome is not BROKEN, each.comment


def test_questions_are_asked_where_they_say() -> None:
    assert Question.CART_WIDGET.request(STORE).url.endswith("?route=common/cart.info")
    assert Question.MENU.request(STORE).url.endswith("?route=common/menu")
    assert Question.LOGIN.request(STORE).method == "POST"
