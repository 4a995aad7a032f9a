"""The store's clock: real time, moved on by tests."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cartcheck.errors import UsageError


class Clock:
    """Seconds since the epoch, plus what `advance` added."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """The store's present."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass, for sessions, tokens and carts alike."""
        self._ahead += seconds

    def local(self, timezone: str) -> datetime:
        """The present in the shop's time zone."""
        return datetime.fromtimestamp(self.now(), ZoneInfo(timezone))


def check_timezone(name: str) -> None:
    """Raise UsageError for a name that isn't in the time zone database."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"There is no time zone {name!r}.", "Use a name such as America/New_York.") from None
