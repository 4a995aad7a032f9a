"""The dialect of 3.0: requests as the store wants them, answers read by shape and not by language."""

import pytest

from cartcheck.dialects.dialect import LoginOutcome, Session, StoreWords, Verdict
from cartcheck.dialects.opencart_3_0 import DIALECT
from cartcheck.dialects.signs import ORIGIN, Question
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials
from cartcheck.transport.exchange import Reply

STORE = StoreUrl.parse("https://shop.example/shop")
DENIED = "Achtung: Sie haben keine Berechtigung, auf die API zuzugreifen!"
WORDS = StoreWords(frozenset({DENIED}))


def answer(body: str, status: int = 200, *headers: tuple[str, str]) -> Reply:
    return Reply(status, headers, body.encode(), 0.01)


def test_login_posts_a_form() -> None:
    request = DIALECT.login(STORE, Credentials("Default", "k&y ="))
    assert (request.method, request.url) == ("POST", "https://shop.example/shop/index.php?route=api/login")
    assert request.body == b"username=Default&key=k%26y+%3D"


def test_the_token_goes_into_the_query_once() -> None:
    request = DIALECT.request(
        STORE, "order_read", Session("abc"), (("order_id", "7"), ("api_token", "other"))
    )
    assert request.url == "https://shop.example/shop/index.php?route=api/order/info&order_id=7&api_token=abc"
    assert "api_token" not in DIALECT.authorise(request, None).url


def test_a_key_never_shows_in_a_repr() -> None:
    assert "sesame" not in repr(Credentials("Default", "sesame"))
    assert "sesame" not in repr(Session("sesame"))


@pytest.mark.parametrize(
    ("body", "outcome", "address"),
    [
        ('{"success":"Erfolg","api_token":"0123456789abcdef0123456789"}', LoginOutcome.GRANTED, ""),
        ("[]", LoginOutcome.BAD_CREDENTIALS, ""),
        (
            '{"error":{"ip":"Ihre IP 203.0.113.9 darf nicht","key":"falsch"}}',
            LoginOutcome.ADDRESS_NOT_LISTED,
            "203.0.113.9",
        ),
        ('{"error":{"ip":"IP 2001:db8::17 no","key":"x"}}', LoginOutcome.ADDRESS_NOT_LISTED, "2001:db8::17"),
        ('{"error":{"ip":"Ihre Adresse nicht","key":"x"}}', LoginOutcome.ADDRESS_NOT_LISTED, ""),
        ("<html><body>no</body></html>", LoginOutcome.BROKEN, ""),
        ("", LoginOutcome.BROKEN, ""),
        ('{"success":"Success"}', LoginOutcome.BROKEN, ""),
        ('{"api_token":""}', LoginOutcome.BROKEN, ""),
        ("{}", LoginOutcome.BROKEN, ""),
    ],
)
def test_a_login_answer_is_read_by_its_shape(body: str, outcome: LoginOutcome, address: str) -> None:
    reading = DIALECT.read_login(answer(body), StoreWords())
    assert (reading.outcome, reading.address) == (outcome, address)


@pytest.mark.parametrize(
    ("operation", "body", "verdict", "fields"),
    [
        ("cart_read", '{"products":[]}', Verdict.ACCEPTED, set()),
        ("cart_read", '{"error":{"warning":"egal was"}}', Verdict.NO_ACCESS, {"warning"}),
        ("cart_read", '{"error":{"stock":"***"},"products":[]}', Verdict.ACCEPTED, {"stock"}),
        ("cart_add", '{"error":{"option":{"227":"fehlt"}}}', Verdict.REFUSED, {"option.227"}),
        ("cart_add", "[]", Verdict.ACCEPTED, set()),
        ("order_create", f'{{"error":"{DENIED}"}}', Verdict.NO_ACCESS, {""}),
        ("order_create", '{"error":"Kundendaten fehlen!"}', Verdict.REFUSED, {""}),
        ("customer_set", f'{{"error":{{"warning":"{DENIED}"}}}}', Verdict.NO_ACCESS, {"warning"}),
        ("customer_set", '{"error":{"warning":"Kunde fehlt"}}', Verdict.REFUSED, {"warning"}),
        ("customer_set", '{"error":{"firstname":"x","email":"y"}}', Verdict.REFUSED, {"firstname", "email"}),
        ("reward_maximum", '{"error":"egal"}', Verdict.NO_ACCESS, {""}),
        ("order_read", "<html></html>", Verdict.BROKEN, set()),
    ],
)
def test_an_answer_is_classed_in_any_language(
    operation: str, body: str, verdict: Verdict, fields: set[str]
) -> None:
    reading = DIALECT.read(operation, answer(body), WORDS)
    assert reading.verdict is verdict
    assert set(reading.errors) == fields


DENIAL = answer(f'{{"error":"{DENIED}"}}')
PAGE = answer("<html><title>404</title></html>", 404)
NEWER = ("cache-control", "no-store, no-cache, must-revalidate, post-check=0, pre-check=0")
OWN = ("set-cookie", "OCSESSID=0123456789abcdef; path=/")
OLDER = ("set-cookie", "currency=EUR; path=/; domain=shop.example")
SESSION = ("set-cookie", "OCSESSID=0123456789abcdef0123456789; path=/")


@pytest.mark.parametrize(
    ("login", "order", "versions"),
    [
        (answer("[]", 200, SESSION), DENIAL, "3.0.3.0–3.0.5.1"),
        (answer("[]", 200, SESSION, NEWER), DENIAL, "3.0.4.0–3.0.5.1"),
        (answer("[]", 200, SESSION, OLDER), DENIAL, "3.0.3.0–3.0.3.9"),
        (
            answer("[]", 200, SESSION, OLDER, NEWER),
            DENIAL,
            "3.0.0.0–3.0.5.1",
        ),  # contradictory: the generation only
        (answer("", 500, SESSION), DENIAL, "3.0.0.0–3.0.2.0"),
        (answer("[]", 200, ("access-control-allow-origin", ORIGIN)), DENIAL, None),  # 2.3
        (answer("[]", 200, ("set-cookie", "PHPSESSID=x")), DENIAL, None),  # 2.3 without CORS
        (
            answer("[]", 200, OWN, ("access-control-allow-origin", ORIGIN)),
            DENIAL,
            "3.0.3.0–3.0.5.1",
        ),  # an edge's CORS
        (
            answer("[]", 200, OWN, ("set-cookie", "PHPSESSID=x")),
            DENIAL,
            "3.0.3.0–3.0.5.1",
        ),  # an edge's session
        (PAGE, PAGE, None),  # 4.0
        (answer('{"error":"Warning: No match"}'), PAGE, None),  # 2.0
        (answer("<html></html>"), answer("<html></html>"), None),
        (answer("[]", 200, SESSION), answer("[]"), None),
        (answer('{"error":{"key":"x"}}'), PAGE, None),  # 2.1
    ],
)
def test_only_a_3_0_store_is_claimed(login: Reply, order: Reply, versions: str | None) -> None:
    sighting = DIALECT.recognise({Question.LOGIN: login, Question.ORDER: order})
    assert (sighting.versions if sighting else None) == versions
