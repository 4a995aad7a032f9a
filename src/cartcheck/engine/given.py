"""Where pytest's configuration keeps what a run needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cartcheck.engine.baseline import Baseline
    from cartcheck.own.operation import OwnOperation
    from cartcheck.probes.examination import Examination

EXAMINATION: pytest.StashKey[Examination] = pytest.StashKey()
BASELINE: pytest.StashKey[Baseline] = pytest.StashKey()


def own_routes_of(config: pytest.Config) -> tuple[OwnOperation, ...]:
    """The routes of the user's own that the run is to test."""
    examination = config.stash.get(EXAMINATION, None)
    if examination is None or not examination.target.openapi:
        return ()
    from cartcheck.own.trial import own_routes

    return examination.ask(own_routes)
