"""Judges are pure: observations made by hand, for what no mock is slow, dead or far away enough."""

import importlib.util
from types import ModuleType

import pytest

from cartcheck.dialects import opencart_2_0
from cartcheck.dialects.dialect import Dialect, LoginOutcome, LoginReading, Reading, Verdict
from cartcheck.dialects.opencart_3_0 import DIALECT
from cartcheck.errors import NotReached
from cartcheck.findings.finding import Finding
from cartcheck.observations.answers import Burst, CallAnswer, LoginAnswer, SourceAnswers
from cartcheck.observations.recognition import Recognition, Trouble
from cartcheck.observations.token_life import Idle, TokenLife
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
    ((23, 25, 59, 61), "3.0.5.1", "more is set here"),
    ((23, 25, 59), "3.0.5.1", "of its own"),
    ((23,), "3.0.5.1", "of its own"),
]


@pytest.mark.parametrize(("minutes", "version", "why"), LIVES)
def test_the_end_of_a_token_is_told_as_it_was_measured(
    minutes: tuple[int, ...], version: str, why: str
) -> None:
    good = [Idle(each, True, "let in") for each in minutes[:-1]]
    life = TokenLife((*good, Idle(minutes[-1], False, "refused")))
    (finding,) = lives(life, version)
    assert finding.id == "token.expires"
    assert why in finding.cause


def lives(life: TokenLife, version: str, dialect: Dialect = DIALECT) -> list[Finding]:
    check = checks_of("token").test_unused_token_expires
    return list(check(call(Verdict.ACCEPTED), life, Recognition(dialect, version), dialect.traits))


def test_a_token_that_outlives_the_hour_is_a_fault_only_where_there_is_one() -> None:
    life = TokenLife((Idle(59, True, "let in"), Idle(61, True, "let in")))
    assert ids(lives(life, "3.0.5.1")) == ["token.never-expires"]
    (finding,) = lives(life, "2.0.3.1", opencart_2_0.DIALECT)
    assert finding.id == "token.expires"
    assert "later than 61 minutes" in finding.summary


def test_what_an_earlier_run_saw_is_told_with_its_time() -> None:
    life = TokenLife(
        (Idle(23, True, "let in", at="2026-11-22T10:00:00+00:00"), Idle(25, False, "refused", 7))
    )
    (finding,) = lives(life, "3.0.5.1")
    assert [shown.exchange for shown in finding.evidence] == [0, 7]
    assert "in an earlier run (2026-11-22" in finding.evidence[0].text


def test_a_broken_answer_is_not_the_end_of_a_token() -> None:
    with pytest.raises(NotReached):
        lives(TokenLife((Idle(23, False, "HTML", broken=True),)), "3.0.5.1")
    (finding,) = lives(
        TokenLife((Idle(23, False, "HTML", broken=True), Idle(25, False, "refused"))), "3.0.5.1"
    )
    assert "within 25 minutes" in finding.summary
