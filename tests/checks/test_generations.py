"""What findings say is true of the generation at hand: its fields, its answers, its places in the admin."""

from __future__ import annotations

from importlib import import_module

import pytest

from cartcheck.dialects.dialect import Dialect, LoginOutcome, LoginReading, Reading, Verdict
from cartcheck.dialects.registry import dialects
from cartcheck.errors import NotApplicable
from cartcheck.findings.finding import Finding
from cartcheck.observations.answers import CallAnswer, Cors, CorsAnswer, LoginAnswer
from cartcheck.observations.recognition import Recognition
from cartcheck.paths import checks_dir

login_checks = import_module(f"{checks_dir().name}.test_login")
cors_checks = import_module(f"{checks_dir().name}.test_cors")
token_checks = import_module(f"{checks_dir().name}.test_token")
WITH_LOGIN = [
    pytest.param(dialect, id=dialect.generation) for dialect in dialects() if dialect.traits.has_login
]
BY_GENERATION = {dialect.generation: dialect for dialect in dialects()}


def answered(outcome: LoginOutcome, data: object = None, address: str = "") -> LoginAnswer:
    reading = Reading(Verdict.REFUSED, Verdict.REFUSED, data)
    return LoginAnswer("with the given credentials", LoginReading(outcome, None, address, reading), 1)


def judged(dialect: Dialect, answer: LoginAnswer) -> list[Finding]:
    newest = dialect.versions[-1] if dialect.versions else ""
    seen = Recognition(dialect, newest, ("seen",), exchanges=(1,))
    judge = login_checks.test_given_key_is_accepted
    return list(judge(answer, None, None, None, None, answer, seen, dialect.traits, "erp"))


@pytest.mark.parametrize("dialect", WITH_LOGIN)
def test_bad_credentials_are_told_in_the_generation_s_words(dialect: Dialect) -> None:
    (finding,) = judged(dialect, answered(LoginOutcome.BAD_CREDENTIALS))
    assert finding.id == "login.bad-credentials"
    assert dialect.traits.wrong_key in finding.cause
    assert dialect.traits.wrong_key
    assert any(dialect.traits.secret in step for step in finding.remedy)
    assert "{" not in finding.cause + "".join(finding.remedy)


@pytest.mark.parametrize("dialect", WITH_LOGIN)
def test_an_address_that_is_not_listed_is_told_where_there_is_a_list(dialect: Dialect) -> None:
    if not dialect.traits.has_address_list:
        return
    (finding,) = judged(dialect, answered(LoginOutcome.ADDRESS_NOT_LISTED, address="203.0.113.9"))
    by_shop = dialect.generation == "2.1"
    assert finding.id == ("login.ip-not-listed-by-shop" if by_shop else "login.ip-not-listed")
    assert "203.0.113.9" in finding.summary
    assert dialect.traits.not_listed in finding.cause
    assert dialect.traits.not_listed
    assert any("IP Addresses" in step for step in finding.remedy)


@pytest.mark.parametrize(
    ("generation", "data", "ids"),
    [("3.0", [], ["login.silent-no"]), ("2.2–2.3", [], ["login.silent-no"]), ("4.0.2", {"error": "x"}, [])],
)
def test_only_an_empty_answer_is_a_silent_no(generation: str, data: object, ids: list[str]) -> None:
    answer = answered(LoginOutcome.BAD_CREDENTIALS, data)
    found = login_checks.test_wrong_key_is_refused(answer, BY_GENERATION[generation].traits)
    assert [finding.id for finding in found] == ids


@pytest.mark.parametrize(
    ("generation", "versions", "broken"),
    [
        ("3.0", "3.0.0.0–3.0.2.0", True),
        ("3.0", "3.0.0.0–3.0.5.1", False),
        ("3.0", "3.0.5.1", False),
        ("4.0.0", "4.0.0.0", True),
        ("4.0.1", "4.0.1.0–4.0.1.1", False),
        ("4.1", "4.1.0.4", False),
    ],
)
def test_releases_without_a_working_login_are_named(generation: str, versions: str, broken: bool) -> None:
    seen = Recognition(BY_GENERATION[generation], versions, ("seen",), exchanges=(1,))
    found = list(login_checks.test_release_has_a_login_that_works(seen))
    assert [finding.id for finding in found] == (["login.broken-release"] if broken else [])


def called(verdict: Verdict) -> CallAnswer:
    return CallAnswer("with the token just received", Reading(verdict, verdict), 1)


@pytest.mark.parametrize(
    ("generation", "versions", "by_cookie", "known", "finding", "confidence"),
    [
        ("4.0.2", "4.0.2.3", Verdict.ACCEPTED, None, "token.listed-address-has-blank", 0.85),
        ("4.0.2", "4.0.2.3", Verdict.NO_ACCESS, None, "token.session-not-kept", 0.8),
        ("2.2–2.3", "2.2.0.0", None, None, "token.listed-address-has-blank", 0.6),
        ("2.2–2.3", "2.3.0.2", None, False, "token.listed-address-has-blank", 0.85),
        ("2.2–2.3", "2.3.0.2", None, True, "token.session-not-kept", 0.8),
        ("2.0", "2.0.3.1", None, None, "token.session-not-kept", 0.8),
        ("3.0", "3.0.3.0–3.0.3.9", Verdict.NO_ACCESS, None, "token.time-zone-trap", 0.6),
        ("3.0", "3.0.3.7–3.0.3.9", Verdict.NO_ACCESS, None, "token.time-zone-trap", 0.85),
    ],
)
def test_a_token_that_is_refused_at_once_is_explained(
    generation: str,
    versions: str,
    by_cookie: Verdict | None,
    known: bool | None,
    finding: str,
    confidence: float,
) -> None:
    dialect = BY_GENERATION[generation]
    seen = Recognition(dialect, versions)
    cookie = called(by_cookie) if by_cookie else None
    refused, judge = called(Verdict.NO_ACCESS), token_checks.test_fresh_token_is_accepted
    usual = frozenset({refused.reading.said})
    assert list(judge(dialect.traits, called(Verdict.ACCEPTED), usual, None, None, seen)) == []
    (told,) = judge(dialect.traits, refused, usual, cookie, known, seen)
    assert (told.id, told.confidence) == (finding, confidence)
    if finding == "token.session-not-kept":
        assert any(dialect.traits.sessions in step for step in told.remedy)


def test_a_page_that_no_other_call_gets_is_no_refusal() -> None:
    dialect, seen = BY_GENERATION["4.0.2"], Recognition(BY_GENERATION["4.0.2"], "4.0.2.3")
    judge = token_checks.test_fresh_token_is_accepted
    others = frozenset({"HTTP 404, a page instead of JSON"})
    (told,) = judge(dialect.traits, called(Verdict.NO_ACCESS), others, None, None, seen)
    assert told.id == "token.broken-answer"


def cors_of(origin: str, *, stained: bool = False) -> Cors:
    plain = CorsAnswer(200, origin, False, "content-type", 1, stained)
    return Cors("https://a", plain, CorsAnswer(200, "https://a", False, "content-type", 2))


def test_headers_that_php_messages_pushed_out_are_not_the_store_s_policy() -> None:
    judge = cors_checks.test_cors_verdict
    assert [finding.id for finding in judge(cors_of(""))] == ["cors.preflight-only"]
    with pytest.raises(NotApplicable):
        list(judge(cors_of("", stained=True)))
    assert [finding.id for finding in judge(cors_of("https://a", stained=True))] == ["cors.open"]
