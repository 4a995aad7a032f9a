"""Every way an item can end has its outcome, and a run's exit code tells them apart."""

from dataclasses import replace

import pytest

from cartcheck.engine.verdicts import Found, ItemState, outcome_of
from cartcheck.errors import BudgetSpent, ExitCode, NotReached, StoreUnreachable
from cartcheck.findings.finding import Finding, Level, in_order
from cartcheck.findings.judging import NotApplicable
from cartcheck.reports.result import Item, Outcome, Result, StoreFacts


def finding(level: Level, name: str = "a.b", precedence: int = 50) -> Finding:
    return Finding(name, level, "The store is so.", "Because.", ("Do this.",), precedence=precedence)


@pytest.mark.parametrize(
    ("error", "findings", "outcome"),
    [
        (None, [], Outcome.CLEAR),
        (None, [finding(Level.ADVICE)], Outcome.CLEAR),
        (Found([finding(Level.WARNING)]), [finding(Level.WARNING)], Outcome.FOUND),
        (NotApplicable("no such thing"), [], Outcome.NOT_APPLICABLE),
        (NotReached("login refused"), [], Outcome.NOT_REACHED),
        (BudgetSpent("spent"), [], Outcome.NOT_REACHED),
        (StoreUnreachable("gone", kind="timeout"), [], Outcome.NOT_REACHED),
        (KeyError("x"), [], Outcome.HARNESS_ERROR),
    ],
)
def test_each_end_has_its_outcome(
    error: BaseException | None, findings: list[Finding], outcome: Outcome
) -> None:
    assert outcome_of(error, ItemState(findings=findings))[0] is outcome


def result(outcomes: tuple[Outcome, ...], levels: tuple[Level, ...] = (), examined: bool = True) -> Result:
    items = tuple(Item(f"t::{n}", "login", "Title.", outcome, 0.1) for n, outcome in enumerate(outcomes))
    findings = tuple(finding(level) for level in levels)
    facts = StoreFacts("https://a/", "3.0", "3.0.5.1", ())
    return Result("0", "c", "t", 1.0, facts, findings, items, (), 1, 2, Level.WARNING, examined=examined)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (result((Outcome.CLEAR,)), ExitCode.CLEAR),
        (result((Outcome.CLEAR,), (Level.ADVICE,)), ExitCode.CLEAR),
        (result((Outcome.FOUND,), (Level.WARNING,)), ExitCode.FOUND),
        (result((Outcome.FOUND,), (Level.ERROR,), examined=False), ExitCode.NOT_EXAMINED),
        (result((Outcome.NOT_REACHED, Outcome.NOT_APPLICABLE)), ExitCode.NOT_EXAMINED),
        (result(()), ExitCode.NOT_EXAMINED),
        (result((Outcome.CLEAR, Outcome.HARNESS_ERROR), (Level.ERROR,)), ExitCode.OUR_BUG),
    ],
)
def test_the_exit_code_tells_them_apart(made: Result, code: ExitCode) -> None:
    assert made.exit_code is code


def test_the_line_between_good_and_bad_can_be_moved() -> None:
    made = result((Outcome.CLEAR,), (Level.ADVICE,))
    assert replace(made, fail_on=Level.ADVICE).exit_code is ExitCode.FOUND
    assert (
        replace(result((Outcome.FOUND,), (Level.WARNING,)), fail_on=Level.ERROR).exit_code is ExitCode.CLEAR
    )


def test_nothing_asked_is_no_good_news() -> None:
    assert "nothing is known" in result((Outcome.NOT_REACHED,)).verdict
    half = result((Outcome.CLEAR, Outcome.NOT_REACHED))
    assert "not known whether" in half.verdict
    assert half.exit_code is ExitCode.NOT_EXAMINED


def test_the_root_cause_stands_first() -> None:
    given = [finding(Level.NOTE), finding(Level.ERROR, "b.later", 20), finding(Level.ERROR, "c.root", 3)]
    assert [each.id for each in in_order(given)] == ["c.root", "b.later", "a.b"]
