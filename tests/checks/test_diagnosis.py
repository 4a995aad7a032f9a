"""A diagnosis of every broken store of the table names its cause first, of every healthy one nothing, in twelve requests."""

import pytest

from cartcheck.findings.catalogue import catalogue
from cartcheck.findings.finding_type import Example
from cartcheck.reports.result import Outcome
from tests.checks.broken_stores import (
    BROKEN,
    HEALTHY,
    LIKELIER_FIRST,
    MOST_REQUESTS,
    Broken,
    causes,
    named,
)
from tests.checks.stores import diagnosed

CHECK_ONLY = [kind for kind in catalogue().values() if kind.in_check_only]


@pytest.mark.parametrize("version", HEALTHY)
def test_a_healthy_store_is_left_in_peace(version: str) -> None:
    result = diagnosed(Example(opencart=version))
    assert causes(result) == []
    assert 0 < result.sent <= MOST_REQUESTS


@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.5.1", "4.0.1.1", "4.1.0.4"])
def test_a_closed_shop_is_no_limit(version: str) -> None:
    """Its page answers 503 with Retry-After, as a server does that turns requests away."""
    closed, opened = (
        diagnosed(Example(opencart=version, control=({"maintenance": on},))) for on in (True, False)
    )
    told, usual = ({finding.id for finding in result.findings} for result in (closed, opened))
    assert told - usual == {"store.maintenance"}
    assert causes(closed) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.truth} {broken.name}")
def test_the_cause_is_named_first(broken: Broken) -> None:
    result = diagnosed(broken.store)
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}, result.items
    first, *others = causes(result)
    assert first.id == LIKELIER_FIRST.get(broken.name, broken.truth)
    assert broken.truth in named([first, *others])[:3]
    assert first.id == broken.truth or first.confidence < 0.9
    assert not others, "one cause is one finding"
    assert result.sent <= MOST_REQUESTS


def test_the_table_is_wide_and_few_causes_come_second() -> None:
    names = [broken.name for broken in BROKEN]
    assert len(names) == len(set(names)) >= 60
    assert set(LIKELIER_FIRST) <= set(names)
    assert len(LIKELIER_FIRST) <= 0.05 * len(BROKEN)


@pytest.mark.parametrize("kind", [kind for kind in CHECK_ONLY if kind.examples], ids=lambda kind: kind.id)
def test_what_tells_no_cause_is_left_to_a_check(kind) -> None:
    result = diagnosed(kind.examples[0])
    assert kind.id not in {finding.id for finding in result.findings}
    assert result.sent <= MOST_REQUESTS


def test_what_is_left_to_a_check_is_known() -> None:
    assert {kind.id for kind in CHECK_ONLY} == {
        "claims.not-kept",
        "ip.other-address-accepted",
        "ip.token-works-from-unlisted-address",
        "login.form-only",
        "rate.limited",
    }
