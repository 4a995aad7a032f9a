"""Calls with a token: the right one, none, a made-up one, one from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import Verdict, name_of
from cartcheck.dialects.signs import ORIGIN
from cartcheck.errors import NotApplicable, NotReached, StoreUnreachable
from cartcheck.observations.answers import CallAnswer, SourceAnswers
from cartcheck.probes.login import login, login_from
from cartcheck.probes.recognition import dialect_of, traits, words_of
from cartcheck.probes.session import made_up_session, session_of
from cartcheck.transport.no_answer import Unreachable

if TYPE_CHECKING:
    from cartcheck.dialects.dialect import Reading, Session
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply, Request

_PURPOSES = {"cart_read": "Read the cart", "product_list": "List the products"}

_NOBODYS = "127.83.97.113"  # an address of this machine that nobody would put on a list


def call(examination: Examination, session: Session | None, how: str, source: str = "") -> CallAnswer:
    """One reading call; not shared."""
    request = reading_request(examination, session)
    return _sent(examination, request, how, source)


def _sent(
    examination: Examination, request: Request, how: str, source: str = "", *, fresh: bool = False
) -> CallAnswer:
    number, reply = examination.send(request, f"{purpose(examination)} {how}.", source, fresh=fresh)
    return CallAnswer(how, read(examination, reply), number, source)


def reading_request(
    examination: Examination, session: Session | None, form: tuple[tuple[str, str], ...] = ()
) -> Request:
    """A call that changes nothing, whatever the state."""
    dialect = dialect_of(examination)
    return dialect.request(examination.target.store, dialect.traits.read, session, form=form)


def read(examination: Examination, reply: Reply) -> Reading:
    """What the answer to such a call says."""
    dialect = dialect_of(examination)
    return dialect.read(dialect.traits.read, reply, words_of(examination))


def purpose(examination: Examination) -> str:
    """What such a call does: the beginning of a sentence."""
    return _PURPOSES[examination.ask(traits).read]


def first_call(examination: Examination) -> CallAnswer:
    """What the run's calls carry, used for the first time: the token right after its login, or a signature."""
    signed = examination.ask(traits).signed
    how = "signed with the given key" if signed else "with the token just received"
    return call(examination, session_of(examination), how)


def call_on_new_connection(examination: Examination) -> CallAnswer | None:
    """The same call over a connection of its own, as a page of another origin; None where the first was not let in.

    Where callers leave from a pool of addresses, the store sees another one. The header is for `cors`, and OpenCart
    does not look at it.
    """
    session = session_of(examination)
    if not examination.ask(first_call).let_in:
        return None
    request = reading_request(examination, session).with_header("Origin", ORIGIN)
    return _sent(examination, request, "over a new connection", fresh=True)


def token_was_known(examination: Examination) -> bool | None:
    """Whether the store found the token of the first call and refused it all the same; None where nothing shows it."""
    refused = examination.ask(first_call)
    if refused.let_in or not examination.ask(traits).has_login:
        return None
    opened = examination.ask(login)
    replies = [examination.transport.exchanges[answer.exchange - 1].reply for answer in (opened, refused)]
    return dialect_of(examination).knew_token(*(reply for reply in replies if reply is not None))


def usual_refusals(examination: Examination) -> frozenset[str]:
    """What the store says to calls that it has to refuse: those without a token, and with one that it never gave."""
    asked = (examination.ask(call_without_token), examination.ask(call_with_made_up_token))
    return frozenset(answer.reading.said for answer in asked if not answer.let_in)


def must_let_in(examination: Examination) -> None:
    """NotReached where the store refuses even the first call, so that no other can tell anything."""
    if examination.ask(first_call).reading.meaning is Verdict.NO_ACCESS:
        what = "signed calls" if examination.ask(traits).signed else "fresh tokens"
        raise NotReached(f"Not asked, because the store refuses {what}.", "`cartcheck diagnose` tells why.")


def call_by_cookie(examination: Examination) -> CallAnswer | None:
    """The same token as a cookie, if it was refused in the query: that way the address list is not looked at."""
    session = session_of(examination)
    if examination.ask(first_call).let_in:
        return None
    dialect = dialect_of(examination)
    request = dialect.as_cookie(reading_request(examination, session), session)
    return _sent(examination, request, "with the token as a cookie") if request else None


def call_without_token(examination: Examination) -> CallAnswer:
    """No credential at all."""
    if not examination.ask(traits).guarded:
        raise NotApplicable(f"{name_of(dialect_of(examination))} asks for no credential.")
    signed = examination.ask(traits).signed
    if signed:
        must_let_in(examination)
    return call(examination, None, "without a signature" if signed else "without a token")


def call_with_made_up_token(examination: Examination) -> CallAnswer:
    """A token the store never gave, or a signature with a key nobody has."""
    signed = examination.ask(traits).signed
    how = "signed with a made-up key" if signed else "with a made-up token"
    if signed:
        must_let_in(examination)
    return call(examination, made_up_session(examination), how)


def calls_from_elsewhere(examination: Examination) -> tuple[SourceAnswers, ...]:
    """From each other local address: a login, and our token."""
    if not examination.ask(traits).has_address_list:
        raise NotApplicable(f"{name_of(dialect_of(examination))} has no list of addresses.")
    session = examination.ask(login).session
    return tuple(_from(examination, *source, session) for source in examination.other_sources)


def _from(examination: Examination, source: str, chosen: bool, session: Session | None) -> SourceAnswers:
    try:
        answer = login_from(examination, source)
    except StoreUnreachable as error:
        if chosen or error.kind != Unreachable.SOURCE:
            raise
        raise NotReached("This machine has no second address to ask from.") from error
    how = f"from {source} with the token of the usual address"
    return SourceAnswers(
        source,
        chosen,
        answer,
        call(examination, session, how, source) if session else None,
        login_from(examination, _NOBODYS) if answer.granted and not chosen else None,
    )
