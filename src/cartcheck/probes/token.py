"""Calls with a token: the right one, none, a made-up one, one from elsewhere, one that lay unused."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import Session
from cartcheck.errors import NotReached
from cartcheck.observations.answers import CallAnswer, Idle, SourceAnswers, TokenLife
from cartcheck.probes.login import login, login_from, new_login, session_of
from cartcheck.probes.recognition import dialect_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Request

READ = "cart_read"  # changes nothing, is there in every generation that has a session

# As long as a real token of 3.0 (26 hexadecimal digits: system/library/session.php, 3.0.5.1) and sent by nobody.
MADE_UP_TOKEN = "00c0ffee00c0ffee00c0ffee00"  # noqa: S105  # not a secret: made up

# Around the three known ends of a token's life: PHP's 24 minutes, OpenCart's hour (reference: 3.0.5.1,
# system/library/session/db.php and catalog/controller/startup/session.php).
IDLE_MINUTES = (23.0, 25.0, 59.0, 61.0)


def call(examination: Examination, session: Session | None, how: str, source: str = "") -> CallAnswer:
    """One reading call; not shared."""
    request = dialect_of(examination).request(examination.target.store, READ, session)
    return _sent(examination, request, how, source)


def _sent(examination: Examination, request: Request, how: str, source: str = "") -> CallAnswer:
    number, reply = examination.send(request, f"Read the cart {how}.", source)
    reading = dialect_of(examination).read(READ, reply, words_of(examination))
    return CallAnswer(how, reading, number, source)


def first_call(examination: Examination) -> CallAnswer:
    """The token, right after the login that gave it."""
    return call(examination, session_of(examination), "with the token just received")


def call_by_cookie(examination: Examination) -> CallAnswer | None:
    """The same token as a cookie, if it was refused in the query: that way the address list is not looked at."""
    session = session_of(examination)
    if examination.ask(first_call).let_in:
        return None
    dialect = dialect_of(examination)
    request = dialect.request(examination.target.store, READ, session)
    return _sent(examination, dialect.as_cookie(request, session), "with the token as a cookie")


def call_without_token(examination: Examination) -> CallAnswer:
    """No token at all."""
    return call(examination, None, "without a token")


def call_with_made_up_token(examination: Examination) -> CallAnswer:
    """A token the store never gave."""
    examination.transport.learn_secret("MADE_UP_TOKEN", MADE_UP_TOKEN)
    return call(examination, Session(MADE_UP_TOKEN), "with a made-up token")


def calls_from_elsewhere(examination: Examination) -> tuple[SourceAnswers, ...]:
    """From each other local address: a login, and our token."""
    if not examination.other_sources:
        raise NotReached(
            "This machine has no second address to ask from.",
            "Name one with --source, if the machine has several.",
        )
    session = examination.ask(login).session
    return tuple(
        SourceAnswers(
            source,
            chosen,
            login_from(examination, source),
            call(examination, session, f"from {source} with the token of the usual address", source)
            if session
            else None,
        )
        for source, chosen in examination.other_sources
    )


def token_life(examination: Examination) -> TokenLife:
    """How long a token lives unused: measured by waiting, or by moving the clock of a mock."""
    if not examination.target.control and not examination.target.leave.wait_for_expiry:
        raise NotReached(
            "Measuring this takes up to three hours of waiting.", "Ask for it with --wait-for-expiry."
        )
    session_of(examination)
    pass_time = _move_clock if examination.target.control else _wait
    opened = new_login(examination, "for a token that is left unused").session
    if opened is None:
        raise NotReached("A second login was refused.")
    return TokenLife(tuple(_until_refused(_idle_steps(examination, opened, pass_time))))


def _idle_steps(
    examination: Examination, session: Session, pass_time: Callable[[Examination, float], None]
) -> Iterable[Idle]:
    for minutes in IDLE_MINUTES:
        pass_time(examination, minutes)
        yield Idle(minutes, call(examination, session, f"with a token unused for {minutes:g} minutes"))


def _until_refused(steps: Iterable[Idle]) -> Iterable[Idle]:
    for step in steps:
        yield step
        if not step.call.let_in:
            return


def _wait(examination: Examination, minutes: float) -> None:
    total = minutes * 60
    start = time.monotonic()
    while (done := time.monotonic() - start) < total:
        examination.waiting(done, total)
        time.sleep(min(1.0, total - done))
    examination.waiting(total, total)


def _move_clock(examination: Examination, minutes: float) -> None:
    examination.control({"advance_minutes": minutes})
