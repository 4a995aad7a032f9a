"""What of a HAR log is read, and of which type each part has to be: the file may be of any tool, or of none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class _Kind:
    """Values of some types; None besides where it `may_lack`."""

    called: str
    types: tuple[type, ...]
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class _Map:
    """An object: its members by name, each checked where it is there; those of `needed` have to be."""

    members: Mapping[str, Shape]
    needed: frozenset[str] = frozenset()
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A list of such values."""

    each: Shape


Shape = _Kind | _Map | _List

_TEXT = _Kind("a text", (str,))
_ANY_TEXT = _Kind("a text", (str,), may_lack=True)
_WHOLE = _Kind("a whole number", (int,))
_NUMBER = _Kind("a number", (int, float), may_lack=True)
_YES_OR_NO = _Kind("true or false", (bool,))
_TEXTS = _List(_TEXT)
_HEADERS = _List(_Map({"name": _TEXT, "value": _TEXT}, frozenset({"name", "value"})))

_REQUEST = _Map(
    {
        "method": _TEXT,
        "url": _TEXT,
        "headers": _HEADERS,
        "postData": _Map({"mimeType": _ANY_TEXT, "text": _ANY_TEXT}, may_lack=True),
    },
    frozenset({"method", "url", "headers"}),
)
_RESPONSE = _Map(
    {
        "status": _WHOLE,
        "statusText": _ANY_TEXT,
        "headers": _HEADERS,
        "content": _Map({"text": _ANY_TEXT, "encoding": _ANY_TEXT, "mimeType": _ANY_TEXT}),
    },
    frozenset({"status", "content"}),
)
_SIGNED = _Map({"username": _TEXT, "key": _TEXT, "time_offset": _WHOLE, "without": _TEXTS})
_ENTRY = _Map(
    {
        "request": _REQUEST,
        "response": _RESPONSE,
        "time": _NUMBER,
        "_question": _TEXT,
        "_intent": _TEXT,
        "_purpose": _ANY_TEXT,
        "_clientIP": _TEXT,
        "_row": _TEXT,
        "_sign": _SIGNED,
        "_before": _List(_Map({})),
    },
    frozenset({"request", "response"}),
)
_WORDS = _Map({"no_access": _TEXTS, "bad_credentials": _TEXTS})
_LOG = _Map(
    {
        "entries": _List(_ENTRY),
        "_store": _Map({"url": _TEXT, "opencart": _TEXT, "generation": _TEXT, "words": _WORDS}),
        "_cartcheck": _Map({"problems": _TEXTS, "writes": _YES_OR_NO, "interrupted": _YES_OR_NO}),
    },
    frozenset({"entries"}),
)


def misshapen(archive: Any) -> str:
    """What is wrong with an archive and where, such as `log.entries[3].request.url is not a text`; "" if nothing is."""
    whole = _Map({"log": _LOG}, frozenset({"log"}))
    return next(_wrong(archive, whole, ""), "").removeprefix(".") or ""


def _wrong(value: Any, shape: Shape, place: str) -> Iterator[str]:
    if isinstance(shape, _List):
        if not isinstance(value, list):
            yield f"{place} is not a list"
            return
        for number, each in enumerate(value):
            yield from _wrong(each, shape.each, f"{place}[{number}]")
    elif value is None and shape.may_lack:
        return
    elif isinstance(shape, _Map):
        yield from _wrong_member(value, shape, place)
    elif type(value) not in shape.types:  # True is no number
        yield f"{place} is not {shape.called}"


def _wrong_member(value: Any, shape: _Map, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place or 'it'} is not an object"
        return
    for name, member in shape.members.items():
        if name in value:
            yield from _wrong(value[name], member, f"{place}.{name}")
        elif name in shape.needed:
            yield f"{place}.{name} is missing"
