"""Who gets in: logins that are right and wrong, calls with and without what they are authorised by."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from cartcheck.dialects.dialect import Session, Signer
from cartcheck.dialects.query import query_of, with_query
from cartcheck.dialects.signs import ORIGIN
from cartcheck.exploration.asking import READ, Asking
from cartcheck.exploration.explorer import Mark
from cartcheck.probes.login import MADE_UP_KEY, MADE_UP_USER
from cartcheck.probes.session import MADE_UP_TOKEN
from cartcheck.target.target import Credentials
from cartcheck.transport.exchange import FORM, Request, post_form

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOUR = 3600
_BURST = 8


def logins(asking: Asking) -> None:
    """Every way to log in; only where there is a login."""
    if not asking.dialect.traits.has_login:
        return
    asking.examination.transport.learn_secret("WRONG_KEY", MADE_UP_KEY)
    for question, purpose, request in _logins(asking):
        asking.log_in(f"login/{question}", request, f"Log in {purpose}.")


def _logins(asking: Asking) -> Iterator[tuple[str, str, Request]]:
    dialect, store, given = asking.dialect, asking.target.store, asking.examination.credentials
    right = dialect.login(store, given)
    fields = parse_qsl(right.body.decode(), keep_blank_values=True)
    secret = tuple(pair for pair in fields if pair[0] == dialect.traits.secret)
    yield "wrong-key", "with a wrong key", dialect.login(store, replace(given, key=MADE_UP_KEY))
    if "username" in dialect.traits.fields:
        yield (
            "wrong-username",
            "under a made-up name",
            dialect.login(store, replace(given, username=MADE_UP_USER)),
        )
    yield "without-username", "without a username", post_form(right.url, secret)
    yield "without-fields", "with an empty form", replace(right, body=b"")
    as_json = json.dumps(dict(fields)).encode()
    yield "json", "with JSON", replace(right, headers=(("Content-Type", "application/json"),), body=as_json)
    if asking.target.is_local:  # elsewhere the key would stay in the server's log
        yield "get", "by GET", Request("GET", f"{right.url}&{right.body.decode()}", keep_cookies=False)
    blank = dialect.login(store, Credentials(given.username, f" {given.key}"))
    yield "blank-before-key", "with a blank before the key", blank


def carriers(asking: Asking, session: Session) -> None:
    """The same call with its credential in other places, and with a made-up one."""
    traits = asking.dialect.traits
    if not traits.guarded:
        return
    if traits.signed:
        _signatures(asking, session)
    else:
        _tokens(asking, session)


def _tokens(asking: Asking, session: Session) -> None:
    cookie_is_token = asking.dialect.traits.cookie_is_token
    asking.examination.transport.learn_secret("MADE_UP_TOKEN", MADE_UP_TOKEN)
    made_up = replace(asking.request(READ, Session(MADE_UP_TOKEN)), keep_cookies=False)
    _read(asking, "made-up-token", made_up, "with a made-up token")
    bare = asking.request(READ, None)
    for name in ("token", "api_token"):
        named = with_query(bare, (*query_of(bare), (name, session.token)))
        cookies = "; ".join(f"{cookie}={value}" for cookie, value in session.cookies)
        named = named.with_header("Cookie", cookies) if cookies and not cookie_is_token else named
        _read(asking, f"parameter-{name}", named, f"with the token as the parameter {name}")
    if not cookie_is_token:
        without = asking.request(READ, replace(session, cookies=()))
        _read(asking, "without-cookies", without, "with the token and no cookie")
    as_cookie = asking.dialect.as_cookie(asking.request(READ, None), session)
    if as_cookie is not None:
        _read(asking, "token-as-cookie", as_cookie, "with the token as a cookie")


def _signatures(asking: Asking, session: Session) -> None:
    signer = session.signer
    assert signer is not None
    asking.examination.transport.learn_secret("WRONG_KEY", MADE_UP_KEY)
    wrong_key, early = replace(signer, key=MADE_UP_KEY), replace(signer, clock=_an_hour_ago)
    ways: tuple[tuple[str, str, Signer, dict[str, object]], ...] = (
        ("wrong-key", "with a wrong key", wrong_key, {"time_offset": 0, "key": MADE_UP_KEY}),
        ("signed-an-hour-ago", "an hour ago", early, {"time_offset": -_HOUR}),
    )
    for name, how, other, signing in ways:
        mark = Mark(f"{READ}/{name}", READ, (("username", signer.username), *signing.items()))
        request = asking.request(READ, Session(signer=other))
        asking.explorer.ask(mark, request, f"Read the cart signed {how}.", fresh=True)


def _an_hour_ago() -> float:
    return time.time() - _HOUR


def _read(asking: Asking, question: str, request: Request, how: str) -> None:
    asking.ask(f"{READ}/{question}", READ, request, f"Read the cart {how}.", fresh=True)


def elsewhere(asking: Asking, session: Session) -> None:
    """A login and a call from other local addresses."""
    for number, (source, _) in enumerate(asking.examination.other_sources, 1):
        if asking.dialect.traits.has_login:
            request = asking.dialect.login(asking.target.store, asking.examination.credentials)
            asking.log_in(f"elsewhere-{number}/login", request, f"Log in from {source}.", source)
        request = asking.request(READ, session)
        question = f"elsewhere-{number}/call"
        asking.ask(question, READ, request, f"Read the cart from {source}.", source=source, fresh=True)


def browser(asking: Asking, session: Session) -> None:
    """A call and a preflight question as a page of another origin sends them."""
    plain = asking.request(READ, session, form=(("comment", "cartcheck"),))
    if plain.method == "POST" and not plain.body:
        plain = replace(plain, headers=(("Content-Type", FORM),))
    call = plain.with_header("Origin", ORIGIN)
    asking.ask("browser/call", READ, call, "Read the cart as a page elsewhere.")
    preflight = Request("OPTIONS", plain.url, keep_cookies=False)
    for name, value in (("Method", "POST"), ("Headers", "content-type")):
        preflight = preflight.with_header(f"Access-Control-Request-{name}", value)
    preflight = preflight.with_header("Origin", ORIGIN)
    asking.ask("browser/preflight", READ, preflight, "Ask the preflight question of a browser.", fresh=True)


def burst(asking: Asking, session: Session) -> None:
    """A few calls without a pause."""
    request = asking.request(READ, session)
    mark = Mark("burst", READ, asking.signing(request))
    for turn in range(1, _BURST + 1):
        purpose = f"Burst, {turn} of {_BURST}."
        asking.explorer.ask(replace(mark, question=f"burst/{turn}"), request, purpose, paced=False)


def waits(asking: Asking) -> None:
    """A token after a rest; only where the clock can be moved."""
    if not asking.target.control or not asking.dialect.traits.token_expires:
        return
    for minutes in (25, 61):
        session = asking.session()
        asking.examination.control({"advance_minutes": minutes})
        purpose = f"Read the cart after {minutes} minutes of rest."
        asking.ask(f"wait/{minutes}", READ, asking.request(READ, session), purpose)
