"""The descriptions are sound: valid OpenAPI, and true to themselves and to the dialects."""

import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from cartcheck.contract.conformity import classify
from cartcheck.contract.description import DescribedOperation
from cartcheck.dialects.dialect import Dialect, Verdict
from cartcheck.dialects.registry import dialects
from cartcheck.paths import openapi_dir
from tests.openapi.descriptions import (
    FILES,
    LOADED,
    SHARED,
    alternatives,
    every_description,
    every_operation,
    pairs,
    raw,
    resolved,
)

_KNOWN = [dialect for dialect in dialects() if (openapi_dir() / dialect.description).is_file()]


@every_description
def test_is_valid_openapi(file: Path) -> None:
    validate(raw(file), base_uri=file.as_uri())


@pytest.mark.parametrize("dialect", _KNOWN, ids=[dialect.generation for dialect in _KNOWN])
def test_has_the_routes_of_the_dialect_and_no_others(dialect: Dialect) -> None:
    described = LOADED[dialect.description.removesuffix(".yaml")].operations.values()
    known = [(one.name, one.method, one.route, one.effect) for one in dialect.operations.values()]
    assert sorted((one.name, one.method, one.route, one.effect) for one in described) == sorted(known)
    for one in described:
        if one.denied.startswith("error"):  # the other ways are those of a whole dialect
            assert one.denied == dialect.operations[one.name].denied


def test_nothing_is_idle_but_the_page_of_unknown_routes() -> None:
    files = [*FILES, *SHARED]
    used = {_absolute(file, value) for file in files for key, value in pairs(raw(file)) if key == "$ref"}
    there = {(file.name, name) for file in SHARED for name in raw(file) if not name.startswith("x-")} | {
        (file.name, f"components/{kind}/{name}")
        for file in FILES
        for kind, some in raw(file)["components"].items()
        for name in some
        if kind != "securitySchemes"
    }
    assert there - used == {("answers.yaml", "NotFound")}


def _absolute(file: Path, reference: str) -> tuple[str, str]:
    name, _, pointer = reference.partition("#/")
    return Path(name or file).name, pointer


@every_operation
def test_only_the_login_needs_no_credentials(name: str, operation: DescribedOperation) -> None:
    guarded = name != "opencart-4.0.0"
    assert operation.secured is (guarded and operation.name != "login")
    assert bool(operation.denied) is operation.secured


@every_operation
def test_needs_are_operations_whose_own_needs_come_before(name: str, operation: DescribedOperation) -> None:
    operations = LOADED[name].operations
    for needs in {operation.needs, *(example.needs for example in operation.examples)}:
        for place, need in enumerate(needs):
            assert set(operations[need].needs) <= set(needs[:place])


@every_description
def test_links_lead_to_operations_and_fields_that_are_there(file: Path) -> None:
    document, operations = resolved(file), LOADED[file.stem].operations
    token = {one["name"] for one in document["components"].get("securitySchemes", {}).values()}
    links = [value for key, some in pairs(document["paths"]) if key == "links" for value in some.values()]
    assert links
    for link in links:
        target = operations[link["operationId"]]
        parameters = {*token, *(parameter.name for parameter in target.query)}
        assert {name.partition(".")[2] for name in link.get("parameters", {})} <= parameters
        assert set(link.get("requestBody", {})) <= set(target.request_schema.get("properties", {}))


@every_operation
def test_answers_exclude_each_other(name: str, operation: DescribedOperation) -> None:
    for verdict, schema in operation.responses.items():
        for alternative in schema.get("oneOf", [schema]):
            others = [
                one
                for one in alternatives(operation)
                if one is not alternative and _together(operation, verdict, one)
            ]
            for answer in alternative.get("examples", [None]):
                assert Draft202012Validator(alternative).is_valid(answer)
                assert not any(Draft202012Validator(one).is_valid(answer) for one in others)
                for status in operation.statuses[verdict]:
                    assert classify(operation, answer, status=status) is verdict


def _together(operation: DescribedOperation, verdict: Verdict, other: Any) -> bool:
    """Whether the other answer may come with the same status, so that only the body tells them apart."""
    return any(
        other in schema.get("oneOf", [schema]) and operation.statuses[verdict] & operation.statuses[known]
        for known, schema in operation.responses.items()
    )


@every_operation
def test_a_member_too_many_or_too_few_is_noticed(name: str, operation: DescribedOperation) -> None:
    for schema in alternatives(operation):
        for answer in (one for one in schema.get("examples", ()) if one):
            optional = answer.keys() - set(schema["required"])
            assert classify(operation, {**answer, "new": 1}) is None
            for missing in answer.keys() - optional - {"error"}:
                assert classify(operation, {key: answer[key] for key in answer if key != missing}) is None


@every_operation
def test_nothing_else_is_an_answer(name: str, operation: DescribedOperation) -> None:
    for odd in (
        {},
        "",
        [1],
        {"success": ""},
        {"error": ""},
        {"error": {}},
        {"error": []},
        {"success": "x", "new": 1},
    ):
        assert classify(operation, odd) is None
    denied_by_page = operation.denied == "page"
    assert classify(operation, None) is (Verdict.NO_ACCESS if denied_by_page else None)


@every_operation
def test_every_operation_can_be_accepted_and_denied(name: str, operation: DescribedOperation) -> None:
    assert Verdict.ACCEPTED in operation.responses
    assert not operation.secured or Verdict.NO_ACCESS in operation.responses
    refusable = bool(operation.refusals)
    assert (Verdict.REFUSED in operation.responses) is refusable


@every_operation
def test_every_operation_names_its_source(name: str, operation: DescribedOperation) -> None:
    told = resolved(openapi_dir() / f"{name}.yaml")["paths"][operation.path][operation.method.lower()]
    if name != "documented":
        assert re.search(r"Source: OpenCart [\d.]+, catalog/controller/api/[\w/]+\.php", told["description"])
