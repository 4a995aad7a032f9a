"""A finding of an earlier report, asked again: only what it rests on, as it was asked then."""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cartcheck.cli.examine import VERBS, order_said
from cartcheck.cli.exploring import target_named
from cartcheck.engine.run import examine
from cartcheck.engine.signals import heeding_signals
from cartcheck.errors import ExitCode, UsageError
from cartcheck.findings.finding import Finding, Level
from cartcheck.reports.document import from_document
from cartcheck.reports.progress import run_progress
from cartcheck.reports.result import Outcome
from cartcheck.reports.terminal import console
from cartcheck.reports.visible import one_line, steering_escaped, visible
from cartcheck.reports.wording import moment
from cartcheck.target.store_url import StoreUrl
from cartcheck.transport.stop import Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartcheck.engine.order import Order
    from cartcheck.reports.result import Result
    from cartcheck.target.target import Target

_REPORTS = Path("reports")
_ASKED = {Outcome.FOUND, Outcome.CLEAR}
# What of an earlier call is said anew, or is not about what is asked.
_NOT_AGAIN = frozenset(
    {
        *("store", "key", "allow_writes", "baseline", "write_baseline", "har", "markdown", "sarif", "bundle"),
        "as_json",
    }
)


class State(StrEnum):
    """What became of a finding; what counts most for the exit code first."""

    THERE = "still there"
    DIFFERS = "differs"
    NOT_KNOWN = "not known"
    GONE = "gone"


