"""Findings without secrets: a store may repeat a key or a token in any text it sends, and findings quote it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from cartcheck.reports.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_LONGEST = 1500  # characters of one text; a store's error message may be megabytes


def redacted(value: T, without_secrets: Callable[[str], str]) -> T:
    """The same value with every text in it redacted, cut, and its control characters made visible."""
    return _redacted(value, without_secrets)  # type: ignore[no-any-return]


def _redacted(value: Any, without_secrets: Callable[[str], str]) -> Any:
    if type(value) is str:  # not an enum of strings
        return _cut(visible(without_secrets(value[: 4 * _LONGEST])))
    if isinstance(value, tuple):
        return tuple(_redacted(each, without_secrets) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {each.name: _redacted(getattr(value, each.name), without_secrets) for each in fields(value)}
        return replace(value, **changed)
    return value


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} […]"
