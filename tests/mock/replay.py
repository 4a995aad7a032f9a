"""Replaying a recording against a store: requests as they were sent, answers stripped of what differs from run to run."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

RECORDINGS = Path(__file__).parent.parent / "recordings"
RECORDED_KEY = "labkey0123456789abcdefghijklmnopqrstuvwxyzLABKEY"
_TOKEN = re.compile(r'"(?:api_token|token|cookie)":"([^"]+)"')
_MASKED = {"api_token", "code", "date_added", "date_modified", "store_url", "user_agent", "invoice_prefix"}
_MASKED |= {"token", "cookie"} | {
    "stock",
    "description",
}  # the last two of 4.1: pieces left, and the demo's prose
_IDS = {"cart_id": ("key",), "order_id": ("order_id", "selected%5B%5D")}
_NAMED = re.compile(r"((?:\bkey|order_id|selected%5B%5D)=)?(\b\d+\b|\b\w{26,}\b)")
_PHP_MESSAGE = re.compile(r"(?:<b>[A-Z][\w ]*</b>: .*? in <b>[^<]*</b> on line <b>\d+</b>)+")


@dataclass
class Said:
    """What must be the same in both: status, media type, CORS headers, PHP's messages, and the JSON or the title."""

    status: int
    media_type: str
    cors: dict[str, str]
    messages: str
    content: Any


@dataclass
class Replay:
    """One recording against one store; ids and tokens of the recording are mapped to those of the run."""

    base: str
    mapped: dict[str, str] = field(default_factory=dict)

    def play(self, entry: dict[str, Any]) -> tuple[Said, Said]:
        """What was recorded, and what this store says."""
        for switch in entry.get("_before", []):
            self._control(switch)
        request, recorded = entry["request"], entry["response"]
        status, headers, body = self._send(request, entry["_clientIP"], entry.get("_sign"))
        recorded_body = recorded["content"].get("text") or ""
        recorded_headers = [(h["name"], h["value"]) for h in recorded["headers"]]
        self._map(recorded_body, body)
        self._map_cookies(recorded_headers, headers)
        was = said(recorded["status"], dict(recorded_headers), recorded_body)
        now = said(status, dict(headers), _cut_alike(recorded_body, body))
        if "<!-- page cut -->" in recorded_body and "</title>" not in recorded_body:
            now.content = now.content[: len(was.content)]
        return was, now

    def _send(
        self, request: dict[str, Any], address: str, signed: dict[str, Any] | None
    ) -> tuple[int, list[tuple[str, str]], str]:
        target = urlsplit(request["url"])
        headers = {
            h["name"]: self._here(h["value"]) for h in request["headers"] if h["name"] != "Content-Length"
        }
        connection = HTTPConnection(urlsplit(self.base).netloc, source_address=(address, 0), timeout=10)
        sent = self._here((request.get("postData") or {}).get("text") or "")
        query = self._here(target.query) if not signed else self._signed(target.query, sent, signed)
        path = f"{target.path}?{query}" if query else target.path
        connection.request(request["method"], path, sent.encode() or None, headers)
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, answer.getheaders(), body

    def _signed(self, query: str, body: str, signed: dict[str, Any]) -> str:
        """The query with the present time and a signature of the body as it is sent, as the recorder made it."""
        fields = dict(parse_qsl(query, keep_blank_values=True))
        now = str(int(time.time()) + signed["time_offset"])
        digest = hashlib.md5(body.encode()).hexdigest()
        host, store_id = urlsplit(self.base).netloc, str(fields.get("store_id", "0"))
        named = (fields.get("route", ""), fields.get("call", ""), signed["username"], host, "/", store_id)
        rest = (fields.get("language", ""), fields.get("currency", ""), digest, now)
        text = "".join(f"{line}\n" for line in (*named, *rest))
        signature = base64.b64encode(hmac.new(signed["key"].encode(), text.encode(), "sha1").digest())
        anew = {"time": now, "signature": signature.decode()}
        return urlencode({name: anew.get(name, value) for name, value in fields.items()})

    def _control(self, switch: dict[str, Any]) -> None:
        connection = HTTPConnection(urlsplit(self.base).netloc, timeout=10)
        connection.request("POST", "/_control", json.dumps(switch))
        assert connection.getresponse().status == 204
        connection.close()

    def _here(self, text: str) -> str:
        """Tokens wherever they stand, ids where a request names them."""
        return _NAMED.sub(lambda found: (found[1] or "") + self.mapped.get(found[0], found[2]), text)

    def _map(self, recorded: str, ours: str) -> None:
        for was, now in zip(_TOKEN.findall(recorded), _TOKEN.findall(ours), strict=False):
            self.mapped.setdefault(was, now)
        for name, parameters in _IDS.items():
            pattern = re.compile(rf'"{name}":"?(\d+)')
            for was, now in zip(pattern.findall(recorded), pattern.findall(ours), strict=False):
                for parameter in parameters:
                    self.mapped.setdefault(f"{parameter}={was}", now)

    def _map_cookies(self, recorded: list[tuple[str, str]], ours: list[tuple[str, str]]) -> None:
        """Cookies of the same name in the order they were set: 2.3 sets some twice."""
        was, now = _cookies(recorded), _cookies(ours)
        for name in was.keys() & now.keys():
            for value, here in zip(was[name], now[name], strict=False):
                self.mapped.setdefault(value, here)


def _cookies(headers: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for header, cookie in headers:
        if header.lower() == "set-cookie":
            name, _, value = cookie.partition(";")[0].partition("=")
            found.setdefault(name, []).append(value)
    return found


def _cut_alike(recorded: str, body: str) -> str:
    return f"{body[: len(recorded) - 5]}[cut]" if recorded.endswith("[cut]") else body


def said(status: int, headers: dict[str, str], body: str) -> Said:
    """An answer without what differs from run to run."""
    lower = {name.lower(): value for name, value in headers.items()}
    media_type = lower.get("content-type", "").partition(";")[0].lower()
    cors = {name: value for name, value in lower.items() if name.startswith("access-control-")}
    found = _PHP_MESSAGE.match(body)
    messages = found[0] if found else ""
    return Said(status, media_type, cors, messages, _content(media_type, body[len(messages) :]))


def _content(media_type: str, body: str) -> Any:
    if media_type == "application/json" and body:
        return _masked(json.loads(body, object_pairs_hook=list))
    title = re.search(r"<title>(.*?)(?:</title>|\n<!-- page cut -->)", body, re.DOTALL)
    return title[1] if title else body


def _masked(value: Any, name: str = "") -> Any:
    """Values that differ become the name of their type; a JSON object is a list of pairs here, so order counts."""
    if isinstance(value, list) and value and all(isinstance(pair, tuple) for pair in value):
        return [(key, _masked(inner, key)) for key, inner in value]
    if isinstance(value, list):
        return [_masked(inner, name) for inner in value]
    if isinstance(value, bool):
        return value
    return type(value).__name__ if name in _MASKED | set(_IDS) else value
