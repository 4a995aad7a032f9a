"""Maintenance mode is named in every generation, and stops the checks only where it closes the API."""

import pytest

from cartcheck.errors import ExitCode
from cartcheck.findings.finding_type import Example
from cartcheck.reports.result import Outcome, Result
from tests.checks.stores import examined

SUBJECTS = ("reach", "front", "store", "login", "token")
OPEN = (
    "2.0.2.0",
    "2.0.3.1",
    "2.1.0.2",
    "2.2.0.0",
    "2.3.0.2",
    "3.0.3.0",
    "3.0.3.9",
    "4.0.1.1",
    "4.0.2.3",
    "4.1.0.0",
    "4.1.0.4",
)


def in_maintenance(version: str, closed: bool, *faults: str) -> Result:
    return examined(Example(opencart=version, control=({"maintenance": closed},), faults=faults), SUBJECTS)


def ids(result: Result) -> set[str]:
    return {finding.id for finding in result.findings}


def outcomes(result: Result) -> dict[str, Outcome]:
    return {item.id: item.outcome for item in result.items}


@pytest.mark.parametrize("version", OPEN)
def test_the_api_is_examined_while_the_shop_is_closed(version: str) -> None:
    closed, opened = in_maintenance(version, True), in_maintenance(version, False)
    assert ids(closed) - ids(opened) == {"store.maintenance"}
    assert ids(opened) <= ids(closed)
    assert outcomes(closed) == outcomes(opened)
    assert closed.store.versions == opened.store.versions


@pytest.mark.parametrize("version", ["4.0.1.1", "4.0.2.3"])
def test_a_theme_without_links_is_not_recognised_behind_a_closed_shop(version: str) -> None:
    assert ids(in_maintenance(version, True, "bare-theme")) == {"store.maintenance-hides-version"}
    assert "store.maintenance-hides-version" not in ids(in_maintenance(version, False, "bare-theme"))


@pytest.mark.parametrize("version", ["2.0.0.0", "2.0.1.1"])
def test_an_old_store_closes_its_api_too(version: str) -> None:
    closed = in_maintenance(version, True)
    assert ids(closed) == {"store.maintenance-closes-api"}
    assert closed.exit_code is ExitCode.NOT_EXAMINED
    assert not ids(in_maintenance(version, False)) & {"store.maintenance", "store.maintenance-closes-api"}
