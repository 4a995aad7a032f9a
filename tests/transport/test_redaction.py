"""Secrets leave no trace in anything that is shown, and what is no secret stays readable."""

from __future__ import annotations

import base64
import html
import json
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus

import pytest

from cartcheck.target.target import Network
from cartcheck.transport.exchange import Exchange, Reply, Request, post_form
from cartcheck.transport.redaction import Redactor

_KEY = "ab/c\"d'é e&f+\\g"
_URL = "http://shop.example/index.php?route=api/login"
_TOKEN = "8adcff6bac03d347b2d49c951e"


@pytest.fixture
def redactor() -> Redactor:
    made = Redactor()
    made.learn("CARTCHECK_KEY", _KEY)
    return made


def _observed(request: Request, reply: Reply | None = None) -> Redactor:
    redactor = Redactor()
    redactor.observe(Exchange(1, request, reply, datetime(2026, 11, 22, tzinfo=UTC)))
    return redactor


_DISGUISES = [
    lambda text: text,
    quote,
    quote_plus,
    lambda text: quote(text, safe="").lower(),
    lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    html.escape,
    lambda text: html.escape(text).replace("&#x27;", "&#039;"),  # PHP's htmlspecialchars
    lambda text: "".join(f"&#{ord(character)};" for character in text),
    json.dumps,
    lambda text: json.dumps(text).replace("/", "\\/"),  # PHP's json_encode
    lambda text: "".join(f"\\u{ord(character):04X}" for character in text),
    lambda text: text.encode().decode("latin-1"),
]


@pytest.mark.parametrize("outer", _DISGUISES)
@pytest.mark.parametrize("inner", _DISGUISES[:9])
def test_known_secret_is_found_in_every_disguise(redactor: Redactor, inner, outer) -> None:
    text = redactor.text(f"before {outer(inner(_KEY))} after")
    assert "[CARTCHECK_KEY]" in text
    assert text.startswith("before ")
    assert text.endswith(" after")
    assert "c" not in text.partition("[CARTCHECK_KEY]")[2].removesuffix(" after")


@pytest.mark.parametrize("outer", [*_DISGUISES[:3], *_DISGUISES[4:]])  # the other makes small letters
@pytest.mark.parametrize("left", [12, 15, 25])
def test_the_beginning_of_a_key_that_was_cut_is_hidden_too(outer, left: int) -> None:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", "Kq7fVwZ2LmX9cR4tB8nY6hS1dG3jP5aQ")
    text = f"#0 api.php(4): login('Default', '{outer('Kq7fVwZ2LmX9cR4tB8nY6hS1dG3jP5aQ'[:left])}...')"
    assert "Kq7f" not in redactor.text(text)
    assert "[CARTCHECK_KEY]" in redactor.text(text)


def test_words_that_begin_like_a_key_are_not_hidden() -> None:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", "permission-to-access-17")
    redactor.learn("CARTCHECK_KEY", "demonstration")
    for text in ("no permission for that", "a demonstrator"):
        assert redactor.text(text) == text


def test_a_key_with_a_tag_in_it_is_hidden_where_tags_are_taken_out() -> None:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", "ab1&c<b>de2</b>fg3")
    assert redactor.text("Undefined index: ab1&amp;cde2fg3 in x") == "Undefined index: [CARTCHECK_KEY] in x"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_base64_is_found_at_each_alignment(before: str) -> None:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", "labkey0123456789?>~")
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        shown = redactor.text(encode(f"{before}labkey0123456789?>~:x".encode()).decode())
        assert "[CARTCHECK_KEY]" in shown
        assert len(shown) < len("[CARTCHECK_KEY]") + 14


def test_secret_inside_another_goes_with_it() -> None:
    redactor = Redactor()
    redactor.learn("token", "abcdef")
    redactor.learn("CARTCHECK_KEY", "123abcdef456")
    assert redactor.text("x123abcdef456 abcdef") == "x[CARTCHECK_KEY] [token-1]"


