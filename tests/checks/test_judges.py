"""Judges are pure: observations made by hand, for what no mock is slow, dead or far away enough."""

import importlib.util
from types import ModuleType

import pytest

from cartcheck.dialects.dialect import LoginOutcome, LoginReading, Reading, Verdict
from cartcheck.dialects.opencart_3_0 import DIALECT
from cartcheck.errors import NotReached
from cartcheck.observations.answers import Burst, CallAnswer, Idle, LoginAnswer, SourceAnswers, TokenLife
from cartcheck.observations.recognition import Recognition, Trouble
from cartcheck.paths import checks_dir
from cartcheck.transport.no_answer import Unreachable
from tests.checks.reaching import told


def checks_of(subject: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(subject, checks_dir() / f"test_{subject}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def call(verdict: Verdict) -> CallAnswer:
    return CallAnswer("with a token", Reading(verdict, verdict), 1)


def login(outcome: LoginOutcome, source: str = "", address: str = "") -> LoginAnswer:
    reading = Reading(Verdict.ACCEPTED, Verdict.ACCEPTED)
    return LoginAnswer("so", LoginReading(outcome, None, address, reading), 1, source)


def ids(found: object) -> list[str]:
    return [finding.id for finding in found]  # type: ignore[attr-defined]


NAMED = ("host", "said", "next", "proxy", "through", "https", "http", "status", "server", "wait", "scheme")
REDIRECTED = ("location", "chain", "base", "command", "elsewhere")
FACTS = dict.fromkeys((*NAMED, *REDIRECTED), "x")


@pytest.mark.parametrize("trouble", list(Trouble))
def test_each_trouble_has_its_finding(trouble: Trouble) -> None:
    (finding,) = told(Recognition(None, trouble=trouble, detail="dns", facts=FACTS))
    assert finding.id.startswith(("store.", "proxy."))
    assert not told(Recognition(DIALECT, "3.0.5.1"))


@pytest.mark.parametrize("kind", list(Unreachable))
def test_each_way_to_fail_has_its_finding(kind: Unreachable) -> None:
    seen = Recognition(None, trouble=Trouble.UNREACHABLE, detail=kind, facts=FACTS)
    assert len(told(seen)) == 1


def test_an_address_of_ours_is_judged_only_where_the_store_tells_addresses_apart() -> None:
    check = checks_of("ip_whitelist").test_login_from_other_addresses
    granted, refused = login(LoginOutcome.GRANTED), login(LoginOutcome.ADDRESS_NOT_LISTED)
    assert ids(check((SourceAnswers("127.0.0.2", False, granted, None, refused),), granted)) == [
        "ip.other-address-accepted"
    ]
    assert not ids(check((SourceAnswers("127.0.0.2", False, refused, None),), granted))
    with pytest.raises(NotReached, match="hides who calls"):
        ids(check((SourceAnswers("127.0.0.2", False, granted, None, granted),), granted))


@pytest.mark.parametrize(
    ("milliseconds", "limited", "found"),
    [((20.0,) * 10, 0, []), ((4000.0,) * 10, 0, ["rate.slow"]), ((20.0,) * 4, 4, ["rate.limited"])],
)
def test_a_burst_is_judged(milliseconds: tuple[float, ...], limited: int, found: list[str]) -> None:
    burst = Burst(milliseconds, tuple(range(1, len(milliseconds) + 1)), limited, 429 if limited else 0)
    assert ids(checks_of("rate").test_burst_is_answered(burst)) == found


def test_an_address_the_user_named_must_be_listed() -> None:
    check = checks_of("ip_whitelist").test_login_from_other_addresses
    refused = SourceAnswers(
        "192.0.2.9", True, login(LoginOutcome.ADDRESS_NOT_LISTED, address="198.51.100.1"), None
    )
    granted = SourceAnswers("192.0.2.9", True, login(LoginOutcome.GRANTED), None)
    ours = login(LoginOutcome.GRANTED)
    (finding,) = check((refused,), ours)
    assert finding.id == "ip.source-not-listed"
    assert "198.51.100.1" in finding.cause
    assert not ids(check((granted,), ours))


LIVES = [
    ((23, 25), "3.0.5.1", "24 minutes by default; the hour"),
    ((23, 25), "3.0.3.0", "of its own"),
    ((23, 25, 59, 61), "3.0.3.0", "one hour after"),
    ((23, 25, 59), "3.0.5.1", "of its own"),
    ((23,), "3.0.5.1", "of its own"),
]


@pytest.mark.parametrize(("minutes", "version", "why"), LIVES)
def test_the_end_of_a_token_is_told_as_it_was_measured(
    minutes: tuple[int, ...], version: str, why: str
) -> None:
    good = [Idle(each, call(Verdict.ACCEPTED)) for each in minutes[:-1]]
    life = TokenLife((*good, Idle(minutes[-1], call(Verdict.NO_ACCESS))))
    check = checks_of("token").test_unused_token_expires
    (finding,) = check(call(Verdict.ACCEPTED), life, Recognition(DIALECT, version), DIALECT.traits)
    assert finding.id == "token.expires"
    assert why in finding.cause


def test_a_broken_answer_is_not_the_end_of_a_token() -> None:
    life = TokenLife((Idle(23, call(Verdict.BROKEN)),))
    with pytest.raises(NotReached):
        list(
            checks_of("token").test_unused_token_expires(
                call(Verdict.ACCEPTED), life, Recognition(DIALECT, "3.0.5.1"), DIALECT.traits
            )
        )
