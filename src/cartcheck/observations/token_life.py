"""How long tokens live unused, and whether a call renews them, as it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Minutes. The known ends of a token's life are 24 and 60; between two calls that lie further apart than this an end is
# known too badly to name its cause.
_SHARP = 5.0
_SLACK = 0.2  # minutes by which calls come later than they were meant to


@dataclass(frozen=True, slots=True)
class Idle:
    """A call with a token after so many minutes; `told` says in words what came back.

    `exchange` is 0 for what an earlier run asked, `at` is then when: ISO 8601, UTC. `broken`: the answer was none of the
    API's, and tells nothing about the token.
    """

    minutes: float
    let_in: bool
    told: str
    exchange: int = 0
    at: str = ""
    broken: bool = False


@dataclass(frozen=True, slots=True)
class TokenLife:
    """Tokens that were left alone, each for another time (`steps`), and one of the same age that was `used` meanwhile."""

    steps: tuple[Idle, ...]
    used: tuple[Idle, ...] = ()

    @property
    def lived(self) -> float:
        """The longest idle time after which a token was still good, in minutes."""
        return max((step.minutes for step in self.steps if step.let_in), default=0)

    @property
    def died(self) -> float | None:
        """The shortest idle time after which one was refused, or None if none ever was."""
        return min((step.minutes for step in self.steps if not step.let_in and not step.broken), default=None)

    @property
    def answered(self) -> bool:
        """Whether any call tells anything."""
        return any(not step.broken for step in self.steps)

    @property
    def shown(self) -> Iterator[Idle]:
        """The last call with a living token, the first with a dead one, or what came instead."""
        ends = [step for step in self.steps if step.minutes in {self.lived, self.died} and not step.broken]
        yield from ends or self.steps[-1:]

    def ends_at(self, minutes: float) -> bool:
        """Whether that is what was measured, closely enough to say so."""
        return self.died is not None and self.lived < minutes <= self.died <= self.lived + _SHARP

    @property
    def renewed(self) -> bool | None:
        """Whether a token lives on because it is used; None if that could not be seen."""
        before = 0.0
        for call in self.used:
            if call.broken:
                return None
            if not call.let_in:
                return False if call.minutes - before <= self.lived + _SLACK else None
            if self.died is not None and call.minutes >= self.died:
                return True
            before = call.minutes
        return None
