"""A pytest report in our words: the outcome of a check, its findings and what it reached."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.engine.fixtures import STATE
from cartcheck.engine.redacting import redacted
from cartcheck.engine.verdicts import Accepted, Found, ItemState, outcome_of
from cartcheck.errors import StoreError
from cartcheck.findings.judging import is_check
from cartcheck.reports.result import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

_UNJUDGED = {Outcome.NOT_APPLICABLE, Outcome.NOT_REACHED}


def remember_setup(report: pytest.TestReport, item: pytest.Item) -> pytest.TestReport:
    """Keeps how long the item's questions took: probes are fixtures, so they run in its setup."""
    item.stash.setdefault(STATE, ItemState()).asked_for = report.duration
    return report


def mark(
    report: pytest.TestReport,
    item: pytest.Item,
    call: pytest.CallInfo[Any],
    without_secrets: Callable[[str], str],
) -> pytest.TestReport:
    """The report with `cartcheck` set: how the item ended, without secrets."""
    state = item.stash.get(STATE, ItemState())
    report.duration += state.asked_for
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, pytest.skip.Exception):
        outcome, detail = Outcome.NOT_APPLICABLE, str(error)
    else:
        outcome, detail = outcome_of(error, state)
    if isinstance(error, AssertionError | pytest.fail.Exception) and not is_check(getattr(item, "obj", None)):
        outcome, detail = Outcome.FOUND, str(error)  # a plain pytest test of the user's own
    detail = redacted(detail, without_secrets)
    if outcome in _UNJUDGED or isinstance(error, Accepted):
        told_by = str(error) if isinstance(error, Accepted) else f"{outcome}: {detail}"
        report.outcome = "skipped"
        report.longrepr = (str(item.path), item.location[1] or 0, told_by)
    if isinstance(error, Found):
        report.longrepr = str(error)
    if outcome is Outcome.HARNESS_ERROR:
        report.longrepr = redacted(report.longreprtext, without_secrets)
    state.reached = {redacted(name, without_secrets): count for name, count in state.reached.items()}
    report.cartcheck = told(item, outcome, detail, state)  # type: ignore[attr-defined]
    report.cartcheck["stopped"] = isinstance(error, StoreError)
    return report


def told(item: pytest.Item, outcome: Outcome, detail: str, state: ItemState) -> dict[str, Any]:
    """An item's outcome with what its check left behind."""
    return {
        "id": item.nodeid,
        "subject": item.path.stem.removeprefix("test_").replace("_", " "),
        "title": title_of(item),
        "outcome": str(outcome),
        "detail": detail,
        "findings": [finding.id for finding in state.findings],
        "found": tuple(state.findings),
        "reached": sorted(state.reached.items()),
    }


def title_of(item: pytest.Item) -> str:
    """The first line of the check's docstring with its parameters filled in, else its name in words."""
    told = (inspect.getdoc(getattr(item, "obj", None)) or "").partition("\n")[0]
    for name, value in getattr(getattr(item, "callspec", None), "params", {}).items():
        told = told.replace(f"{{{name}}}", str(value))
    return told or item.name.removeprefix("test_").replace("_", " ")
