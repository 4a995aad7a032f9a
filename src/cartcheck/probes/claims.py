"""Which promises of articles hold here? What the version is known to do, put right by what the store was seen to do.

Sends nothing of its own: it asks for the promised routes, and shares the logins and calls of other probes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cartcheck.claims.claim import Claim, Seen, claims_of
from cartcheck.claims.stand import State
from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import LoginOutcome
from cartcheck.errors import CartcheckError
from cartcheck.probes.login import login, login_by_json, login_with_wrong_key, login_without_fields
from cartcheck.probes.narrowing import narrowed_recognition
from cartcheck.probes.promised_routes import in_words, promised_routes
from cartcheck.probes.recognition import dialect_of, traits
from cartcheck.probes.signing import signed_calls_from_elsewhere
from cartcheck.probes.token import call_with_made_up_token, calls_from_elsewhere, first_call
from cartcheck.probes.token_life import token_life

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartcheck.observations.token_life import TokenLife
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply

T = TypeVar("T")
Shown = tuple[str, Seen]


def claims(examination: Examination) -> tuple[Claim, ...]:
    """Every promise and what became of it."""
    versions = examination.ask(narrowed_recognition).versions
    dialect_of(examination)  # or the reason why nothing is known
    seen = dict(examination.ask(promised_routes))
    for shown in (_statuses, _bodies, _session):  # a token's life last: afterwards ours is dead too
        seen |= dict(shown(examination))
    return claims_of(versions, seen)


def _asked(examination: Examination, probe: Callable[[Examination], T]) -> T | None:
    """What another probe learned, None where it could not."""
    try:
        return examination.ask(probe)
    except CartcheckError:
        return None


def _reply(examination: Examination, number: int) -> Reply | None:
    return examination.transport.exchanges[number - 1].reply


def _by(examination: Examination, number: int, *, kept: bool, what: str) -> Seen:
    reply = _reply(examination, number)
    said = f"{what}: {in_words(reply)}." if reply else ""
    return Seen(State.KEPT if kept else State.NOT_KEPT, "" if kept else said, number)


def _session(examination: Examination) -> Iterator[Shown]:
    """From the login, the first call with its token, and how long one lived."""
    if not examination.ask(traits).has_login:
        return
    opened, call = _asked(examination, login), _asked(examination, first_call)
    if opened is not None and opened.granted:
        fields = examination.ask(traits).fields == ("username", "key")
        route = dialect_of(examination).operations["login"].route == "api/login"
        as_said = fields and route and examination.ask(traits).token == "api_token"  # noqa: S105  # a name
        yield "login", _by(examination, opened.exchange, kept=as_said, what="The login")
    if call is not None and call.let_in:
        sent = examination.transport.exchanges[call.exchange - 1].request
        as_said = "api_token=" in sent.url and all(name.lower() != "cookie" for name, _ in sent.headers)
        yield "token-in-query", _by(examination, call.exchange, kept=as_said, what="A call with a token")
        life = _asked(examination, token_life)
        if life is not None and life.answered:
            yield "token-life", _lived(life)


def _lived(life: TokenLife) -> Seen:
    exchange = next(call.exchange for call in reversed([*life.shown]))
    if life.ends_at(60):
        return Seen(State.KEPT, "", exchange)
    dies = (
        f"dies between {life.lived:g} and {life.died:g}" if life.died else f"still works after {life.lived:g}"
    )
    return Seen(State.NOT_KEPT, f"A token {dies} minutes without use.", exchange)


def _statuses(examination: Examination) -> Iterator[Shown]:
    """From calls and logins that were refused."""
    refused = _asked(examination, call_with_made_up_token)
    wrong = _asked(examination, login_with_wrong_key) if examination.ask(traits).has_login else None
    numbers = [answer.exchange for answer in (refused, wrong) if answer]
    if refused and not refused.let_in and not (wrong and wrong.granted):
        other = next((number for number in numbers if not _is(examination, number, 401)), 0)
        what = "A made-up token" if other == refused.exchange else "A wrong key"
        yield "status-401", _by(examination, other or refused.exchange, kept=not other, what=what)
    unlisted = next(_from_unlisted(examination), 0)
    if unlisted:
        kept = _is(examination, unlisted, 403)
        yield "status-403", _by(examination, unlisted, kept=kept, what="A caller that is not listed")
    empty = _asked(examination, login_without_fields)
    if empty is not None and not empty.granted:
        kept = _is(examination, empty.exchange, 400) and bool(empty.reading.reading.errors.keys() - {""})
        yield "status-400", _by(examination, empty.exchange, kept=kept, what="A login without fields")


def _is(examination: Examination, number: int, status: int) -> bool:
    """Whether an answer has the status, with JSON."""
    reply = _reply(examination, number)
    return reply is not None and reply.status == status and read_body(reply).data is not None


def _from_unlisted(examination: Examination) -> Iterator[int]:
    """The exchanges in which a caller was refused for his address."""
    if not examination.ask(traits).has_login:
        let_in = _asked(examination, first_call)
        if let_in is not None and let_in.let_in:
            others = _asked(examination, signed_calls_from_elsewhere) or ()
            yield from (each.call.exchange for each in others if not each.call.let_in)
        return
    own = _asked(examination, login)
    elsewhere = _asked(examination, calls_from_elsewhere) or ()
    for answer in (own, *(each.login for each in elsewhere)):
        if answer and answer.reading.outcome is LoginOutcome.ADDRESS_NOT_LISTED:
            yield answer.exchange


def _bodies(examination: Examination) -> Iterator[Shown]:
    """From a login by JSON, where one by a form was granted."""
    if not examination.ask(traits).has_login:
        return
    by_form, by_json = _asked(examination, login), _asked(examination, login_by_json)
    if by_form and by_form.granted and by_json:
        yield "json-bodies", _by(examination, by_json.exchange, kept=by_json.granted, what="A login by JSON")
