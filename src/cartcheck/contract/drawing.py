"""Cases, drawn ahead by other processes while this one asks the store."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cartcheck.contract.case import Case

_LOOK = 0.1  # seconds between two looks at the wish to stop


class Drawn(NamedTuple):
    """The cases of an operation: at the limits of its schema, and generated ones."""

    boundaries: list[Case]
    generated: list[Case]


class Drawing:
    """Draws the cases of each operation, `count` generated ones with the same seed, several operations at a time.

    `draw` is a function of a module: another process imports it. Which process draws changes nothing about the cases.
    """

    def __init__(self, draw: Callable[[str, int, int], Drawn], count: int, seed: int, processes: int) -> None:
        self._draw = draw
        self._count, self._seed = count, seed
        self._ahead = 2 * processes
        self._drawn: dict[str, Future[Drawn]] = {}
        self._pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _ignore_interrupts)

    def cases(self, name: str, following: Sequence[str], heed: Callable[[], None]) -> Drawn:
        """The cases of an operation; `following` are those that may be asked for next. `heed` is called while waiting."""
        for each in islice((name, *following), self._ahead):
            if each not in self._drawn:
                self._drawn[each] = self._pool.submit(self._draw, each, self._count, self._seed)
        while True:
            heed()
            try:
                return self._drawn[name].result(_LOOK)
            except TimeoutError:
                continue

    def close(self) -> None:
        """Ends the processes; what is being drawn is given up."""
        for process in list((self._pool._processes or {}).values()):  # noqa: SLF001  # before 3.14 no call does so
            process.terminate()
        self._pool.shutdown(wait=False, cancel_futures=True)


def _ignore_interrupts() -> None:
    """Ctrl-C goes to all processes of a terminal; the one that asks the store decides what becomes of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
