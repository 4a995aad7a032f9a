"""`--dry-run`: every request a run would send, found out on the embedded mock and addressed to the real store."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from cartcheck.engine.run import examine
from cartcheck.engine.signals import heeding_signals
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.probes.token_life import IDLE_MINUTES
from cartcheck.reports.visible import one_line, steering_escaped
from cartcheck.target.store_url import StoreUrl
from cartcheck.transport.stop import Stop

if TYPE_CHECKING:
    from cartcheck.engine.order import Order
    from cartcheck.target.target import Target

_NO_KEY = "no-key-given"


@dataclass(frozen=True, slots=True)
class Planned:
    """A request that would be sent, without secrets."""

    number: int
    method: str
    url: str
    purpose: str


def print_dry_run(target: Target, order: Order, opencart: str, *, as_json: bool) -> None:
    """The requests in order, one a line with its reason, or as one JSON object."""
    planned = _planned(target, order, opencart)
    families = sum(request.purpose.endswith("over a new connection.") for request in planned)
    resting = list(IDLE_MINUTES) if target.leave.wait_for_expiry else []
    if as_json:
        told = {"dry_run": True, "opencart": opencart, "store": target.store.base, "sent": 0}
        requests = [asdict(request) for request in planned]
        later = {"more_if_ipv4_and_ipv6": families, "then_idle_minutes": resting}
        document = json.dumps({**told, "requests": requests, **later}, indent=1, ensure_ascii=False)
        click.echo(steering_escaped(document))
        return
    click.echo(f"A run against a healthy OpenCart {opencart} would send these {len(planned)} requests.")
    click.echo(f"Nothing was sent to {target.store.base}\n")
    for request in planned:
        click.echo(f"{request.number:4}  {request.method:<7} {one_line(request.url)}  # {request.purpose}")
    if families:
        click.echo(
            "      and a call over the other one, if the store's name has addresses of both IPv4 and IPv6"
        )
    if resting:
        click.echo(
            f"      then {len(resting) + 1} logins, and at most {2 * len(resting)} calls during at most "
            f"{max(resting):g} minutes of rest"
        )


def _planned(target: Target, order: Order, opencart: str) -> list[Planned]:
    key = target.credentials.key.strip() if target.credentials else ""
    username = target.credentials.username if target.credentials else "Default"
    options = MockOptions(opencart=opencart, username=username, key=key or _NO_KEY)
    stop = Stop()
    with running_mock(options) as base, heeding_signals(stop):
        practice, named = _practice(target, base)
        # Requests that were handed in belong to the store itself: judging them may ask their addresses.
        _, transport = examine(practice, replace(order, handed=()), stop=stop)
    if stop.wanted:
        raise click.Abort
    planned = []
    for number in range(1, transport.sent + 1):
        shown = transport.shown(number)
        query = urlsplit(shown.url).query
        url = f"{target.store.index}?{query}" if query else target.store.base
        purpose = shown.purpose
        for stand_in, source in named.items():
            purpose = purpose.replace(stand_in, source)
        planned.append(Planned(number, shown.method, url, purpose))
    return planned


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
