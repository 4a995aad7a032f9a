"""A walk over a store, live or embedded, as `record` and `compare` need it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cartcheck.cli.embedded import embedded
from cartcheck.cli.targeting import target_said
from cartcheck.engine.signals import heeding_signals
from cartcheck.exploration.explorer import MOST_REQUESTS
from cartcheck.exploration.recording import recording
from cartcheck.exploration.walk import explore
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.probes.examination import Examination
from cartcheck.reports.progress import RunProgress, run_progress
from cartcheck.reports.terminal import console
from cartcheck.target.target import Limits, Target
from cartcheck.transport.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Iterator

MOCK = "mock:"


@contextmanager
def target_named(
    store: str | None, given: dict[str, Any], most: int | None = MOST_REQUESTS
) -> Iterator[tuple[Target, str]]:
    """The target of an address, a name of cartcheck.toml, or `mock:VERSION`, with the version where it is known.

    `most` is the largest budget of requests, None for any.
    """
    if store and store.startswith(MOCK):
        version = store.removeprefix(MOCK)
        with running_mock(MockOptions(opencart=version, control=True)) as base:
            yield embedded(base, most or Limits().budget), version
        return
    target = target_said(store, given)
    yield (replace(target, limits=_at_most(target.limits, most)) if most else target), ""


def _at_most(limits: Limits, most: int) -> Limits:
    return replace(limits, budget=min(limits.budget, most))


@contextmanager
def asking_with_progress(target: Target) -> Iterator[tuple[Transport, RunProgress]]:
    """What asks a store, heeding Ctrl-C and SIGTERM, and the progress on standard error."""
    with (
        run_progress(console(sys.stderr)) as progress,
        Transport(target, on_wait=progress.waiting) as transport,
        heeding_signals(transport.stop),
    ):
        yield transport, progress


def walked(target: Target, version: str = "") -> dict[str, Any]:
    """The recording of a walk, with progress on standard error. Raises StoreUnreachable.

    Ctrl-C and SIGTERM end it early: what was made is removed, and what was asked until then is told.
    """
    with asking_with_progress(target) as (transport, progress):

        def told(question: str) -> None:
            progress.done()
            progress.item(question)

        explored = explore(Examination(target, transport), version, told)
        return recording(explored, transport, writes=target.leave.writes)
