"""`cartcheck compare`: what an upgrade breaks for an integration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cartcheck.cli.options import access_options, exploring_options

_FAIL_ON = click.Choice(["breaking", "risky", "any"])


@click.command("compare")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option(
    "--fail-on",
    type=_FAIL_ON,
    default="breaking",
    show_default=True,
    help="The severity from which on the exit code is 1.",
)
@click.option(
    "--accept", type=click.Path(path_type=Path), help="A TOML file of changes that are known and accepted."
)
@click.option("--html", type=click.Path(path_type=Path), help="Write a page, both sides beside each other.")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON and nothing else.")
@click.option("--markdown", type=click.Path(path_type=Path), help="Write Markdown, for a pull request.")
@click.option("--junit", type=click.Path(path_type=Path), help="Write JUnit XML.")
@access_options
@exploring_options
def compare(before: str, after: str, **given: Any) -> int:
    """Tell what changed for an integration between two stores, or one store before and after.

    BEFORE and AFTER are each a recording (a HAR file or a folder of them), the address of a store, or `mock:VERSION`.
    """  # fmt: skip
    from cartcheck.cli.comparing import Wanted, compare_and_report

    wanted = Wanted(
        fail_on=given.pop("fail_on"),
        accept=given.pop("accept"),
        html=given.pop("html"),
        as_json=given.pop("as_json"),
        markdown=given.pop("markdown"),
        junit=given.pop("junit"),
    )
    return compare_and_report(before, after, wanted, given)
