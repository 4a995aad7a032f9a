"""PHP's reading of `application/x-www-form-urlencoded` into `$_POST` and `$_GET`, and the way back.

PHP 8.2, main/php_variables.c. Text that is not UTF-8 is kept with surrogate escapes, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, unquote_to_bytes

from cartcheck.php.array import PhpArray, Value, array_key

MAX_INPUT_VARS = 1000
MAX_NESTING = 64
_REMEMBERED_LENGTH = 1024
_SPACE = " \t\n\v\f\r"
_PREFIXES = ("__Host-", "__Secure-")
_MANGLED = str.maketrans({" ": "_", ".": "_", "[": "_"})


def parse(body: bytes | str) -> PhpArray:
    """What `$_POST` holds after a form body; the count limit lets one field more through than it says."""
    result = PhpArray()
    for count, part in enumerate(_bytes(body).split(b"&")):
        if count > MAX_INPUT_VARS:
            break
        name, _, value = part.partition(b"=")
        register(result, decode(name), decode(value))
    return result


def parse_query(query: bytes | str) -> PhpArray:
    """What `$_GET` holds after a query string: empty parts don't count, and 1000 is 1000."""
    text = _bytes(query)
    return _recent_query(text).copy() if len(text) <= _REMEMBERED_LENGTH else _query(text)


def _query(query: bytes) -> PhpArray:
    result = PhpArray()
    for part in [part for part in query.split(b"&") if part][:MAX_INPUT_VARS]:
        name, _, value = part.partition(b"=")
        register(result, decode(name), decode(value))
    return result


_recent_query = lru_cache(maxsize=64)(_query)
"""A client asks for the same few addresses again and again, and sends what differs in the body."""


def register(target: PhpArray, name: str, value: str) -> None:
    """Put one decoded field where PHP puts it: `a[b][]` nests, bad brackets become `_`, names end at NUL."""
    if name.isidentifier():  # nearly all names: nothing in it that PHP would treat specially
        target.put(name, value)
        return
    name = name.partition("\0")[0].lstrip(" ")
    path = _path(name)
    if not path or _forbidden(path[0], name):
        return
    if len(path) > MAX_NESTING + 1:
        target.pop(array_key(path[0] or ""), None)
        return
    for step in path[:-1]:
        if _forbidden(step, name):
            return
        target = _descend(target, step)
    if not _forbidden(path[-1], name):
        _set(target, path[-1], value)


def _forbidden(step: str | None, name: str) -> bool:
    """Whether only mangling made it a cookie prefix: PHP drops such fields, of forms too (CVE-2022-31629)."""
    return step is not None and any(
        step.startswith(prefix) and not name.startswith(prefix) for prefix in _PREFIXES
    )


def _path(name: str) -> list[str | None]:
    """The steps a name takes; None stands for `[]`. No step at all: PHP drops the field."""
    head, bracket, rest = name.partition("[")
    if not head:
        return []
    steps: list[str | None] = [head.replace(" ", "_").replace(".", "_")]
    while bracket and len(steps) <= MAX_NESTING + 1:
        blank_skipped = rest[1:] if rest[:1] and rest[0] in _SPACE else rest
        if blank_skipped.startswith("]"):
            steps.append(None)
            rest = blank_skipped[1:]
        else:
            index, closed, rest_after = rest.partition("]")
            if not closed:
                return _unclosed(name, steps)
            steps.append(index)
            rest = rest_after
        bracket, rest = ("[", rest[1:]) if rest.startswith("[") else ("", "")
    return steps


def _unclosed(name: str, steps: list[str | None]) -> list[str | None]:
    """A bracket that is never closed: part of the name at the first level, else it just counts as a level."""
    if len(steps) == 1:
        return [name.translate(_MANGLED)]
    return steps if len(steps) <= MAX_NESTING else [*steps, None]


def _descend(target: PhpArray, step: str | None) -> PhpArray:
    if step is None:
        inner = PhpArray()
        target.append(inner)
        return inner
    key = array_key(step)
    found = target.get(key)
    if not isinstance(found, PhpArray):
        found = PhpArray()
        target.put(key, found)
    return found


def _set(target: PhpArray, step: str | None, value: Value) -> None:
    if step is None:
        target.append(value)
    else:
        target.put(array_key(step), value)


def serialise(value: Mapping[Any, object]) -> list[tuple[str, str]]:
    """The fields, in order, that `http_build_query` would send for nested maps and lists.

    Booleans become 1 and 0, None is left out, empty maps vanish. Keys with `[`, `]` or NUL don't come back.
    """
    return list(_fields(value, None))


def encode(value: Mapping[Any, object]) -> str:
    """The form body for nested maps and lists, escaped as by `http_build_query`: blank `+`, `~` `%7E`."""
    return "&".join(f"{_escape(name)}={_escape(text)}" for name, text in serialise(value))


def decode(text: bytes) -> str:
    """PHP's urldecode: `+` is a blank, a `%` without two hex digits stays."""
    if b"%" in text or b"+" in text:
        text = unquote_to_bytes(text.replace(b"+", b" "))
    return text.decode("utf-8", "surrogateescape")


def _fields(value: object, name: str | None) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        items = list(value.items())
    elif isinstance(value, list | tuple):
        items = list(enumerate(value))
    else:
        if value is not None:
            yield name or "", str(int(value)) if isinstance(value, bool) else str(value)
        return
    for key, inner in items:
        yield from _fields(inner, str(key) if name is None else f"{name}[{key}]")


def _escape(text: str) -> str:
    return quote_plus(_bytes(text)).replace("~", "%7E")


def _bytes(text: bytes | str) -> bytes:
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
