"""`cartcheck compare`: what an upgrade breaks for an integration."""

from __future__ import annotations

from typing import Any

import click

from cartcheck.cli.options import access_options, comparison_options, exploring_options


@click.command("compare")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@comparison_options
@access_options
@exploring_options
def compare(before: str, after: str, **given: Any) -> int:
    """Tell what changed for an integration between two stores, or one store before and after.

    BEFORE and AFTER are each a recording (a HAR file or a folder of them), the address of a store, or `mock:VERSION`.
    """
    from cartcheck.cli.comparing import Wanted, compare_and_report

    return compare_and_report(before, after, Wanted.of(given), given)
