"""Broken answers are told apart."""

import pytest

from cartcheck.dialects.body import php_messages, read_body
from cartcheck.dialects.dialect import Breakage
from cartcheck.transport.exchange import Reply

NOTICE = (
    b'<b>Warning</b>: Undefined array key "key" in <b>/var/www/catalog/api/login.php</b> on line <b>11</b>'
)
WHOLE = b'{"a":[1.5,true,"x\\u00e9"],"b":null}'
PAGE = b"<!DOCTYPE html><html><head><title>Just a moment</title></head><body></body></html>"


def reply(body: bytes, status: int = 200, truncated: bool = False, **headers: str) -> Reply:
    listed = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status, listed, body, 0.01, truncated=truncated)


@pytest.mark.parametrize(
    ("answer", "breakage", "data"),
    [
        (reply(b'{"success":"x"}'), None, {"success": "x"}),
        (reply(b"[]"), None, []),
        (reply(b'  {"a":1}\n'), None, {"a": 1}),
        (reply(NOTICE + b"[]"), Breakage.NOTICE, []),
        (reply(b"<br />\n" + NOTICE + b"<br />\n" + b'{"success":"x"}'), Breakage.NOTICE, {"success": "x"}),
        (reply(NOTICE), Breakage.NOTICE, None),
        (reply(b"PHP Warning:  x in /a.php on line 3\n[]"), Breakage.NOTICE, []),
        (reply(b"\xef\xbb\xbf[]"), Breakage.BOM, []),
        (reply(PAGE), Breakage.HTML, None),
        (reply(b""), Breakage.EMPTY, None),
        (reply(b" \n "), Breakage.EMPTY, None),
        (reply(b'{"products":[{"cart_id":"1"'), Breakage.CUT_OFF, None),
        (reply(b'{"a":1}'[:5], truncated=True), Breakage.CUT_OFF, None),
        (reply(b"OK"), Breakage.NOT_JSON, None),
        (reply(b"[" * 200_000), Breakage.CUT_OFF, None),
        *((reply(WHOLE[:end]), Breakage.CUT_OFF, None) for end in range(1, len(WHOLE))),
        (reply(b"", truncated=True), Breakage.CUT_OFF, None),
        (reply(b"", truncated=True, content_encoding="gzip"), Breakage.NOT_JSON, None),
        (reply(b"\x1f\x8b\x08\0\0"), Breakage.NOT_JSON, None),
        (reply(b'{"a":1,}'), Breakage.NOT_JSON, None),
        (reply(b'{"a":NaN}'), Breakage.NOT_JSON, None),
        (reply(b'{"a":1}{"a":1}'), Breakage.NOT_JSON, None),
        (reply(b"{'a':1}"), Breakage.NOT_JSON, None),
        (reply(PAGE, 404), Breakage.NOT_FOUND, None),
        (reply(b"", 500), Breakage.SERVER_ERROR, None),
        (reply(NOTICE + b"[]", 500), Breakage.SERVER_ERROR, []),
        (reply(PAGE, 403), Breakage.BLOCKED, None),
        (reply(PAGE, 429), Breakage.LIMITED, None),
        (reply(PAGE, 503, retry_after="5"), Breakage.LIMITED, None),
        (reply(PAGE, 503, retry_after="3600"), Breakage.LIMITED, None),
        (reply(PAGE, 503, retry_after="3600", set_cookie="currency=USD; path=/"), Breakage.MAINTENANCE, None),
        (reply(PAGE, 503, set_cookie="currency=USD; path=/"), Breakage.UNAVAILABLE, None),
        (reply(PAGE, 503), Breakage.UNAVAILABLE, None),
        (reply(b'{"error":"x"}', 503, retry_after="5"), Breakage.SERVER_ERROR, {"error": "x"}),
        (reply(PAGE, 502), Breakage.GATEWAY, None),
        (reply(b'{"error":"x"}', 504), Breakage.GATEWAY, {"error": "x"}),
        (reply(PAGE, 522), Breakage.GATEWAY, None),
        (reply(PAGE, 401), Breakage.BLOCKED, None),
        (reply(PAGE, 401, www_authenticate='Basic realm="x"'), Breakage.PASSWORD, None),
        (reply(PAGE, 401, www_authenticate="Bearer"), Breakage.PASSWORD, None),
        # What `documented` answers to a missing token, in the words of RFC 6750, is a refusal of the API itself.
        (reply(b'{"error":"x"}', 401, www_authenticate="Bearer"), None, {"error": "x"}),
        (reply(b'{"error":"x"}', 401, www_authenticate="Basic realm=x"), Breakage.PASSWORD, {"error": "x"}),
        (reply(PAGE, 999), Breakage.BLOCKED, None),
        (reply(PAGE, 407), Breakage.PROXY_PASSWORD, None),
        (reply(b"", 301, location="https://b/"), Breakage.REDIRECT, None),
    ],
)
def test_an_answer_is_json_or_has_a_name_for_why_not(
    answer: Reply, breakage: Breakage | None, data: object
) -> None:
    body = read_body(answer)
    assert (body.breakage, body.data) == (breakage, data)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            reply(b"", truncated=True, content_encoding="gzip"),
            "the body is not gzip, as its Content-Encoding says",
        ),
        (reply(b"\x1f\x8b\x08\0\0"), "gzip, which no Content-Encoding tells"),
        (reply(b'{"products":"' + b"x" * 200 + b'","totals":[],}'), 'xxx","totals":[],}…'),
        (reply(b'{"products":"' + b"x" * 200 + b'","reward":NaN,"total":1}'), '"reward":NaN,"total":1}…'),
    ],
)
def test_where_an_answer_stops_to_be_json_is_shown(answer: Reply, told: str) -> None:
    (message,) = read_body(answer).messages
    assert message.endswith(told) and len(message) < 140


def test_texts_of_the_api_are_no_messages() -> None:
    refusal = '{"error":{"product":"Warning: Not found!","warning":"Warning: Check the cart!"},"totals":[]}'
    told, rest = php_messages(refusal + NOTICE.decode())
    assert told == ('Warning: Undefined array key "key" in /var/www/catalog/api/login.php on line 11',)
    assert rest == refusal


def test_messages_are_told_without_markup() -> None:
    told, rest = php_messages((NOTICE + b"[]").decode())
    assert told == ('Warning: Undefined array key "key" in /var/www/catalog/api/login.php on line 11',)
    assert rest == "[]"


def test_json_that_speaks_of_warnings_is_no_message() -> None:
    body = read_body(
        reply(b'{"error":{"warning":"Warning: You do not have permission in <b>x</b> on line <b>1</b>"}}')
    )
    assert body.breakage is None


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a":-Infinity}'])
def test_what_only_python_reads_is_no_json(text: str) -> None:
    assert read_body(reply(text.encode())).data is None


@pytest.mark.parametrize("number", ["9" * 5_000, "1e999", "1." + "0" * 5_000, "1e" + "9" * 5_000])
def test_number_beyond_all_floats_is_a_finite_one(number: str) -> None:
    (read,) = read_body(reply(f"[{number}]".encode())).data
    assert int(read) >= 1
