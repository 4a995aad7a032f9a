"""A run as the terminal shows it: progress, summary, and where the reports are."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from cartcheck.engine.mailable import mailable
from cartcheck.engine.run import examine
from cartcheck.engine.signals import heeding_signals
from cartcheck.probes.token_notes import forget_what_is_reported
from cartcheck.reports.document import to_json
from cartcheck.reports.progress import run_progress
from cartcheck.reports.terminal import console, print_summary
from cartcheck.reports.writing import items_name, rendered, write_reports
from cartcheck.transport.stop import Stop
from cartcheck.whole_file import check_writable, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cartcheck.engine.order import Order
    from cartcheck.reports.result import Result
    from cartcheck.target.target import Target
    from cartcheck.transport.transport import Transport

FORMATS = ("html", "json", "junit")


@dataclass(frozen=True, slots=True)
class Reporting:
    """Where a result goes: the folder of the reports (None for none), JSON on standard output, a HAR
    file, Markdown, SARIF, a bundle to be mailed, a baseline that accepts what counts now.

    `stem` names the files; by default the store and the time.
    """

    folder: Path | None
    as_json: bool = False
    har: Path | None = None
    markdown: Path | None = None
    sarif: Path | None = None
    bundle: Path | None = None
    baseline: Path | None = None
    stem: str = ""

    @property
    def texts(self) -> dict[str, Path]:
        """The files of the other forms of the result, by their names."""
        wanted = {"markdown": self.markdown, "sarif": self.sarif}
        return {name: path for name, path in wanted.items() if path}


def examine_and_report(
    target: Target, order: Order, reporting: Reporting, stop: Stop | None = None
) -> Result:
    """Runs, prints and writes; Ctrl-C and SIGTERM end the run, and what was learned until then is written too."""
    stop = stop or Stop()
    with heeding_signals(stop):
        return _examine_and_report(target, order, reporting, stop)


def _examine_and_report(target: Target, order: Order, reporting: Reporting, stop: Stop) -> Result:
    stem = reporting.stem or f"{target.store.slug}-{datetime.now():%Y%m%d-%H%M%S}"
    for path in (reporting.har, reporting.bundle, reporting.baseline, *reporting.texts.values()):
        if path is not None:
            check_writable(path)
    if reporting.folder:
        items = reporting.folder / items_name(stem)
        check_writable(items)
        order = replace(order, items_html=items)
    with run_progress(console(sys.stderr)) as progress:
        result, transport = examine(target, order, progress, stop)
    paths: dict[str, Path] = {}
    try:
        _write(result, transport, order, reporting, stem, paths)
    finally:  # a disk may be full by now: what was found is told
        _show(result, reporting, paths)
    return result


def _write(
    result: Result,
    transport: Transport,
    order: Order,
    reporting: Reporting,
    stem: str,
    paths: dict[str, Path],
) -> None:
    """Writes what is wanted; `paths` has each kind with its file as soon as it is written."""
    if reporting.folder:
        paths |= write_reports(result, reporting.folder, stem, FORMATS)
    if reporting.har:
        write_whole(reporting.har, json.dumps(transport.har(), indent=1))
    for name, path in reporting.texts.items():
        write_whole(path, rendered(name, result))
        paths[name] = path
    if order.notes:
        forget_what_is_reported(order.notes)
    if order.items_html and order.items_html.is_file():
        paths["items"] = order.items_html
    if reporting.baseline:
        write_whole(reporting.baseline, _baseline(result, order))
        paths["baseline"] = reporting.baseline
    if reporting.bundle:
        from cartcheck.reports.bundle import write_bundle

        write_bundle(reporting.bundle, *mailable(result, transport, order.handed))
        paths["bundle"] = reporting.bundle


def _baseline(result: Result, order: Order) -> str:
    from cartcheck.acceptances.writing import to_toml
    from cartcheck.engine.accepting import baseline

    today = datetime.fromisoformat(result.started).date()
    return to_toml(baseline(result, order.acceptances, today))


def _show(result: Result, reporting: Reporting, paths: Mapping[str, Path]) -> None:
    if reporting.as_json:
        click.echo(to_json(result))
        return
    print_summary(result, console(sys.stdout), paths)
