"""The transport: every request of a run goes through it, paced, budgeted and recorded."""

from __future__ import annotations

import time
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cartcheck.errors import BudgetSpent, StoreUnreachable
from cartcheck.transport.client import Answer, Client
from cartcheck.transport.curl import curl_line
from cartcheck.transport.exchange import Exchange, Request
from cartcheck.transport.har import har
from cartcheck.transport.keeping import kept
from cartcheck.transport.no_answer import Unreachable
from cartcheck.transport.pace import LONGEST, LONGEST_CLEANING, Pace
from cartcheck.transport.proxies import passwords
from cartcheck.transport.redaction import Redactor
from cartcheck.transport.showing import show
from cartcheck.transport.stop import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartcheck.target.target import Target
    from cartcheck.transport.personal import PersonalData
    from cartcheck.transport.shown import Shown


_LONGEST_MESSAGE = 300  # characters


class Transport:
    """Sends requests to a target. Cookies and connections are kept for each local address asked from.

    `clock` and `sleep` count seconds; `on_exchange` sees every exchange as it is recorded, `on_wait` each
    wait the store asked for, with the seconds and the reason. Of long bodies, `exchanges` has the beginnings.
    `reserved` requests of the budget are kept for `cleaning_up`. `stop` is heeded before each request.
    """

    def __init__(
        self,
        target: Target,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] | None = None,
        on_exchange: Callable[[Exchange], None] | None = None,
        on_wait: Callable[[float, str], None] | None = None,
        stop: Stop | None = None,
    ) -> None:
        self.stop = stop or Stop()
        self.stop.cut = self._cut
        self.reserved = 0
        self.exchanges: list[Exchange] = []
        self._target = target
        self._clock = clock
        self._pace = Pace(target.limits.pace, clock, sleep or self.stop.sleep, on_wait)
        self._on_exchange = on_exchange
        self._clients: dict[str, Client] = {}
        self._asking: Client | None = None
        self._redactor = Redactor()
        if target.credentials:
            self.learn_secret("CARTCHECK_KEY", target.credentials.key)
        for password in passwords(target.network.proxy):
            self.learn_secret("password", password)

    @property
    def sent(self) -> int:
        """How many requests went out, retries included."""
        return len(self.exchanges)

    @property
    def remaining(self) -> int:
        """How many requests the budget still allows, apart from those that are reserved."""
        return max(0, self._target.limits.budget - self.sent - self.reserved)

    @contextmanager
    def cleaning_up(self) -> Iterator[None]:
        """What is sent in here may use the reserved requests, waits longer if asked to, and goes on after a stop."""
        with self.stop.clean_up():
            yield

    def send(
        self, request: Request, *, purpose: str, source: str = "", fresh: bool = False, paced: bool = True
    ) -> Exchange:
        """One request and its reply; redirects are not followed.

        `source` is the local address to ask from; `fresh` asks on a new connection without any cookie; `paced`
        keeps to the target's pace, and without it only to what the store asked for by Retry-After. Raises
        BudgetSpent before sending, AskedToWait when the store asks to wait for too long, StoreUnreachable
        after the failed exchange was recorded, and KeyboardInterrupt when the run was asked to stop.
        """
        try:
            return self._send_once(request, purpose, source, fresh, paced)
        except StoreUnreachable as error:
            if not request.idempotent or error.kind != Unreachable.RESET:
                raise
        return self._send_once(request, purpose, source, fresh, paced)

    def learn_secret(self, name: str, value: str) -> None:
        """Hides a value wherever it stands in anything that is shown, as `[name-1]`; an upper-case name bare."""
        self._redactor.learn(name, value)

    def redacted(self, text: str) -> str:
        """A text with all secrets of the run replaced."""
        return self._redactor.text(text)

    def shown(self, number: int) -> Shown:
        """An exchange as reports may show it; numbers count from 1."""
        earlier = self.exchanges[: number - 1]
        return show(self.exchanges[number - 1], earlier, self._redactor, self._target.network)

    def without_persons(self, personal: PersonalData) -> Transport:
        """A closed copy whose recording shows neither secrets nor the personal data of its exchanges."""
        for exchange in self.exchanges:
            personal.observe(exchange.request, exchange.reply)
        other = copy(self)
        other._clients = {}  # noqa: SLF001  # of the same class
        other._redactor = self._redactor.also(personal.text)  # noqa: SLF001
        return other

    def curl_of(self, request: Request) -> str:
        """The curl line of a request that was not sent, without secrets."""
        exchange = Exchange(0, request, None, datetime.now(UTC))
        return curl_line(exchange, self._redactor, self._target.network)

    def har(self) -> dict[str, Any]:
        """All exchanges as an HTTP Archive 1.2 without secrets."""
        return har(self.exchanges, self._redactor)

    def close(self) -> None:
        """Closes all connections."""
        for client in self._clients.values():
            client.close()
        self._clients.clear()

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _send_once(self, request: Request, purpose: str, source: str, fresh: bool, paced: bool) -> Exchange:
        self.stop.heed()
        self._check_budget()
        self._pace.wait(paced, LONGEST_CLEANING if self.stop.cleaning else LONGEST)
        self.stop.heed()
        started = datetime.now(UTC)
        answer = self._ask(request, source, fresh)
        error = self._without_secrets(answer.error) if answer.error else None
        exchange = Exchange(
            number=self.sent + 1,
            request=request,
            reply=answer.reply,
            started=started,
            purpose=purpose,
            source=source,
            failure=error.message if error else "",
            sent_headers=answer.sent_headers,
        )
        self._record(exchange)
        if error:
            raise error
        return exchange

    def _without_secrets(self, error: StoreUnreachable) -> StoreUnreachable:
        # An address that cannot be asked is repeated whole by requests and urllib3, with its token.
        # Nor has the beginning of a binary stream to be told whole.
        message = self.redacted(error.message)
        told = message if len(message) <= _LONGEST_MESSAGE else f"{message[:_LONGEST_MESSAGE]} […]"
        return StoreUnreachable(told, error.next_step, kind=error.kind)

    def _check_budget(self) -> None:
        budget = self._target.limits.budget
        reserved = 0 if self.stop.cleaning else self.reserved
        if self.sent + reserved >= budget:
            kept = f", but for {reserved} that are kept to delete orders" if reserved else ""
            raise BudgetSpent(
                f"The budget of {budget} requests is used up{kept}.",
                "Allow more with --budget, or look at fewer things at once.",
            )

    def _ask(self, request: Request, source: str, fresh: bool) -> Answer:
        self._asking = client = self._client(source) if fresh else self._kept_client(source)
        try:
            return client.ask(request)
        finally:
            self._asking = None
            if fresh:
                client.close()

    def _cut(self) -> None:
        if self._asking:
            self._asking.cut()

    def _kept_client(self, source: str) -> Client:
        if source not in self._clients:
            self._clients[source] = self._client(source)
        return self._clients[source]

    def _client(self, source: str) -> Client:
        return Client(self._target.limits, self._target.network, self._clock, source)

    def _record(self, exchange: Exchange) -> None:
        self._redactor.observe(exchange)
        self.exchanges.append(kept(exchange))
        if exchange.reply:
            self._pace.heed(exchange.reply, of_page=exchange.request.page)
        if self._on_exchange:
            self._on_exchange(self.exchanges[-1])
