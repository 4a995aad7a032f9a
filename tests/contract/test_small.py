"""Small schemas: what they take, the schema they come from takes, and nothing that it does not name is left to draw."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cartcheck.contract.small import small

TEXT = {"type": "string"}
SCHEMAS: dict[str, tuple[Any, Any]] = {
    "no other fields": (
        {"type": "object", "properties": {"a": TEXT}},
        {"type": "object", "additionalProperties": False, "properties": {"a": TEXT}},
    ),
    "short maps": (
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object", "maxProperties": 3, "additionalProperties": TEXT},
    ),
    "maps that must be longer": (
        {"type": "object", "minProperties": 5, "additionalProperties": TEXT},
        {"type": "object", "minProperties": 5, "maxProperties": 5, "additionalProperties": TEXT},
    ),
    "lists of texts": (
        {"type": ["string", "array"]},
        {"type": ["string", "array"], "maxItems": 3, "items": TEXT},
    ),
    "lists with their own items": (
        {"type": "array", "maxItems": 9, "items": {"type": "object", "properties": {}}},
        {
            "type": "array",
            "maxItems": 9,
            "items": {"type": "object", "properties": {}, "additionalProperties": False},
        },
    ),
    "parts that name different fields": (
        {"allOf": [{"properties": {"a": TEXT}, "required": ["a"]}], "properties": {"b": TEXT}},
        {
            "type": "object",
            "required": ["a"],
            "properties": {"b": TEXT, "a": TEXT},
            "additionalProperties": False,
        },
    ),
    "parts that name the same": (
        {"allOf": [{"properties": {"a": TEXT}}, {"properties": {"a": {"minLength": 2}}}]},
        {"allOf": [{"properties": {"a": TEXT}}, {"properties": {"a": {"minLength": 2}}}]},
    ),
    "alternatives": (
        {"anyOf": [{"properties": {"a": TEXT}}, {"properties": {"b": TEXT}}]},
        {
            "anyOf": [
                {"properties": {"a": TEXT}, "additionalProperties": False},
                {"properties": {"b": TEXT}, "additionalProperties": False},
            ]
        },
    ),
    "fields beside alternatives": (
        {"properties": {"a": TEXT}, "anyOf": [{"required": ["a"]}, {"properties": {"b": TEXT}}]},
        {"properties": {"a": TEXT}, "anyOf": [{"required": ["a"]}, {"properties": {"b": TEXT}}]},
    ),
}
VALUES: tuple[Any, ...] = (
    {},
    {"a": "x"},
    {"a": "xy"},
    {"b": "x"},
    {"a": "xy", "b": "y"},
    dict.fromkeys("abcde", "x"),
    {"c": 1},
    "x",
    [],
    ["x"],
    [{}],
    [1, 2, 3, 4],
)


@pytest.mark.parametrize(("given", "expected"), SCHEMAS.values(), ids=SCHEMAS)
def test_a_schema_is_narrowed(given: Any, expected: Any) -> None:
    assert small(given) == expected


@pytest.mark.parametrize("given", [given for given, _ in SCHEMAS.values()], ids=SCHEMAS)
def test_what_the_small_one_takes_the_given_one_takes(given: Any) -> None:
    taken = [value for value in VALUES if Draft202012Validator(small(given)).is_valid(value)]
    assert taken
    assert all(Draft202012Validator(given).is_valid(value) for value in taken)
