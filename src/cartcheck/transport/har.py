"""HTTP Archive 1.2 of a run, without secrets: http://www.softwareishard.com/blog/har-12-spec/."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from cartcheck import __version__
from cartcheck.transport.exchange import FORM
from cartcheck.transport.har_cookies import sent_cookies, set_cookies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.transport.exchange import Exchange, Reply, Request
    from cartcheck.transport.redaction import Redactor

LONGEST_BODY = 200_000  # characters; longer ones are cut

Json = dict[str, Any]


def har(exchanges: Iterable[Exchange], redactor: Redactor) -> Json:
    """The archive as a JSON object. What HAR has no name for begins with `_`: `_purpose`, `_source`, `_failure`."""
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "cartcheck", "version": __version__},
            "entries": [_entry(exchange, redactor) for exchange in exchanges],
        }
    }


def _entry(exchange: Exchange, redactor: Redactor) -> Json:
    milliseconds = round(exchange.reply.seconds * 1000, 3) if exchange.reply else 0
    return {
        "startedDateTime": exchange.started.isoformat(timespec="milliseconds"),
        "time": milliseconds,
        "request": _request(exchange, redactor),
        "response": _response(exchange.reply, redactor) if exchange.reply else _no_response(),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "_number": exchange.number,
        "_purpose": redactor.text(exchange.purpose),
        "_source": redactor.text(exchange.source),
        "_failure": redactor.text(exchange.failure),
    }


def _request(exchange: Exchange, redactor: Redactor) -> Json:
    request = exchange.request
    url = redactor.text(request.url)
    headers = redactor.headers(exchange.sent_headers or request.headers)
    shown = {
        "method": redactor.text(request.method),
        "url": url,
        "httpVersion": exchange.reply.http_version if exchange.reply else "HTTP/1.1",
        "cookies": sent_cookies(headers),
        "headers": _pairs(headers),
        "queryString": _fields(url.partition("#")[0].partition("?")[2], redactor),
        "headersSize": -1,
        "bodySize": len(request.body),
    }
    return shown | ({"postData": _post_data(request, redactor)} if request.body else {})


def _post_data(request: Request, redactor: Redactor) -> Json:
    kind = request.header("content-type")
    # HAR has no base64 for what was sent, so bytes that are not text show as U+FFFD.
    text = redactor.beginning(request.body.decode("utf-8", "replace"), LONGEST_BODY)
    params = _fields(text, redactor) if kind.partition(";")[0].strip() == FORM else []
    return {"mimeType": redactor.text(kind), "params": params, "text": text}


def _response(reply: Reply, redactor: Redactor) -> Json:
    headers = redactor.headers(reply.headers)
    return {
        "status": reply.status,
        "statusText": redactor.text(reply.reason),
        "httpVersion": reply.http_version,
        "cookies": set_cookies(headers),
        "headers": _pairs(headers),
        "content": _content(reply, redactor),
        "redirectURL": redactor.text(reply.header("location")),
        "headersSize": -1,
        "bodySize": -1,
    }


def _no_response() -> Json:
    # Status 0 is what browsers write for a request without an answer.
    return {
        "status": 0,
        "statusText": "",
        "httpVersion": "",
        "cookies": [],
        "headers": [],
        "content": {"size": 0, "mimeType": ""},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": -1,
    }


def _content(reply: Reply, redactor: Redactor) -> Json:
    cut = bool(reply.beginning_of)
    content: Json = {"size": reply.size, "mimeType": redactor.text(reply.header("content-type"))}
    try:
        text = reply.body.decode("utf-8")
        content["text"] = redactor.beginning(text, LONGEST_BODY, cut=cut)
    except UnicodeDecodeError:
        text = reply.body.decode("latin-1")
        shown = redactor.beginning(text, LONGEST_BODY, cut=cut).encode("latin-1")
        content |= {"text": b64encode(shown).decode("ascii"), "encoding": "base64"}
    if reply.truncated or cut or len(text) > LONGEST_BODY:
        content["comment"] = "not the whole body"
    return content


def _fields(encoded: str, redactor: Redactor) -> list[Json]:
    # Decoding may bring out a secret that was encoded more often than any server would decode.
    pairs = parse_qsl(encoded, keep_blank_values=True)
    return _pairs((redactor.text(name), redactor.text(value)) for name, value in pairs)


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[Json]:
    return [{"name": name, "value": value} for name, value in pairs]
