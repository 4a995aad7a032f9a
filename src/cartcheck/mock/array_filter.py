"""PHP's `array_filter`, which both the carts of 2.x–3.0 and of 4.0 send the chosen options through."""

from __future__ import annotations

from cartcheck.mock.visit import PhpFatalError
from cartcheck.php.array import PhpArray, Value
from cartcheck.php.values import is_empty


def filtered(option: Value) -> PhpArray:
    """`array_filter`: empty choices are no choices; a text instead of an array is a TypeError."""
    if not isinstance(option, PhpArray):
        raise PhpFatalError
    kept = PhpArray()
    for key, value in option.items():
        if not is_empty(value):
            kept.put(key, value)
    return kept
