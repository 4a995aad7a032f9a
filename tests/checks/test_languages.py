"""A shop in another language gets the same findings as an English one, in each generation, and a healthy one no more."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from cartcheck.errors import CartcheckError
from cartcheck.findings.finding_type import Example
from cartcheck.mock.faults import applies
from cartcheck.mock.faults.languages import LANGUAGES
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.observations.answers import LoginAnswer
from cartcheck.observations.recognition import Recognition
from cartcheck.probes.examination import Examination, Probe
from cartcheck.probes.login import login, login_with_wrong_key
from cartcheck.probes.recognition import recognition
from cartcheck.probes.token import call_with_made_up_token, call_without_token, first_call
from cartcheck.target.target import Limits
from cartcheck.transport.transport import Transport
from tests.checks.stores import examined, target_of

VERSIONS = (
    *("2.0.3.1", "2.1.0.2", "2.2.0.0", "2.3.0.2", "3.0.3.9", "3.0.5.1"),
    *("4.0.0.0", "4.0.1.1", "4.0.2.3", "4.1.0.0", "4.1.0.4"),
)
SUBJECTS = ("store", "login", "ip_whitelist", "token", "signature")
WRONG_KEY = Example(key="not-the-key-of-this-store")
TROUBLES = {
    "healthy": Example(),
    "wrong key": WRONG_KEY,
    "address not listed": Example(control=({"whitelist": ["192.0.2.7"]},)),
    "address listed with a blank": Example(control=({"whitelist": [" 127.0.0.1"]},)),
    "token not kept": Example(faults=("token-not-accepted",)),
}
FAULTS = ("store-language", *(f"store-language-{language.name}" for language in LANGUAGES))


ASKED = (recognition, login, login_with_wrong_key, first_call, call_without_token, call_with_made_up_token)


def facts(base: str, trouble: Example, language: str) -> dict[str, object]:
    """What the checks judge by, without the store's words and what changes from run to run."""
    target = target_of(base, trouble)
    with Transport(replace(target, limits=Limits(pace=0))) as transport:
        examination = Examination(target, transport)
        faults = [*trouble.faults, *((language,) if language else ())]
        for switch in ({"reset": True}, *trouble.control, {"faults": faults}):
            examination.control(switch)
        return {probe.__name__: fact(examination, probe) for probe in ASKED}


def fact(examination: Examination, probe: Probe[Any]) -> object:
    try:
        answer = examination.ask(probe)
    except CartcheckError as error:
        return str(error)
    if isinstance(answer, Recognition):
        return answer.versions, answer.trouble
    if isinstance(answer, LoginAnswer):
        return answer.reading.outcome, answer.reading.address
    return answer.reading.verdict, answer.reading.breakage, answer.let_in


@cache
def in_english(version: str, name: str) -> dict[str, object]:
    with running_mock(MockOptions(opencart=version, port=0, control=True)) as base:
        return facts(base, TROUBLES[name], "")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("language", FAULTS)
def test_a_shop_is_understood_as_an_english_one_is(version: str, language: str) -> None:
    with running_mock(MockOptions(opencart=version, port=0, control=True)) as base:
        found = {name: facts(base, trouble, language) for name, trouble in troubles(version).items()}
    assert found == {name: in_english(version, name) for name in found}


def troubles(version: str) -> dict[str, Example]:
    """Those that a store of this version can have."""
    return {
        name: trouble
        for name, trouble in TROUBLES.items()
        if all(applies(fault, version) for fault in trouble.faults)
    }


def findings(version: str, name: str, language: str) -> set[tuple[str, str]]:
    trouble = TROUBLES[name]
    spoken = replace(trouble, opencart=version, faults=(*trouble.faults, *((language,) if language else ())))
    return {(finding.id, finding.summary) for finding in examined(spoken, SUBJECTS).findings}


# Each language in one generation, each generation in one language; what differs between them is compared above.
PAIRS = tuple(zip(("2.1.0.2", "2.3.0.2", "3.0.5.1", "4.0.1.1", "4.0.2.3", "4.1.0.4"), FAULTS, strict=True))


@pytest.mark.parametrize(("version", "language"), PAIRS)
@pytest.mark.parametrize("name", ["healthy", "wrong key", "address not listed"])
def test_the_findings_are_those_of_an_english_shop(version: str, language: str, name: str) -> None:
    english = findings(version, name, "")
    assert findings(version, name, language) == english
    bad = {
        finding for finding, _ in english if finding in EXPECTED["wrong key"] | EXPECTED["address not listed"]
    }
    assert bool(bad) == (name != "healthy")
    assert bad <= EXPECTED.get(name, set())


EXPECTED = {
    "wrong key": {"login.bad-credentials", "signature.refused"},
    "address not listed": {"login.ip-not-listed", "login.ip-not-listed-by-shop", "signature.refused"},
}
