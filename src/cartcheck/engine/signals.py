"""Ctrl-C, SIGTERM and a closed terminal, as the wish to stop that a run heeds."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.transport.stop import Stop

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP


@contextmanager
def heeding_signals(stop: Stop) -> Iterator[None]:
    """In here the signals ask for an end instead of bringing it; those that are ignored (nohup) stay ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Python lets only the main thread handle signals
        return
    before = {
        number: handler
        for name in _SIGNALS
        if (number := getattr(signal, name, None))
        and (handler := signal.getsignal(number)) not in {None, signal.SIG_IGN}
    }
    for number in before:
        signal.signal(number, lambda *_: stop.wish())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