_CODES = {
    State.THERE: ExitCode.FOUND,
    State.DIFFERS: ExitCode.FOUND,
    State.GONE: ExitCode.CLEAR,
    State.NOT_KNOWN: ExitCode.NOT_EXAMINED,
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finding as a report tells it: the report, its file, and each finding of that id."""

    path: Path
    result: Result
    findings: tuple[Finding, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The items that found it."""
        ids = {finding.id for finding in self.findings}
        return tuple(item.id for item in self.result.items if ids & {*item.findings})


@dataclass(frozen=True, slots=True)
class Now:
    """A finding of then, what became of it, and what there is now in its place."""

    finding: Finding
    state: State
    there: tuple[Finding, ...]


def earlier_finding(named: str, report: Path | None) -> Earlier:
    """The finding `REPORT.json#ID`, or that of an id in the given report, else in the newest of reports/."""
    file, mark, identity = named.rpartition("#")
    if mark or report is not None:
        return _in_report(Path(file) if mark else report or Path(), identity)
    newest = sorted(_REPORTS.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest:
        if f'"id": "{named}"' in path.read_text(encoding="utf-8", errors="replace"):
            return _in_report(path, named)
    raise UsageError(
        f"{named} is neither a file nor a finding of a report in {_REPORTS}/.",
        "Name it as REPORT.json#ID, or the report with --from.",
    )


def _in_report(path: Path, identity: str) -> Earlier:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path} cannot be read as a report.", "Name the .json file of a run.") from error
    result = from_document(document)
    findings = tuple(finding for finding in result.ordered if finding.id == identity)
    if not findings:
        known = ", ".join(dict.fromkeys(finding.id for finding in result.ordered)) or "none"
        raise UsageError(f"{path} has no finding {identity!r}.", f"It has: {known}.")
    return Earlier(path, result, findings)


def ask_again(named: str, store: str | None, report: Path | None, given: dict[str, Any]) -> int:
    """The exit code: 1 still there or different, 0 gone, 3 not known."""
    earlier = earlier_finding(named, report)
    verb, said = _as_asked_then(earlier, given, same_store=store is None)
    with target_named(store or _store_of(earlier), said, most=None) as (target, _):
        result = _asked(target, replace(order_said(verb, said, target), items=earlier.items))
    told = [Now(finding, *_became(finding, earlier.result, result)) for finding in earlier.findings]
    if given["as_json"]:
        click.echo(_to_json(earlier, told, result))
    else:
        _show(earlier, told, result)
    if result.exit_code is ExitCode.OUR_BUG:
        return int(ExitCode.OUR_BUG)
    return int(_CODES[min((one.state for one in told), key=list(State).index)])


def _store_of(earlier: Earlier) -> str:
    """The report's store. A report from elsewhere may be a stranger's: where the key goes is not for it to say."""
    url = earlier.result.store.url
    own = earlier.path.resolve().is_relative_to(_REPORTS.resolve())
    if own or StoreUrl.parse(url).is_loopback:
        return url
    raise UsageError(
        f"{earlier.path} is not in {_REPORTS}/, so it does not say which store gets your key.",
        f"If you know {url}, name it too, behind the finding.",
    )


def _as_asked_then(
    earlier: Earlier, given: dict[str, Any], *, same_store: bool
) -> tuple[str, dict[str, Any]]:
    """The verb and the options of the report's run, those that were said anew in their place.

    Leave to write is never taken over, nor the control of a mock by another store.
    """
    words = shlex.split(earlier.result.command)[1:]
    verb = words[0] if words and words[0] in VERBS else "check"
    options = VERBS[verb].make_context(verb, words[1:] if words[:1] == [verb] else []).params
    nothing = dict.fromkeys(_NOT_AGAIN & options.keys() | (set() if same_store else {"control"}))
    anew = {name: given[name] for name in options.keys() & given.keys() if given[name]}
    asked = {"seed": earlier.result.seed, "fail_on": str(Level.WARNING), "only": (), "no_reports": True}
    return verb, {**options, **nothing, **anew, **asked}


def _asked(target: Target, order: Order) -> Result:
    stop = Stop()
    with heeding_signals(stop), run_progress(console(sys.stderr)) as progress:
        result, _ = examine(target, order, progress, stop)
    return result


def _became(finding: Finding, then: Result, now: Result) -> tuple[State, tuple[Finding, ...]]:
    """What became of it, and what shows that now. What was there beside it then says nothing."""
    there = [one for one in now.ordered if _is_of_kind(one, finding)]
    if same := tuple(one for one in there if one.summary == finding.summary):
        return State.THERE, same
    new = [one for one in now.ordered if not any(_is_of_kind(one, other) for other in then.findings)]
    if other := tuple(there or [one for one in new if one.level.at_least(Level.WARNING)]):
        return State.DIFFERS, other
    asked = [item.outcome in _ASKED for item in now.items]
    return (State.GONE if asked and all(asked) else State.NOT_KNOWN), ()


def _is_of_kind(one: Finding, other: Finding) -> bool:
    """Whether two findings are of one id, about one operation."""
    return one.id == other.id and not {*one.operations}.isdisjoint(other.operations)


def _show(earlier: Earlier, told: Sequence[Now], result: Result) -> None:
    exchanges = {exchange.number: exchange for exchange in result.exchanges}
    for one in told:
        place = f" in {one.finding.operation}" if one.finding.operation else ""
        told_then = f"{earlier.path}, {moment(earlier.result.started)}"
        click.echo(one_line(f"{one.state}: {one.finding.id}{place} ({told_then})"))
        click.echo(f"  then: {one_line(one.finding.summary)}")
        for finding in one.there if one.state is State.DIFFERS else ():
            click.echo(f"  now:  {one_line(finding.summary)} ({finding.id})")
        shown = next((each.exchange for found in one.there for each in found.evidence if each.exchange), 0)
        if shown in exchanges:
            click.echo(f"\n{visible(exchanges[shown].by_hand)}\n")
    for reason in _not_asked(result):
        click.echo(f"  not asked: {one_line(reason)}")
    for problem in result.problems:
        click.echo(f"  {one_line(problem)}", err=True)


def _not_asked(result: Result) -> list[str]:
    """Why items were not asked, each reason once: they could not be, or leave for it is missing."""
    return list(
        dict.fromkeys(item.detail for item in result.items if item.outcome not in _ASKED and item.detail)
    )


def _to_json(earlier: Earlier, told: Sequence[Now], result: Result) -> str:
    document = {
        "report": str(earlier.path),
        "store": result.store.url,
        "findings": [_as_json(one) for one in told],
        "not_asked": _not_asked(result),
        "problems": list(result.problems),
        "requests": result.sent,
    }
    return steering_escaped(json.dumps(document, indent=2))


def _as_json(one: Now) -> dict[str, Any]:
    return {
        "id": one.finding.id,
        "operation": one.finding.operation,
        "state": str(one.state),
        "then": one.finding.summary,
        "now": [{"id": each.id, "summary": each.summary} for each in one.there],
    }
