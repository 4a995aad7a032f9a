"""PHP's casts and comparisons of request values, which decide what a store takes for a number."""

from __future__ import annotations

import math
import re

_LEADING = re.compile(r"[ \t\n\r\v\f]*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")
_NUMERIC = re.compile(_LEADING.pattern + r"[ \t\n\r\v\f]*\Z")
_LONG_MAX = 2**63 - 1


def to_int(value: object) -> int:
    """`(int)$value`: the number a text begins with, else 0; an array is 1, an empty one 0."""
    if isinstance(value, str):
        return _clamp(value)
    if isinstance(value, float):
        return int(value) if math.isfinite(value) else 0
    return value if isinstance(value, int) else int(bool(value))


def to_float(value: object) -> float:
    """`(float)$value`, for what arithmetic makes of a text that is no clean number."""
    if isinstance(value, str):
        found = _LEADING.match(value)
        return float(found[1]) if found else 0.0
    try:
        return float(value) if isinstance(value, int | float) else float(bool(value))
    except OverflowError:  # an int beyond all floats, which PHP would have read as INF
        return math.inf if to_int(value) > 0 else -math.inf


def is_numeric(text: str) -> bool:
    """Whether PHP takes the whole text for a number; blanks around it are allowed since PHP 8."""
    return bool(_NUMERIC.match(text))


def is_empty(value: object) -> bool:
    """`empty($value)`: nothing, `""`, `"0"`, 0 and the empty array."""
    return not value or value == "0"


def less(left: str, right: float) -> bool:
    """`$left < $right` for a text and a number: as numbers if the text is one, else as texts (PHP 8)."""
    return to_float(left) < right if is_numeric(left) else left < number_text(right)


def greater(left: str, right: float) -> bool:
    """`$left > $right` for a text and a number, as `less`."""
    return to_float(left) > right if is_numeric(left) else left > number_text(right)


def number_text(value: float) -> str:
    """A number as PHP writes it into text."""
    if not math.isfinite(value):
        return "NAN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    return str(int(value)) if value == int(value) else repr(value)


def number_format(value: float, places: int) -> str:
    """`number_format` with a point and commas, rounding halves away from zero as PHP's `round` does."""
    text = f"{php_round(value, places):,.{places}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text


def php_round(value: float, places: int) -> float:
    """PHP's `round`: half away from zero, after a pre-rounding that heals binary tails such as 1.005."""
    factor = 10.0**places
    scaled = value * factor
    if not math.isfinite(scaled):
        return value
    nearest = float(f"{scaled:.15g}")
    whole = float(int(nearest + 0.5)) if nearest >= 0 else -float(int(-nearest + 0.5))
    return whole / factor


def _clamp(text: str) -> int:
    found = _LEADING.match(text)
    if not found:
        return 0
    number = found[1]
    value = float(number)
    if math.isinf(value):
        return 0  # PHP 8.2, also for a text of 400 digits
    # Python reads no int of more than 4300 digits; from 20 on, PHP takes it for a float as well.
    exact = len(number) < 20 and not set(number) & set(".eE")
    return _saturated(int(number) if exact else int(value))


def _saturated(number: int) -> int:
    return max(min(number, _LONG_MAX), -_LONG_MAX - 1)
