"""`cartcheck replay`: send a recording to a store, and tell where it answers otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cartcheck.cli.options import access_options, comparison_options


@click.command("replay")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.argument("store", metavar="URL", required=False)
@click.option("--allow-writes", is_flag=True, help="Also send what changes the shop's data (orders).")
@comparison_options
@access_options
def replay(file: Path, store: str | None, **given: Any) -> int:
    """Send the API calls of a HAR file to a store and compare the answers by what they mean.

    FILE may come from `cartcheck record`, a browser or a proxy. The key in it is replaced by yours, its tokens by those
    that the store gives. URL may be `mock:VERSION`.
    """
    from cartcheck.cli.comparing import Wanted
    from cartcheck.cli.replaying import replay_and_report

    return replay_and_report(file, store, Wanted.of(given), given)
