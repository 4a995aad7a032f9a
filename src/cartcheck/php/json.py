"""JSON as PHP's `json_encode` prints it: `\\/`, `\\u20ac`, and `[]` for an empty map."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Any

from cartcheck.php.array import PhpArray, is_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_string = json.JSONEncoder(ensure_ascii=True).encode
_compact = json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":")).encode
_NEVER_ALIKE = (float, tuple)
_OTHERWISE_IN_PHP = ("\\ud", "\\u007f")
"""Escapes of Python's encoder that PHP prints otherwise, or not at all: lone surrogates, and DEL."""


def json_encode(value: object) -> str:
    """Print a value; a map with the keys 0, 1, 2 … comes out as an array, as in PHP.

    Raises UnicodeEncodeError for text that was no UTF-8 (PHP answers `false` then, and prints nothing).
    """
    if _alike_in_both(value):
        text = _compact(value)
        if not any(escape in text for escape in _OTHERWISE_IN_PHP):
            return text.replace("/", "\\/")
    return _written(value)


def _alike_in_both(value: object) -> bool:
    """Whether Python's own encoder, which is faster, prints it as PHP does: no float, no list-like or empty map."""
    found = [value]
    for one in found:  # grows on the way
        if isinstance(one, dict):
            if not one or 0 in one:
                return False
            found += [inner for inner in one.values() if type(inner) is not str]
        elif isinstance(one, list):
            found += one
        elif isinstance(one, _NEVER_ALIKE):
            return False
    return True


def _written(value: object) -> str:
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
    return "{" + ",".join([f"{_text(str(key))}:{_written(inner)}" for key, inner in value.items()]) + "}"


def _list(value: Iterable[object]) -> str:
    return "[" + ",".join([_written(inner) for inner in value]) + "]"


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
