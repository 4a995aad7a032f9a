"""What the benchmarks of faults and false alarms print, and that they find what they count."""

from __future__ import annotations

import json

import pytest

from benchmarks import false_alarms, seeded_faults
from benchmarks.measuring import as_markdown, named
from benchmarks.schemathesis_run import failures_told
from cartcheck.mock.faults import applies, contract_faults

FAILED = {"failure_info": {"failure": {"message": "'cart_id' is a required property\n\nSchema:"}}}


def test_each_fault_of_the_contract_is_tried_in_a_version_that_can_have_it() -> None:
    assert all(applies(fault, seeded_faults.version_for(fault)) for fault in contract_faults())


def test_each_line_is_tried_with_each_seed() -> None:
    assert len(false_alarms.LINES) >= 8
    assert len(false_alarms.SEEDS) == 3


def test_few_cases_find_nothing_wrong_with_a_healthy_store_and_all_of_them_are_counted() -> None:
    row = false_alarms.examined_line("documented", 1, 3)
    assert row["false_alarms"] == []
    assert 0 < row["generated"] < row["requests"]
    assert row["true_defects"] == ["contract.records-stay"]


@pytest.mark.parametrize("fault", ["truncated-login", "server-error"])
def test_a_fault_is_found_after_so_many_requests(fault: str) -> None:
    found = seeded_faults.found_by_us("3.0.5.1", fault, frozenset())
    assert found is not None
    assert 0 < found < 20


def test_failures_of_schemathesis_are_told_case_by_case() -> None:
    checks = {
        "a": [{"name": "not_a_server_error", "status": "success"}],
        "b": [{"name": "response_schema_conformance", "status": "failure", **FAILED}],
        "c": [{"name": "ignored_auth", "status": "failure", **FAILED}],
    }
    recorder = {"label": "GET /cart", "cases": {case: {} for case in checks}, "checks": checks}
    told = list(failures_told({"ScenarioFinished": {"recorder": recorder}}))
    assert told == [
        set(),
        {("GET /cart", "response_schema_conformance", "'cart_id' is a required property")},
        {("GET /cart", "ignored_auth", "")},
    ]
    assert list(failures_told({"EngineStarted": {}})) == []


def test_figures_become_tables() -> None:
    figures = {"found": 2, "missed": [], "by": {"x": 1.5}, "table": [{"fault": "a", "cases": None}]}
    assert list(as_markdown(figures)) == [
        "| figure | value |",
        "|---|---|",
        "| found | 2 |",
        "| missed | none |",
        "| by | x: 1.5 |",
        "",
        "| fault | cases |",
        "|---|---|",
        "| a | — |",
    ]
    assert json.loads(json.dumps(figures)) == figures


def test_an_option_may_be_given_more_than_once() -> None:
    assert named("--only", ["x", "--only", "a", "--json", "--only", "b"]) == ("a", "b")
