"""Reports of items that pytest makes none of: the one that an interrupt cut, and those that the run never came to."""

from __future__ import annotations

from typing import Literal

import pytest

from cartcheck.engine.fixtures import STATE
from cartcheck.engine.item_report import carry
from cartcheck.engine.verdicts import ItemState
from cartcheck.reports.result import Outcome

CUT = "It was interrupted."
INTERRUPTED = "Not asked, because the run was interrupted."
ENDED = "Not asked, because the run ended before."


def report_unreached(item: pytest.Item, detail: str) -> None:
    """Tells all listeners that an item was not reached; pytest-html makes a row of it when its teardown is told."""
    report = _report(item, "call", detail)
    carry(report, item, Outcome.NOT_REACHED, detail, item.stash.get(STATE, ItemState()))
    for each in (report, _report(item, "teardown")):
        item.ihook.pytest_runtest_logreport(report=each)


def _report(item: pytest.Item, when: Literal["call", "teardown"], reason: str = "") -> pytest.TestReport:
    place = (str(item.path), item.location[1] or 0, reason)
    outcome: Literal["passed", "skipped"] = "skipped" if reason else "passed"
    return pytest.TestReport(
        item.nodeid, item.location, {}, outcome, place if reason else None, when, duration=0.0
    )
