"""Other words in the same places: another language, and text that attacks whoever shows it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from cartcheck.mock.faults import Proceed, fault
from cartcheck.mock.faults.german import GERMAN
from cartcheck.mock.faults.json_answers import data_of, rewritten, with_texts

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\x1b[2J\x1b]0;owned\x07\u202e'
_SAID = ("success", "error", "name", "title")


@fault
def hostile_text(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Every message holds script, markup that breaks out of attributes, and terminal escape codes."""
    answer = proceed(request)
    data = data_of(answer)
    return rewritten(answer, _made_hostile(data)) if data else answer


@fault
def store_language(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Every message is German."""
    answer = proceed(request)
    data = data_of(answer)
    return rewritten(answer, with_texts(data, in_german)) if data else answer


def in_german(text: str) -> str:
    """A message in German; any other text as it is."""
    for pattern, german in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return german.format(*found.groups())
    return text


def _made_hostile(data: Any) -> Any:
    if isinstance(data, list):
        return [_made_hostile(inner) for inner in data]
    if not isinstance(data, dict):
        return data
    return {
        key: with_texts(value, lambda text: text + HOSTILE) if key in _SAID else _made_hostile(value)
        for key, value in data.items()
    }


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.escape(english).replace(r"\{\}", "(.*)"), re.DOTALL), german)
        for english, german in GERMAN.items()
    )