def test_key_with_stray_blanks_is_also_hidden_without_them() -> None:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", " labkey\n")
    assert "labkey" not in redactor.text("key=labkey") + redactor.text("<pre> labkey\n</pre>")


def test_nothing_to_learn_from_blanks() -> None:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", " \n")
    assert redactor.text("a \n b") == "a \n b"
    assert redactor.pseudonyms == frozenset()


def test_short_key_is_hidden_where_keys_stand() -> None:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", "abc")
    assert redactor.text("username=abc&key=abc") == "username=abc&key=[CARTCHECK_KEY]"


def test_pseudonyms_are_stable(redactor: Redactor) -> None:
    redactor.learn("token", "token-value-one")
    redactor.learn("token", "token-value-two")
    redactor.learn("token", "token-value-one")
    assert redactor.text("token-value-two token-value-one") == "[token-2] [token-1]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://h/?route=a&api_token=xyz&b=c#d", "http://h/?route=a&api_token=[token-1]&b=c#d"),
        ("key=ab&username=Default", "key=[key-1]&username=Default"),
        ("username=Default&key=", "username=Default&key="),
        ("a=1&token%5B0%5D=xyz", "a=1&token%5B0%5D=[token-1]"),
        ("a=1&api%5Ftoken=xyz", "a=1&api%5Ftoken=[token-1]"),
        ('<a href="?route=a&amp;token=q1&amp;b=2">', '<a href="?route=a&amp;token=[token-1]&amp;b=2">'),
        ("to=http%3A%2F%2Fh%3Fapi_token%3Dxyz%26b%3D1", "to=http%3A%2F%2Fh%3Fapi_token%3D[token-1]%26b%3D1"),
        ("&signature=ab%2Bc%3D&x=1", "&signature=[signature-1]&x=1"),
        ('{"api_token":"abc","success":"ok"}', '{"api_token":"[token-1]","success":"ok"}'),
        ('{"cookie" : "a\\/b"}', '{"cookie" : "[cookie-1]"}'),
        ('{"token":"abc', '{"token":"[token-1]'),
    ],
)
def test_unknown_value_under_a_secret_name_is_hidden(text: str, shown: str) -> None:
    assert Redactor().text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        '{"error":{"key":"Warning: Incorrect API Key!","ip":"Warning: Your IP 1.2.3.4 is not allowed!"}}',
        '{"error":{"key":"error_key"}}',
        '{"error": {"key": "密钥不正确"}}',
        '{"key":"Warning: Incorrect API Key!"}',
        '{"products":[{"cart_id":"1234567890123456789","key":"","name":"HTC"}]}',
        "the monkey=banana&turnkey=1",
        "route=api/login&store_id=0&language=en-gb",
        "[token-1] is a pseudonym, api_token=[token-1] too",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert Redactor().text(text) == text


_ROW_OF_2_0 = base64.b64encode(b'a:1:{s:10:"product_id";i:40;}').decode()


@pytest.mark.parametrize("key", ["17", "0", "-1", "2147483648", _ROW_OF_2_0])
def test_the_key_of_a_row_of_the_cart_is_no_secret(key: str) -> None:
    form = post_form(_URL, (("key", key), ("quantity", "2")))
    body = json.dumps({"products": [{"key": key, "name": "iPhone"}]}).encode()
    redactor = _observed(form, Reply(200, (), body, 0.1))
    for text in (form.body.decode(), body.decode(), f"{_URL}&key={quote(key)}"):
        assert redactor.text(text) == text


@pytest.mark.parametrize(
    "key", ["17x", "abc", "9" * 16, base64.b64encode(b'a:1:{s:3:"key";i:40;}').decode(), "YTox", "1e3"]
)
def test_any_other_key_is_still_hidden(key: str) -> None:
    for text in (f"key={quote(key)}&quantity=2", json.dumps({"key": key}), f"{_URL}&key={quote(key)}"):
        assert key not in Redactor().text(text)
        assert "[key-1]" in Redactor().text(text)


