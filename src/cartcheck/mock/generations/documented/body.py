"""Bodies of the documented API: forms as PHP reads them, or a JSON object, which is brought into the same shape."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cartcheck.mock.generations.documented.answers import RefusedError
from cartcheck.php.array import PhpArray, Value, array_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.mock.surface.request import Request


def body_of(request: Request) -> PhpArray:
    """The fields that were sent; a body that can't be read is refused."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        return request.post
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        raise RefusedError(400, {"body": "The body is no JSON!"}) from None
    if not isinstance(data, dict):
        raise RefusedError(400, {"body": "The body must be a JSON object!"})
    return _object(data.items())


def _object(items: Iterable[tuple[object, object]]) -> PhpArray:
    result = PhpArray()
    for key, value in items:
        if value is not None:
            result.put(array_key(str(key)), _value(value))
    return result


def _value(value: object) -> Value:
    if isinstance(value, dict):
        return _object(value.items())
    if isinstance(value, list):
        return _object(enumerate(value))
    if isinstance(value, bool):
        return str(int(value))
    return str(value)
