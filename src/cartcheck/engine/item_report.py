"""A pytest report in our words: the outcome of a check, its findings and what it reached."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.engine.fixtures import STATE
from cartcheck.engine.redacting import redacted
from cartcheck.engine.verdicts import Accepted, Found, ItemState, outcome_of
from cartcheck.errors import StoreError
from cartcheck.findings.judging import is_check
from cartcheck.reports.result import Ended, Item, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

_UNJUDGED = {Outcome.NOT_APPLICABLE, Outcome.NOT_REACHED}


def remember_setup(report: pytest.TestReport, item: pytest.Item) -> None:
    """Keeps how long the item's questions took: probes are fixtures, so they run in its setup."""
    item.stash.setdefault(STATE, ItemState()).asked_for = report.duration


def mark(
    report: pytest.TestReport,
    item: pytest.Item,
    call: pytest.CallInfo[Any],
    without_secrets: Callable[[str], str],
) -> None:
    """Sets `cartcheck`, an `Ended`, and puts what pytest shows of the item into our words, without secrets."""
    state = item.stash.get(STATE, ItemState())
    report.duration += state.asked_for
    error = call.excinfo.value if call.excinfo else None
    outcome, detail = _outcome(item, error, state)
    detail = redacted(detail, without_secrets)
    if isinstance(error, Accepted):
        _skip(report, item, str(error))
    elif outcome in _UNJUDGED:
        _skip(report, item, f"{outcome}: {detail}")
    elif isinstance(error, Found):
        report.longrepr = str(error)
    elif outcome is Outcome.HARNESS_ERROR:
        report.longrepr = redacted(report.longreprtext, without_secrets)
    state.reached = Counter({redacted(name, without_secrets): count for name, count in state.reached.items()})
    carry(report, item, outcome, detail, state, stopped=isinstance(error, StoreError))


def _outcome(item: pytest.Item, error: BaseException | None, state: ItemState) -> tuple[Outcome, str]:
    """The outcome and the reason; of a plain pytest test of the user's own as pytest itself takes it."""
    if isinstance(error, pytest.skip.Exception):
        return Outcome.NOT_APPLICABLE, str(error)
    if isinstance(error, AssertionError | pytest.fail.Exception) and not is_check(getattr(item, "obj", None)):
        return Outcome.FOUND, str(error)
    return outcome_of(error, state)


def _skip(report: pytest.TestReport, item: pytest.Item, why: str) -> None:
    report.outcome = "skipped"
    report.longrepr = (str(item.path), item.location[1] or 0, why)


def carry(
    report: pytest.TestReport,
    item: pytest.Item,
    outcome: Outcome,
    detail: str,
    state: ItemState,
    *,
    stopped: bool = False,
) -> None:
    """Has pytest's report of an item carry how it ended, and what its check left behind."""
    ended = Item(
        id=item.nodeid,
        subject=item.path.stem.removeprefix("test_").replace("_", " "),
        title=title_of(item),
        outcome=outcome,
        seconds=round(report.duration, 4),
        detail=detail,
        findings=tuple(dict.fromkeys(finding.id for finding in state.findings)),
        reached=tuple(sorted(state.reached.items())),
    )
    report.cartcheck = Ended(ended, tuple(state.findings), stopped)  # type: ignore[attr-defined]


def title_of(item: pytest.Item) -> str:
    """The first line of the check's docstring with its parameters filled in, else its name in words."""
    title = (inspect.getdoc(getattr(item, "obj", None)) or "").partition("\n")[0]
    for name, value in getattr(getattr(item, "callspec", None), "params", {}).items():
        title = title.replace(f"{{{name}}}", str(value))
    return title or item.name.removeprefix("test_").replace("_", " ")
