"""What a mock store can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from cartcheck.mock.shop.setup import FRESH, Setup

DEMO_KEY = "demo0123456789abcdefghijklmnopqrstuvwxyzDEMO"


@dataclass(frozen=True, slots=True)
class MockOptions:
    """Which OpenCart version to be, where to listen, and what to do wrong. Port 0 takes any free port.

    `timezone` is the shop's setting, `setup` what else its owner changed; `latency` is seconds added to each answer.
    """

    opencart: str = "3.0.5.1"
    host: str = "127.0.0.1"
    port: int = 0
    username: str = "Default"
    key: str = field(default=DEMO_KEY, repr=False)
    control: bool = False
    display_errors: bool = False
    timezone: str = "UTC"
    setup: Setup = FRESH
    faults: tuple[str, ...] = ()
    latency: float = 0.0
    quiet: bool = True
