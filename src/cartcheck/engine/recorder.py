"""Listens to pytest: keeps each item's outcome and findings, and tells the progress display."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.engine.fixtures import STATE
from cartcheck.engine.item_report import title_of, told
from cartcheck.engine.verdicts import ItemState
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.reports.result import Item, Outcome

if TYPE_CHECKING:
    import pytest

    from cartcheck.reports.progress import RunProgress


class Recorder:
    """A pytest plugin object. `items` and `findings` grow while the run goes on, so that an interrupt loses nothing."""

    def __init__(self, progress: RunProgress | None = None) -> None:
        self.items: dict[str, Item] = {}
        self.findings: list[Finding] = []
        self.problems: list[str] = []
        self._progress = progress
        self._running: pytest.Item | None = None

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """All items are known."""
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
        plain: dict[str, Any] | None = getattr(report, "cartcheck", None)
        if plain is not None:
            self._keep(plain, report.duration)

    def _keep(self, plain: dict[str, Any], seconds: float) -> None:
        self.items[plain["id"]] = _item(plain, seconds)
        if plain.get("stopped") and plain["detail"] not in self.problems:
            self.problems.append(plain["detail"])
        self.findings += [_finding(found) for found in plain["found"]]

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
            if self._running is not None:  # pytest makes no report of the item that was interrupted
                state = self._running.stash.get(STATE, ItemState())
                self._keep(told(self._running, Outcome.NOT_REACHED, "It was interrupted.", state), 0.0)


def _item(told: dict[str, Any], seconds: float) -> Item:
    return Item(
        id=told["id"],
        subject=told["subject"],
        title=told["title"],
        outcome=Outcome(told["outcome"]),
        seconds=round(seconds, 4),
        detail=told["detail"],
        findings=tuple(dict.fromkeys(told["findings"])),
        reached=tuple((name, count) for name, count in told["reached"]),
    )


def _finding(found: dict[str, Any]) -> Finding:
    shown = tuple(Evidence(**evidence) for evidence in found["evidence"])
    plain = {**found, "level": Level(found["level"]), "evidence": shown}
    plain["remedy"], plain["alternatives"] = tuple(found["remedy"]), tuple(found["alternatives"])
    return Finding(**plain)
