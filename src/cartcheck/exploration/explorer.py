"""Asks the questions of an exploration one by one, and notes which exchange answered which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Breakage
from cartcheck.errors import StoreUnreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply, Request

MOST_REQUESTS = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """What an exchange was for: the question, "" for a step on the way to one, the operation, and how it was signed.

    `row` is the number of a row of the cart that was sent as `key`: no secret, though it is called like one.
    """

    question: str
    intent: str
    signing: tuple[tuple[str, Any], ...] = ()
    row: str = ""


class Explorer:
    """The state of a walk: the marks by number of exchange, and what could not be asked. `told` hears each question."""

    def __init__(
        self, examination: Examination, told: Callable[[str], None] = lambda _question: None
    ) -> None:
        self.examination = examination
        self.marks: dict[int, Mark] = {}
        self.problems: list[str] = []
        self._told = told

    def ask(
        self,
        mark: Mark,
        request: Request,
        purpose: str,
        *,
        source: str = "",
        fresh: bool = False,
        paced: bool = True,
    ) -> Reply | None:
        """The answer, asked for once more where the store was only busy; None where none came."""
        reply = self._sent(mark, request, purpose, source, fresh, paced)
        if reply is not None and paced and read_body(reply).breakage is Breakage.LIMITED:
            self.marks.pop(self.examination.transport.sent)  # the transport waits as Retry-After asks
            return self._sent(mark, request, purpose, source, fresh, paced)
        return reply

    def _sent(
        self, mark: Mark, request: Request, purpose: str, source: str, fresh: bool, paced: bool
    ) -> Reply | None:
        self._told(mark.question or mark.intent)
        transport = self.examination.transport
        before = transport.sent
        try:
            return transport.send(request, purpose=purpose, source=source, fresh=fresh, paced=paced).reply
        except StoreUnreachable as error:
            if not source:
                self.problems.append(f"{purpose} {error.message}")
            return None
        finally:
            if transport.sent > before:  # else the budget or the user said no
                self.marks[transport.sent] = mark
