"""What of a handed-in request is nobody else's business: found by names, wherever it stands, however short it is."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

from cartcheck.php.form import serialise
from cartcheck.php.multipart import parse_multipart
from cartcheck.transport.secret_places import KINDS, is_session_cookie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.handed.request import HandedRequest

_SECRET = re.compile(
    r"key|pass|pwd|secret|token|signature|auth|session|cookie|sessid|credential", re.IGNORECASE
)
_WORD = re.compile(
    r"[a-z]{1,11}|[A-Z][a-z]{1,11}|\d{1,5}|true|false"
)  # `auth_type=bearer` hides no word of ours
# A step of a path that no route and no file is called: some hand their key over there.
_LIKE_A_KEY = re.compile(r"(?=[^.]*[A-Za-z])(?=[^.]*\d)[^./]{16,}")
_KINDS = (("signature", "signature"), ("pass", "password"), ("pwd", "password"), ("key", "key"))


def secrets_in(handed: HandedRequest) -> Iterator[tuple[str, str]]:
    """The secrets with their kinds: keys, tokens, passwords, cookies, signatures. Variables of a shell are none."""
    for name, value in _named(handed):
        if value and not value.startswith("$") and (name.lower() in KINDS or not _is_word(value)):
            yield _kind(name), value


def _named(handed: HandedRequest) -> Iterator[tuple[str, str]]:
    request = handed.request
    pairs = [*parse_qsl(urlsplit(request.url).query, keep_blank_values=True), *_body(handed)]
    yield from ((name, value) for name, value in pairs if _SECRET.search(name))
    for step in urlsplit(request.url).path.split("/"):
        if _LIKE_A_KEY.fullmatch(unquote(step)):
            yield "key", unquote(step)
    for name, value in request.headers:
        yield from _header(name.lower(), value)
    if handed.reply:
        yield from _members(_json(handed.reply.text))
        for value in handed.reply.all_headers("set-cookie"):
            yield from _cookie(value.partition(";")[0])


def _body(handed: HandedRequest) -> Iterator[tuple[str, str]]:
    text = handed.request.body.decode("utf-8", "surrogateescape")
    yield from _members(_json(text))
    kind = handed.request.header("content-type")
    if kind.lower().startswith("multipart/"):
        yield from serialise(parse_multipart(handed.request.body, kind))
    for part in text.split("&"):
        name, equals, value = part.partition("=")
        if equals:
            yield name, value
            yield name, unquote_plus(value)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _members(data: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    if depth > 20:
        return
    if isinstance(data, list):
        for each in data:
            yield from _members(each, depth + 1)
    if isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, str) and _SECRET.search(name):
                yield name, value
            elif name != "error":  # its messages may stand under the names of fields
                yield from _members(value, depth + 1)


def _header(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name == "cookie":
        for pair in value.split(";"):
            yield from _cookie(pair)
    elif _SECRET.search(name):
        scheme, blank, credentials = value.partition(" ")
        yield "token", credentials if blank else value
        if scheme.lower() == "basic":
            yield "password", _decoded(credentials).partition(":")[2]


def _cookie(pair: str) -> Iterator[tuple[str, str]]:
    name, _, value = pair.partition("=")
    if is_session_cookie(name.strip(), unquote(value)):
        yield "cookie", unquote(value.strip())


def _is_word(value: str) -> bool:
    return _WORD.fullmatch(value) is not None


def _decoded(text: str) -> str:
    try:
        return b64decode(text, validate=True).decode("utf-8", "replace")
    except ValueError:
        return ""


def _kind(name: str) -> str:
    low = name.lower()
    if "cookie" in low or "sess" in low:
        return "cookie"
    return next((kind for mark, kind in _KINDS if mark in low), "token")
