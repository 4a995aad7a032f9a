"""What calls are authorised with: the session of a login, or a signer where each request is signed."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import LoginOutcome, Session, Signer, name_of
from cartcheck.errors import NotApplicable, NotReached
from cartcheck.probes.login import MADE_UP_KEY, login, new_login
from cartcheck.probes.recognition import dialect_of, traits

if TYPE_CHECKING:
    from cartcheck.observations.answers import LoginAnswer
    from cartcheck.probes.examination import Examination
    from cartcheck.target.target import Credentials

# As long as a real token of 3.0 (26 hexadecimal digits: system/library/session.php, 3.0.5.1) and sent by nobody.
MADE_UP_TOKEN = "00c0ffee00c0ffee00c0ffee00"  # noqa: S105  # not a secret: made up


def session_of(examination: Examination) -> Session:
    """What this run's calls are authorised with; NotReached without credentials or where the login failed."""
    facts = examination.ask(traits)
    if facts.signed:
        return signing(examination.credentials)
    if not facts.has_login:
        return Session()
    answer = examination.ask(login)
    if answer.session is None:
        raise NotReached(_refusal(answer))
    return answer.session


def session_if_any(examination: Examination) -> Session | None:
    """The same, or None without credentials or where the store let nobody in."""
    try:
        return session_of(examination)
    except NotReached:
        return None


def new_session(examination: Examination, why: str) -> Session:
    """One of its own where sessions are kept; NotReached where the login before it was not granted."""
    facts = examination.ask(traits)
    if not facts.has_login:
        return _visitor(facts.visitor_cookie) if facts.visitor_cookie else session_of(examination)
    answer = new_login(examination, why)
    if answer.session is None:
        raise NotReached(f"The login before it was not granted: {answer.reading.reading.said}.")
    return answer.session


def _visitor(cookie: str) -> Session:
    """Somebody who was never there: OpenCart takes any session id of the right form that a visitor brings along."""
    return Session(cookies=((cookie, secrets.token_hex(13)),))


def signing(credentials: Credentials) -> Session:
    """A session that signs with the clock of this machine."""
    return Session(signer=Signer(credentials.username, credentials.key, time.time))


def made_up_session(examination: Examination) -> Session:
    """A credential nobody was given: a token, or a signature with a key nobody has. NotApplicable where none counts."""
    facts = examination.ask(traits)
    if not facts.guarded:
        raise NotApplicable(f"{name_of(dialect_of(examination))} asks for no credential.")
    if facts.signed:
        examination.transport.learn_secret("WRONG_KEY", MADE_UP_KEY)
        return signing(replace(examination.credentials, key=MADE_UP_KEY))
    examination.transport.learn_secret("MADE_UP_TOKEN", MADE_UP_TOKEN)
    return Session(MADE_UP_TOKEN)


def without_access(examination: Examination) -> tuple[tuple[str, Session | None], ...]:
    """The ways to call without access, each as words and what it is called with: nothing, and a made-up credential."""
    made_up = made_up_session(examination)
    if examination.ask(traits).signed:
        return ("without a signature", None), ("signed with a made-up key", made_up)
    return ("without a token", None), ("with a made-up token", made_up)


def _refusal(answer: LoginAnswer) -> str:
    told = {
        LoginOutcome.BAD_CREDENTIALS: "the store did not take the credentials",
        LoginOutcome.ADDRESS_NOT_LISTED: "the store does not list our address",
    }.get(answer.reading.outcome, "the login's answer was broken")
    return f"Not asked, because {told}. `cartcheck diagnose` tells what to do."
