"""Which store is this? At most three questions without credentials; one more where the store asked us to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.body import Body, read_body
from cartcheck.dialects.dialect import Breakage, Dialect, StoreWords
from cartcheck.dialects.edge import is_closed_page
from cartcheck.dialects.impressions import is_error_page
from cartcheck.dialects.plan import next_question
from cartcheck.dialects.registry import dialects
from cartcheck.dialects.signs import API, Question
from cartcheck.errors import AskedToWait, NotReached, StoreUnreachable
from cartcheck.observations.recognition import Recognition, Trouble
from cartcheck.probes.obstacles import cut_off, in_the_way, unreached

if TYPE_CHECKING:
    from cartcheck.dialects.traits import Traits
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply

_MAY_PASS = {Breakage.LIMITED, Breakage.GATEWAY, Breakage.UNAVAILABLE}


def recognition(examination: Examination) -> Recognition:
    """The dialect that claims the store's answers, or what stood in the way."""
    signs: dict[Question, Reply] = {}
    numbers: list[int] = []
    while question := next_question(signs):
        try:
            number, reply = _ask(examination, question)
        except StoreUnreachable as error:
            return unreached(examination, error, tuple(numbers))
        signs[question] = reply
        numbers.append(number)
        if blocked := _blocked(examination, question, reply, tuple(numbers)):
            return blocked
    return _claimed(signs, numbers) or _unknown(examination, signs, numbers)


def _blocked(
    examination: Examination, question: Question, reply: Reply, numbers: tuple[int, ...]
) -> Recognition | None:
    if question not in API or is_error_page(reply):
        return None
    return in_the_way(examination, question, reply, numbers)


def _ask(examination: Examination, question: Question) -> tuple[int, Reply]:
    request = question.request(examination.target.store)
    number, reply = examination.send(request, f"Recognise the store: {question}.")
    if question in API and read_body(reply).breakage in _MAY_PASS:
        try:  # the transport waits as Retry-After asks
            return examination.send(request, f"Recognise the store, once more: {question}.")
        except AskedToWait:
            return number, reply
    return number, reply


def _claimed(signs: dict[Question, Reply], numbers: list[int]) -> Recognition | None:
    claims = [(dialect, sighting) for dialect in dialects() if (sighting := dialect.recognise(signs))]
    if len(claims) != 1:
        return None
    dialect, sighting = claims[0]
    messages = tuple(message for reply in signs.values() for message in read_body(reply).messages)
    return Recognition(
        dialect, sighting.versions, sighting.evidence, dialect.words(signs), tuple(numbers), messages=messages
    )


def _unknown(examination: Examination, signs: dict[Question, Reply], numbers: list[int]) -> Recognition:
    if cut := cut_off(examination, signs, tuple(numbers)):
        return cut
    first = read_body(signs[Question.LOGIN])
    trouble = Trouble.HIDDEN if any(map(is_closed_page, signs.values())) else _trouble(first)
    told = tuple(f"{question}: {_told(reply)}" for question, reply in signs.items())
    return Recognition(
        None, "", told, exchanges=tuple(numbers), trouble=trouble, detail="; ".join(first.messages)
    )


def _trouble(first: Body) -> Trouble:
    return {
        Breakage.BLOCKED: Trouble.BLOCKED,
        Breakage.SERVER_ERROR: Trouble.SERVER_ERROR,
    }.get(first.breakage or Breakage.NOT_JSON, Trouble.UNKNOWN)


def _told(reply: Reply) -> str:
    body = read_body(reply)
    what = f"{body.breakage}" if body.breakage else reply.text[:80]
    return f"HTTP {reply.status}, {what}"


def dialect_of(examination: Examination) -> Dialect:
    """The store's dialect, or NotReached."""
    found = examination.ask(recognition).dialect
    if found is None:
        raise NotReached("The store was not recognised, so this was not asked.")
    return found


def traits(examination: Examination) -> Traits:
    """What holds for every store of this generation."""
    return dialect_of(examination).traits


def words_of(examination: Examination) -> StoreWords:
    """The store's own words for a refusal of access."""
    return examination.ask(recognition).words
