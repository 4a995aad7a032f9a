"""JSON as PHP's `json_encode` prints it: `\\/`, `\\u20ac`, and `[]` for an empty map."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from decimal import Decimal

from cartcheck.php.array import is_list

_string = json.JSONEncoder(ensure_ascii=True).encode


def json_encode(value: object) -> str:
    """Print a value; a map with the keys 0, 1, 2 … comes out as an array, as in PHP.

    Raises UnicodeEncodeError for text that was no UTF-8 (PHP answers `false` then, and prints nothing).
    """
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return _map(value)
    if isinstance(value, list | tuple):
        return f"[{','.join(map(json_encode, value))}]"
    raise TypeError(f"PHP has no JSON for {type(value).__name__}")


def _map(value: Mapping[object, object]) -> str:
    if is_list(value):
        return f"[{','.join(map(json_encode, value.values()))}]"
    return "{" + ",".join(f"{_text(str(key))}:{json_encode(inner)}" for key, inner in value.items()) + "}"


def _text(value: str) -> str:
    if not value.isascii():
        value.encode("utf-8")
    quoted = (_string(part)[1:-1] for part in value.split("\x7f"))  # the one control PHP prints as it is
    return '"' + "\x7f".join(quoted).replace("/", "\\/") + '"'


def _number(value: float) -> str:
    """PHP's shortest form (`serialize_precision` -1): no `.0`, plain below 1e17, then like `1.0e+17`."""
    if not math.isfinite(value):
        raise ValueError("PHP has no JSON for infinity or NAN")
    mantissa, _, exponent = repr(value).partition("e")
    if not exponent:
        return mantissa.removesuffix(".0")
    if 0 < int(exponent) < 17:
        return f"{Decimal(repr(value)):f}"
    point = "" if "." in mantissa else ".0"
    return f"{mantissa}{point}e{int(exponent):+d}"
