"""Calls of every generation: where the credential travels, and what a refusal of access looks like."""

import pytest

from cartcheck.dialects.dialect import Session, Signer, StoreWords, Verdict
from cartcheck.dialects.query import query_of
from cartcheck.dialects.registry import dialects
from cartcheck.target.store_url import StoreUrl
from cartcheck.transport.exchange import Reply
from tests.dialects.recorded import Recorded, recorded

STORE = StoreUrl.parse("https://shop.example/shop")
BY_GENERATION = {dialect.generation: dialect for dialect in dialects()}
WITH_COOKIE = Session("tok", (("PHPSESSID", "abc"),))
SIGNING = Session(signer=Signer("Default", "KEY123", lambda: 1700000000.9))


@pytest.mark.parametrize(
    ("generation", "session", "route", "credential", "cookie"),
    [
        ("2.0", Session("abc"), "api/cart/products", {}, "PHPSESSID=abc"),
        ("2.0", WITH_COOKIE, "api/cart/products", {}, "PHPSESSID=abc"),
        ("2.1", Session("tok"), "api/cart/products", {"token": "tok"}, None),
        ("2.2–2.3", WITH_COOKIE, "api/cart/products", {"token": "tok"}, "PHPSESSID=abc"),
        ("3.0", Session("tok"), "api/cart/products", {"api_token": "tok"}, None),
        ("4.0.0", Session(), "api/sale/cart", {}, None),
        ("4.0.1", Session("tok"), "api/sale/cart", {"api_token": "tok"}, None),
        ("4.0.2", Session("tok"), "api/sale/cart", {"api_token": "tok"}, None),
    ],
)
def test_the_cart_is_read_everywhere(
    generation: str, session: Session, route: str, credential: dict[str, str], cookie: str | None
) -> None:
    request = BY_GENERATION[generation].request(STORE, "cart_read", session)
    assert dict(query_of(request)) == {"route": route, **credential}
    assert dict(request.headers).get("Cookie") == cookie


def test_4_1_signs_what_it_sends() -> None:
    request = BY_GENERATION["4.1"].request(STORE, "cart_read", SIGNING, form=(("order_id", "7"),))
    query = dict(query_of(request))
    assert (query["route"], query["call"], query["time"], request.body) == (
        "api/order",
        "cart",
        "1700000000",
        b"order_id=7",
    )
    assert not request.keep_cookies
    bare = BY_GENERATION["4.1"].authorise(request, None)
    assert dict(query_of(bare)) == {"route": "api/order", "call": "cart"}


def test_an_own_store_id_is_signed_and_not_replaced() -> None:
    request = BY_GENERATION["4.1"].request(STORE, "cart_read", SIGNING, (("store_id", "3"),))
    assert [value for name, value in query_of(request) if name == "store_id"] == ["3"]


@pytest.mark.parametrize("dialect", BY_GENERATION.values(), ids=BY_GENERATION)
def test_a_credential_is_replaced_and_not_doubled(dialect) -> None:
    session = SIGNING if dialect.traits.signed else WITH_COOKIE
    request = dialect.request(STORE, dialect.traits.read, session)
    again = dialect.authorise(dialect.authorise(request, None), session)
    assert query_of(again) == query_of(request)


@pytest.mark.parametrize("dialect", BY_GENERATION.values(), ids=BY_GENERATION)
def test_without_a_session_nothing_secret_is_sent(dialect) -> None:
    request = dialect.request(STORE, dialect.traits.read, None)
    assert {name for name, _ in query_of(request)} <= {"route", "call"}
    assert "Cookie" not in dict(request.headers)


@pytest.mark.parametrize(
    ("generation", "taken"),
    [
        ("2.0", False),
        ("2.1", False),
        ("2.2–2.3", False),
        ("3.0", True),
        ("4.0.1", True),
        ("4.0.2", True),
        ("4.1", False),
    ],
)
def test_the_token_as_a_cookie_where_a_store_looks_there(generation: str, taken: bool) -> None:
    dialect = BY_GENERATION[generation]
    request = dialect.as_cookie(dialect.request(STORE, "cart_read", None), Session("tok"))
    assert (request is not None) == taken
    if request:
        assert dict(request.headers)["Cookie"] == "OCSESSID=tok"


def answer(body: str, status: int = 200, *headers: tuple[str, str]) -> Reply:
    return Reply(status, headers, body.encode(), 0.01)


