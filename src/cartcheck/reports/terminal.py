"""The result as a summary for a terminal: verdict, findings with their first steps, where the reports are."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from cartcheck.claims.stand import State as ClaimState
from cartcheck.findings.finding import Level
from cartcheck.needs.way import Met
from cartcheck.reports.visible import one_line
from cartcheck.reports.wording import (
    State,
    duration,
    plural,
    recognised_as,
    same_fate,
    state_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cartcheck.findings.finding import Finding
    from cartcheck.reports.result import Result

_SIGNS = {
    State.CANNOT_WORK: ("✖", "x", "bold red"),
    State.WILL_BREAK: ("▲", "!", "bold yellow"),
    State.CAN_WORK: ("✔", "ok", "bold green"),
    State.NO_OBSTACLE: ("✔", "ok", "bold green"),
    State.NOT_EXAMINED: ("?", "?", "bold"),
}
_STYLES = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.ADVICE: "cyan", Level.NOTE: "dim"}
_CLAIM_STYLES = {
    ClaimState.KEPT: "green",
    ClaimState.NOT_KEPT: "yellow",
    ClaimState.NOT_THERE: "cyan",
    ClaimState.NOT_KNOWN: "dim",
}
_NEED_STYLES = {
    Met.POSSIBLE: "green",
    Met.LIMITED: "yellow",
    Met.IMPOSSIBLE: "red",
    Met.NOT_KNOWN: "dim",
}
_WIDEST = 110  # columns; longer lines are hard to read
_REASONS = 6  # lines about what was not reached
_EVIDENCE = 4  # lines of evidence, where the first steps refer to it
_LABEL = 11  # columns that hold "  warning  "

Row = tuple[Text, Text]


def console(file: IO[str] | None = None, width: int | None = None) -> Console:
    """A console that takes no text for markup, emoji codes or things to colour; NO_COLOR is obeyed."""
    return Console(file=file, width=width, markup=False, emoji=False, highlight=False)


def print_summary(result: Result, out: Console, reports: Mapping[str, Path] | None = None) -> None:
    """Prints the summary. `reports` maps what a file is ("html", "json" and so on) to where it is."""
    for label, body in _rows(result, reports or {}, ascii_only=out.options.ascii_only):
        for line in _hanging(label, body, out):
            out.print(line, soft_wrap=True)


def _hanging(label: Text, body: Text, out: Console) -> Iterator[Text]:
    """The body in lines that fit, the first behind the label and the others under it."""
    width = min(out.width, _WIDEST) - label.cell_len
    for number, line in enumerate(body.wrap(out, width)):
        line.rstrip()
        yield Text.assemble(Text(" " * label.cell_len) if number else label, line)


def _rows(result: Result, reports: Mapping[str, Path], *, ascii_only: bool) -> Iterator[Row]:
    sign, plain, style = _SIGNS[state_of(result)]
    yield _blank()
    yield Text(f"{plain if ascii_only else sign} ", style), Text(one_line(result.verdict), "bold")
    yield Text("  "), _facts(result)
    for number, finding in enumerate(result.open):
        yield _blank()
        yield from _finding(finding, whole=number == 0 and finding.level.at_least(Level.WARNING))
    yield from _accepted(result)
    yield from _needs(result)
    yield from _claims(result)
    yield _blank()
    for problem in result.problems:
        yield _label("problem", "bold yellow"), Text(one_line(problem))
    yield _label("asked"), _tally(result)
    for reason, count in _shortened(result.unreached):
        yield _label(""), Text(one_line(f"{plural(count, 'item')} not reached: {reason}"), "dim")
    for name, path in reports.items():
        yield _label(name), Text(one_line(str(path)))


def _shortened(reasons: list[tuple[str, int]]) -> list[tuple[str, int]]:
    if len(reasons) <= _REASONS:
        return reasons
    rest = reasons[_REASONS - 1 :]
    more = f"{len(rest)} other reasons, told in the report"
    return [*reasons[: _REASONS - 1], (more, sum(count for _, count in rest))]


def _blank() -> Row:
    return Text(""), Text("")


def _label(word: str, style: str = "dim") -> Text:
    return Text(f"  {word}".ljust(_LABEL), style)


def _facts(result: Result) -> Text:
    store = result.store
    known = f"OpenCart {store.versions}" if store.versions else recognised_as(store)
    version = known or "version not recognised"
    asked = f"{plural(result.sent, 'request')} of {result.budget:,} in {duration(result.seconds)}"
    return Text(one_line(f"{store.url}, {version}, {asked}"), "dim")


def _finding(finding: Finding, *, whole: bool) -> Iterator[Row]:
    summary = one_line(finding.summary)
    yield _label(finding.level, _STYLES[finding.level]), Text(summary, "bold" if whole else "")
    indent = " " * _LABEL
    if whole and finding.cause:
        yield Text(indent), Text(one_line(finding.cause))
    steps = finding.remedy if whole else finding.remedy[:1]
    for number, step in enumerate(steps, 1):
        yield Text(f"{indent}{number}. " if whole else f"{indent}-> "), Text(one_line(step))
    if any("below" in step for step in steps):
        for evidence in finding.evidence[:_EVIDENCE]:
            yield Text(indent), Text(one_line(evidence.text))
    yield Text(indent), Text(_named(finding), "dim")


def _accepted(result: Result) -> Iterator[Row]:
    """What does not count, each with its reason, and entries of the baseline that accept nothing."""
    indent = " " * _LABEL
    for finding in (finding for finding in result.ordered if finding.accepted):
        yield _blank()
        yield _label("accepted"), Text(one_line(f"{finding.level}: {finding.summary}"))
        yield Text(indent), Text(one_line(finding.accepted))
        yield Text(indent), Text(_named(finding), "dim")
    if result.idle:
        yield _blank()
    for sentence in result.idle:
        yield _label("baseline", "bold yellow"), Text(one_line(sentence))


def _named(finding: Finding) -> str:
    operation = f" in {finding.operation}" if finding.operation else ""
    often = f", seen {plural(finding.count, 'time')}" if finding.count > 1 else ""
    return one_line(finding.id + operation + often)


def _needs(result: Result) -> Iterator[Row]:
    """The matrix of what the integration needs; what to use instead is said by the findings."""
    if not result.needs:
        return
    possible = sum(need.met is Met.POSSIBLE for need in result.needs)
    yield _blank()
    yield (
        _label("needs"),
        Text(f"{possible} of {plural(len(result.needs), 'need')} can be met in full.", "bold"),
    )
    widest = max(len(need.id) for need in result.needs)
    for need in result.needs:
        told = Text.assemble((f"{need.id:<{widest}}  ", ""), (str(need.met), _NEED_STYLES[need.met]))
        yield Text(" " * _LABEL), told.append(one_line(_with_blank(", ".join(need.routes))), "dim")


def _with_blank(routes: str) -> str:
    return f": {routes}" if routes else ""


def _claims(result: Result) -> Iterator[Row]:
    """What became of each promise of articles; promises with the same fate stand together."""
    if not result.claims:
        return
    kept = sum(claim.is_kept for claim in result.claims)
    yield _blank()
    yield _label("articles"), Text(f"{kept} of {len(result.claims)} promises about the API are kept.", "bold")
    if kept == len(result.claims):
        return
    indent = " " * _LABEL
    for (state, does), calls in same_fate(result.claims).items():
        told = Text.assemble((f"{state}: ", _CLAIM_STYLES[state]), one_line("; ".join(calls)))
        yield Text(indent), told
        if does and state is not ClaimState.KEPT:
            yield Text(f"{indent}-> "), Text(one_line(does))


def _tally(result: Result) -> Text:
    if not result.items:
        return Text("nothing")
    ended = ", ".join(f"{count:,} {outcome}" for outcome, count in result.counts().items() if count)
    return Text(f"{plural(len(result.items), 'item')}: {ended}")
