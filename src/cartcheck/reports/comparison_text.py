"""A comparison in words: for a terminal, and as Markdown for a pull request or an upgrade guide."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cartcheck.comparison.difference import Severity, Task
from cartcheck.reports.comparison_evidence import Evidence
from cartcheck.reports.markup import cell, code, fenced, safe
from cartcheck.reports.visible import one_line
from cartcheck.reports.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.comparison.comparison import Comparison
    from cartcheck.comparison.difference import Difference
    from cartcheck.comparison.recording import Recording
    from cartcheck.reports.comparison_evidence import Side

MOST_ROWS = 12
_CELL = 160  # characters of a value in a table

MEANINGS = {
    Severity.BREAKING: "a program that worked stops working",
    Severity.RISKY: "a program may do something else than before",
    Severity.COSMETIC: "seen only by who looks closely",
    Severity.IMPROVEMENT: "better than before",
}


def named(recording: Recording) -> str:
    """`OpenCart 3.0.5.1`, as exactly as it is known."""
    known = f"OpenCart {recording.version}" if recording.version else f"an unknown store ({recording.name})"
    return one_line(known)


def verdict(comparison: Comparison) -> str:
    """The whole comparison in one line."""
    if not comparison.compared and not comparison.differences:
        return "Nothing could be compared: the two sides have no question in common"
    found = [f"{count} {severity}" for severity, count in comparison.counts().items() if count]
    accepted = len(comparison.differences) - len(comparison.open)
    known = f", {accepted} accepted" if accepted else ""
    asked = plural(comparison.compared, "question")
    if not found:
        return f"No difference in {asked}{known}"
    return f"{plural(len(comparison.open), 'difference')} in {asked}: {', '.join(found)}{known}"


def terminal_lines(comparison: Comparison) -> Iterator[str]:
    """The summary for a terminal: one line when all is well."""
    yield f"{named(comparison.before)} → {named(comparison.after)}: {verdict(comparison)}"
    for task, some in by_task(comparison.open):
        yield ""
        yield str(task)
        for difference in some:
            yield f"  {difference.severity:<12} {one_line(difference.title)}"
            for row in difference.rows[:3]:
                yield f"{'':15}{one_line(row.where)}: {one_line(row.before)[:70]} → {one_line(row.after)[:70]}"
            yield f"{'':15}breaks: {one_line(difference.breaks)}"
            yield f"{'':15}change: {one_line(difference.remedy)}"
            yield f"{'':15}{one_line(difference.id)}"


def by_task(differences: list[Difference]) -> list[tuple[Task, list[Difference]]]:
    """The differences under what an integrator has to change, the worst first in each."""
    order = sorted(differences, key=lambda each: (list(Task).index(each.task), each.order))
    return [(task, list(some)) for task, some in groupby(order, key=lambda each: each.task)]


def to_markdown(comparison: Comparison, *, title: str = "", evidence: bool = True) -> str:
    """A page for a pull request, or, without evidence, for an upgrade guide."""
    before, after = (safe(named(side)) for side in (comparison.before, comparison.after))
    shown = Evidence(comparison) if evidence else None
    lines = [f"# {title or f'{before} → {after}'}", "", f"{verdict(comparison)}.", ""]
    lines += _table(comparison.open)
    for task, some in by_task(comparison.open):
        lines += [f"## {task}", ""]
        for difference in some:
            lines += _section(difference, shown)
    accepted = [difference for difference in comparison.differences if difference.accepted]
    if accepted:
        lines += ["## Accepted", ""]
        lines += [f"- `{one.id}`: {safe(one.title)}. {safe(one.accepted)}" for one in accepted]
        lines.append("")
    if comparison.problems:
        lines += [
            "## What else to know",
            "",
            *(f"- {safe(problem)}" for problem in comparison.problems),
            "",
        ]
    return "\n".join(lines)


def _table(differences: list[Difference]) -> list[str]:
    if not differences:
        return []
    rows = [f"| {one.severity} | {one.task} | {cell(one.title)} |" for one in differences]
    return ["| severity | what to look at | what changed |", "|---|---|---|", *rows, ""]


def _section(difference: Difference, evidence: Evidence | None) -> list[str]:
    lines = [
        f"### {safe(difference.title)}",
        "",
        f"**{difference.severity}** · `{code(difference.id)}`",
        "",
    ]
    lines += [f"- Breaks: {safe(difference.breaks)}", f"- Change: {safe(difference.remedy)}"]
    if difference.source:
        lines.append(f"- Known from {safe(difference.source)}; not seen in these answers.")
    lines += ["", *_rows(difference)]
    if evidence is not None:
        for proof in difference.proofs[:1]:
            before, after = evidence.side(proof.before), evidence.side(proof.after)
            lines += ["<details><summary>Evidence</summary>", ""]
            lines += [*_evidence("before", before), *_evidence("after", after), "</details>", ""]
    return lines


def _rows(difference: Difference) -> list[str]:
    shown = [
        "| " + " | ".join(cell(one_line(text)[:_CELL]) for text in (row.where, row.before, row.after)) + " |"
        for row in difference.rows[:MOST_ROWS]
    ]
    left = len(difference.rows) - MOST_ROWS
    more = [f"| and {left} more | | |"] if left > 0 else []
    return ["| where | before | after |", "|---|---|---|", *shown, *more, ""]


def _evidence(side: str, seen: Side | None) -> list[str]:
    if seen is None or not seen.status:
        return [f"{side}: nothing was asked", ""]
    answered = f"HTTP {seen.status} {seen.media_type}"
    told = (fenced(part) for part in (f"{seen.method} {seen.url}", answered, seen.body[:300]))
    return [f"{side}:", "", "```", *told, "```", ""]
