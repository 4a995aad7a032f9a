"""Logins: the right one, and those that teach how this store says no."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from cartcheck.dialects.dialect import LoginOutcome, Session
from cartcheck.errors import NotReached
from cartcheck.observations.answers import LoginAnswer
from cartcheck.probes.recognition import dialect_of
from cartcheck.target.resolve import stray_blanks
from cartcheck.target.target import Credentials
from cartcheck.transport.exchange import Request

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination

# Long enough for OpenCart's own rule for keys (64–256 characters, admin/controller/user/api.php, 3.0.5.1).
MADE_UP_KEY = "cartcheck-made-up-key-" + "0" * 42
MADE_UP_USER = "cartcheck-nobody"


def _attempt(examination: Examination, credentials: Credentials, how: str, source: str = "") -> LoginAnswer:
    request = dialect_of(examination).login(examination.target.store, credentials)
    return _sent(examination, request, how, source)


def _sent(examination: Examination, request: Request, how: str, source: str = "") -> LoginAnswer:
    number, reply = examination.send(request, f"Log in {how}.", source)
    reading = dialect_of(examination).read_login(reply)
    if reading.session:
        examination.transport.learn_secret("token", reading.session.token)
    return LoginAnswer(how, reading, number, source)


def login(examination: Examination) -> LoginAnswer:
    """With the credentials as they were given."""
    return _attempt(examination, examination.credentials, "with the given username and key")


def login_without_stray_blanks(examination: Examination) -> LoginAnswer | None:
    """With the blanks and line ends around the key taken away, where that can make a difference."""
    given = examination.credentials
    if not stray_blanks(given.key) or examination.ask(login).granted:
        return None
    return _attempt(
        examination, replace(given, key=given.key.strip()), "with the key without the blanks around it"
    )


def login_from(examination: Examination, source: str) -> LoginAnswer:
    """With the given credentials, from another local address."""
    return _attempt(examination, examination.credentials, f"from {source}", source)


def new_login(examination: Examination, why: str) -> LoginAnswer:
    """Once more with the given credentials, for a session of its own; not shared."""
    return _attempt(examination, examination.credentials, why)


def login_with_wrong_key(examination: Examination) -> LoginAnswer:
    """With a key nobody has: how does this store say that credentials are wrong?"""
    examination.transport.learn_secret(
        "WRONG_KEY", MADE_UP_KEY
    )  # so that reports can tell it from the real one
    given = examination.credentials
    return _attempt(examination, replace(given, key=MADE_UP_KEY), "with a key that is wrong on purpose")


def login_with_wrong_username(examination: Examination) -> LoginAnswer:
    """With the right key under a name nobody has."""
    given = examination.credentials
    return _attempt(
        examination, replace(given, username=MADE_UP_USER), "with a username that is wrong on purpose"
    )


def login_without_fields(examination: Examination) -> LoginAnswer:
    """With an empty form."""
    request = replace(dialect_of(examination).login(examination.target.store, Credentials("", "")), body=b"")
    return _sent(examination, request, "with no fields")


def login_by_json(examination: Examination) -> LoginAnswer:
    """With the credentials as JSON, as clients of other shops send them."""
    form = dialect_of(examination).login(examination.target.store, examination.credentials)
    fields = dict(parse_qsl(form.body.decode(), keep_blank_values=True))
    request = replace(form, headers=(("Content-Type", "application/json"),), body=json.dumps(fields).encode())
    return _sent(examination, request, "with JSON instead of a form")


def login_by_get(examination: Examination) -> LoginAnswer:
    """With GET. The key goes into the URL only on this machine: elsewhere it would stay in the server's access log."""
    form = dialect_of(examination).login(examination.target.store, examination.credentials)
    if not examination.target.is_local:
        return _sent(examination, replace(form, method="GET"), "with GET and a form body")
    request = Request("GET", f"{form.url}&{form.body.decode()}")
    return _sent(examination, request, "with GET and the credentials in the URL")


def session_of(examination: Examination) -> Session:
    """The run's API session, or NotReached."""
    answer = examination.ask(login)
    if answer.session is None:
        raise NotReached(_refusal(answer))
    return answer.session


def _refusal(answer: LoginAnswer) -> str:
    told = {
        LoginOutcome.BAD_CREDENTIALS: "the store did not take the username and key",
        LoginOutcome.ADDRESS_NOT_LISTED: "the store does not list our address",
    }.get(answer.reading.outcome, "the login's answer was broken")
    return f"Not asked, because {told}."
