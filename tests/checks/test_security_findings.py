"""Known defects are told of the versions that have them and of no other, by test, by version alone, and only if asked."""

from __future__ import annotations

import pytest

from cartcheck.cli.main import run
from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.findings.finding_type import Example
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.reports.result import Outcome
from tests.checks.stores import target_of

FORWARDED, CASE = "security.forwarded-address", "security.guard-overlooks-case"
REPLAY, OPEN, COOKIE = "security.replay", "security.open-without-login", "security.token-as-cookie"
DEFECTS = {
    "2.0.3.1": set[str](),
    "2.1.0.2": set[str](),
    "2.3.0.2": set[str](),
    "3.0.2.0": set[str](),
    "3.0.3.0": {COOKIE},
    "3.0.5.1": {COOKIE},
    "4.0.0.0": {OPEN},
    "4.0.1.1": {FORWARDED, CASE, COOKIE},
    "4.0.2.3": {FORWARDED, CASE, COOKIE},
    "4.1.0.0": {FORWARDED, CASE, REPLAY},
    "4.1.0.3": {FORWARDED, CASE, REPLAY},
    "4.1.0.4": {FORWARDED},
}


def found(version: str, example: Example) -> set[str]:
    with running_mock(MockOptions(opencart=version, port=0)) as base:
        result, transport = examine(target_of(base, example), Order(command="test", subjects=("security",)))
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}, result.items
    # What would get somebody in who has no credentials is never sent.
    routes = [exchange.request.url.partition("route=")[2] for exchange in transport.exchanges]
    assert all(not route.lower().startswith("api") or route.startswith("api/") for route in routes)
    return {finding.id for finding in result.findings}


@pytest.mark.parametrize("version", DEFECTS)
def test_each_version_has_its_defects_and_no_other(version: str) -> None:
    assert found(version, Example(security=True)) == DEFECTS[version]


@pytest.mark.parametrize("version", DEFECTS)
def test_without_a_way_in_the_version_tells_them(version: str) -> None:
    told = found(version, Example(security=True, key="not-the-key-of-this-store"))
    unsure = {REPLAY} if version.startswith("4.1") else {COOKIE} if version == "3.0.3.0" else set()
    assert DEFECTS[version] - unsure <= told <= DEFECTS[version]


@pytest.mark.parametrize("version", ["3.0.5.1", "4.0.2.3", "4.1.0.3"])
def test_nothing_is_told_unless_asked(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(version, Example()) == set()
    with running_mock(MockOptions(opencart=version, port=0)) as base:
        told = ["diagnose", base, "--key", DEMO_KEY, "--no-reports"]
        assert run(told) == 0
        assert "security." not in capsys.readouterr().out
        assert run([*told, "--security"]) == 1
        assert "security." in capsys.readouterr().out
