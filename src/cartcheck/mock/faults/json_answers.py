"""Reading and rewriting the JSON of an answer; no fault itself."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cartcheck.php.json import json_encode

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.mock.surface.answer import Answer


# What PHP prints before the JSON, with Display Errors on or by another fault.
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?(?:<b>.*?</b> on line <b>\d+</b>)*", re.DOTALL)


def before_json(answer: Answer) -> bytes:
    """The PHP messages in front of the JSON."""
    found = _BEFORE.match(answer.body)
    return found[0] if found else b""


def data_of(answer: Answer) -> Any:
    """The decoded JSON of an answer of the API, None for any other answer and for JSON that another fault spoiled."""
    if not answer.is_json:
        return None
    try:
        return json.loads(answer.body.removeprefix(before_json(answer)))
    except ValueError:
        return None


def rewritten(answer: Answer, data: object) -> Answer:
    """The answer with other data in it."""
    answer.body = before_json(answer) + json_encode(data).encode()
    return answer


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The data with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [with_texts(inner, change) for inner in value]
    if isinstance(value, dict):
        return {key: with_texts(inner, change) for key, inner in value.items()}
    return value


def denies_access(data: Any) -> bool:
    """Whether the data are the permission error, in either of its shapes."""
    error = data.get("error") if isinstance(data, dict) else None
    said = error.get("warning", "") if isinstance(error, dict) else error
    return isinstance(said, str) and "permission" in said
