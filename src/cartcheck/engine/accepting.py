"""Findings that are known and accepted: policy, after the facts."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cartcheck.acceptances.acceptance import Acceptance, first_of, read_acceptances
from cartcheck.errors import UsageError
from cartcheck.findings.catalogue import catalogue, subject_of
from cartcheck.reports.result import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from cartcheck.findings.finding import Finding
    from cartcheck.reports.result import Item, Result

_JUDGED = {Outcome.FOUND, Outcome.CLEAR, Outcome.NOT_APPLICABLE}


def accepted_in(path: Path) -> tuple[Acceptance, ...]:
    """The entries of a baseline; UsageError where the file cannot be used, or an id is none that a finding has."""
    acceptances = read_acceptances(path, "operation", "summary")
    for one in acceptances:
        if not _ids(one):
            near = get_close_matches(one.id, catalogue(), n=3)
            hint = f"Did you mean {', '.join(near)}?" if near else "`cartcheck list` prints them all."
            raise UsageError(f"The baseline accepts {one.id!r}, but there is no such finding.", hint)
    return acceptances


def accepting(findings: Iterable[Finding], acceptances: Sequence[Acceptance], today: date) -> list[Finding]:
    """The findings, those that are accepted marked with why and since when; of several operations all must be."""
    marked = []
    for finding in findings:
        fitting = list(_fitting(finding, acceptances, today))
        reasons = [one.told for one in fitting if one]
        whole = len(reasons) == len(fitting)
        marked.append(replace(finding, accepted="; ".join(dict.fromkeys(reasons)) if whole else ""))
    return marked


def _fitting(finding: Finding, acceptances: Sequence[Acceptance], today: date) -> Iterator[Acceptance | None]:
    """For each operation of a finding the entry that accepts it."""
    for operation in finding.operations:
        yield first_of(acceptances, today, finding.id, operation, finding.summary)


def idle(
    findings: Sequence[Finding], items: Sequence[Item], acceptances: Sequence[Acceptance], today: date
) -> tuple[str, ...]:
    """What is to be said of entries that accept nothing, where the run looked for what they mean."""
    used = {one for finding in findings for one in _fitting(finding, acceptances, today)}
    told = []
    for entry in (one for one in acceptances if one not in used):
        there = any(_means(entry, finding) for finding in findings)
        judged = [item.outcome in _JUDGED for item in items if _may_find(entry, item)]
        if there or any(judged):
            told.append(entry.idle(there=there, today=today, whole=all(judged)))
    return tuple(told)


def _means(entry: Acceptance, finding: Finding) -> bool:
    return any(entry.means(finding.id, operation, finding.summary) for operation in finding.operations)


def _may_find(entry: Acceptance, item: Item) -> bool:
    of_subject = item.subject in {subject_of(known) for known in _ids(entry)}
    return of_subject and (not entry.operation or item.id.endswith(f"::test_{entry.operation}"))


def _ids(entry: Acceptance) -> list[str]:
    of_any_case = Acceptance(entry.id, entry.reason, entry.since)
    return [known for known in catalogue() if of_any_case.means(known)]


def baseline(result: Result, acceptances: Sequence[Acceptance], today: date) -> list[Acceptance]:
    """The entries that accept something now, and one without a reason for each finding that counts."""
    entries: list[Acceptance] = []
    for finding in result.ordered:
        fitting = list(_fitting(finding, acceptances, today))
        counts = not finding.accepted and finding.level.at_least(result.fail_on)
        for operation, one in zip(finding.operations, fitting, strict=True):
            summary = finding.summary if operation else ""
            new = Acceptance(finding.id, "", today, None, operation, summary) if counts else None
            entries += [entry] if (entry := one or new) else []
    return list(dict.fromkeys(entries))
