"""The requests of an HTTP Archive, as browsers, proxies and cartcheck itself write it."""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from cartcheck.handed.request import HandedRequest
from cartcheck.transport.exchange import FORM, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Iterator

Headers = tuple[tuple[str, str], ...]


def har_requests(archive: Any) -> Iterator[HandedRequest]:
    """Its requests with their answers, in order. Raises ValueError, TypeError or KeyError for what is no archive."""
    entries = archive["log"]["entries"]
    if not isinstance(entries, list):
        raise TypeError("entries")
    asked = [(_request(entry["request"]), _reply(entry.get("response"))) for entry in entries]
    # Browsers leave cookies out of what they export unless told otherwise.
    unknown = not any(_has_cookies(request, reply) for request, reply in asked)
    for number, (entry, (request, reply)) in enumerate(zip(entries, asked, strict=True), 1):
        yield HandedRequest(
            number, request, reply, _moment(entry.get("startedDateTime")), cookies_unknown=unknown
        )


def _has_cookies(request: Request, reply: Reply | None) -> bool:
    sent = any(name.lower() == "cookie" for name, _ in request.headers)
    return sent or bool(reply and reply.header("set-cookie"))


def _request(told: dict[str, Any]) -> Request:
    headers = _headers(told.get("headers"))
    names = {name.lower() for name, _ in headers}
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in told.get("cookies") or ())
    if cookies and "cookie" not in names:
        headers = (*headers, ("Cookie", cookies))
    posted = told.get("postData") or {}
    if posted.get("mimeType") and "content-type" not in names:
        headers = (*headers, ("Content-Type", str(posted["mimeType"])))
    return Request(str(told["method"]).upper(), str(told["url"]), headers, _body(posted))


def _body(posted: dict[str, Any]) -> bytes:
    text = str(posted.get("text") or "")
    if text or not str(posted.get("mimeType") or FORM).startswith(FORM):
        return text.encode("utf-8", "surrogateescape")
    params = [(str(each["name"]), str(each.get("value", ""))) for each in posted.get("params") or ()]
    return urlencode(params).encode()


def _reply(told: dict[str, Any] | None) -> Reply | None:
    if not told or not told.get("status"):
        return None
    headers = tuple((name.lower(), value) for name, value in _headers(told.get("headers")))
    content = told.get("content") or {}
    text = str(content.get("text") or "")
    body = b64decode(text) if content.get("encoding") == "base64" else text.encode("utf-8", "surrogateescape")
    return Reply(int(told["status"]), headers, body, 0.0)


def _headers(told: Any) -> Headers:
    pairs = ((str(each["name"]), str(each["value"])) for each in told or ())
    return tuple(pair for pair in pairs if not pair[0].startswith(":"))  # HTTP/2's own


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
