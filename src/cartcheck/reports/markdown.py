"""The result as Markdown, for a pull request or a ticket: the answer, a table, and a section per finding."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cartcheck.reports.markup import cell, code, fenced, safe
from cartcheck.reports.matching import shown_by
from cartcheck.reports.wording import moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cartcheck.findings.finding import Finding
    from cartcheck.needs.answer import NeedAnswer
    from cartcheck.reports.result import Result
    from cartcheck.transport.shown import Shown


def to_markdown(result: Result) -> str:
    """A document whose first heading is the answer; words of the store are no markup in it."""
    exchanges = {exchange.number: exchange for exchange in result.exchanges}
    parts = (
        _head(result),
        _table(result.open),
        chain.from_iterable(_section(finding, exchanges) for finding in result.open),
        _list(
            "Accepted", [f"`{code(one.id)}`: {safe(one.accepted)}" for one in result.findings if one.accepted]
        ),
        _list("Needs", [_need(one) for one in result.needs]),
        _list("Not reached", [f"{safe(reason)} ({count})" for reason, count in result.unreached]),
        _list("What else to know", [safe(problem) for problem in (*result.problems, *result.idle)]),
    )
    return "\n".join(chain.from_iterable(parts))


def _head(result: Result) -> list[str]:
    version = f"OpenCart {result.store.versions}" if result.store.versions else "not recognised"
    run = f"{safe(moment(result.started))}, {result.sent} requests, `{code(result.command)}`"
    return [f"# {safe(result.verdict)}", "", f"{safe(result.store.url)}, {safe(version)}, {run}", ""]


def _table(findings: list[Finding]) -> list[str]:
    if not findings:
        return []
    rows = [f"| {one.level} | {cell(one.summary)} | {cell(one.operation)} |" for one in findings]
    return ["| level | finding | calls |", "|---|---|---|", *rows, ""]


def _section(finding: Finding, exchanges: Mapping[int, Shown]) -> Iterator[str]:
    yield from (f"## {safe(finding.summary)}", "")
    yield from (f"**{finding.level}** · `{code(finding.id)}`", "", safe(finding.cause), "")
    yield from (f"{number}. {safe(step)}" for number, step in enumerate(finding.remedy, 1))
    yield ""
    yield from (f"- {safe(each.text)}" for each in finding.evidence)
    yield ""
    shown = shown_by(finding, exchanges)
    if shown and shown.curl:
        yield from ("<details><summary>Ask it again</summary>", "", "```sh")
        yield from (fenced(line) for line in shown.by_hand.splitlines() if line)
        yield from ("```", "</details>", "")


def _need(answer: NeedAnswer) -> str:
    told = " ".join(part for part in (answer.limits, answer.instead) if part)
    return f"`{code(answer.id)}`: {answer.met}. {safe(told)}".rstrip()


def _list(title: str, entries: list[str]) -> list[str]:
    return [f"## {title}", "", *(f"- {entry}" for entry in entries), ""] if entries else []
