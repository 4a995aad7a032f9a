"""`--dry-run`: every request a run would send, found out on the embedded mock and addressed to the real store."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import click

from cartcheck.engine.run import Order, examine
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Target

_VERSION = "3.0.5.1"


def print_dry_run(target: Target, order: Order) -> None:
    """The requests in order, one a line with its reason."""
    given = target.credentials or Credentials("Default", "no-key-given")
    with running_mock(
        MockOptions(opencart=_VERSION, key=given.key.strip() or "no-key-given", port=0)
    ) as base:
        practice = replace(
            target,
            store=StoreUrl.parse(base),
            credentials=given,
            limits=replace(target.limits, pace=0),
            network=replace(target.network, proxy="", sources=()),
        )
        _, transport = examine(practice, order)
    click.echo(f"A run against a healthy OpenCart {_VERSION} would send these {transport.sent} requests.")
    click.echo(f"Nothing was sent to {target.store.base}\n")
    for number in range(1, transport.sent + 1):
        shown = transport.shown(number)
        query = urlsplit(shown.url).query
        click.echo(f"{number:4}  {shown.method:<7} {target.store.index}?{query}  # {shown.purpose}")
