"""What a run is doing, while it does it: a bar in a terminal, a line now and then elsewhere."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TimeElapsedColumn
from rich.table import Column
from rich.text import Text

from cartcheck.reports.visible import one_line
from cartcheck.reports.wording import duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console
    from rich.progress import Task

_EVERY = 5.0  # seconds between lines where there is no terminal


class RunProgress:
    """Told by a run what it does; shows nothing itself. Use as a context manager."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing to put away."""

    def total(self, items: int) -> None:
        """How many items there are, once that is known."""

    def item(self, title: str) -> None:
        """An item begins."""

    def done(self) -> None:
        """The current item has ended."""

    def waiting(self, seconds: float, why: str) -> None:
        """The run rests for so long; `why` is a sentence such as "The store sent Retry-After."."""

    def watching(self, minutes: float, longest: float, until: float) -> None:
        """Tokens have been left unused for so many minutes, of those that it may take at the longest.

        Said each second; the next one is asked after `until` minutes.
        """


def run_progress(out: Console) -> RunProgress:
    """The display that fits the console."""
    return Bar(out) if out.is_terminal else Lines(out)


class Bar(RunProgress):
    """One line, redrawn, and gone at the end: 12/46, a bar, the time, the current item."""

    def __init__(self, out: Console, clock: Callable[[], float] = time.monotonic) -> None:
        columns = (MofNCompleteColumn(), BarColumn(20), TimeElapsedColumn(), _Now(clock))
        self._display = Progress(*columns, console=out, transient=True, expand=True)
        self._clock = clock
        self._task = self._display.add_task("", total=None, until=0.0, why="")
        self._watch = self._display.add_task("", total=None, until=0.0, why="", visible=False, start=False)

    def __enter__(self) -> Self:
        self._display.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._display.stop()

    def total(self, items: int) -> None:
        """The bar has an end now."""
        self._display.update(self._task, total=items)

    def item(self, title: str) -> None:
        """Names the item beside the bar."""
        self._display.update(self._watch, visible=False)
        self._display.update(self._task, description=one_line(title), until=0.0)

    def done(self) -> None:
        """Moves the bar on."""
        self._display.advance(self._task)

    def refresh(self) -> None:
        """Draws at once; otherwise it is drawn ten times a second."""
        self._display.refresh()

    def waiting(self, seconds: float, why: str) -> None:
        """Counts the seconds down beside the bar."""
        self._display.update(self._task, until=self._clock() + seconds, why=one_line(why))

    def watching(self, minutes: float, longest: float, until: float) -> None:
        """A second bar, of minutes."""
        self._display.start_task(self._watch)
        ends = self._clock() + 60 * (until - minutes)
        done, of = int(minutes), math.ceil(longest)
        self._display.update(
            self._watch, total=of, completed=done, visible=True, until=ends, why=_asked_next(until)
        )


class _Now(ProgressColumn):
    """The current item, or how long the run still waits and why."""

    max_refresh = 0.2

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis"))
        self._clock = clock

    def render(self, task: Task) -> Text:
        """A text, never markup: titles may hold words of the store."""
        rest = task.fields["until"] - self._clock()
        if rest > 0:
            left = f"{math.ceil(rest)} s" if rest < 60 else duration(rest)
            return Text(f"waiting {left}: {task.fields['why']}", "yellow")
        return Text(task.description)


class Lines(RunProgress):
    """Plain lines for a log: at most one every few seconds, and one for each wait."""

    def __init__(self, out: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._clock = clock
        self._next = clock() + _EVERY
        self._ended = 0
        self._total = 0
        self._until = 0.0

    def total(self, items: int) -> None:
        """Remembers the number for the lines to come."""
        self._total = items

    def item(self, title: str) -> None:
        """Says where the run is, if it has not done so lately."""
        if self._clock() < self._next:
            return
        self._next = self._clock() + _EVERY
        of = f" of {self._total}" if self._total else ""
        self._say(f"{self._ended + 1}{of}: {title}")

    def done(self) -> None:
        """Counts."""
        self._ended += 1

    def waiting(self, seconds: float, why: str) -> None:
        """Says so at once, unless it is the pace of a moment."""
        if seconds >= 1:
            self._say(f"waiting {duration(seconds)}: {why}")

    def watching(self, minutes: float, longest: float, until: float) -> None:
        """Says so once for each token."""
        if until != self._until:
            self._until = until
            self._say(f"{minutes:.0f} of at most {longest:g} minutes: {_asked_next(until)}")

    def _say(self, line: str) -> None:
        self._out.print(Text(one_line(line)), soft_wrap=True)


def _asked_next(minutes: float) -> str:
    return f"a token that is left unused for {minutes:.0f} minutes is asked next"
