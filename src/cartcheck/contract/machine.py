"""Lives drawn by hypothesis: a state machine over the steps, and of each broken effect the shortest life that shows it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cartcheck.contract.same_draws import same_draws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartcheck.contract.breach import Breach
    from cartcheck.contract.life import Life
    from cartcheck.contract.steps import Step


class BrokenEffect(AssertionError):  # noqa: N818  # what is so, not what went wrong with us
    """Ends a life at a broken effect."""


class Enough(KeyboardInterrupt):
    """Ends all lives. Hypothesis takes any other exception for a failure to be shortened; an interrupt it lets through."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many lives of how many steps are drawn from which seed, and how often a step may be taken in one.

    `shortens`: of a broken effect shorter lives are looked for.
    """

    lives: int
    steps: int
    times: int
    seed: int
    shortens: bool


class Scene(Protocol):
    """Where lives are lived: what each begins with, how its steps are taken and looked at, and its end."""

    steps: Sequence[Step]

    def begin(self) -> Life:
        """A new life."""

    def take(self, life: Life, step: Step) -> None:
        """A step of it."""

    def check(self, life: Life) -> None:
        """What must be so after a step."""

    def end(self, life: Life) -> None:
        """The end of it, whatever ended it."""


def raise_broken(breach: Breach) -> None:
    """End the life."""
    raise _class_of(breach.kind, breach.what)(breach.text)


@cache
def _class_of(kind: str, what: str) -> type[BrokenEffect]:
    """One class for each broken effect: of two breaches of one class hypothesis would keep only the shorter life."""
    return type(f"Broken: {kind} {what}", (BrokenEffect,), {})


def live(bounds: Bounds, scene: Scene) -> None:
    """Live. What is broken was reported to the scene's lives by then; Enough is raised where they ended it."""
    how = settings(
        max_examples=bounds.lives,
        stateful_step_count=bounds.steps,
        database=None,
        deadline=None,
        print_blob=False,
        verbosity=Verbosity.quiet,
        phases=[Phase.generate, Phase.shrink] if bounds.shortens else [Phase.generate],
        report_multiple_bugs=bounds.lives > 1,
        suppress_health_check=list(HealthCheck),
    )
    with warnings.catch_warnings(), same_draws():
        warnings.simplefilter("ignore")
        try:
            run_state_machine_as_test(seed(bounds.seed)(_machine(bounds, scene)), settings=how)
        except* (BrokenEffect, Flaky):  # reported; also what did not come again when it was tried again
            pass


def _machine(bounds: Bounds, scene: Scene) -> type[RuleBasedStateMachine]:
    class OrderLife(RuleBasedStateMachine):
        """The first life that is drawn is always the same: each step once, in the usual order."""

        def __init__(self) -> None:
            super().__init__()
            self.life = scene.begin()

        @initialize(times=st.integers(1, bounds.times))
        def set_out(self, times: int) -> None:
            self.life.times = times

        @rule(step=st.runner().flatmap(lambda self: st.sampled_from(scene.steps).filter(self.life.can)))
        def go_on(self, step: Step) -> None:
            scene.take(self.life, step)

        @invariant()
        def holds(self) -> None:
            scene.check(self.life)

        def teardown(self) -> None:
            scene.end(self.life)

    return OrderLife
