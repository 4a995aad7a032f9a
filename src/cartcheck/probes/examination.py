"""One run at one store: sends what probes ask for, and remembers each answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from cartcheck.errors import CartcheckError, NotReached
from cartcheck.handed.secrets import secrets_in
from cartcheck.transport.exchange import Exchange, Reply, Request
from cartcheck.transport.proxies import shown_proxy

if TYPE_CHECKING:
    from pathlib import Path

    from cartcheck.handed.request import HandedRequest
    from cartcheck.target.target import Credentials, Target
    from cartcheck.transport.transport import Transport

T = TypeVar("T")
Probe = Callable[["Examination"], T]

# All of 127.0.0.0/8 is this machine (RFC 1122, 3.2.1.3), so a store on loopback can be asked from a second address.
_SECOND_LOOPBACK = "127.0.0.2"


class Examination:
    """The state of a run. `waiting` is told how many minutes of how many at most have been waited for tokens to expire,
    and after how many the next one is asked; `notes` is the file that keeps what was learnt of that, None for none.

    `thorough` allows what tells no cause: questions that a diagnosis does without, since it is to cost little.
    `examples` is how many generated cases a contract test adds to those of the description, `seed` makes them the same
    again, drawn by so many `processes`. `handed` are requests of the user's own, to be judged.
    """

    def __init__(
        self,
        target: Target,
        transport: Transport,
        waiting: Callable[[float, float, float], None] | None = None,
        *,
        thorough: bool = True,
        notes: Path | None = None,
        examples: int = 0,
        seed: int = 0,
        processes: int = 1,
        handed: tuple[HandedRequest, ...] = (),
    ) -> None:
        self.target = target
        self.transport = transport
        self.thorough = thorough
        self.examples = examples
        self.seed = seed
        self.processes = processes
        self.handed = handed
        for request in handed:
            for kind, secret in secrets_in(request):
                transport.learn_secret(kind, secret)
        self.waiting = waiting or (lambda _done, _longest, _until: None)
        self.notes = notes
        self.advice: list[str] = []
        self.at_end: list[Callable[[], None]] = []
        self._answers: dict[Probe[object], object] = {}

    def ask(self, probe: Probe[T]) -> T:
        """The probe's answer, asked for now or earlier; an error is remembered and raised again."""
        if probe not in self._answers:
            try:
                self._answers[probe] = probe(self)
            except CartcheckError as error:
                self._answers[probe] = error
        answer = self._answers[probe]
        if isinstance(answer, CartcheckError):
            raise answer
        return answer  # type: ignore[return-value]  # stored under the probe that returns T

    def advise(self, sentence: str) -> None:
        """Tells the user what to do next, where the run ends early; "" for nothing."""
        self.advice += [sentence] if sentence else []

    def known(self, probe: Probe[T]) -> T | None:
        """The probe's answer if it was asked for and there is one; nothing is sent."""
        answer = self._answers.get(probe)
        return None if isinstance(answer, CartcheckError) else answer  # type: ignore[return-value]  # as above

    def end(self) -> None:
        """Does what is to be done `at_end` of a run: whatever was started for it is ended."""
        for ending in self.at_end:
            ending()

    def send(
        self, request: Request, purpose: str, source: str = "", *, fresh: bool = False
    ) -> tuple[int, Reply]:
        """The number of the exchange and the reply; `fresh` takes a connection of its own.

        Raises StoreUnreachable or BudgetSpent.
        """
        return self._answered(self.transport.send(request, purpose=purpose, source=source, fresh=fresh))

    def sent_before(self, request: Request) -> tuple[int, Reply] | None:
        """What the same method, URL and body got in this run already, whatever the headers; None where it was not asked."""
        asked = (request.method, request.url, request.body)
        for exchange in reversed(self.transport.exchanges):
            sent = exchange.request
            if exchange.reply is not None and (sent.method, sent.url, sent.body) == asked:
                return exchange.number, exchange.reply
        return None

    def hurry(self, request: Request, purpose: str) -> tuple[int, Reply]:
        """As `send`, without the pause that the pace asks for."""
        return self._answered(self.transport.send(request, purpose=purpose, paced=False))

    def control(self, switches: Mapping[str, object]) -> None:
        """Turns switches of a mock store: its clock, its whitelist."""
        body = json.dumps(switches).encode()
        request = Request("POST", self.target.control, (("Content-Type", "application/json"),), body)
        number, reply = self._answered(self.transport.send(request, purpose="Turn a switch of the mock."))
        if reply.status != 204:
            raise NotReached(f"The mock did not take {switches} (exchange {number}): {reply.text[:200]}")

    @staticmethod
    def _answered(exchange: Exchange) -> tuple[int, Reply]:
        if exchange.reply is None:
            raise NotReached(exchange.failure or "no answer came")
        return exchange.number, exchange.reply

    @property
    def credentials(self) -> Credentials:
        """The API user, or NotReached."""
        if self.target.credentials is None:
            raise NotReached(
                "No credentials were given, so this was not asked.",
                "Set CARTCHECK_USERNAME and CARTCHECK_KEY.",
            )
        return self.target.credentials

    @property
    def other_sources(self) -> tuple[tuple[str, bool], ...]:
        """Local addresses to ask from besides the usual one, each with whether the user named it; or NotReached."""
        if proxy := shown_proxy(self.target.store.base, self.target.network):
            raise NotReached(
                f"Whatever address we ask from, the store sees that of the proxy {proxy}.",
                "Ask without the proxy to compare addresses.",
            )
        if named := self.target.network.sources:
            return tuple((source, True) for source in named)
        if self.target.is_local:
            return ((_SECOND_LOOPBACK, False),)
        raise NotReached(
            "This machine has no second address to ask from.",
            "Name one with --source, if the machine has several.",
        )
