"""`cartcheck replay`: send a recording to a store, and tell where it answers otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cartcheck.cli.options import access_options


@click.command("replay")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.argument("store", metavar="URL", required=False)
@click.option("--allow-writes", is_flag=True, help="Also send what changes the shop's data (orders).")
@click.option("--fail-on", type=click.Choice(["breaking", "risky", "any"]), default="breaking", show_default=True,
              help="The severity from which on the exit code is 1.")  # fmt: skip
@click.option(
    "--accept", type=click.Path(path_type=Path), help="A TOML file of changes that are known and accepted."
)
@click.option("--html", type=click.Path(path_type=Path), help="Write a page, both sides beside each other.")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON and nothing else.")
@click.option("--markdown", type=click.Path(path_type=Path), help="Write Markdown, for a pull request.")
@click.option("--junit", type=click.Path(path_type=Path), help="Write JUnit XML.")
@access_options
def replay(file: Path, store: str | None, **given: Any) -> int:
    """Send the API calls of a HAR file to a store and compare the answers by what they mean.

    FILE may come from `cartcheck record`, a browser or a proxy. The key in it is replaced by yours, its tokens by those
    that the store gives. URL may be `mock:VERSION`.
    """
    from cartcheck.cli.comparing import Wanted
    from cartcheck.cli.replaying import replay_and_report

    names = ("fail_on", "accept", "html", "as_json", "markdown", "junit")
    wanted = Wanted(**{name: given.pop(name) for name in names})
    return replay_and_report(file, store, wanted, given)
