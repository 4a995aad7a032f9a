"""`--dry-run`: every request a run would send, found out on the embedded mock and addressed to the real store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from cartcheck.engine.run import Order, examine
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.probes.token import IDLE_MINUTES
from cartcheck.target.store_url import StoreUrl

if TYPE_CHECKING:
    from cartcheck.target.target import Target

_VERSION = "3.0.5.1"
_NO_KEY = "no-key-given"


def print_dry_run(target: Target, order: Order) -> None:
    """The requests in order, one a line with its reason."""
    key = target.credentials.key.strip() if target.credentials else ""
    with running_mock(MockOptions(opencart=_VERSION, key=key or _NO_KEY, port=0)) as base:
        practice, named = _practice(target, base)
        # Requests that were handed in belong to the store itself: judging them may ask their addresses.
        wanted = tuple(name for name in order.subjects if not name.startswith("request"))
        _, transport = examine(practice, replace(order, handed=(), subjects=wanted))
    click.echo(f"A run against a healthy OpenCart {_VERSION} would send these {transport.sent} requests.")
    click.echo(f"Nothing was sent to {target.store.base}\n")
    for number in range(1, transport.sent + 1):
        shown = transport.shown(number)
        query = urlsplit(shown.url).query
        url = f"{target.store.index}?{query}" if query else target.store.base
        why = shown.purpose
        for stand_in, source in named.items():
            why = why.replace(stand_in, source)
        click.echo(f"{number:4}  {shown.method:<7} {url}  # {why}")
    if target.leave.wait_for_expiry:
        click.echo(
            f"      then a login and {len(IDLE_MINUTES)} calls after up to {max(IDLE_MINUTES):g} minutes of rest"
        )


def _practice(target: Target, base: str) -> tuple[Target, dict[str, str]]:
    """The same target at the mock; local addresses are stood for by loopback ones, told by name."""
    sources = {f"127.0.0.{number}": source for number, source in enumerate(target.network.sources, 3)}
    practice = replace(
        target,
        store=StoreUrl.parse(base),
        practises_for=target.store,
        control="",
        leave=replace(target.leave, wait_for_expiry=False),
        limits=replace(target.limits, pace=0),
        network=replace(target.network, proxy="", sources=tuple(sources)),
    )
    return practice, sources
