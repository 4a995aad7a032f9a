"""OpenCart 3.0.0.0–3.0.5.1: a login for a key, `api_token` in the query, HTTP 200 for nearly everything.

Source: OpenCart 3.0.5.1, catalog/controller/api/*.php and catalog/controller/startup/session.php.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import (
    Breakage,
    Effect,
    LoginOutcome,
    LoginReading,
    Operation,
    Reading,
    Session,
    StoreWords,
)
from cartcheck.dialects.envelope import field_errors, read_envelope
from cartcheck.dialects.signs import ORIGIN, Mark, Question, Sighting, Signs, narrow
from cartcheck.transport.exchange import Reply, Request, post_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.target.store_url import StoreUrl
    from cartcheck.target.target import Credentials

_READ, _SESSION, _PERSISTENT = Effect.READ, Effect.SESSION, Effect.PERSISTENT
_STRING, _OBJECT = "error", "error.warning"

OPERATIONS = (
    Operation("login", "api/login", _SESSION, ""),
    Operation("currency_set", "api/currency", _SESSION, _STRING),
    Operation("customer_set", "api/customer", _SESSION, _OBJECT),
    Operation("cart_add", "api/cart/add", _SESSION, _OBJECT, denies_only=True),
    Operation("cart_edit", "api/cart/edit", _SESSION, _STRING, denies_only=True),
    Operation("cart_remove", "api/cart/remove", _SESSION, _STRING, denies_only=True),
    Operation("cart_read", "api/cart/products", _READ, _OBJECT, "GET", denies_only=True),
    Operation("coupon_apply", "api/coupon", _SESSION, _STRING),
    Operation("voucher_apply", "api/voucher", _SESSION, _STRING),
    Operation("voucher_add", "api/voucher/add", _SESSION, _OBJECT, denies_only=True),
    Operation("reward_apply", "api/reward", _SESSION, _STRING),
    Operation("reward_maximum", "api/reward/maximum", _READ, _STRING, "GET", denies_only=True),
    Operation("reward_available", "api/reward/available", _READ, _STRING, "GET", denies_only=True),
    Operation("shipping_address_set", "api/shipping/address", _SESSION, _OBJECT, denies_only=True),
    Operation("shipping_methods_list", "api/shipping/methods", _SESSION, _STRING, "GET"),
    Operation("shipping_method_set", "api/shipping/method", _SESSION, _STRING),
    Operation("payment_address_set", "api/payment/address", _SESSION, _OBJECT, denies_only=True),
    Operation("payment_methods_list", "api/payment/methods", _SESSION, _STRING, "GET"),
    Operation("payment_method_set", "api/payment/method", _SESSION, _STRING),
    Operation("order_create", "api/order/add", _PERSISTENT, _STRING),
    Operation("order_replace", "api/order/edit", _PERSISTENT, _STRING),
    Operation("order_delete", "api/order/delete", _PERSISTENT, _STRING),
    Operation("order_read", "api/order/info", _READ, _STRING, "GET"),
    Operation("order_history_add", "api/order/history", _PERSISTENT, _STRING),
)

VERSIONS = (
    *("3.0.0.0", "3.0.0.2", "3.0.1.1", "3.0.1.2", "3.0.2.0"),
    *(
        "3.0.3.0",
        "3.0.3.1",
        "3.0.3.2",
        "3.0.3.3",
        "3.0.3.4",
        "3.0.3.5",
        "3.0.3.6",
        "3.0.3.7",
        "3.0.3.8",
        "3.0.3.9",
    ),
    *("3.0.4.0", "3.0.4.1", "3.0.5.0", "3.0.5.1"),
)

_ADDRESS = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,41})(?:,\s{0,9}[0-9a-fA-F.:]{1,45}){0,9}"
)


def _login(signs: Signs) -> Reply:
    return signs[Question.LOGIN]


def _cookies(reply: Reply) -> list[str]:
    return reply.all_headers("set-cookie")


MARKS = (
    Mark(
        "3.0.0.0",
        "3.0.2.0",
        "api/login ends in a server error whatever is sent: its SQL lacks an AND before 3.0.3.0.",
        lambda signs: _login(signs).status >= 500,
    ),
    Mark(
        "3.0.3.0",
        "3.0.5.1",
        "api/login answers an empty map, [], when no credentials are sent.",
        lambda signs: _login(signs).status == 200,
    ),
    Mark(
        "3.0.3.0",
        "3.0.3.1",
        "The login sets the session cookie twice: the framework stopped doing so in 3.0.3.2.",
        lambda signs: sum(cookie.startswith("OCSESSID=") for cookie in _cookies(_login(signs))) == 2,
    ),
    Mark(
        "3.0.0.0",
        "3.0.3.9",
        "The currency cookie names a domain: 3.0.4.0 stopped doing so.",
        lambda signs: any(
            cookie.startswith("currency=") and "domain=" in cookie.lower()
            for cookie in _cookies(_login(signs))
        ),
    ),
    Mark(
        "3.0.4.0",
        "3.0.5.1",
        "Answers forbid caching with post-check=0, as the framework does from 3.0.4.0 on.",
        lambda signs: "post-check=0" in _login(signs).header("cache-control"),
    ),
    Mark(
        "3.0.0.0",
        "3.0.3.6",
        "A login without fields prints a PHP message about `key`: gone in 3.0.3.7.",
        lambda signs: any("key" in message for message in read_body(_login(signs)).messages),
    ),
)


class OpenCart30:
    """The dialect of 3.0."""

    generation = "3.0"
    description = "opencart-3.0.yaml"
    versions = VERSIONS
    operations: Mapping[str, Operation] = MappingProxyType(
        {operation.name: operation for operation in OPERATIONS}
    )
    session_cookie = "OCSESSID"

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if `api/order/info` denies access in the 3.0 way and the login is not that of 2.x."""
        if Question.ORDER not in signs or not self._denies(signs[Question.ORDER]):
            return None
        login = _login(signs)
        # A server in front may reflect origins or start a PHP session of its own; 3.0's own cookie is 3.0's.
        own = any(cookie.startswith(f"{self.session_cookie}=") for cookie in _cookies(login))
        if not own and (login.header("access-control-allow-origin") == ORIGIN or self._is_older(login)):
            return None
        data = read_body(login).data
        if data != [] and login.status < 500:
            return None
        return narrow(VERSIONS, MARKS, signs)

    def _denies(self, reply: Reply) -> bool:
        body = read_body(reply)
        usable = body.breakage in {None, Breakage.NOTICE, Breakage.BOM}
        return usable and set(field_errors(body.data)) == {""}

    def _is_older(self, login: Reply) -> bool:
        # 2.2 and 2.3 start PHP's own session (system/library/session.php, 2.3.0.2); 3.0 has its own cookie.
        return any(cookie.startswith("PHPSESSID=") for cookie in _cookies(login))

    def words(self, signs: Signs) -> StoreWords:
        """How this store says that access is denied, in its language."""
        said = field_errors(read_body(signs[Question.ORDER]).data).get("", "")
        return StoreWords(frozenset({said} if said else ()))

    def login(self, store: StoreUrl, credentials: Credentials) -> Request:
        """Username and key as a form; the store reads nothing else."""
        fields = (("username", credentials.username), ("key", credentials.key))
        return post_form(store.route("api/login"), fields)

    def read_login(self, reply: Reply) -> LoginReading:
        """By shape only: a token, `[]` for bad credentials, `error.ip` for an address that is not listed."""
        reading = read_envelope(self.operations["login"], reply, StoreWords())
        data: Any = reading.data
        if isinstance(data, dict) and isinstance(data.get("api_token"), str) and data["api_token"]:
            return LoginReading(LoginOutcome.GRANTED, Session(data["api_token"]), "", reading)
        if "ip" in reading.errors:
            found = _ADDRESS.search(reading.errors["ip"][:500])
            return LoginReading(
                LoginOutcome.ADDRESS_NOT_LISTED, None, found.group(0) if found else "", reading
            )
        if data == []:
            return LoginReading(LoginOutcome.BAD_CREDENTIALS, None, "", reading)
        return LoginReading(LoginOutcome.BROKEN, None, "", reading)

    def request(
        self,
        store: StoreUrl,
        operation: str,
        session: Session | None,
        query: tuple[tuple[str, str], ...] = (),
        form: tuple[tuple[str, str], ...] = (),
    ) -> Request:
        """GET for what only reads, a POSTed form for the rest; the token goes into the query."""
        asked = self.operations[operation]
        url = store.route(asked.route, query)
        bare = post_form(url, form) if asked.method == "POST" else Request("GET", url, idempotent=True)
        return self.authorise(bare, session)

    def authorise(self, request: Request, session: Session | None) -> Request:
        """`api_token` in the query, once. With a token no cookies: currency and language would outlive the session."""
        parts = urlsplit(request.url)
        pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "api_token"]
        if session is not None:
            pairs.append(("api_token", session.token))
        query = urlencode(pairs, safe="/")
        return replace(request, url=urlunsplit(parts._replace(query=query)), keep_cookies=session is None)

    def as_cookie(self, request: Request, session: Session) -> Request:
        """The token as `OCSESSID` and not in the query: that path looks at the session row alone."""
        bare = self.authorise(request, None)
        cookie = f"{self.session_cookie}={session.token}"
        return replace(bare, keep_cookies=False).with_header("Cookie", cookie)

    def read(self, operation: str, reply: Reply, words: StoreWords) -> Reading:
        """The class of an answer."""
        return read_envelope(self.operations[operation], reply, words)


DIALECT = OpenCart30()
