"""Logins: the right one, and those that teach how this store says no."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from cartcheck.dialects.dialect import LoginOutcome, name_of
from cartcheck.errors import NotApplicable, NotReached
from cartcheck.observations.answers import LoginAnswer
from cartcheck.probes.recognition import dialect_of, traits, words_of
from cartcheck.target.resolve import stray_blanks
from cartcheck.target.target import Credentials

if TYPE_CHECKING:
    from cartcheck.dialects.dialect import Session
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply, Request

# Long enough for OpenCart's own rule for keys (64–256 characters, admin/controller/user/api.php, 3.0.5.1).
MADE_UP_KEY = "cartcheck-made-up-key-" + "0" * 42
MADE_UP_USER = "cartcheck-nobody"


def _attempt(examination: Examination, credentials: Credentials, how: str, source: str = "") -> LoginAnswer:
    return _sent(examination, _request(examination, credentials), how, source)


def _request(examination: Examination, credentials: Credentials) -> Request:
    dialect = dialect_of(examination)
    if not dialect.traits.has_login:
        reason = "each request is signed" if dialect.traits.signed else "its login does not work"
        raise NotApplicable(f"{name_of(dialect)} has no login: {reason}.")
    return dialect.login(examination.target.store, credentials)


def _sent(examination: Examination, request: Request, how: str, source: str = "") -> LoginAnswer:
    return _read(examination, examination.send(request, f"Log in {how}.", source), how, source)


def _read(examination: Examination, answered: tuple[int, Reply], how: str, source: str = "") -> LoginAnswer:
    number, reply = answered
    reading = dialect_of(examination).read_login(reply, words_of(examination))
    if reading.session:
        _hide(examination, reading.session)
    return LoginAnswer(how, reading, number, source)


def _hide(examination: Examination, session: Session) -> None:
    examination.transport.learn_secret("token", session.token)
    for _, value in session.cookies:
        examination.transport.learn_secret("cookie", value)


def login(examination: Examination) -> LoginAnswer:
    """With the credentials as they were given."""
    return _attempt(examination, examination.credentials, "with the given credentials")


def login_without_stray_blanks(examination: Examination) -> LoginAnswer | None:
    """With the blanks and line ends around the key taken away, where that can make a difference."""
    given = examination.credentials
    if not stray_blanks(given.key) or examination.ask(login).granted:
        return None
    return _attempt(
        examination, replace(given, key=given.key.strip()), "with the key without the blanks around it"
    )


def login_with_blank(examination: Examination) -> LoginAnswer:
    """With a blank before the key; MySQL ignores one behind it, so that would tell nothing."""
    given = examination.credentials
    return _attempt(examination, replace(given, key=f" {given.key}"), "with a blank before the key")


def login_from(examination: Examination, source: str, how: str = "") -> LoginAnswer:
    """With the given credentials, from another local address; not shared."""
    return _attempt(examination, examination.credentials, how or f"from {source}", source)


def new_login(examination: Examination, why: str) -> LoginAnswer:
    """Once more with the given credentials, for a session of its own; not shared."""
    return _attempt(examination, examination.credentials, why)


def login_with_wrong_key(examination: Examination) -> LoginAnswer:
    """With a key nobody has: how does this store say that credentials are wrong?"""
    # So that reports can tell it from the real one.
    examination.transport.learn_secret("WRONG_KEY", MADE_UP_KEY)
    given = examination.credentials
    return _attempt(examination, replace(given, key=MADE_UP_KEY), "with a key that is wrong on purpose")


def login_with_wrong_username(examination: Examination) -> LoginAnswer:
    """With the right key under a name nobody has, where there are names."""
    if "username" not in examination.ask(traits).fields:
        raise NotApplicable(f"{name_of(dialect_of(examination))} takes no username at the login.")
    if not examination.ask(login).granted:
        raise NotReached("The key is not let in under the right username either.")
    given = examination.credentials
    return _attempt(
        examination, replace(given, username=MADE_UP_USER), "with a username that is wrong on purpose"
    )


def login_without_fields(examination: Examination) -> LoginAnswer:
    """With an empty form, as the recognition asked already."""
    request = replace(_request(examination, Credentials("", "")), body=b"")
    how = "with no fields"
    seen = examination.sent_before(request)
    return _read(examination, seen, how) if seen else _sent(examination, request, how)


def login_by_json(examination: Examination) -> LoginAnswer:
    """With the credentials as JSON, as clients of other shops send them."""
    form = _request(examination, examination.credentials)
    fields = dict(parse_qsl(form.body.decode(), keep_blank_values=True))
    request = replace(form, headers=(("Content-Type", "application/json"),), body=json.dumps(fields).encode())
    return _sent(examination, request, "with JSON instead of a form")


def login_otherwise(examination: Examination) -> LoginAnswer | None:
    """What a login that was refused for its credentials gets by JSON, else by GET; None where there was no such refusal."""
    if examination.ask(login).reading.outcome is not LoginOutcome.BAD_CREDENTIALS:
        return None
    by_json = examination.ask(login_by_json)
    return by_json if by_json.granted else examination.ask(login_by_get)


def login_by_get(examination: Examination) -> LoginAnswer:
    """With the same form sent by GET. It stands in the body: a key in the URL would be kept by every log on the way."""
    form = _request(examination, examination.credentials)
    return _sent(examination, replace(form, method="GET"), "with the form sent by GET")
