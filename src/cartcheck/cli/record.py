"""`cartcheck record`: keep how a store answers, to compare it after an upgrade."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cartcheck.cli.options import access_options, exploring_options


@click.command("record")
@click.argument("store", metavar="URL", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help="The HAR file to write.")  # fmt: skip
@access_options
@exploring_options
def record(store: str | None, output: Path, **given: Any) -> int:
    """Ask a store the same at most 200 questions each time, and keep its answers as HAR.

    URL may be `mock:VERSION`. Keys and tokens are left out of the file; `cartcheck replay` puts yours in.
    """
    import json

    from cartcheck.cli.exploring import target_named, walked
    from cartcheck.errors import ExitCode
    from cartcheck.reports.visible import one_line
    from cartcheck.whole_file import check_writable, write_whole

    check_writable(output)
    with target_named(store, given) as (target, version):
        archive = walked(target, version)
    write_whole(output, json.dumps(archive, indent=1))
    log = archive["log"]
    asked = sum(1 for entry in log["entries"] if entry["_question"])
    opencart = f"OpenCart {log['_store']['opencart']}" if log["_store"]["opencart"] else "no known version"
    click.echo(f"{output}: {opencart}, {asked} questions, {len(log['entries'])} requests")
    for problem in log["_cartcheck"]["problems"]:
        click.echo(f"  note: {one_line(problem)}", err=True)
    whole = "generation" in log["_store"] and not log["_cartcheck"]["interrupted"]
    return int(ExitCode.CLEAR if whole else ExitCode.NOT_EXAMINED)
