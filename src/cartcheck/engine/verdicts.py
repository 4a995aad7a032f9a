"""How an item ended: a check's findings, or the reason why it could not judge, as an outcome."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartcheck.errors import CartcheckError
from cartcheck.findings.finding import Finding, Level
from cartcheck.findings.judging import NotApplicable
from cartcheck.reports.result import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable


class Found(AssertionError):  # noqa: N818  # an outcome, not an error
    """A check found something at level warning or above; its text is what pytest shows."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        super().__init__("\n\n".join(in_words(finding) for finding in findings))


class Accepted(Exception):  # noqa: N818  # an outcome, not an error
    """A check found nothing at level warning or above that is not accepted; its text says what is, and why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        told = (f"{finding.id}: {finding.accepted}" for finding in findings if finding.accepted)
        super().__init__(f"accepted: {'; '.join(told)}")


def in_words(finding: Finding) -> str:
    """A finding as plain text: summary, cause, remedy, evidence."""
    steps = (f"  {number}. {step}" for number, step in enumerate(finding.remedy, 1))
    shown = (f"  - {evidence.text}" for evidence in finding.evidence)
    return "\n".join(
        (
            f"{finding.level}: {finding.id}: {finding.summary}",
            finding.cause,
            "What to do:",
            *steps,
            "Seen:",
            *shown,
        )
    )


def fails(findings: Iterable[Finding]) -> bool:
    """Whether an integration is in danger: anything at level warning or above."""
    return any(finding.level.at_least(Level.WARNING) for finding in findings)


@dataclass
class ItemState:
    """What an item's check left behind while it ran; `asked_for` is how many seconds its questions took."""

    findings: list[Finding] = field(default_factory=list)
    reached: Counter[str] = field(default_factory=Counter)
    asked_for: float = 0.0


def outcome_of(error: BaseException | None, state: ItemState) -> tuple[Outcome, str]:
    """The outcome, and the reason where nothing was judged."""
    if error is None or isinstance(error, Found | Accepted):
        return (Outcome.FOUND if fails(state.findings) else Outcome.CLEAR), ""
    if isinstance(error, NotApplicable):
        return Outcome.NOT_APPLICABLE, str(error)
    if isinstance(error, CartcheckError):
        return Outcome.NOT_REACHED, str(error)
    return Outcome.HARNESS_ERROR, f"{type(error).__name__}: {error}"
