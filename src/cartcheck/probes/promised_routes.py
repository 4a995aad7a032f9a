"""The routes that articles promise: which of them does this store answer?

At most eight requests: the four lists are read; where one is answered, which no released OpenCart does, what stands beside
it is asked too, writing calls by GET, without a token and without data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.claims.claim import Seen
from cartcheck.claims.promise import BY_ID
from cartcheck.claims.stand import State
from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Breakage
from cartcheck.dialects.envelope import field_errors
from cartcheck.dialects.impressions import is_forbidden, is_page
from cartcheck.probes.recognition import dialect_of, traits
from cartcheck.probes.session import session_if_any
from cartcheck.transport.exchange import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.dialects.dialect import Session
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply

Shown = tuple[str, Seen]
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
# Answers of an edge, which say nothing about the route behind it.
_IN_THE_WAY = {Breakage.LIMITED, Breakage.BLOCKED}


def promised_routes(examination: Examination) -> dict[str, Seen]:
    """What the lists answer, and what stands beside those that are there; without a session nothing is asked."""
    session = session_if_any(examination)
    return {} if session is None else dict(_seen(examination, session))


def _seen(examination: Examination, session: Session) -> Iterator[Shown]:
    replies: list[tuple[int, Reply]] = []
    for name, route in _LISTS.items():
        number, reply = _read(examination, session, route, name)
        if read_body(reply).breakage in _IN_THE_WAY:
            continue
        replies.append((number, reply))
        yield name, _listed(examination, number, reply)
        if _list_in(reply) is not None:
            yield from _beside(examination, session, name, reply)
    if replies:
        yield "json-answers", _all_json(replies)


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
        return Seen(State.NOT_THERE, f"It is not there: {in_words(reply)}.", number)
    return Seen(State.NOT_KEPT, f"It answers no list: {in_words(reply)}.", number)


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
        return Seen(State.NOT_THERE, f"It is not there: {in_words(reply)}.", number)
    return Seen(State.NOT_KEPT, f"It does not answer as promised: {in_words(reply)}.", number)


def _there(examination: Examination, number: int, reply: Reply) -> Seen:
    if _is_missing(examination, reply):
        return Seen(State.NOT_THERE, f"It is not there: {in_words(reply)}.", number)
    if reply.status in {401, 403, 405} and field_errors(read_body(reply).data):
        return Seen(State.KEPT, "It is there, and refuses a call without a token.", number)
    return Seen(State.NOT_KNOWN, f"Without a token it answers {in_words(reply)}; more was not asked.", number)


def _all_json(replies: list[tuple[int, Reply]]) -> Seen:
    for number, reply in replies:
        if read_body(reply).data is None or reply.media_type != "application/json":
            return Seen(State.NOT_KEPT, f"A call answers {in_words(reply)}, as {reply.media_type}.", number)
    return Seen(State.KEPT, "", replies[0][0])


def in_words(reply: Reply) -> str:
    """`HTTP 404, no such route`."""
    body = read_body(reply)
    return f"HTTP {reply.status}" + (f", {body.breakage}" if body.breakage else "")
