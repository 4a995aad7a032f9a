"""Fixtures: stores that follow a script, a clock that only sleeping moves, transports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Limits, Network, Target
from cartcheck.transport.transport import Transport
from tests.transport.raw_store import FakeTime, RawStore, Script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LIMITS = Limits(pace=0, connect_timeout=2, read_timeout=2)
_NETWORK = Network()


@pytest.fixture
def raw_store() -> Iterator[Callable[[Script], RawStore]]:
    """Starts stores that follow a script."""
    started: list[RawStore] = []

    def start(script: Script) -> RawStore:
        started.append(RawStore(script))
        return started[-1]

    yield start
    for store in started:
        store.close()


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def transport_to() -> Iterator[Callable[..., Transport]]:
    """Makes transports to a URL, with small limits unless told, and closes them."""
    made: list[Transport] = []

    def make(
        url: str, *, limits: Limits = _LIMITS, network: Network = _NETWORK, **options: object
    ) -> Transport:
        target = Target(StoreUrl.parse(url), limits=limits, network=network)
        made.append(Transport(target, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for transport in made:
        transport.close()
