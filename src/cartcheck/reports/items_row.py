"""A row of the items report: how one item ended, in our words, as the cells pytest-html shows."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from cartcheck.reports.result import Outcome
from cartcheck.reports.visible import one_line, visible
from cartcheck.reports.wording import anchor, duration, slug

if TYPE_CHECKING:
    import pytest

    from cartcheck.reports.result import Ended

# Worst first. pytest-html's script sorts and filters by its own words only; each of ours stands behind one.
FILTERS = {
    Outcome.HARNESS_ERROR: "error",
    Outcome.FOUND: "failed",
    Outcome.NOT_REACHED: "xfailed",
    Outcome.NOT_APPLICABLE: "skipped",
    Outcome.CLEAR: "passed",
}
_COLUMNS = {"result": "Outcome", "subject": "Subject", "title": "Asked", "duration": "Time"}
_TELLING = (Outcome.HARNESS_ERROR, Outcome.FOUND)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What one row says; texts are as the store and the checks gave them."""

    outcome: Outcome
    subject: str
    title: str
    seconds: float
    detail: str = ""
    findings: tuple[str, ...] = ()

    @property
    def telling(self) -> bool:
        """Whether the output of the item belongs into the report; that of good news does not."""
        return self.outcome in _TELLING

    def worst(self, other: ItemRow) -> ItemRow:
        """The row of an item of which two phases were reported."""
        first, second = sorted((self, other), key=lambda row: list(FILTERS).index(row.outcome))
        details = "\n".join(filter(None, (first.detail, second.detail)))
        known = self if self.subject else other
        return ItemRow(
            first.outcome,
            known.subject,
            known.title,
            max(self.seconds, other.seconds),
            details,
            (*self.findings, *other.findings),
        )

    def cells(self, report: str) -> list[str]:
        """The table cells. `report` is the file name of the report to link back to."""
        links = " ".join(_link(report, finding) for finding in dict.fromkeys(self.findings))
        opens = self.telling or self.detail
        word = f'<button class="toggle" type="button">{self.outcome}</button>' if opens else self.outcome
        return [
            f'<td class="col-result {slug(self.outcome)}">{word}</td>',
            f'<td class="col-subject">{_cell(self.subject)}</td>',
            f'<td class="col-title">{_cell(self.title)}</td>',
            f'<td class="col-duration">{duration(self.seconds)}</td>',
            f'<td class="col-links">{links}</td>',
        ]

    def keys(self) -> dict[str, str]:
        """What pytest-html's script sorts and filters by. It reads a duration only as `120 ms`."""
        return {
            "result": FILTERS[self.outcome],
            "subject": self.subject,
            "title": self.title,
            "duration": f"{round(self.seconds * 1000)} ms",
        }

    def log(self, output: str) -> str:
        """What opens below the row, escaped: the reason, and a failure's output, which is escaped already."""
        return "\n\n".join(
            filter(None, (escape(visible(self.detail)), visible(output) if self.telling else ""))
        )


def header_cells() -> list[str]:
    """The column heads. Buttons, so that a keyboard sorts too."""
    heads = [
        f'<th scope="col" class="sortable" data-column-type="{key}">'
        f'<button type="button" data-column-type="{key}">{name}</button></th>'
        for key, name in _COLUMNS.items()
    ]
    return [*heads, '<th scope="col">In the report</th>']


def row_of(report: pytest.TestReport | pytest.CollectReport, seconds: float) -> ItemRow | None:
    """The row of a phase of an item; None for a set-up or teardown that went well."""
    if report.when in {"setup", "teardown"} and report.passed:
        return None
    ended: Ended | None = getattr(report, "cartcheck", None)
    if ended is not None:
        item = ended.item
        return ItemRow(item.outcome, item.subject, item.title, seconds, item.detail, item.findings)
    return ItemRow(_plain_outcome(report), "", report.nodeid, seconds, _skip_reason(report))


def _plain_outcome(report: pytest.TestReport | pytest.CollectReport) -> Outcome:
    if report.skipped:
        return Outcome.NOT_APPLICABLE
    if report.passed:
        return Outcome.CLEAR
    return Outcome.FOUND if report.when == "call" else Outcome.HARNESS_ERROR


def _skip_reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return str(report.longrepr[2]) if report.skipped and isinstance(report.longrepr, tuple) else ""


def _cell(text: str) -> str:
    return escape(one_line(text))


def _link(report: str, finding: str) -> str:
    return f'<a href="{escape(quote(report))}#{anchor(finding)}">{_cell(finding)}</a>'
