"""Listens to pytest: keeps each item's outcome and findings, and tells the progress display."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cartcheck.engine.item_report import title_of
from cartcheck.engine.unreached import CUT, ENDED, INTERRUPTED, report_unreached
from cartcheck.reports.result import Item, Outcome

if TYPE_CHECKING:
    from cartcheck.findings.finding import Finding
    from cartcheck.reports.progress import RunProgress
    from cartcheck.reports.result import Ended


class Recorder:
    """A pytest plugin object. `items` and `findings` grow while the run goes on, so that an interrupt loses nothing."""

    def __init__(self, progress: RunProgress | None = None) -> None:
        self.items: dict[str, Item] = {}
        self.findings: list[Finding] = []
        self.problems: list[str] = []
        self._progress = progress
        self._running: pytest.Item | None = None
        self._wanted: list[pytest.Item] = []
        self._interrupted = False

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """All items are known."""
        self._wanted = session.items
        if self._progress:
            self._progress.total(len(session.items))

    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """An item begins."""
        self._running = item
        if self._progress:
            self._progress.item(title_of(item))

    def pytest_runtest_logfinish(self) -> None:
        """An item has ended."""
        self._running = None
        if self._progress:
            self._progress.done()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keeps what an item's report tells."""
        ended: Ended | None = getattr(report, "cartcheck", None)
        if ended is not None:
            self._keep(ended)

    def _keep(self, ended: Ended) -> None:
        self.items[ended.item.id] = ended.item
        if ended.stopped and ended.item.detail not in self.problems:
            self.problems.append(ended.item.detail)
        self.findings += ended.findings

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module of checks that cannot be read is our bug, or that of who wrote it."""
        if report.failed:
            self.our_bug(report.nodeid, str(report.longrepr).strip().rpartition("\n")[2])

    def our_bug(self, where: str, detail: str) -> None:
        """Something that is not the store's: it ends the run with the exit code of a bug."""
        self.items.setdefault(
            where, Item(where, "harness", "cartcheck works.", Outcome.HARNESS_ERROR, 0.0, detail)
        )

    def pytest_internalerror(self, excrepr: object) -> None:
        """Pytest or a plugin crashed."""
        self.our_bug("pytest", str(excrepr).strip().rpartition("\n")[2])

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Ctrl-C: what was learned so far is still reported."""
        if isinstance(excinfo.value, KeyboardInterrupt):
            self.problems.append("The run was interrupted; what it had learned until then is shown.")
            self._interrupted = True

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """No item is silently absent: pytest makes no report of one that was interrupted, nor of those after it."""
        for item in [item for item in self._wanted if item.nodeid not in self.items]:
            report_unreached(item, self._reason(item))

    def _reason(self, item: pytest.Item) -> str:
        if not self._interrupted:
            return ENDED
        return CUT if item is self._running else INTERRUPTED
