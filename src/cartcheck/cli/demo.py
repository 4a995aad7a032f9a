"""`cartcheck demo`: the main job twice, on a healthy store and on one with a fault that costs people days."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("demo")
@click.option(
    "--opencart", default="3.0.5.1", show_default=True, metavar="VERSION", help="The version of both stores."
)
@click.option(
    "--reports", "folder", type=click.Path(path_type=Path), default=Path("reports"), show_default=True
)
def demo(opencart: str, folder: Path) -> int:
    """Examine two embedded stores, a healthy and a faulty one.

    The faulty one says “Incorrect API Key!” although the key is right.
    """
    from cartcheck.cli.demonstration import demonstrate

    return demonstrate(opencart, folder)
