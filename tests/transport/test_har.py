"""The archive has the shape of HAR 1.2, and holds what a reader needs."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator

from cartcheck.transport.exchange import Exchange, Reply, Request, post_form
from cartcheck.transport.har import LONGEST_BODY, har
from cartcheck.transport.redaction import Redactor
from tests.transport.raw_store import answer

_URL = "http://shop.example/index.php?route=api/login&empty=&a=b%20c#d"
_PAIRS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name", "value"],
        "properties": {"name": {"type": "string"}, "value": {"type": "string"}},
    },
}
_COOKIES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name", "value"],
        "properties": {"expires": {"format": "date-time"}, "httpOnly": {"type": "boolean"}},
        "additionalProperties": {"type": ["string", "boolean"]},
    },
}
_MESSAGE = {
    "headers": _PAIRS,
    "cookies": _COOKIES,
    "headersSize": {"type": "integer"},
    "bodySize": {"type": "integer"},
}
_HAR_1_2 = {
    "type": "object",
    "required": ["log"],
    "properties": {
        "log": {
            "type": "object",
            "required": ["version", "creator", "entries"],
            "properties": {
                "version": {"const": "1.2"},
                "creator": {"required": ["name", "version"]},
                "entries": {"type": "array", "items": {"$ref": "#/$defs/entry"}},
            },
        }
    },
    "$defs": {
        "entry": {
            "type": "object",
            "required": ["startedDateTime", "time", "request", "response", "cache", "timings"],
            "properties": {
                "startedDateTime": {
                    "type": "string",
                    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|[+-]\d\d:\d\d)$",
                },
                "time": {"type": "number", "minimum": 0},
                "cache": {"type": "object"},
                "timings": {
                    "required": ["send", "wait", "receive"],
                    "additionalProperties": {"type": "number", "minimum": -1},
                },
                "request": {"$ref": "#/$defs/request"},
                "response": {"$ref": "#/$defs/response"},
            },
            "patternProperties": {"^_": {}},
        },
        "request": {
            "type": "object",
            "required": [
                *(
                    "method",
                    "url",
                    "httpVersion",
                    "cookies",
                    "headers",
                    "queryString",
                    "headersSize",
                    "bodySize",
                )
            ],
            "properties": {
                **_MESSAGE,
                "queryString": _PAIRS,
                "postData": {
                    "required": ["mimeType", "params", "text"],
                    "properties": {
                        "mimeType": {"type": "string"},
                        "params": _PAIRS,
                        "text": {"type": "string"},
                    },
                },
            },
        },
        "response": {
            "type": "object",
            "required": [
                *("status", "statusText", "httpVersion", "cookies", "headers"),
                *("content", "redirectURL", "headersSize", "bodySize"),
            ],
            "properties": {
                **_MESSAGE,
                "status": {"type": "integer"},
                "redirectURL": {"type": "string"},
                "content": {
                    "required": ["size", "mimeType"],
                    "properties": {"size": {"type": "integer"}, "mimeType": {"type": "string"}},
                },
            },
        },
    },
}


def _entry(request: Request, reply: Reply | None, **more: str) -> dict:
    exchange = Exchange(1, request, reply, datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC), **more)
    archive = json.loads(json.dumps(har([exchange], Redactor())))
    Draft202012Validator(_HAR_1_2).validate(archive)
    return archive["log"]["entries"][0]


def test_form_and_query_are_taken_apart() -> None:
    entry = _entry(
        post_form(_URL, [("username", "Ü x"), ("a[0]", "")]), Reply(200, (), b"[]", 0.0125), purpose="why"
    )
    assert entry["request"]["queryString"] == [
        {"name": "route", "value": "api/login"},
        {"name": "empty", "value": ""},
        {"name": "a", "value": "b c"},
    ]
    assert entry["request"]["postData"]["params"] == [
        {"name": "username", "value": "Ü x"},
        {"name": "a[0]", "value": ""},
    ]
    assert (entry["time"], entry["timings"]["wait"], entry["_purpose"]) == (12.5, 12.5, "why")
    assert entry["startedDateTime"] == "2026-11-22T01:02:03.000+00:00"


def test_cookies_are_taken_apart() -> None:
    sets = ("set-cookie", "language=en; Path=/; HttpOnly; expires=Sun, 22 Nov 2026 01:27:07 GMT")
    request = Request("GET", _URL, (("Cookie", "language=en; currency=USD"),))
    entry = _entry(request, Reply(200, (sets, ("set-cookie", "bare")), b"", 0.1))
    assert [each["name"] for each in entry["request"]["cookies"]] == ["language", "currency"]
    assert entry["response"]["cookies"] == [
        {
            "name": "language",
            "value": "en",
            "path": "/",
            "httpOnly": True,
            "secure": False,
            "expires": "2026-11-22T01:27:07+00:00",
        },
        {"name": "bare", "value": "", "httpOnly": False, "secure": False},
    ]


def test_body_that_is_not_utf8_is_base64() -> None:
    content = _entry(Request("GET", _URL), Reply(200, (), b"\xff\xfe\0", 0.1))["response"]["content"]
    assert (content["encoding"], base64.b64decode(content["text"])) == ("base64", b"\xff\xfe\0")


@pytest.mark.parametrize("body", [b"x" * (LONGEST_BODY + 1), b"\xff" * (LONGEST_BODY + 1)])
def test_long_body_is_cut_and_said_to_be(body: bytes) -> None:
    content = _entry(Request("GET", _URL), Reply(200, (), body, 0.1))["response"]["content"]
    assert (content["size"], content["comment"]) == (LONGEST_BODY + 1, "not the whole body")


def test_failure_has_no_response() -> None:
    entry = _entry(
        Request("GET", _URL), None, failure="shop.example refuses connections.", source="127.0.0.2"
    )
    assert (entry["response"]["status"], entry["_source"]) == (0, "127.0.0.2")
    assert entry["_failure"] == "shop.example refuses connections."


def test_transport_writes_what_it_sent(raw_store, transport_to) -> None:
    store = raw_store(answer(b'{"api_token":"8adcff6bac03d347b2d49c951e"}'))
    transport = transport_to(store.url)
    transport.learn_secret("CARTCHECK_KEY", "the-secret-key")
    transport.send(post_form(store.url, [("key", "the-secret-key")]), purpose="log in")
    archive = transport.har()
    Draft202012Validator(_HAR_1_2).validate(archive)
    shown = transport.shown(1)
    assert shown.request_body == "key=[CARTCHECK_KEY]"
    assert shown.reply_body == '{"api_token":"[token-1]"}'
    assert (shown.number, shown.status, shown.purpose) == (1, 200, "log in")
    assert ("Host", store.url.split("/")[2]) in shown.request_headers
    assert transport.redacted("8adcff6bac03d347b2d49c951e") == "[token-1]"
    assert "the-secret-key" not in json.dumps(archive)


def test_long_body_is_shown_in_part(raw_store, transport_to) -> None:
    store = raw_store(answer(b"x" * 20_000))
    transport = transport_to(store.url)
    transport.send(Request("GET", store.url), purpose="")
    assert transport.shown(1).reply_body.endswith("x\n… (the beginning of 20,000 bytes)")


def test_impossible_expiry_is_left_out() -> None:
    sets = ("set-cookie", "a=b; expires=Sun, 22 Nov 99999999999999999999 01:27:07 GMT")
    entry = _entry(Request("GET", _URL), Reply(200, (sets,), b"", 0.1))
    assert "expires" not in entry["response"]["cookies"][0]


@pytest.mark.parametrize("letter", ["x", "é", "\xff"])
def test_only_what_can_be_shown_is_kept(raw_store, transport_to, letter: str) -> None:
    body = letter.encode("latin-1" if letter == "\xff" else "utf-8") * 1_000_000
    store = raw_store(answer(body, headers=("X-Long: " + "y" * 20_000,)))
    transport = transport_to(store.url)
    whole = transport.send(Request("GET", store.url), purpose="")
    assert whole.reply.body == body
    assert len(transport.exchanges[0].reply.body) < 500_000
    assert transport.exchanges[0].reply.header("x-long") == "(20000 characters)"
    content = transport.har()["log"]["entries"][0]["response"]["content"]
    assert (content["size"], content["comment"]) == (len(body), "not the whole body")
    shown = base64.b64decode(content["text"]) if "encoding" in content else content["text"]
    assert len(shown) == LONGEST_BODY
    assert transport.shown(1).reply_body.endswith(f"(the beginning of {len(body):,} bytes)")
