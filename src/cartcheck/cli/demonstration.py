"""The two runs of the demo, against the embedded mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cartcheck.cli.embedded import embedded
from cartcheck.cli.examining import Reporting, examine_and_report
from cartcheck.engine.order import Order
from cartcheck.errors import ExitCode
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.probes.examination import Examination
from cartcheck.transport.stop import Stop
from cartcheck.transport.transport import Transport

if TYPE_CHECKING:
    from pathlib import Path

    from cartcheck.reports.result import Result
    from cartcheck.target.target import Target

HEALTHY = "demo-healthy"
FAULTY = "demo-address-not-listed"
_BUDGET = 5000  # requests


def demonstrate(opencart: str, folder: Path) -> int:
    """Runs both and says where the reports are; 0 if both ended as they should."""
    stop = Stop()
    healthy = _run("A healthy store", opencart, folder, HEALTHY, {}, stop)
    if stop.wanted:
        raise click.Abort
    faulty = _run("A store that does not list our address", opencart, folder, FAULTY, {"whitelist": []}, stop)
    click.echo("The two reports, to open in a browser:")
    for stem in (HEALTHY, FAULTY):
        click.echo(f"  {(folder / stem).with_suffix('.html').resolve()}")
    as_it_should = healthy.exit_code is ExitCode.CLEAR and faulty.exit_code is ExitCode.FOUND
    return int(ExitCode.CLEAR if as_it_should else ExitCode.OUR_BUG)


def _run(
    title: str, opencart: str, folder: Path, stem: str, switches: dict[str, object], stop: Stop
) -> Result:
    click.secho(f"\n{title}: an embedded OpenCart {opencart}", bold=True)
    with running_mock(MockOptions(opencart=opencart, port=0, control=True)) as base:
        target = embedded(base, _BUDGET)
        if switches:
            _turn(target, switches)
        order = Order(command=f"cartcheck demo --opencart {opencart}")
        return examine_and_report(target, order, Reporting(folder, stem=stem), stop)


def _turn(target: Target, switches: dict[str, object]) -> None:
    with Transport(target) as transport:
        Examination(target, transport).control(switches)