def test_an_api_key_that_looks_like_a_row_is_hidden_where_keys_stand() -> None:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", "1234")
    assert redactor.text("username=Default&key=1234") == "username=Default&key=[CARTCHECK_KEY]"
    assert redactor.text("key=1235") == "key=1235"
    redactor.learn("CARTCHECK_KEY", _ROW_OF_2_0)
    assert _ROW_OF_2_0 not in redactor.text(json.dumps({"anything": _ROW_OF_2_0}))


def test_multipart_is_understood() -> None:
    body = (
        '--b\r\nContent-Disposition: form-data; name="username"\r\n\r\nDefault\r\n'
        '--b\r\ncontent-disposition: form-data; name="key"; filename="k"\r\nContent-Type: text/plain\r\n\r\ns3\r\nt\r\n'
        "--b--\r\n"
    )
    assert Redactor().text(body) == body.replace("s3\r\nt", "[key-1]")


def test_cookies_and_credentials_are_hidden_in_headers() -> None:
    shown = Redactor().headers(
        (
            ("Cookie", "OCSESSID=a; language=en-gb; default=b; cf_clearance=0123456789abcdef"),
            ("set-cookie", "PHPSESSID=c; path=/; HttpOnly"),
            ("Authorization", "Basic dTpw"),
            ("Proxy-Authorization", "opaque"),
            ("Location", "/index.php?route=a&token=t"),
        )
    )
    assert [value for _, value in shown] == [
        "OCSESSID=[cookie-1]; language=en-gb; default=[cookie-2]; cf_clearance=[cookie-3]",
        "PHPSESSID=[cookie-4]; path=/; HttpOnly",
        "Basic [authorization-1]",
        "[authorization-2]",
        "/index.php?route=a&token=[token-1]",
    ]


def test_token_of_an_answer_is_hidden_everywhere_after() -> None:
    reply = Reply(200, (), json.dumps({"success": "ok", "api_token": _TOKEN}).encode(), 0.1)
    redactor = _observed(post_form(_URL, [("key", "short")]), reply)
    assert (
        redactor.text(f"<b>Fatal error</b>: no session {_TOKEN}")
        == "<b>Fatal error</b>: no session [token-1]"
    )


def test_cookie_that_is_also_a_token_is_called_a_token() -> None:
    headers = (("set-cookie", f"OCSESSID={_TOKEN}; path=/"),)
    redactor = _observed(
        Request("POST", _URL), Reply(200, headers, b'{"api_token":"%s"}' % _TOKEN.encode(), 0.1)
    )
    assert redactor.headers(headers) == (("set-cookie", "OCSESSID=[token-1]; path=/"),)


def test_short_value_under_a_secret_name_is_not_hidden_elsewhere() -> None:
    redactor = _observed(post_form(_URL, [("key", "success")]))
    assert redactor.text('{"success":"ok"}') == '{"success":"ok"}'


def test_beginning_leaves_no_part_of_a_secret() -> None:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", "0123456789abcdef")
    text = "x" * 20 + "0123456789abcdef" * 40
    for limit in range(1, 300):
        shown = redactor.beginning(text, limit)
        assert len(shown) <= limit
        assert set(shown.replace("[CARTCHECK_KEY]", "")) <= set("x[CARTCHECK_KEY]")
    assert redactor.beginning("short", 100) == "short"


@pytest.mark.parametrize("proxy", ["http://me:proxy%2Fpass@proxy.example:3128", "me:proxy%2Fpass@proxy:1"])
def test_password_of_a_proxy_is_a_secret(transport_to, monkeypatch, proxy: str) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    by_environment = transport_to("http://shop.example/")
    monkeypatch.setenv("https_proxy", "http://[bad")
    by_option = transport_to("http://shop.example/", network=Network(proxy=proxy))
    for transport in (by_environment, by_option):
        assert "pass" not in transport.redacted(f"{proxy} proxy/pass").replace("[password-1]", "*")
