"""A baseline in a `pytest checks --store URL` run: what it accepts fails no item, and its idle entries are told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cartcheck.engine.accepting import accepting, idle
from cartcheck.engine.recorder import Recorder
from cartcheck.engine.verdicts import Accepted, Found, fails

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from cartcheck.acceptances.acceptance import Acceptance
    from cartcheck.findings.finding import Finding


class Baseline:
    """A pytest plugin object: the entries of a baseline, applied to the findings of each item of a run."""

    def __init__(self, acceptances: Sequence[Acceptance] = ()) -> None:
        self._acceptances = acceptances
        self._today = datetime.now(UTC).date()
        self._ended = Recorder()

    def applied(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, those that are accepted marked so."""
        return accepting(findings, self._acceptances, self._today)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remembers what an item found."""
        self._ended.pytest_runtest_logreport(report)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tells the entries that accept nothing, where the run looked for what they mean."""
        items = tuple(self._ended.items.values())
        for sentence in idle(self._ended.findings, items, self._acceptances, self._today):
            terminalreporter.write_line(f"baseline: {sentence}")


def raise_found(findings: Sequence[Finding]) -> None:
    """Found where something at level warning or above is not accepted, Accepted where all of that is."""
    still = [finding for finding in findings if not finding.accepted]
    if fails(still):
        raise Found(still)
    if fails(findings):
        raise Accepted(findings)
