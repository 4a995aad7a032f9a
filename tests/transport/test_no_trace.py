"""Whatever the secret is and wherever an exchange has it: neither HAR nor reports nor curl lines show it."""

from __future__ import annotations

import base64
import html
import json
from dataclasses import asdict
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cartcheck.target.target import Network
from cartcheck.transport.exchange import FORM, Exchange, Reply, Request
from cartcheck.transport.har import har
from cartcheck.transport.redaction import Redactor
from cartcheck.transport.showing import show

_SECRETS = st.text(st.characters(exclude_categories=["Cs"]), min_size=6, max_size=40) | st.text(
    "aA0%&+;#x\\u/\"' '=", min_size=6, max_size=20
)
_PLACES = [
    "method",
    "url path",
    "url query",
    "header",
    "header name",
    "cookie",
    "form",
    "json",
    "multipart",
    "raw body",
    "purpose",
    "failure",
    "source",
    "reason",
    "reply header",
    "set-cookie",
    "location",
    "reply html",
    "reply json",
    "binary reply",
]


def _exchange(place: str, text: str) -> Exchange:
    at = {name: text if name == place else "" for name in _PLACES}
    multipart = f'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n{at["multipart"]}\r\n--b--'
    bodies = {
        "json": (json.dumps({"a": at["json"]}), "application/json"),
        "multipart": (multipart, "multipart/form-data; boundary=b"),
        "raw body": (at["raw body"] + "\0", "text/plain"),
    }
    body, kind = bodies.get(place, (f"username=D&key={quote_plus(at['form'])}&z={at['form']}&y=1", FORM))
    request = Request(
        "POST" + at["method"],
        f"http://shop.example/{at['url path']}?route=a&b={at['url query']}&api_token={quote(at['url query'])}",
        (("Content-Type", kind), ("X" + at["header name"], at["header"])),
        body.encode(),
    )
    return Exchange(
        number=1,
        request=request,
        reply=_reply(place, at),
        started=datetime(2026, 11, 22, tzinfo=UTC),
        purpose=at["purpose"],
        source=at["source"],
        failure=at["failure"],
        sent_headers=(("Cookie", f"a={at['cookie']}; OCSESSID={at['cookie']}"), *request.headers),
    )


def _reply(place: str, at: dict[str, str]) -> Reply:
    headers = (
        ("x", at["reply header"]),
        ("set-cookie", f"b={at['set-cookie']}; path=/{at['set-cookie']}"),
        ("location", f"/?a={at['location']}"),
    )
    body = f"<p>{html.escape(at['reply html'])}{at['reply html']}</p>{json.dumps({'z': at['reply json']})}"
    binary = b"\xff" + at["binary reply"].encode() if place == "binary reply" else b""
    return Reply(200, headers, body.encode() + binary, 0.25, reason="OK" + at["reason"])


def _everything_shown(exchange: Exchange, redactor: Redactor) -> list[str]:
    network = Network(verify=False, proxy="http://proxy.example:3128")
    archive = har([exchange], redactor)
    content = archive["log"]["entries"][0]["response"]["content"]
    decoded = base64.b64decode(content["text"]).decode("utf-8", "replace") if "encoding" in content else ""
    return [*_texts(asdict(show(exchange, [exchange], redactor, network))), *_texts(archive), decoded]


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for each in pair for text in _texts(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in _texts(each)]
    return [str(value)]


@settings(max_examples=120, deadline=None)
@given(
    secret=_SECRETS,
    place=st.sampled_from(_PLACES),
    around=st.sampled_from([("", ""), ("x", "y"), ("%", "&")]),
)
def test_known_secret_appears_nowhere(secret: str, place: str, around: tuple[str, str]) -> None:
    without = "\n".join(_everything_shown(_exchange(place, ""), Redactor()))
    assume(secret not in without and secret.strip("'\"$ "))
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", secret)
    exchange = _exchange(place, secret.join(around))
    redactor.observe(exchange)
    for text in _everything_shown(exchange, redactor):
        assert secret not in text.replace("[CARTCHECK_KEY]", "")


@settings(max_examples=100, deadline=None)
@given(token=st.text("abcdef0123456789-,", min_size=22, max_size=52), data=st.data())
def test_token_that_came_with_an_answer_appears_nowhere(token: str, data: st.DataObject) -> None:
    reply = Reply(200, (), json.dumps({"success": "ok", "api_token": token}).encode(), 0.1)
    login = Exchange(1, Request("POST", "http://shop.example/"), reply, datetime(2026, 11, 22, tzinfo=UTC))
    redactor = Redactor()
    redactor.observe(login)
    exchange = _exchange(data.draw(st.sampled_from(_PLACES)), token)
    redactor.observe(exchange)
    for text in [*_everything_shown(login, redactor), *_everything_shown(exchange, redactor)]:
        assert token not in text
