"""Calls to a mock in this process: no socket, one line each."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from cartcheck.mock import DEMO_KEY, MockOptions
from cartcheck.mock.app import Mock
from cartcheck.mock.surface.answer import Answer
from cartcheck.mock.surface.request import Request
from cartcheck.php.form import encode


class Caller:
    """A client that keeps cookies; `query` goes into every later call."""

    def __init__(self, opencart: str, **options: Any) -> None:
        self.mock = Mock(MockOptions(opencart=opencart, control=True, **options))
        self.query: dict[str, Any] = {}
        self.cookies: dict[str, str] = {}
        self.peer = "127.0.0.1"

    def ask(self, route: str, body: dict[str, Any] | None = None, method: str = "", **query: Any) -> Answer:
        """GET, or POST of a form."""
        headers = {"host": "shop.example", "content-type": "application/x-www-form-urlencoded"}
        headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        target = urlencode({"route": route, **self.query, **query}).encode()
        sent = encode(body).encode() if body is not None else b""
        method = method or ("GET" if body is None else "POST")
        answer = self.mock.serve(Request(method, "/index.php", target, headers, sent, self.peer))
        for header, cookie in answer.headers:
            if header == "Set-Cookie":
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
        return answer

    def json(self, route: str, body: dict[str, Any] | None = None, **query: Any) -> Any:
        """The JSON of the answer."""
        return json.loads(self.ask(route, body, **query).body)

    def switch(self, **switches: Any) -> None:
        """Turn switches of the control."""
        sent = json.dumps(switches).encode()
        answer = self.mock.serve(Request("POST", "/_control", b"", {}, sent, "127.0.0.1"))
        assert answer.status == 204, answer.body

    def login(self, **body: str) -> Any:
        """Log in, and carry the token from now on."""
        answer = self.json("api/login", {"username": "Default", "key": DEMO_KEY, **body})
        self.query |= {name: answer[name] for name in ("token", "api_token") if name in answer}
        return answer
