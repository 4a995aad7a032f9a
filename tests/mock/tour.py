"""A tour of a mock in this process: logins, every call its description knows, and misuse; to see what a fault changes."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from cartcheck.contract.description import load
from cartcheck.contract.document import data_marks
from cartcheck.contract.plan import examples_of
from cartcheck.contract.values import filled, values_at
from cartcheck.dialects.dialect import Session, Signer, StoreWords, Verdict
from cartcheck.dialects.registry import dialects
from cartcheck.dialects.signs import Question
from cartcheck.mock import DEMO_KEY, MockOptions
from cartcheck.mock.app import Mock
from cartcheck.mock.surface.request import Request as Received
from cartcheck.paths import openapi_dir
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials
from cartcheck.transport.exchange import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.contract.description import DescribedOperation
    from cartcheck.mock.surface.answer import Answer

STORE = StoreUrl.parse("http://shop.example/")
# An order from the cart to its end, with what can be read of it after each call; one call twice.
_LIFE = (
    *(
        "cart_add",
        "cart_read",
        "cart_edit",
        "cart_read",
        "customer_set",
        "customer_set",
        "payment_address_set",
    ),
    *("payment_methods_list", "payment_method_set", "shipping_address_set", "shipping_methods_list"),
    *(
        "shipping_method_set",
        "order_create",
        "order_read",
        "order_history_add",
        "order_read",
        "order_replace",
    ),
    *("order_read", "cart_add", "cart_read", "cart_remove", "cart_read", "order_delete", "order_delete"),
)
_CHANGING = re.compile(r"\b[0-9a-zA-Z]{26,64}\b|\d{4}-\d\d-\d\d[ T][\d:]{8}|\b\d{7,10}\b")
_ORDER = re.compile(rb'"order_id":(\d+)')
Seen = tuple[object, ...]


class Tour:
    """One mock, and every answer it gave."""

    def __init__(self, opencart: str, **options: object) -> None:
        self.mock = Mock(MockOptions(opencart=opencart, **options))  # type: ignore[arg-type]
        self.dialect = next(each for each in dialects() if opencart in (*each.versions, each.generation))
        self.described = _described(self.dialect.description, opencart if self.dialect.versions else "")
        self.seen: list[tuple[str, Seen]] = []
        self.cookies: dict[str, str] = {}

    def ask(self, request: Request, peer: str = "127.0.0.1", port: int = 50000) -> Answer:
        parts = urlsplit(request.url)
        headers = {name.lower(): value for name, value in request.headers} | {"host": "shop.example"}
        if request.keep_cookies:
            headers.setdefault("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        answer = self.mock.serve(
            Received(request.method, parts.path, parts.query.encode(), headers, request.body, peer, port)
        )
        for name, value in answer.headers:
            if name == "Set-Cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        look = (answer.status, answer.media_type, answer.delay, sorted({name for name, _ in answer.headers}))
        self.seen.append((request.url, (*look, _content(answer.body))))
        return answer

    def login(
        self, credentials: Credentials, method: str = "POST", peer: str = "127.0.0.1"
    ) -> Session | None:
        request = self.dialect.login(STORE, credentials)
        answer = self.ask(replace(request, method=method), peer)
        headers = tuple((name.lower(), value) for name, value in answer.headers)
        reply = Reply(answer.status, (("content-type", answer.media_type), *headers), answer.body, 0.1)
        return self.dialect.read_login(reply, StoreWords()).session

    def session(self) -> Session:
        if self.dialect.traits.signed:
            return Session(signer=Signer("Default", DEMO_KEY, self.mock.store.clock.now))
        if not self.dialect.traits.has_login:
            return Session()
        return self.login(Credentials("Default", DEMO_KEY)) or Session("0" * 26)

    def calls(self, session: Session | None) -> None:
        """Every example of every call, after the calls that it needs."""
        known = {"product_id": [40], "username": ["Default"], "key": [DEMO_KEY], "currency": ["EUR"]}
        for name, operation in self.described.items():
            if name == "login":
                continue
            for needed in operation.needs:
                self._call(needed, session, known, only_accepted=True)
            self._call(name, session, known)

    def _call(
        self, name: str, session: Session | None, known: dict[str, list[Any]], *, only_accepted: bool = False
    ) -> None:
        operation = self.described[name]
        for example, case in zip(operation.examples, examples_of(operation), strict=True):
            if only_accepted and example.name != "accepted":
                continue
            sent = filled(case, operation, known)
            answer = self.ask(self.dialect.request(STORE, name, session, sent.query_pairs, sent.form_pairs))
            if made := _ORDER.search(answer.body):
                known["order_id"] = [int(made[1])]

    def life(self) -> None:
        """An order's life, and another session's cart."""
        session, known = self.session(), {"product_id": [40], "currency": ["USD"]}
        for name in _LIFE:
            if operation := self.described.get(name):
                usual = next(case for case in examples_of(operation) if not case.refused)
                sent = filled(usual, operation, known)
                texts = {**sent.form, **({"firstname": "Zoë"} if "firstname" in sent.form else {})}
                sent = sent.with_values(sent.query, texts)
                request = self.dialect.request(STORE, name, session, sent.query_pairs, sent.form_pairs)
                known |= _told(operation, self.ask(request))
        self.cookies.clear()
        self.ask(self.dialect.request(STORE, self.dialect.traits.read, self.session()))

    def whole(self) -> list[tuple[str, Seen]]:
        """Everything."""
        for question in Question:
            self.ask(question.request(STORE))
        if self.dialect.traits.has_login:
            self.login(Credentials("Default", "wrong" * 13))
            self.login(Credentials("nobody", DEMO_KEY))
            self.login(Credentials("Default", DEMO_KEY), "GET")
            self.login(Credentials("", ""))
            form = self.dialect.login(STORE, Credentials("Default", DEMO_KEY))
            as_json = json.dumps(dict(parse_qsl(form.body.decode()))).encode()
            self.ask(replace(form, headers=(("Content-Type", "application/json"),), body=as_json))
            self.login(Credentials("Default", DEMO_KEY), peer="127.0.0.9")
        self.cookies.clear()  # of the last login, which in 2.0 is all that a session needs
        for name in self.described:
            self._call(name, None, {}, only_accepted=True)
        self.cookies.clear()
        session = self.session()
        self.calls(session)
        self.cookies.clear()
        self.life()
        read = self.dialect.request(STORE, self.dialect.traits.read, session)
        for _ in range(9):
            self.ask(read)
        preflight = Request("OPTIONS", read.url, keep_cookies=False)
        self.ask(
            preflight.with_header("Access-Control-Request-Method", "POST").with_header("Origin", "https://a")
        )
        self.ask(read, "127.0.0.9")
        self.ask(read, port=50001)
        self._ask_later(read, 1000, times=4)  # within the life of any token, if each call renews it
        self._ask_later(read, 3700)
        made_up = Session("00c0ffee00c0ffee00c0ffee00")
        if self.dialect.traits.signed:
            made_up = Session(signer=Signer("Default", "x" * 64, self.mock.store.clock.now))
        self.cookies.clear()
        self.ask(self.dialect.request(STORE, self.dialect.traits.read, made_up))
        for with_token in (self.session(), made_up):
            for route in ("api/product", "api/order"):
                self._promised(route, with_token)
            self._own_route(with_token)
        return self.seen

    def _ask_later(self, request: Request, seconds: float, times: int = 1) -> None:
        for _ in range(times):
            self.mock.store.clock.advance(seconds)
            self.ask(request)

    def _promised(self, route: str, session: Session) -> None:
        """A call that articles promise, with a token in time, later, and from elsewhere."""
        request = Request("GET", STORE.route(route, (("api_token", session.token),)))
        self.ask(request)
        self.ask(request, "127.0.0.9")
        self.mock.store.clock.advance(3700)
        self.ask(request)

    def _own_route(self, session: Session) -> None:
        """The call of docs/own-routes.yaml, where somebody added it: as it should be asked, and without a credential."""
        request = Request("GET", STORE.route("api/myerp/stock", (("sku", "iphone"),)))
        self.ask(request)
        for fields in (self.dialect.traits.token, "api_token", "token"):
            self.ask(
                Request("GET", STORE.route("api/myerp/stock", (("sku", "iphone"), (fields, session.token))))
            )


def _told(operation: DescribedOperation, answer: Answer) -> dict[str, list[Any]]:
    """What of the shop's own values an answer tells."""
    found = {}
    with suppress(ValueError):
        data = json.loads(answer.body)
        for path, kind in data_marks(operation.responses[Verdict.ACCEPTED]):
            found[kind] = list(values_at(data, path))
    return {kind: values for kind, values in found.items() if values}


def _content(body: bytes) -> str:
    """What differs from run to run left out, and JSON alike however it is written."""
    try:
        text = json.dumps(json.loads(body.decode()), sort_keys=True)
    except ValueError:
        text = body.decode("utf-8", "replace")
    return _CHANGING.sub("#", text)


@cache
def _described(file: str, version: str) -> Mapping[str, DescribedOperation]:
    return load(openapi_dir() / file, version).operations