NO_SESSION = (
    "<b>Typed property Opencart\\System\\Library\\Session::$session_id must not be accessed before initialization</b>: in "
    "<b>/var/www/system/library/session.php</b> on line <b>56</b>"
)
PAGE = "<!DOCTYPE html><html><head><title>404</title></head></html>"
REFUSED = '{"error":"Bu sayfaya erişim izniniz yok."}'
ERROR_PAGE = ("location", "error.html")


@pytest.mark.parametrize(
    ("generation", "operation", "reply", "verdict"),
    [
        ("4.0.2", "cart_read", answer(NO_SESSION, 500), Verdict.NO_ACCESS),
        ("4.0.1", "cart_read", answer(f"<b>Error</b>: {NO_SESSION}"), Verdict.NO_ACCESS),
        ("4.0.2", "cart_read", answer(PAGE, 404), Verdict.NO_ACCESS),
        ("4.0.2", "cart_read", answer(PAGE), Verdict.NO_ACCESS),  # a host that serves 404 pages as 200
        ("4.0.1", "cart_read", answer("", 302, ERROR_PAGE), Verdict.NO_ACCESS),
        ("4.0.2", "payment_address_set", answer("", 302, ERROR_PAGE), Verdict.BROKEN),
        ("4.0.2", "cart_read", answer("", 302, ("location", "https://www.shop.example/")), Verdict.BROKEN),
        ("4.0.2", "cart_read", answer("", 500), Verdict.BROKEN),
        ("4.0.2", "cart_read", answer('{"error":{"stock":"x"},"products":[]}'), Verdict.ACCEPTED),
        ("4.0.2", "order_create", answer('{"error":{"customer":"x"}}'), Verdict.REFUSED),
        ("4.1", "cart_read", answer(REFUSED, 403), Verdict.NO_ACCESS),
        ("4.1", "cart_read", answer("<html><title>WAF</title></html>", 403), Verdict.BROKEN),
        ("4.1", "cart_read", answer('{"message":"Forbidden"}', 403), Verdict.BROKEN),
        ("4.1", "cart_read", answer('{"error":"API call not found"}'), Verdict.REFUSED),
        (
            "4.1",
            "cart_read",
            answer('{"error":{"product_0_product":"x","warning":"y"},"products":[]}'),
            Verdict.REFUSED,
        ),
        ("2.1", "cart_read", answer('{"error":{"warning":"egal"}}'), Verdict.NO_ACCESS),
        ("2.2–2.3", "cart_read", answer('{"products":[]}'), Verdict.ACCEPTED),
    ],
)
def test_refusals_are_told_from_failures(
    generation: str, operation: str, reply: Reply, verdict: Verdict
) -> None:
    reading = BY_GENERATION[generation].read(operation, reply, StoreWords())
    assert reading.meaning is verdict
    assert reading.said


def _by_route(version: str, scenario: str) -> list[tuple[str, Recorded]]:
    dialect = BY_GENERATION[{"2": "2.2–2.3", "3": "3.0", "4": "4.0.2"}[version[0]]]
    names = {operation.route: name for name, operation in dialect.operations.items()}
    return [(names[each.route], each) for each in recorded(f"{version}/{scenario}") if each.route in names]


@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.3.9", "4.0.2.3"])
def test_without_a_token_real_stores_refuse_and_that_is_seen(version: str) -> None:
    dialect = BY_GENERATION[{"2": "2.2–2.3", "3": "3.0", "4": "4.0.2"}[version[0]]]
    for name, each in _by_route(version, "no-session"):
        reading = dialect.read(name, each.reply, StoreWords())
        nothing_to_ship = each.reply.body == b"[]"  # shipping/address of 2.x and 3.0 looks at the cart first
        assert reading.meaning is (Verdict.ACCEPTED if nothing_to_ship else Verdict.NO_ACCESS), (
            each.request.url
        )


@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.3.9", "4.0.2.3"])
def test_real_tokens_are_let_in_or_refused(version: str) -> None:
    dialect = BY_GENERATION[{"2": "2.2–2.3", "3": "3.0", "4": "4.0.2"}[version[0]]]
    for name, operation in dialect.operations.items():
        for each in recorded(f"{version}/token"):
            if each.route == operation.route and name != "login":
                reading = dialect.read(name, each.reply, StoreWords())
                let_in = b'"products"' in each.reply.body
                assert reading.meaning is (Verdict.ACCEPTED if let_in else Verdict.NO_ACCESS), (
                    each.request.url
                )
