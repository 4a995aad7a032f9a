"""The file that was handed in: a HAR or curl lines, and which of its requests concern the store's API."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cartcheck.errors import UsageError
from cartcheck.handed.curl_line import curl_requests
from cartcheck.handed.har_entries import har_requests
from cartcheck.target.host_name import is_loopback

if TYPE_CHECKING:
    from cartcheck.handed.request import HandedRequest
    from cartcheck.target.store_url import StoreUrl

_LONGEST = 100_000_000  # bytes; a browser's archive of a long session is smaller
_MOST = 200  # requests judged


def read_requests(name: str, store: StoreUrl) -> tuple[HandedRequest, ...]:
    """The requests to the store's API in a file, `-` for standard input; UsageError says in one line what is wrong."""
    shown = "The request on standard input" if name == "-" else f"The file {name}"
    text = _text(name, shown)
    archive = text.lstrip()[:1] in ("{", "[")
    found = _archived(text, shown) if archive else _lines(text, shown)
    ours = [each for each in found if _is_of(store, each)]
    if found and not ours:
        raise UsageError(f"{shown} holds no request to {store.host}.", "Name the store that it was sent to.")
    meant = [each for each in ours if _is_api(each)] if archive else ours
    if not meant:
        raise UsageError(
            f"{shown} holds no request to the API of {store.host}.", "Their URLs have route=api/… in them."
        )
    return tuple(meant[:_MOST])


def _text(name: str, shown: str) -> str:
    try:
        data = sys.stdin.buffer.read(_LONGEST + 1) if name == "-" else _read(Path(name))
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror or error}.") from error
    if len(data) > _LONGEST:
        raise UsageError(
            f"{shown} has more than {_LONGEST // 1_000_000} megabytes.", "Keep only the failing request."
        )
    utf_16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")  # as PowerShell writes files
    try:
        return data.decode("utf-16" if utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{shown} is no text.", "Hand in a HAR or a text with a curl line.") from error


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LONGEST + 1)


def _archived(text: str, shown: str) -> list[HandedRequest]:
    try:
        return list(har_requests(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{shown} looks like JSON but is no HAR.", "Export it anew from the browser or the proxy."
        ) from error


def _lines(text: str, shown: str) -> list[HandedRequest]:
    try:
        found = list(curl_requests(text))
    except (UsageError, ValueError) as error:
        told = error.message if isinstance(error, UsageError) else "a URL in it is none."
        raise UsageError(
            f"{shown} cannot be read: {told}", "Hand in a HAR or a text with a curl line."
        ) from error
    if not found:
        raise UsageError(f"{shown} holds no curl line.", "Hand in a HAR or a text with a curl line.")
    return found


def _is_of(store: StoreUrl, handed: HandedRequest) -> bool:
    """Whether it goes to the store's host, with or without www, at any port."""
    try:
        host = (urlsplit(handed.request.url).hostname or "").lower()
    except ValueError:
        return False
    here, there = (name.removeprefix("www.") for name in (store.hostname, host))
    return here == there or (is_loopback(here) and is_loopback(there))


def _is_api(handed: HandedRequest) -> bool:
    parts = urlsplit(handed.request.url)
    asked = f"{parts.path}?{parts.query}".lower()
    return any(
        mark in asked for mark in ("route=api", "route=/api", "route=%2fapi", "/api/", "amp;route=api")
    )
