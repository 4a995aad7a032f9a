"""The examination of a `pytest checks --store URL` run, from pytest's options, cartcheck.toml and the environment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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
    except CartcheckError as error:
        raise pytest.UsageError(str(error)) from error
    return Examination(target, Transport(target))


def _target(config: pytest.Config) -> Target:
    given = config.getoption("--store-config")
    flags = {"allow_writes": "--allow-writes", "wait_for_expiry": "--wait-for-expiry"}
    said = {name: True for name, flag in flags.items() if config.getoption(flag)}
    return resolve_target(config.getoption("--store"), said, config_path=Path(given) if given else None)
