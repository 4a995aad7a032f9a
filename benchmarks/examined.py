"""A mock examined by cartcheck in this process, as benchmarks want it: as fast as it answers, with every boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.cli.embedded import embedded
from cartcheck.engine.run import examine
from cartcheck.mock.options import MockOptions

if TYPE_CHECKING:
    from cartcheck.engine.order import Order
    from cartcheck.reports.result import Result
    from cartcheck.target.target import Target
    from cartcheck.transport.transport import Transport

_BUDGET = 100_000


def examined(opencart: str, order: Order, faults: tuple[str, ...] = ()) -> tuple[Result, Transport]:
    """The result and what was sent."""
    from cartcheck.mock.server import running_mock  # heavy, and not for who examines a mock that runs

    with running_mock(MockOptions(opencart=opencart, faults=faults, control=True)) as base:
        return examine(mock_at(base), order)


def mock_at(base: str) -> Target:
    """A mock that runs at this address, with its control."""
    return embedded(base, _BUDGET)
