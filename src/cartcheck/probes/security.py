"""Harmless self-tests for known defects, with the user's own credentials from a listed address; only with leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.errors import NotApplicable, NotReached
from cartcheck.observations.answers import CallAnswer, ForwardedTrial
from cartcheck.probes.login import login
from cartcheck.probes.narrowing import narrowed_recognition
from cartcheck.probes.recognition import dialect_of, traits, words_of
from cartcheck.probes.session import new_session, session_of
from cartcheck.probes.signing import call_with_old_signature
from cartcheck.probes.token import first_call

if TYPE_CHECKING:
    from cartcheck.observations.recognition import Recognition
    from cartcheck.probes.examination import Examination

# An address of TEST-NET-3 (RFC 5737), which nobody has.
NOBODYS_ADDRESS = "203.0.113.77"
_HEADER = "X-Forwarded-For"


def leave_for_security(examination: Examination) -> bool:
    """Always True; NotApplicable where nobody asked for it."""
    if not examination.target.leave.security:
        raise NotApplicable("Known defects are looked for with --security only.")
    return True


def version_with_leave(examination: Examination) -> Recognition:
    """The version, as narrowly as it is known."""
    examination.ask(leave_for_security)
    dialect_of(examination)
    return examination.ask(narrowed_recognition)


def forwarded_trial(examination: Examination) -> ForwardedTrial | None:
    """Our own listed caller, saying by a header that it is somebody else; None where we are not let in without it.

    A store that refuses it then believes the header.
    """
    examination.ask(leave_for_security)
    facts = examination.ask(traits)
    if not facts.has_address_list:
        raise NotApplicable(f"OpenCart {dialect_of(examination).generation} has no list of addresses.")
    try:
        return _signed_trial(examination) if facts.signed else _login_trial(examination)
    except NotReached:
        return None


def _login_trial(examination: Examination) -> ForwardedTrial | None:
    if not examination.ask(login).granted:
        return None
    dialect = dialect_of(examination)
    request = dialect.login(examination.target.store, examination.credentials)
    number, reply = examination.send(
        request.with_header(_HEADER, NOBODYS_ADDRESS), "Log in under a forwarded address that nobody has."
    )
    reading = dialect.read_login(reply, words_of(examination))
    if reading.session:
        examination.transport.learn_secret("token", reading.session.token)
    believed = reading.session is None and reading.address == NOBODYS_ADDRESS
    return ForwardedTrial(believed, reading.reading.said, number)


def _signed_trial(examination: Examination) -> ForwardedTrial | None:
    if not examination.ask(first_call).let_in:
        return None
    dialect = dialect_of(examination)
    request = dialect.request(examination.target.store, dialect.traits.read, session_of(examination))
    number, reply = examination.send(
        request.with_header(_HEADER, NOBODYS_ADDRESS), "Call under a forwarded address that nobody has."
    )
    answer = CallAnswer("", dialect.read(dialect.traits.read, reply, words_of(examination)), number)
    return ForwardedTrial(not answer.let_in, answer.reading.said, number)


def token_as_cookie(examination: Examination) -> CallAnswer | None:
    """Our own fresh token as a session cookie; None where we have none."""
    examination.ask(leave_for_security)
    dialect = dialect_of(examination)
    if not examination.ask(traits).has_login:
        raise NotApplicable(f"OpenCart {dialect.generation} has no token.")
    try:
        session = new_session(examination, "for a token that is sent as a cookie")
    except NotReached:
        return None
    bare = dialect.request(examination.target.store, dialect.traits.read, session)
    request = dialect.as_cookie(bare, session)
    if request is None:
        raise NotApplicable(f"OpenCart {dialect.generation} takes no token as a cookie.")
    number, reply = examination.send(request, "Read the cart with the token as a cookie.")
    return CallAnswer(
        "with the token as a cookie", dialect.read(dialect.traits.read, reply, words_of(examination)), number
    )


def replayed_call(examination: Examination) -> CallAnswer | None:
    """A call of our own that was signed an hour ago; None where we are not let in at all."""
    examination.ask(leave_for_security)
    try:
        return examination.ask(call_with_old_signature)
    except NotReached:
        return None
