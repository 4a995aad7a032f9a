"""A polite burst: ten reading calls without pause, stopped at the first that is turned away.

A diagnosis sends none: it looks at the answers that it got anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Breakage
from cartcheck.dialects.edge import is_closed_page
from cartcheck.errors import NotReached
from cartcheck.observations.answers import Burst
from cartcheck.probes.recognition import dialect_of
from cartcheck.probes.session import session_if_any
from cartcheck.probes.token import reading_request

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply

LENGTH = 10
# What PHP itself prints or ends in, which limits nobody.
_OF_PHP = frozenset({Breakage.SERVER_ERROR, Breakage.NOTICE})


def burst(examination: Examination) -> Burst:
    """Latencies, and the answer that turned us away, if one did."""
    if not examination.thorough:
        return _in_passing(examination)
    if examination.transport.remaining < 2 * LENGTH:
        raise NotReached("Too little of the request budget is left for a burst.", "Raise it with --budget.")
    request = reading_request(examination, session_if_any(examination))
    seconds: list[float] = []
    numbers: list[int] = []
    usual: Breakage | None = None  # a store that always answers so does not limit us
    for turn in range(1, LENGTH + 1):
        number, reply = examination.hurry(request, f"Burst, {turn} of {LENGTH}.")
        seconds.append(reply.seconds)
        numbers.append(number)
        breakage = read_body(reply).breakage
        usual = breakage if turn == 1 else usual
        if breakage is Breakage.LIMITED or breakage not in {None, usual, *_OF_PHP}:
            return _limited(seconds, numbers, reply)
    return Burst(_milliseconds(seconds), tuple(numbers))


def _in_passing(examination: Examination) -> Burst:
    """The answers of the run so far, which kept to its pace; NotReached where no store was recognised."""
    dialect_of(examination)
    seconds: list[float] = []
    numbers: list[int] = []
    for exchange in examination.transport.exchanges:
        if exchange.reply is None or (exchange.request.page and is_closed_page(exchange.reply)):
            continue  # a shop in maintenance asks its visitors to come back, and limits nobody
        seconds.append(exchange.reply.seconds)
        numbers.append(exchange.number)
        if read_body(exchange.reply).breakage is Breakage.LIMITED:
            return _limited(seconds, numbers, exchange.reply)
    return Burst(_milliseconds(seconds), tuple(numbers))


def _limited(seconds: list[float], numbers: list[int], reply: Reply) -> Burst:
    return Burst(
        _milliseconds(seconds),
        tuple(numbers),
        numbers[-1],
        reply.status,
        reply.header("retry-after"),
        reply.header("server"),
    )


def _milliseconds(seconds: list[float]) -> tuple[float, ...]:
    return tuple(round(value * 1000, 1) for value in seconds)
