"""Other words in the same places: another language, and text that attacks whoever shows it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from cartcheck.mock.faults import Fault, Proceed, fault
from cartcheck.mock.faults.german import GERMAN
from cartcheck.mock.faults.json_answers import data_of, rewritten, with_texts
from cartcheck.mock.faults.languages import LANGUAGES, Language
from cartcheck.mock.messages import Say
from cartcheck.mock.pages import NOT_FOUND

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


def _speaks(language: Language) -> Fault:
    def speak(_store: Store, request: Request, proceed: Proceed) -> Answer:
        answer = proceed(request)
        data = data_of(answer)
        if data:
            return rewritten(answer, with_texts(data, lambda text: spoken(text, language)))
        answer.body = _page(answer.body, language)
        return answer

    speak.__name__ = f"store_language_{language.name}"
    speak.__doc__ = f"Every message is {language.name.capitalize()}."
    return speak


for _language in LANGUAGES:
    fault(_speaks(_language))


def spoken(text: str, language: Language) -> str:
    """A message in that language, one text for all that a diagnosis does not meet; any other text as it is."""
    for pattern, english in _english():
        found = pattern.fullmatch(text)
        if found:
            gaps = found.groups()
            told = language.words.get(english)
            return (
                told.format(*gaps)
                if told
                else language.other.format(f"{len(english)} {' '.join(gaps)}".strip())
            )
    return text


def _page(body: bytes, language: Language) -> bytes:
    head = f'<html dir="{language.direction}" lang="{language.code}">'
    page = body.replace(b'<html dir="ltr" lang="en">', head.encode())
    return page.replace(NOT_FOUND.encode(), language.page_not_found.encode())


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
def _english() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(str(said)), str(said)) for said in Say)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(re.escape(english).replace(r"\{\}", "(.*)"), re.DOTALL)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(english), german) for english, german in GERMAN.items())
