"""JSON from strangers: what PHP could have written, in numbers and depths that nothing behind has to fear."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

# Levels. OpenCart's answers have fewer than ten, and walking a thousand would end in RecursionError.
_DEEPEST = 64
_LARGEST = sys.float_info.max
_LONGEST_NUMBER = 400  # characters; more say no more about a float
_LONG = range(-(2**63), 2**63)


def parse(text: str) -> Any:
    """The value, or ValueError."""
    try:
        data = json.loads(text, parse_constant=_refuse, parse_int=_integer, parse_float=_float)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if text.count("[") + text.count("{") > _DEEPEST and _is_deep(data):
        raise ValueError("nested too deeply")
    return data


def _refuse(constant: str) -> NoReturn:
    # Python reads NaN and Infinity; JSON has no such thing, and PHP's json_encode fails at them.
    raise ValueError(f"{constant} is not JSON")


def _integer(digits: str) -> int | float:
    # As PHP's json_decode: what does not fit 64 bits is a float. Python refuses more than 4300 digits.
    number = int(digits) if len(digits) <= 20 else None
    return number if number is not None and number in _LONG else _float(digits)


def _float(digits: str) -> float:
    # Finite, where PHP has INF: an infinite number could be neither compared with int() nor written as JSON.
    if len(digits) > _LONGEST_NUMBER:
        digits = _shortened(digits)
    return max(-_LARGEST, min(_LARGEST, float(digits)))


def _shortened(digits: str) -> str:
    whole, mark, power = digits.lower().partition("e")
    before, point, after = whole.partition(".")
    if len(before) > _LONGEST_NUMBER:
        return ("-" if before.startswith("-") else "") + "1e999"
    return f"{before}{point}{after[:_LONGEST_NUMBER]}{mark}{power[:9]}"


def _is_deep(data: Any) -> bool:
    level = [data]
    for _ in range(_DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [each for each in inner if isinstance(each, Mapping | list)]
