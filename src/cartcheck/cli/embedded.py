"""An embedded store as a target."""

from __future__ import annotations

from cartcheck.mock.options import DEMO_KEY
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Leave, Limits, Target


def embedded(base: str, budget: int) -> Target:
    """The mock that runs at this address, with its key and its switches: asked without a pause, and written to.

    `budget` is how many requests it may be sent.
    """
    return Target(
        StoreUrl.parse(base),
        Credentials("Default", DEMO_KEY),
        Limits(budget=budget, pace=0),
        Leave(writes=True),
        control=f"{base}_control",
    )
