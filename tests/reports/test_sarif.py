"""The SARIF log has the shape that its standard wants, for every result."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from hypothesis import given, settings

from cartcheck.findings.finding import Level
from cartcheck.reports.result import Result
from cartcheck.reports.sarif import to_sarif
from tests.reports.hostile import HOSTILE
from tests.reports.samples import HEALTHY, REFUSED
from tests.reports.strategies import RESULTS

# Of the schema of SARIF 2.1.0 (OASIS, errata 01) what of it is used here: the members, and those that must be there.
RESULT = {
    *(
        "ruleId",
        "ruleIndex",
        "kind",
        "level",
        "message",
        "locations",
        "occurrenceCount",
        "partialFingerprints",
    ),
    *("suppressions", "webRequest", "webResponse", "properties"),
}
LEVELS = {"none", "note", "warning", "error"}


def _run(result: Result) -> Any:
    document = json.loads(to_sarif(result))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    return run


@settings(deadline=None, max_examples=60)
@given(RESULTS)
def test_every_result_is_a_sarif_log(result: Result) -> None:
    run = _run(result)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert len(run["results"]) == len(result.findings)
    for told in run["results"]:
        assert told.keys() <= RESULT
        assert told["ruleId"] == rules[told["ruleIndex"]]
        assert told["level"] in LEVELS
        assert (told["kind"] == "fail") is (told["level"] != "none")  # as the standard wants it
        assert told["message"]["text"]
        assert told["occurrenceCount"] >= 1
        for place in told["locations"]:
            assert place["physicalLocation"]["artifactLocation"]["uri"].isascii()


def test_a_refused_login_is_an_error_with_its_remedy_and_its_exchange() -> None:
    run = _run(REFUSED)
    first = run["results"][0]
    assert (first["ruleId"], first["level"]) == ("login.ip-not-listed", "error")
    assert "1. Open System > Users > API" in first["message"]["text"]
    assert first["webRequest"]["method"] == "POST"
    assert first["webResponse"]["statusCode"] == 200
    assert urlsplit(first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]).hostname
    assert run["invocations"][0]["exitCode"] == 1
    assert run["invocations"][0]["executionSuccessful"] is True


def test_a_healthy_store_has_no_result_above_note() -> None:
    assert {told["level"] for told in _run(HEALTHY)["results"]} <= {"note", "none"}


def test_a_store_that_was_not_examined_is_no_success() -> None:
    invocation = _run(replace(HEALTHY, examined=False, findings=()))["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)


def test_what_is_accepted_is_suppressed_with_its_reason() -> None:
    accepted = replace(REFUSED, findings=tuple(replace(one, accepted="known") for one in REFUSED.findings))
    told = _run(accepted)["results"]
    assert {one["suppressions"][0]["justification"] for one in told} == {"known"}
    assert not any(one["suppressions"] for one in _run(REFUSED)["results"])


def test_a_finding_is_the_same_one_in_the_next_run_whatever_words_it_quotes() -> None:
    (one, *_) = REFUSED.findings
    again = replace(
        REFUSED, findings=(replace(one, summary="other words"), replace(one, operation="cart_add"))
    )
    (then, *_) = [told["partialFingerprints"] for told in _run(replace(REFUSED, findings=(one,)))["results"]]
    now = [told["partialFingerprints"] for told in _run(again)["results"]]
    assert then in now
    assert now[0] != now[1]


def test_hostile_text_cannot_steer_a_terminal() -> None:
    document = to_sarif(HOSTILE)
    assert not {"\x1b", "\x9b", "\u202e"} & set(document)
    assert {one["level"] for one in json.loads(document)["runs"][0]["results"]} == LEVELS
    assert len(list(Level)) == len(LEVELS)
