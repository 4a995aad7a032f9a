"""JSON as PHP's `json_encode` prints it: `\\/`, `\\u20ac`, and `[]` for an empty map."""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal
from functools import lru_cache
from types import NoneType
from typing import TYPE_CHECKING, Any

from cartcheck.php.array import PhpArray, is_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_string = json.JSONEncoder(ensure_ascii=True).encode
_PLAIN = re.compile(r"[ !#-.0-\[\]-~]*")
"""Text that needs no escape; most of it is, and this is the mock's busiest line."""


def json_encode(value: object) -> str:
    """Print a value; a map with the keys 0, 1, 2 … comes out as an array, as in PHP.

    Raises UnicodeEncodeError for text that was no UTF-8 (PHP answers `false` then, and prints nothing).
    """
    write = _WRITERS.get(type(value))
    return write(value) if write else _derived(value)


def _derived(value: object) -> str:
    """A value of a type derived from those PHP knows, such as an enum's text."""
    for base, write in _WRITERS.items():
        if isinstance(value, base):
            return write(value)
    raise TypeError(f"PHP has no JSON for {type(value).__name__}")


def _map(value: Mapping[object, object]) -> str:
    if is_list(value):
        return _list(value.values())
    return "{" + ",".join([f"{_key(str(key))}:{json_encode(inner)}" for key, inner in value.items()]) + "}"


def _list(value: Iterable[object]) -> str:
    return "[" + ",".join([json_encode(inner) for inner in value]) + "]"


def _text(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return f'"{value}"'
    if not value.isascii():
        value.encode("utf-8")
    quoted = (_string(part)[1:-1] for part in value.split("\x7f"))  # the one control PHP prints as it is
    return '"' + "\x7f".join(quoted).replace("/", "\\/") + '"'


_key = lru_cache(maxsize=1024)(_text)


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


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _text,
    bool: lambda value: "true" if value else "false",
    int: str,
    float: _number,
    NoneType: lambda _: "null",
    dict: _map,
    PhpArray: _map,
    list: _list,
    tuple: _list,
}
