"""What OpenCart does to every name and value it receives (system/library/request.php)."""

from __future__ import annotations

import re

from cartcheck.php.array import Key, PhpArray, Value, array_key

_ESCAPES = {"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;"}
_ESCAPED = re.compile('[&"<>]')
_NO_UTF_8 = re.compile("[\ud800-\udfff]")
_TRIMMED = " \t\n\r\0\x0b"


def clean(data: PhpArray, *, trim: bool) -> PhpArray:
    """All names and values HTML-escaped, and trimmed where the version does so."""
    result = PhpArray()
    for key, value in data.items():
        cleaned = _clean_key(key, trim=trim)
        result.pop(cleaned, None)
        result.put(cleaned, _clean_value(value, trim=trim))
    return result


def _clean_key(key: Key, *, trim: bool) -> Key:
    if isinstance(key, str) and key.isidentifier():  # nearly all names: nothing in it to escape or trim
        return key
    return array_key(clean_text(str(key), trim=trim))


def clean_text(text: str, *, trim: bool) -> str:
    """`htmlspecialchars` with ENT_COMPAT: text that is no UTF-8 becomes empty, `'` stays."""
    if text.isalnum() and text.isascii():
        return text
    if not text.isascii() and _NO_UTF_8.search(text):
        return ""
    if _ESCAPED.search(text):
        text = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)
    return text.strip(_TRIMMED) if trim else text


def _clean_value(value: Value, *, trim: bool) -> Value:
    return clean(value, trim=trim) if isinstance(value, PhpArray) else clean_text(value, trim=trim)
