"""Cases drawn by other processes are those that this one would draw, and waiting for them can be ended."""

from __future__ import annotations

import time
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import pytest
from hypothesis.internal.conjecture import providers

from cartcheck.contract import same_draws as module
from cartcheck.contract.contract import _drawn
from cartcheck.contract.drawing import Drawing, Drawn
from tests.contract.trials import run

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("currency_set", "customer_set", "cart_read")
DRAW = partial(_drawn, "opencart-3.0.yaml", "3.0.5.1")


def slow(name: str, count: int, seed: int) -> Drawn:
    time.sleep(60)
    return Drawn([], [])


@pytest.fixture
def drawing() -> Iterator[Drawing]:
    made = Drawing(DRAW, 12, 5, 2)
    yield made
    made.close()


def test_another_process_draws_the_same(drawing: Drawing) -> None:
    """Other modules are loaded there than here: hypothesis must not draw from what stands in them."""
    for place, name in enumerate(NAMES):
        drawn = drawing.cases(name, NAMES[place + 1 :], lambda: None)
        here = DRAW(name, 12, 5)
        assert [case.wire for case in drawn.generated] == [case.wire for case in here.generated], name
        assert [case.wire for case in drawn.boundaries] == [case.wire for case in here.boundaries], name


def test_draws_of_others_keep_their_constants() -> None:
    before = providers._get_local_constants, providers.CONSTANTS_CACHE
    with module.same_draws():
        assert providers._get_local_constants().strings == set()
        assert providers.CONSTANTS_CACHE is not before[1]
    assert (providers._get_local_constants, providers.CONSTANTS_CACHE) == before


def test_waiting_is_ended_by_the_user() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    drawing = Drawing(slow, 1, 1, 1)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        drawing.cases("any", (), stop)
    # Not by `join`: the pool's own thread waits for the process too, and only one of the two is told of its end.
    (ended,) = [process.sentinel for process in drawing._pool._processes.values()]
    drawing.close()
    assert wait([ended], 10) == [ended]
    assert time.monotonic() - began < 20


def test_a_run_with_two_processes_asks_what_one_asks() -> None:
    one, two = (run(keywords="customer_set", examples=12, processes=number) for number in (1, 2))
    assert one.sent == two.sent > 40
    assert [item.reached for item in one.items] == [item.reached for item in two.items]
