"""`cartcheck replay`: send a recording to a store, or ask a finding again, and tell what is otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cartcheck.cli.options import access_options, comparison_options

_OF_RECORDINGS = ("accept", "html", "markdown", "junit")


@click.command("replay")
@click.argument("what", metavar="FILE|FINDING")
@click.argument("store", metavar="URL", required=False)
@click.option("--allow-writes", is_flag=True, help="Also send what changes the shop's data (orders).")
@click.option("--from", "report", type=click.Path(path_type=Path), metavar="REPORT",
              help="The .json report that has the finding; by default the newest in reports/ that has it.")  # fmt: skip
@comparison_options
@access_options
def replay(what: str, store: str | None, report: Path | None, **given: Any) -> int:
    """Send the API calls of a HAR file to a store and compare the answers by what they mean, or ask a finding again.

    FILE may come from `cartcheck record`, a browser or a proxy. The key in it is replaced by yours, its tokens by those
    that the store gives. URL may be `mock:VERSION`.

    FINDING is the id of a finding of an earlier report, or REPORT.json#ID. Only what it rests on is asked, with the seed and
    the options of then, and without URL of the same store. Exit code 1: still there or different, 0: gone.
    """
    from cartcheck.errors import UsageError

    path = Path(what)
    if report is None and path.exists():
        if _is_report(path):
            raise UsageError(f"{what} is a report.", f"Name one of its findings, as in {what}#ID.")
        from cartcheck.cli.comparing import Wanted
        from cartcheck.cli.replaying import replay_and_report

        return replay_and_report(path, store, Wanted.of(given), given)
    from cartcheck.cli.asking_again import ask_again

    if named := [f"--{name}" for name in _OF_RECORDINGS if given[name]]:
        raise UsageError(f"{named[0]} is for the replay of a recording, and {what} is none.", "Leave it out.")
    return ask_again(what, store, report, given)


def _is_report(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return b'"schema_version"' in file.read(100)
