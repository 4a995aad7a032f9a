"""The examination of a `pytest checks --store URL` run, from pytest's options, cartcheck.toml and the environment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cartcheck.engine.accepting import accepted_in
from cartcheck.engine.baseline import Baseline
from cartcheck.errors import CartcheckError
from cartcheck.probes.examination import Examination
from cartcheck.target.resolve import resolve_target
from cartcheck.transport.transport import Transport

if TYPE_CHECKING:
    from cartcheck.target.target import Target


def examination_from(config: pytest.Config) -> Examination:
    """Nothing is sent yet; a wrong store or key file is pytest's usage error."""
    try:
        target = _target(config)
        if target.openapi:
            from cartcheck.own.reading import read_own_routes  # heavy

            read_own_routes(Path(target.openapi))
    except CartcheckError as error:
        raise pytest.UsageError(str(error)) from error
    return Examination(target, Transport(target))


def baseline_from(config: pytest.Config) -> Baseline:
    """What `--baseline` accepts, nothing without it; a wrong file is pytest's usage error."""
    given = config.getoption("cartcheck_baseline", None)
    try:
        acceptances = accepted_in(Path(given)) if given else ()
    except CartcheckError as error:
        raise pytest.UsageError(str(error)) from error
    return Baseline(acceptances)


def _target(config: pytest.Config) -> Target:
    given = config.getoption("cartcheck_config")
    flags = ("allow_writes", "wait_for_expiry", "security")
    said = {name: True for name in flags if config.getoption(f"cartcheck_{name}")}
    return resolve_target(
        config.getoption("cartcheck_store"), said, config_path=Path(given) if given else None
    )
