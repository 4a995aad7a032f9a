"""Each finding is found on a store that has the trouble, alone, and on no healthy store."""

import pytest

from cartcheck.findings.catalogue import catalogue
from cartcheck.findings.finding import Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.reports.result import Outcome
from tests.checks.stores import examined

EXAMPLES = [
    pytest.param(kind, example, id=f"{kind.id}-{number}")
    for kind in catalogue().values()
    if not kind.id.startswith(("contract.", "effect.", "own."))
    for number, example in enumerate(kind.examples, 1)
]
# Advice that is true of every 3.0 store.
QUIRKS = {"login.silent-no", "login.form-only", "cors.not-offered", "token.expires", "claims.not-kept"}
HEALTHY = ("3.0.3.0", "3.0.3.2", "3.0.3.6", "3.0.3.7", "3.0.3.9", "3.0.4.0", "3.0.5.1")


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_the_trouble_is_found_and_nothing_else(kind: FindingType, example: Example) -> None:
    result = examined(example)
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}, result.items
    bad = {finding.id for finding in result.findings if finding.level.at_least(Level.WARNING)}
    also = set(example.also) - {kind.id}
    assert also <= bad
    assert bad - also == ({kind.id} if kind.level.at_least(Level.WARNING) else set())
    assert kind.id in {finding.id for finding in result.findings}


@pytest.mark.parametrize("version", HEALTHY)
@pytest.mark.parametrize("display_errors", [False, True])
def test_a_healthy_store_is_left_in_peace(version: str, display_errors: bool) -> None:
    result = examined(Example(opencart=version, display_errors=display_errors))
    assert {finding.id for finding in result.findings} == QUIRKS
    judged = [item for item in result.items if item.subject != "signature" and "families" not in item.id]
    assert judged
    assert not [item for item in judged if item.outcome is not Outcome.CLEAR]
    signing = {item.outcome for item in result.items if item.subject == "signature"}
    assert signing == {Outcome.NOT_APPLICABLE}  # only 4.1 signs requests
    assert version_is_among(version, result.store.versions)


@pytest.mark.parametrize("fault", ["store-language", "hostile-text"])
def test_words_of_the_store_do_not_matter(fault: str) -> None:
    result = examined(Example(faults=(fault,)))
    assert {finding.id for finding in result.findings} == QUIRKS


def version_is_among(version: str, told: str) -> bool:
    low, _, high = told.partition("–")
    as_numbers = [tuple(map(int, each.split("."))) for each in (low, version, high or low)]
    return as_numbers == sorted(as_numbers)


@pytest.mark.parametrize("display_errors", [False, True])
@pytest.mark.parametrize("version", ["3.0.0.0", "3.0.2.0"])
def test_a_login_that_breaks_refuses_nobody(version: str, display_errors: bool) -> None:
    result = examined(Example(opencart=version, display_errors=display_errors))
    assert "login.broken-release" in {finding.id for finding in result.findings}
    login = {item.id.rpartition("::")[2]: item.outcome for item in result.items if item.subject == "login"}
    assert login.pop("test_release_has_a_login_that_works") is Outcome.FOUND
    assert len(login) == 5
    assert set(login.values()) == {Outcome.NOT_REACHED}


def test_without_a_login_that_is_let_in_nothing_shows_what_others_are_refused_for() -> None:
    result = examined(Example(key="not-the-key-of-this-store"), ("login",))
    ended = {item.id.rpartition("::")[2]: item.outcome for item in result.items}
    assert ended["test_given_key_is_accepted"] is Outcome.FOUND
    assert ended["test_wrong_key_is_refused"] is Outcome.CLEAR
    assert ended["test_wrong_username_is_refused"] is Outcome.NOT_REACHED
    assert ended["test_only_a_posted_form_is_read"] is Outcome.NOT_REACHED


@pytest.mark.parametrize("version", ["2.0.3.1", "2.1.0.2", "2.3.0.2", "3.0.3.6", "3.0.5.1", "4.0.2.3"])
def test_a_login_by_get_is_asked_and_told_apart(version: str) -> None:
    (told,) = [each for each in examined(Example(opencart=version)).findings if each.id == "login.form-only"]
    assert any("with the form sent by GET answers: " in evidence.text for evidence in told.evidence)
    changed = examined(Example(opencart=version, faults=("login-by-any-method",)))
    assert "login.form-only" not in {finding.id for finding in changed.findings}
    assert not [finding for finding in changed.findings if finding.level.at_least(Level.WARNING)]
