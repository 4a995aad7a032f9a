"""Where a text holds a secret nobody told us: under names such as `api_token`, in URLs, forms, JSON and multipart."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus

if TYPE_CHECKING:
    from collections.abc import Iterator

# The member `cookie` is OpenCart 2.0's session: catalog/controller/api/login.php.
KINDS = {
    "key": "key",
    "api_key": "key",
    "token": "token",
    "api_token": "token",
    "user_token": "token",
    "access_token": "token",
    "cookie": "cookie",
    "password": "password",
    "signature": "signature",
}
SESSION_COOKIES = frozenset({"ocsessid", "phpsessid", "default"})
_LONG = 16  # characters; OpenCart's tokens and session ids have 22 to 52

_NAMES = "|".join(sorted(KINDS, key=len, reverse=True)).replace("_", "(?:_|%5[fF])")
# Every repetition in front of a value is bounded and gives nothing back (`+` behind it): else a page that repeats
# the beginning of a match is searched to its end from each of them.
_PAIR = re.compile(
    rf"""(?:^|[?&]|&amp;|%3[fF]|%26)(?P<name>{_NAMES})"""
    r"""(?:(?:\[|%5[bB])(?:[^=&\s%]|%(?!3[dD])){0,100}+)?(?:=|%3[dD])"""
    rf"""(?P<value>(?:(?!%26)[^&\s"'<>\\#])+)"""
)
_MEMBER = re.compile(rf'"(?P<name>{_NAMES})"\s*+:\s*+"(?P<value>(?:[^"\\]|\\.)+)', re.DOTALL)
_PART = re.compile(
    rf"""content-disposition:[^\r\n;]{{0,100}}+;(?:[^\r\n;]{{0,300}};){{0,3}}?\s{{0,9}}name="?(?P<name>{_NAMES})"""
    r"""(?:\[[^"]{0,100}+)?"?(?:;[^\r\n]{0,300}+)?(?:\r?\n[^\r\n]{1,300}+){0,4}+"""
    r"""\r?\n\r?\n(?P<value>.+?)(?=\r?\n--|\Z)""",
    re.DOTALL | re.IGNORECASE,
)
_ERROR_OBJECT = re.compile(r'"error"\s*:\s*\{[^{}]*\}?')
_ROW_NUMBER = re.compile(r"[+-]?[0-9]{1,15}")
_ROW_2_0 = tuple(b'a:%d:{s:10:"product_id";' % size for size in range(1, 10))
_PSEUDONYM = re.compile(r"\[[A-Za-z_]+(?:-\d+)?\]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in a text, what kind of secret its name says it is, and what it is once decoded."""

    start: int
    end: int
    kind: str
    value: str


def places(text: str) -> Iterator[Place]:
    """The values under secret names, in the order of the text."""
    found = [*_pairs(text), *_members(text), *_parts(text)]
    end = 0
    for place in sorted(found, key=lambda each: (each.start, -each.end)):
        if place.start >= end and not is_pseudonym(place.value):
            end = place.end
            yield place


def is_pseudonym(value: str) -> bool:
    """Whether a value has been replaced already."""
    return _PSEUDONYM.fullmatch(value) is not None


def looks_secret(value: str) -> bool:
    """Whether a value found under a secret name is likely one wherever else it stands; a short one may be a word."""
    return len(value) >= _LONG and _is_no_message(value)


def names_a_row(kind: str, value: str) -> bool:
    """Whether a `key` is that of a row of the cart: its number, or in 2.0 what is bought (system/library/cart.php)."""
    if kind != "key":
        return False
    if _ROW_NUMBER.fullmatch(value):
        return True
    try:
        return b64decode(value, validate=True).startswith(_ROW_2_0)
    except ValueError:
        return False


def is_session_cookie(name: str, value: str) -> bool:
    """Whether a cookie's value is to be hidden: `language=en-gb` is not, a session's or an edge's pass is."""
    return name.lower() in SESSION_COOKIES or looks_secret(value)


def _pairs(text: str) -> Iterator[Place]:
    for match in _PAIR.finditer(text):
        yield _place(match, unquote_plus(match["value"]))


def _members(text: str) -> Iterator[Place]:
    # {"error": {"key": "Warning: Incorrect API Key!"}}: the message must stay, in any language.
    errors = [match.span() for match in _ERROR_OBJECT.finditer(text)]
    starts = [start for start, _ in errors]
    for match in _MEMBER.finditer(text):
        value = _decoded(match["value"])
        before = bisect_left(starts, match.start()) - 1  # the last that starts before; they do not overlap
        in_error = before >= 0 and match.start() < errors[before][1]
        if _is_no_message(value) and not in_error:
            yield _place(match, value)


def _parts(text: str) -> Iterator[Place]:
    for match in _PART.finditer(text):
        yield _place(match, match["value"])


def _place(match: re.Match[str], value: str) -> Place:
    kind = KINDS[unquote(match["name"]).lower()]
    return Place(match.start("value"), match.end("value"), kind, value)


def _decoded(literal: str) -> str:
    try:
        return str(json.loads(f'"{literal}"', strict=False))
    except ValueError:
        return literal


def _is_no_message(value: str) -> bool:
    return value.isascii() and value.isprintable() and " " not in value
