"""What OpenCart makes of its input before any controller sees it: `clean()` of system/library/request.php.

Escaped in all versions; trimmed too from 3.0.5.0 and in 4.x. `clean` is that of 3.0.5.0–4.1.0.4.
"""

from __future__ import annotations

from cartcheck.php.array import PhpArray, Value, array_key

_TRIMMED = " \t\n\r\0\v"
_ESCAPED = str.maketrans({"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;"})


def clean(data: PhpArray) -> PhpArray:
    """Names and values cleaned, in place as PHP does it: each element is taken out and put in under its clean name."""
    for key, value in list(data.items()):
        data.pop(key, None)
        data.put(array_key(clean_text(str(key))), clean_value(value))
    return data


def clean_value(value: Value) -> Value:
    """A text or a map, cleaned."""
    return clean_text(value) if isinstance(value, str) else clean(value)


def clean_text(text: str) -> str:
    """Escaped, then trimmed; text that is not UTF-8 becomes empty, as htmlspecialchars() does by default."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        return ""
    return text.translate(_ESCAPED).strip(_TRIMMED)
