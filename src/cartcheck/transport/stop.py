"""The user's wish that a run end: set by a signal at any moment, heeded between requests and in every wait."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Seconds. One Ctrl-C comes twice where make or a launcher hands it on to a group that the terminal told already.
_SAME_WISH = 1.0
_STEP = 0.1  # seconds of sleep between two looks at the wish


class Stop:
    """A wish to stop. A request under way is read to its end, so that what it made in the store is known.

    The first wish ends the run; what the run made is still removed then. Another one, a second later or more, cuts the
    request under way, and during the clean-up gives that up too. `cut` ends the request under way. A flag and no
    exception out of the signal's handler: that would be lost where Python ignores exceptions, as in a callback of its
    garbage collector.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.wanted = False
        self.cut: Callable[[], None] = lambda: None
        self.cleaning = False
        self._clock = clock
        self._last = 0.0
        self._given_up = False

    def wish(self) -> None:
        """The user wants an end; may be called at any moment, also from a signal's handler."""
        now = self._clock()
        if self.wanted and now - self._last < _SAME_WISH:
            return
        again, self.wanted, self._last = self.wanted, True, now
        if again:
            self._given_up = self.cleaning
            self.cut()

    def heed(self) -> None:
        """KeyboardInterrupt where nothing may be done any more: after a wish, in a clean-up after another one."""
        if self._given_up or (self.wanted and not self.cleaning):
            raise KeyboardInterrupt

    def sleep(self, seconds: float) -> None:
        """Waits; KeyboardInterrupt as soon as the wish is there."""
        until = self._clock() + seconds
        self.heed()
        while (rest := until - self._clock()) > 0:
            time.sleep(min(_STEP, rest))
            self.heed()

    @contextmanager
    def clean_up(self) -> Iterator[None]:
        """What is done in here is done in spite of the first wish."""
        self.cleaning = True
        try:
            yield
        finally:
            self.cleaning = False
