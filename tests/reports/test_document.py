"""The JSON document fits its published schema, can be read back, and is refused when it is something else."""

import json
import re
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from cartcheck.claims.claim import Claim
from cartcheck.errors import ExitCode, UsageError
from cartcheck.findings.finding import Finding
from cartcheck.reports.document import check, from_document, schema, to_document, to_json
from cartcheck.reports.result import SCHEMA_VERSION, Item, Result
from cartcheck.reports.wording import state_of
from cartcheck.transport.shown import Shown
from tests.reports.hostile import HOSTILE
from tests.reports.samples import HEALTHY, REFUSED
from tests.reports.strategies import RESULTS


@settings(deadline=None, max_examples=60)
@given(RESULTS)
def test_every_document_fits_the_schema_and_comes_back_whole(result: Result) -> None:
    document = to_document(result)
    check(document)
    assert from_document(document) == result


@pytest.mark.parametrize("result", [REFUSED, HEALTHY, HOSTILE])
def test_the_text_is_the_document(result: Result) -> None:
    document = to_document(result)
    written = json.loads(json.dumps(document).replace("\\ud800", "\\ufffd"))
    assert json.loads(to_json(result)) == written


def test_the_text_steers_no_terminal() -> None:
    text = to_json(HOSTILE)
    text.encode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]", text)


def test_the_document_says_what_follows() -> None:
    document = to_document(REFUSED)
    assert document["schema_version"] == SCHEMA_VERSION
    assert document["verdict"] == REFUSED.verdict
    assert document["state"] == "cannot work"
    assert document["exit_code"] == ExitCode.FOUND
    assert document["first"] == "login.ip-not-listed"
    assert document["counts"] == {
        "found": 3,
        "clear": 9,
        "not applicable": 1,
        "not reached": 6,
        "harness error": 0,
    }


@given(RESULTS)
def test_a_part_never_says_that_an_integration_can_work(result: Result) -> None:
    assert "can work" not in replace(result, part="the contract tests").verdict.partition(": ")[0]


@given(RESULTS)
def test_the_state_is_the_verdict_in_short(result: Result) -> None:
    starts = {
        "cannot work": "An integration cannot work",
        "will break": (
            "An integration will break"
            if result.part
            else "An integration can work with this store, but will break"
        ),
        "can work": "An integration can work with this store.",
        "no obstacle": "Nothing keeps an integration from working in what was examined: ",
        "could not be examined": (
            *("The store could not", "Nothing could be tested", "It is not known"),
            *("Not everything could be asked", "A bug of cartcheck"),
        ),
    }
    assert result.verdict.startswith(starts[state_of(result)])


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["properties"]["schema_version"]["const"] == SCHEMA_VERSION
    assert schema()["$id"].endswith(SCHEMA_VERSION)


@pytest.mark.parametrize(
    ("name", "kind"), [("finding", Finding), ("item", Item), ("exchange", Shown), ("claim", Claim)]
)
def test_the_schema_has_every_field(name: str, kind: type[Any]) -> None:
    assert set(schema()["$defs"][name]["properties"]) == {field.name for field in fields(kind)}


def test_every_field_of_the_schema_is_described() -> None:
    described = [schema(), *schema()["$defs"].values()]
    for part in described:
        for name, field in part.get("properties", {}).items():
            assert "description" in field or "$ref" in field or part is not schema(), name


@pytest.mark.parametrize(
    "broken", [{}, [], {"schema_version": "0.9"}, {**to_document(REFUSED), "schema_version": "2.0"}]
)
def test_another_document_is_refused(broken: Any) -> None:
    with pytest.raises(UsageError, match="not a cartcheck result of version"):
        from_document(broken)


def test_a_wrong_value_is_named_with_its_place() -> None:
    document = to_document(REFUSED)
    document["items"][3]["outcome"] = "passed"
    with pytest.raises(UsageError, match=re.escape("$.items[3].outcome")):
        from_document(document)
