"""PHP's JSON: known answers of stores, then against the real `json_encode`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cartcheck.php.json import json_encode

CASES = [
    ({}, "[]"),
    ([], "[]"),
    ({0: "a", 1: "b"}, '["a","b"]'),
    ({1: "b", 0: "a"}, '{"1":"b","0":"a"}'),
    ({"error": "region / state"}, '{"error":"region \\/ state"}'),
    ("96.66€", '"96.66\\u20ac"'),
    ({"order_id": 6, "stock": True, "points": None}, '{"order_id":6,"stock":true,"points":null}'),
    (10.0, "10"),
    (1e17, "1.0e+17"),
    (1.5e-7, "1.5e-7"),
]


@pytest.mark.parametrize(("value", "expected"), CASES)
def test_json_is_printed_as_php_prints_it(value: object, expected: str) -> None:
    assert json_encode(value) == expected


def test_text_that_is_no_utf8_cannot_be_printed() -> None:
    with pytest.raises(UnicodeEncodeError):
        json_encode({"name": "\udcff"})


SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(codec="utf-8"))
KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
VALUES = st.recursive(
    SCALARS | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner, min_size=1),
    max_leaves=8,
)


@pytest.mark.needs("php")
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=VALUES)
def test_the_real_php_prints_the_same(php: Any, value: Any) -> None:
    assert json_encode(_keyed(value)) == php.call("json_encode", value)


def _keyed(value: Any) -> Any:
    """Numeric keys become integers on their way into PHP."""
    if isinstance(value, list):
        return [_keyed(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    return {int(key) if key in {"0", "1", "2"} else key: _keyed(inner) for key, inner in value.items()}
