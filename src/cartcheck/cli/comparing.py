"""A comparison as it is asked for: both sides read or walked, then printed and written."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cartcheck.acceptances.acceptance import read_acceptances
from cartcheck.cli.exploring import MOCK, target_named, walked
from cartcheck.comparison.accepting import accepting
from cartcheck.comparison.comparison import Comparison
from cartcheck.comparison.comparison import compare as compared
from cartcheck.comparison.difference import Severity
from cartcheck.comparison.recording import Recording, read_recording, recording_of
from cartcheck.errors import ExitCode
from cartcheck.reports.comparison_data import fails, to_json, to_junit
from cartcheck.reports.comparison_text import terminal_lines, to_markdown
from cartcheck.reports.visible import one_line
from cartcheck.whole_file import check_writable, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for beside the two sides."""

    fail_on: str = "breaking"
    accept: Path | None = None
    html: Path | None = None
    as_json: bool = False
    markdown: Path | None = None
    junit: Path | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Wanted:
        """What of a command line is about the comparison."""
        return cls(**{each.name: given[each.name] for each in fields(cls)})

    @property
    def severity(self) -> Severity | None:
        """The severity that fails, None for any."""
        return None if self.fail_on == "any" else Severity(self.fail_on)


def compare_and_report(before: str, after: str, wanted: Wanted, given: dict[str, Any]) -> int:
    """The exit code: 0 nothing, 1 something from `--fail-on` on, 3 nothing could be compared."""
    check_files(wanted)
    return report(compared(side_named(before, given), side_named(after, given)), wanted)


def check_files(wanted: Wanted) -> None:
    """UsageError, before anything is sent, where a file that is wanted could not be written."""
    for path in (wanted.html, wanted.markdown, wanted.junit):
        if path is not None:
            check_writable(path)


def report(comparison: Comparison, wanted: Wanted) -> int:
    """Prints and writes a comparison; the exit code."""
    acceptances = read_acceptances(wanted.accept) if wanted.accept else ()
    comparison = accepting(comparison, acceptances, datetime.now(UTC).date())
    _write(comparison, wanted)
    _show(comparison, wanted)
    return int(_exit_code(comparison, wanted))


def side_named(name: str, given: dict[str, Any]) -> Recording:
    """A recording from a file, or from a walk over the store of that address."""
    path = Path(name)
    if not name.startswith(MOCK) and path.exists():
        return read_recording(path)
    with target_named(name, given) as (target, version):
        archive = walked(target, version)
    if archive["log"]["_cartcheck"]["interrupted"]:
        for problem in archive["log"]["_cartcheck"]["problems"]:
            click.echo(f"  {one_line(problem)}", err=True)
        raise click.Abort
    return recording_of([(name, archive["log"])], name)


def _write(comparison: Comparison, wanted: Wanted) -> None:
    writers: tuple[tuple[Path | None, Callable[[], str]], ...] = (
        (wanted.html, lambda: _html(comparison)),
        (wanted.markdown, lambda: to_markdown(comparison)),
        (wanted.junit, lambda: to_junit(comparison, wanted.severity)),
    )
    for path, text in writers:
        if path is not None:
            write_whole(path, text())


def _html(comparison: Comparison) -> str:
    from cartcheck.reports.comparison_page import to_html

    return to_html(comparison)


def _show(comparison: Comparison, wanted: Wanted) -> None:
    if wanted.as_json:
        click.echo(to_json(comparison))
        return
    for line in terminal_lines(comparison):
        click.echo(line)
    for problem in comparison.problems:
        click.echo(f"  note: {one_line(problem)}", err=True)
    for path in (wanted.html, wanted.markdown, wanted.junit):
        if path is not None:
            click.echo(f"  written: {path}", err=True)


def _exit_code(comparison: Comparison, wanted: Wanted) -> ExitCode:
    if any(fails(difference, wanted.severity) for difference in comparison.differences):
        return ExitCode.FOUND
    recognised = comparison.before.dialect and comparison.after.dialect
    return ExitCode.CLEAR if comparison.compared and recognised else ExitCode.NOT_EXAMINED
