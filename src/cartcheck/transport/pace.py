"""How fast a store is asked: evenly spaced requests, and the waits it asks for itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cartcheck.errors import AskedToWait
from cartcheck.transport.dates import moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.transport.exchange import Reply

LONGEST = 120.0  # seconds
LONGEST_CLEANING = 900.0  # seconds; better than orders that stay in a shop
_BUSY = {429, 503}


class Pace:
    """At most so many requests a second, 0 = no limit. `on_wait` hears of waits that the store asked for."""

    def __init__(
        self,
        per_second: float,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        on_wait: Callable[[float, str], None] | None = None,
    ) -> None:
        self._interval = 1 / per_second if per_second else 0.0
        self._clock = clock
        self._sleep = sleep
        self._on_wait = on_wait
        self._next_slot = 0.0
        self._not_before = 0.0

    def wait(self, paced: bool = True, longest: float = LONGEST) -> None:
        """Returns when the next request may go; AskedToWait when the store asked for more than `longest` seconds.

        A request that is not `paced` goes as soon as the store's own wish allows.
        """
        asked_for = self._not_before - self._clock()
        if asked_for > 0:
            self._wait_as_asked(asked_for, longest)
        now = self._clock()
        if paced and self._next_slot > now:
            self._sleep(self._next_slot - now)
        self._next_slot = max(now, self._next_slot) + self._interval

    def heed(self, reply: Reply, *, of_page: bool = False) -> None:
        """Takes note of a Retry-After in an answer that says the store is busy (429, 503).

        A page of the shop may be closed for an hour while the API is open (maintenance mode: 503, Retry-After 3600), so
        that a long wait which a 503 `of_page` asks for is no wish about other requests.
        """
        if reply.status not in _BUSY or not (seconds := retry_after(reply)):
            return
        closed = of_page and reply.status == 503 and seconds > LONGEST
        if not closed:
            self._not_before = max(self._not_before, self._clock() + seconds)

    def _wait_as_asked(self, seconds: float, longest: float) -> None:
        if seconds > longest:
            raise AskedToWait(
                f"The store asks to wait {seconds:.0f} seconds before the next request.",
                f"Run cartcheck again after that time; it waits {longest:.0f} seconds at most.",
                seconds=seconds,
            )
        if self._on_wait:
            self._on_wait(seconds, "the store asked to wait (Retry-After)")
        self._sleep(seconds)


def retry_after(reply: Reply) -> float:
    """The seconds a Retry-After header asks for, else 0. A date counts from the store's own clock."""
    value = reply.header("retry-after").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    until = _moment(value)
    if until is None:
        return 0.0
    now = _moment(reply.header("date")) or datetime.now(UTC)
    return max(0.0, (until - now).total_seconds())


def _moment(value: str) -> datetime | None:
    named = moment(value)
    return named.replace(tzinfo=UTC) if named and not named.tzinfo else named
