"""A pytest plugin that makes pytest-html's report ours: our words, right counts, hardened."""

from __future__ import annotations

import warnings
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.reports.items_page import ItemsPage, missing_parts
from cartcheck.reports.items_row import ItemRow, header_cells, row_of
from cartcheck.reports.visible import one_line

if TYPE_CHECKING:
    from collections.abc import MutableMapping

Report = pytest.TestReport | pytest.CollectReport


class ItemsReportWarning(UserWarning):
    """pytest-html has changed so that its report could not be hardened."""


class ItemsReport:
    """Register it together with `--html=FILE --self-contained-html`.

    `report` is the file name of the HTML report that the rows link back to. A test report's `cartcheck` attribute, an
    `Ended`, says how the item ended; without it pytest's outcome is put into our words. `problem` is a sentence when the
    report had to stay plain pytest-html, "" when all is well.
    """

    def __init__(self, report: str, title: str = "Every item that was asked") -> None:
        self._report = report
        self._title = title
        self._rows: dict[str, ItemRow] = {}
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self.problem = ""

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Swaps the template, once pytest-html has made its report object."""
        if not config.getoption("htmlpath", None) or hasattr(config, "workerinput"):
            return
        plugins = config.pluginmanager.get_plugins()
        made = [plugin for plugin in plugins if type(plugin).__module__.startswith("pytest_html.")]
        targets = [plugin for plugin in made if hasattr(plugin, "_template")]
        missing = missing_parts()
        if not targets:
            self._complain("it keeps its template elsewhere")
        elif missing:
            self._complain(f"its script wants {', '.join(missing)}")
        for plugin in targets if not missing else ():
            plugin._template = ItemsPage(self._rows, self._report)  # noqa: SLF001 - there is no public way

    def _complain(self, why: str) -> None:
        self.problem = (
            f"The items report is plain pytest-html, without its protection: in this version {why}."
        )
        warnings.warn(ItemsReportWarning(self.problem), stacklevel=2)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Adds up set-up, call and teardown: a question is often asked while its fixture is set up."""
        self._seconds[report.nodeid] += report.duration

    @pytest.hookimpl(optionalhook=True)
    def pytest_metadata(self, metadata: MutableMapping[str, Any]) -> None:
        """Leaves the machine it ran on out of a report that is mailed to others."""
        metadata.clear()

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_report_title(self, report: Any) -> None:
        """Names the report."""
        report.title = self._title

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_table_header(self, cells: list[str]) -> None:
        """Our columns."""
        if not self.problem:
            cells[:] = header_cells()

    @pytest.hookimpl(optionalhook=True, trylast=True)
    def pytest_html_results_table_row(self, report: Report, cells: list[str]) -> None:
        """Our cells, all escaped; one row an item, however many of its phases were reported."""
        row = row_of(report, self._seconds[report.nodeid])
        if row is None:
            cells.clear()
            return
        known = self._rows.get(report.nodeid)
        self._rows[report.nodeid] = row = known.worst(row) if known else row
        if self.problem:  # pytest-html's own columns, of which it leaves the id unescaped
            cells[1:2] = [f'<td class="col-testId">{escape(one_line(report.nodeid))}</td>']
        else:
            cells[:] = row.cells(self._report)

    @pytest.hookimpl(optionalhook=True, trylast=True)
    def pytest_html_results_table_html(self, report: Report, data: list[str]) -> None:
        """Drops the output of items that found nothing."""
        row = self._rows.get(report.nodeid)
        if row is not None and not row.telling:
            data.clear()
