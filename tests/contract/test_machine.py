"""The machine without a store: the same lives for a seed, each failure shortened by itself, an end when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from cartcheck.contract.breach import Breach, BreachKind
from cartcheck.contract.description import load
from cartcheck.contract.machine import Bounds, Enough, live, raise_broken
from cartcheck.contract.steps import REST, Step, linked, replacement
from cartcheck.dialects.registry import dialects
from cartcheck.paths import openapi_dir

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.contract.life import Life
    from cartcheck.dialects.dialect import Dialect

BOUNDS = Bounds(lives=8, steps=12, times=2, seed=1, shortens=True)
ONE = Bounds(lives=1, steps=12, times=1, seed=1, shortens=True)
STEPS = (*(Step(call) for call in "abcdefgh"), Step(REST))


class Walk:
    """A life that is only a list of what was done."""

    def __init__(self) -> None:
        self.times = 1
        self.calls: list[str] = []
        self.ended = False

    def can(self, step: Step) -> bool:
        return step.call == REST or self.calls.count(step.call) < self.times


class Stage:
    """A scene that breaks where `breaks` says so of the calls until then."""

    steps = STEPS

    def __init__(self, breaks: Callable[[list[str]], str] = lambda _: "", most: int = 10_000) -> None:
        self.walks: list[Walk] = []
        self.broken: dict[str, list[str]] = {}
        self._breaks = breaks
        self._most = most

    def begin(self) -> Life:
        self.walks.append(Walk())
        return cast("Life", self.walks[-1])

    def take(self, life: Life, step: Step) -> None:
        if sum(len(walk.calls) for walk in self.walks) >= self._most:
            raise Enough
        if step.call != REST:
            cast("Walk", life).calls.append(step.call)

    def check(self, life: Life) -> None:
        calls = cast("Walk", life).calls
        if what := self._breaks(calls):
            self.broken[what] = min(self.broken.get(what, calls), list(calls), key=len)
            raise_broken(Breach(BreachKind.CART, what, ""))

    def end(self, life: Life) -> None:
        cast("Walk", life).ended = True

    @property
    def lived(self) -> list[list[str]]:
        return [walk.calls for walk in self.walks]


def lived(bounds: Bounds, stage: Stage) -> Stage:
    live(bounds, stage)
    return stage


def test_one_life_takes_each_step_once_in_its_order() -> None:
    assert lived(ONE, Stage()).lived == [list("abcdefgh")]


def test_a_seed_draws_the_same_lives() -> None:
    other = Bounds(lives=8, steps=12, times=2, seed=2, shortens=True)
    first, again, different = (lived(bounds, Stage()).lived for bounds in (BOUNDS, BOUNDS, other))
    assert first == again != different
    assert 8 <= len(first) <= 16 and all(len(calls) <= 12 for calls in first)


def test_each_failure_is_shortened_by_itself() -> None:
    def breaks(calls: list[str]) -> str:
        if calls.count("c") == 2:
            return "twice"
        return "after" if "b" in calls and calls[-1] == "f" else ""

    assert lived(BOUNDS, Stage(breaks)).broken == {"after": ["b", "f"], "twice": ["c", "c"]}
    assert lived(ONE, Stage(breaks)).broken == {"after": ["b", "f"]}


def test_without_leave_to_shorten_a_failure_is_seen_once() -> None:
    bounds = Bounds(lives=1, steps=12, times=1, seed=1, shortens=False)
    stage = lived(bounds, Stage(lambda calls: "at" if calls and calls[-1] == "d" else ""))
    assert stage.broken == {"at": list("abcd")}


def test_what_comes_only_once_is_no_crash() -> None:
    seen: list[str] = []

    def breaks(calls: list[str]) -> str:
        if len(calls) == 3 and not seen:
            seen.append("once")
            return "once"
        return ""

    assert lived(ONE, Stage(breaks)).broken == {"once": list("abc")}


@pytest.mark.parametrize("breaks", [lambda _: "", lambda calls: "at" if calls[-1:] == ["d"] else ""])
def test_it_ends_when_it_is_told(breaks: Callable[[list[str]], str]) -> None:
    stage = Stage(breaks, most=7)
    with pytest.raises(Enough):
        live(BOUNDS, stage)
    assert sum(map(len, stage.lived)) == 7
    assert all(walk.ended for walk in stage.walks)


def test_our_own_bugs_are_not_swallowed() -> None:
    def breaks(calls: list[str]) -> str:
        raise ZeroDivisionError(len(calls))

    with pytest.raises(ZeroDivisionError):
        live(ONE, Stage(breaks))


# What replaces an order, by generation.
REPLACED_BY = {
    "4.0.0": "order_create",
    "4.0.1": "order_create",
    "4.0.2": "order_create",
    "4.1": "order_create",
}


@pytest.mark.parametrize("dialect", dialects(), ids=lambda dialect: dialect.generation)
def test_links_lead_through_the_whole_life(dialect: Dialect) -> None:
    version = dialect.versions[-1] if dialect.versions else ""
    described = load(openapi_dir() / dialect.description, version).operations
    wanted = {"cart_add", "cart_edit", "cart_remove", "cart_read", "order_create", "order_delete"}
    wanted |= {"order_read", "order_load", "order_replace", "order_history_add", "customer_set"}
    assert linked(described) >= wanted & described.keys()
    assert replacement(described) == REPLACED_BY.get(dialect.generation, "order_replace")
