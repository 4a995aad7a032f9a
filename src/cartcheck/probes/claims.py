"""Which promises of articles hold here? What the version is known to do, and a few harmless questions to make sure.

At most eight requests of its own: the four lists are read; where one is answered, which no released OpenCart does, what
stands beside it is asked too, writing calls by GET, without a token and without data. All else is shared with other probes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from cartcheck.claims.claim import Claim, Seen, claims_of
from cartcheck.claims.promise import BY_ID
from cartcheck.claims.stand import State
from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import LoginOutcome, Verdict
from cartcheck.dialects.envelope import field_errors
from cartcheck.dialects.impressions import is_forbidden, is_page
from cartcheck.errors import CartcheckError
from cartcheck.probes.login import login, login_by_json, login_with_wrong_key, login_without_fields
from cartcheck.probes.narrowing import narrowed_recognition
from cartcheck.probes.recognition import dialect_of, traits
from cartcheck.probes.session import session_if_any
from cartcheck.probes.signing import signed_calls_from_elsewhere
from cartcheck.probes.token import call_with_made_up_token, calls_from_elsewhere, first_call, token_life
from cartcheck.transport.exchange import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartcheck.dialects.dialect import Session
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply

T = TypeVar("T")
PURPOSE = "See whether it is as articles say"

_LISTS = {
    "product-list": "api/product",
    "category-list": "api/category",
    "order-list": "api/order",
    "customer-list": "api/customer",
}
# Where the list is answered: one of it, by a number from the list, and a call that writes.
_ONE = {"product-list": ("product-info", "product_id"), "order-list": ("order-info", "order_id")}
_WRITING = {
    "product-list": ("product-add", "api/product/add"),
    "order-list": ("order-add", "api/order/add"),
}


def claims(examination: Examination) -> tuple[Claim, ...]:
    """Every promise and what became of it."""
    versions = examination.ask(narrowed_recognition).versions
    dialect_of(examination)  # or the reason why nothing is known
    seen: dict[str, Seen] = {}
    for shown in (_routes, _statuses, _bodies, _session):  # a token's life last: afterwards ours is dead too
        seen |= {name: each for name, each in shown(examination) if each is not None}
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
    said = f"{what}: {_in_words(reply)}." if reply else ""
    return Seen(State.KEPT if kept else State.NOT_KEPT, "" if kept else said, number)


def _in_words(reply: Reply) -> str:
    body = read_body(reply)
    return f"HTTP {reply.status}" + (f", {body.breakage}" if body.breakage else "")


Shown = tuple[str, Seen | None]


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
    if life is not None and life.steps[-1].call.reading.meaning is not Verdict.BROKEN:
        dies = f"It dies between {life.lived:g} and {life.died:g} minutes after its last use."
        said = dies if life.died is not None else f"It still works after {life.lived:g} minutes."
        state = State.KEPT if (life.lived, life.died) == (59, 61) else State.NOT_KEPT
        yield "token-life", Seen(state, "" if state is State.KEPT else said, life.steps[-1].call.exchange)


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


def _routes(examination: Examination) -> Iterator[Shown]:
    """From the lists and what stands beside them; without a session nothing is asked."""
    session = session_if_any(examination)
    if session is None:
        return
    replies: list[tuple[int, Reply]] = []
    for name, route in _LISTS.items():
        number, reply = _read(examination, session, route, name)
        replies.append((number, reply))
        yield name, _listed(examination, number, reply)
        if _list_in(reply) is not None:
            yield from _beside(examination, session, name, reply)
    refused = _asked(examination, call_with_made_up_token)
    answer = _reply(examination, refused.exchange) if refused else None
    replies += [(refused.exchange, answer)] if refused and answer else []
    yield "json-answers", _all_json(examination, replies)


def _read(
    examination: Examination, session: Session, route: str, name: str, query: tuple[tuple[str, str], ...] = ()
) -> tuple[int, Reply]:
    bare = Request("GET", examination.target.store.route(route, query))
    request = dialect_of(examination).authorise(bare, session)
    return examination.send(request, f"{PURPOSE}: {BY_ID[name].call}.")


def _listed(examination: Examination, number: int, reply: Reply) -> Seen:
    if _list_in(reply) is not None:
        return Seen(State.KEPT, "An extension or a controller of the shop's own answers it.", number)
    if _is_missing(examination, reply):
        return Seen(State.NOT_THERE, f"It is not there: {_in_words(reply)}.", number)
    return Seen(State.NOT_KEPT, f"It answers no list: {_in_words(reply)}.", number)


def _is_missing(examination: Examination, reply: Reply) -> bool:
    if examination.ask(traits).signed and is_forbidden(reply):
        return True
    return reply.status in {404, 410} or is_page(reply)


def _list_in(reply: Reply) -> list[Any] | None:
    """The list in an answer: at its top, or the first one under a name."""
    data = read_body(reply).data if reply.status == 200 else None
    if isinstance(data, list):
        return data or None  # [] is also how PHP writes an empty map: it shows nothing
    if not isinstance(data, dict) or field_errors(data):
        return None
    return next((value for value in data.values() if isinstance(value, list)), None)


def _beside(examination: Examination, session: Session, name: str, reply: Reply) -> Iterator[Shown]:
    """One thing of the list, and whether a writing call is there; the others of its subject are left alone."""
    for other in _unasked(examination, name):
        yield other, Seen(State.NOT_KNOWN, "It was not asked; an extension that lists may offer it too.")
    if name in _ONE:
        info, field = _ONE[name]
        number, one = _read(
            examination, session, f"{_LISTS[name]}/info", info, _number_of(_list_in(reply) or [], field)
        )
        yield info, _one(examination, number, one, field)
    if name in _WRITING:
        add, route = _WRITING[name]
        bare = Request("GET", examination.target.store.route(route), keep_cookies=False)
        number, refused = examination.send(bare, f"{PURPOSE}: {BY_ID[add].call}, without a token or data.")
        yield add, _there(examination, number, refused)


def _unasked(examination: Examination, name: str) -> list[str]:
    """What stands beside a list that no version is known to have; the promised API is known to have all of it."""
    if not dialect_of(examination).versions:
        return []
    return [
        other for other, promise in BY_ID.items() if promise.subject == BY_ID[name].subject and other != name
    ]


def _number_of(listed: list[Any], field: str) -> tuple[tuple[str, str], ...]:
    first = listed[0] if listed and isinstance(listed[0], dict) else {}
    number = first.get(field)
    return ((field, str(number)),) if isinstance(number, str | int) and str(number).isdigit() else ()


def _one(examination: Examination, number: int, reply: Reply, field: str) -> Seen:
    data, errors = read_body(reply).data, field_errors(read_body(reply).data)
    answered = reply.status == 200 and isinstance(data, dict) and not errors
    if answered or (
        reply.status in {400, 422} and field in errors
    ):  # nothing was listed, so no number was sent
        return Seen(State.KEPT, "An extension or a controller of the shop's own answers it.", number)
    if _is_missing(examination, reply):
        return Seen(State.NOT_THERE, f"It is not there: {_in_words(reply)}.", number)
    return Seen(State.NOT_KEPT, f"It does not answer as promised: {_in_words(reply)}.", number)


def _there(examination: Examination, number: int, reply: Reply) -> Seen:
    if _is_missing(examination, reply):
        return Seen(State.NOT_THERE, f"It is not there: {_in_words(reply)}.", number)
    if reply.status in {401, 403, 405} and field_errors(read_body(reply).data):
        return Seen(State.KEPT, "It is there, and refuses a call without a token.", number)
    return Seen(
        State.NOT_KNOWN, f"Without a token it answers {_in_words(reply)}; more was not asked.", number
    )


def _all_json(examination: Examination, replies: list[tuple[int, Reply]]) -> Seen:
    other = next((number for number, reply in replies if not _is_json(reply)), 0)
    return _by(examination, other or replies[0][0], kept=not other, what="A call")


def _is_json(reply: Reply) -> bool:
    return read_body(reply).data is not None and reply.media_type == "application/json"
