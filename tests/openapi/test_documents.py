"""The descriptions are sound: valid OpenAPI, and true to themselves and to the dialects."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from cartcheck.contract.conformity import classify
from cartcheck.contract.description import DescribedOperation, load
from cartcheck.dialects.dialect import Verdict
from cartcheck.dialects.opencart_3_0 import DIALECT
from cartcheck.paths import openapi_dir

FILE = openapi_dir() / DIALECT.description
RAW: Any = yaml.safe_load(FILE.read_text(encoding="utf-8"))
OPERATIONS = load(FILE).operations

every_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


def test_is_valid_openapi() -> None:
    validate(RAW)


def test_has_the_routes_of_the_dialect_and_no_others() -> None:
    known = [(one.name, one.method, one.route, one.effect, one.denied) for one in DIALECT.operations.values()]
    described = [(one.name, one.method, one.route, one.effect, one.denied) for one in OPERATIONS.values()]
    assert sorted(described) == sorted(known)


def test_no_component_is_idle_but_the_page_of_unknown_routes() -> None:
    named = {f"#/components/{kind}/{name}" for kind, some in RAW["components"].items() for name in some}
    used = {value for key, value in _pairs(RAW) if key == "$ref"}
    assert named - used == {"#/components/responses/NotFound", "#/components/securitySchemes/ApiToken"}


@every_operation
def test_only_the_login_needs_no_token(operation: DescribedOperation) -> None:
    assert operation.secured is (operation.name != "login")


@every_operation
def test_needs_are_operations_whose_own_needs_come_before(operation: DescribedOperation) -> None:
    for needs in {operation.needs, *(example.needs for example in operation.examples)}:
        for place, name in enumerate(needs):
            assert set(OPERATIONS[name].needs) <= set(needs[:place])


def test_links_lead_to_operations_and_fields_that_are_there() -> None:
    links = [value for key, some in _pairs(RAW) if key == "links" for value in some.values()]
    assert len(links) > len(OPERATIONS)
    for link in links:
        target = OPERATIONS[link["operationId"]]
        parameters = {"api_token", *(parameter.name for parameter in target.query)}
        assert {name.removeprefix("query.") for name in link.get("parameters", {})} <= parameters
        assert set(link.get("requestBody", {})) <= set(target.request_schema.get("properties", {}))


@every_operation
def test_answers_exclude_each_other(operation: DescribedOperation) -> None:
    for alternative in _alternatives(operation):
        for answer in alternative["examples"]:
            others = [one for one in _alternatives(operation) if one is not alternative]
            assert Draft202012Validator(alternative).is_valid(answer)
            assert not any(Draft202012Validator(one).is_valid(answer) for one in others)
            assert str(classify(operation, answer)).replace(" ", "-") == alternative["x-opencart-class"]


@every_operation
def test_a_member_too_many_or_too_few_is_noticed(operation: DescribedOperation) -> None:
    for answer in (one for some in _alternatives(operation) for one in some["examples"] if one):
        assert classify(operation, {**answer, "new": 1}) is None
        for missing in answer.keys() - {"error", "shipping_methods", "payment_methods"}:
            assert classify(operation, {key: answer[key] for key in answer if key != missing}) is None


@every_operation
def test_nothing_else_is_an_answer(operation: DescribedOperation) -> None:
    for odd in (
        None,
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


@every_operation
def test_every_operation_can_be_accepted_and_denied(operation: DescribedOperation) -> None:
    assert {Verdict.ACCEPTED, Verdict.NO_ACCESS} <= set(operation.responses)
    refusable = bool(operation.refusals)
    assert (Verdict.REFUSED in operation.responses) is refusable


@every_operation
def test_every_operation_names_its_source(operation: DescribedOperation) -> None:
    raw = RAW["paths"][operation.path][operation.method.lower()]
    assert re.search(r"Source: OpenCart [\d.]+, catalog/controller/api/\w+\.php", raw["description"])


def _alternatives(operation: DescribedOperation) -> list[Any]:
    some = operation.responses.values()
    return [
        one for schema in some for one in (schema["oneOf"] if "x-opencart-class" not in schema else [schema])
    ]


def _pairs(node: Any) -> Iterator[tuple[str, Any]]:
    for key, value in (
        node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    ):
        yield key, value
        yield from _pairs(value)
