"""Stopped in the middle of the orders it makes, the program removes them, and says which it could not remove."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.errors import ExitCode
from cartcheck.mock import DEMO_KEY, MockOptions, running_mock
from cartcheck.mock.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LATENCY = 0.02  # seconds: so long at least an order is there, and requests are under way
KEPT = "contract.order-left-behind"


class Run:
    """The program, run against a shop of its own that can be looked into."""

    def __init__(self, base: str, store: Store) -> None:
        self.store = store
        command = (sys.executable, "-m", "cartcheck", "contract", base, "--key", DEMO_KEY)
        self._program = subprocess.Popen(
            (*command, "--allow-writes", "--json", "--no-reports"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_for_order(self) -> None:
        """Until the first order is there."""
        until = time.monotonic() + 60
        while not self.store.orders.all():
            assert self._program.poll() is None, self._program.communicate()
            assert time.monotonic() < until
            time.sleep(0.001)

    def tell(self, number: signal.Signals) -> None:
        self._program.send_signal(number)

    def end(self) -> tuple[int, dict[str, Any]]:
        """The exit code and the result as JSON."""
        out, err = self._program.communicate(timeout=60)
        assert "Traceback" not in err and "ignored in" not in err
        return self._program.returncode, json.loads(out)

    def kill(self) -> None:
        self._program.kill()
        self._program.communicate()


@pytest.fixture
def running(stores: list[Store]) -> Callable[..., Any]:
    @contextmanager
    def run(**options: Any) -> Iterator[Run]:
        with running_mock(MockOptions(latency=LATENCY, **options)) as base:
            program = Run(base, stores[-1])
            try:
                yield program
            finally:
                program.kill()

    return run


def problems(result: dict[str, Any]) -> str:
    return " ".join(result["problems"])


@pytest.mark.parametrize(
    ("number", "seed"),
    [(signal.SIGINT, 1), (signal.SIGINT, 2), (signal.SIGTERM, 3), (signal.SIGTERM, 4), (signal.SIGHUP, 5)],
)
def test_no_order_is_left_whenever_it_is_stopped(
    running: Callable[..., Any], number: signal.Signals, seed: int
) -> None:
    with running() as program:
        program.wait_for_order()
        time.sleep(random.Random(seed).uniform(0, 1.5))
        program.tell(number)
        code, result = program.end()
        assert program.store.orders.all() == []
    assert "interrupted" in problems(result)
    assert code == ExitCode.NOT_EXAMINED
    assert result["items"]
    assert KEPT not in {finding["id"] for finding in result["findings"]}


def test_one_ctrl_c_that_comes_twice_is_one(running: Callable[..., Any]) -> None:
    with running() as program:
        program.wait_for_order()
        program.tell(signal.SIGINT)
        time.sleep(2 * LATENCY)
        program.tell(signal.SIGINT)
        program.end()
        assert program.store.orders.all() == []


def test_a_second_one_gives_the_clean_up_up_and_names_what_is_left(running: Callable[..., Any]) -> None:
    with running(faults=("refuses-delete",)) as program:
        program.wait_for_order()
        (order,) = program.store.orders.all()
        program.store.faults = ("slow", "refuses-delete")
        program.tell(signal.SIGINT)
        time.sleep(2)
        program.tell(signal.SIGINT)
        code, result = program.end()
    (left,) = [finding for finding in result["findings"] if finding["id"] == KEPT]
    assert f"Order {order.order_id} " in left["evidence"][0]["text"]
    assert code == ExitCode.FOUND
