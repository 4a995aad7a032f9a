"""The request that a curl line sends."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from cartcheck.handed.curl_options import options
from cartcheck.handed.request import HandedRequest
from cartcheck.handed.shell_words import commands
from cartcheck.transport.exchange import FORM, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartcheck.handed.shell_words import Command

_BOUNDARY = "cartcheck-boundary"


def curl_requests(text: str) -> Iterator[HandedRequest]:
    """The requests of every curl line of a text, in order; UsageError for a quote that is never closed."""
    number = 0
    for command in commands(text):
        words = _curl(command)
        if words:
            number += 1
            yield _request(number, words, cut=command.cut)


def _curl(command: Command) -> list[str]:
    """The words behind `curl`, whatever prompt, variable or path stands before it."""
    for at, word in enumerate(command.words):
        if word.replace("\\", "/").rpartition("/")[2].lower() in {"curl", "curl.exe"}:
            return command.words[at + 1 :]
    return []


@dataclass(slots=True)
class _Line:
    """What the options said so far."""

    url: str = ""
    method: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)
    query: list[str] = field(default_factory=list)
    as_query: bool = False
    kind: str = FORM
    cookies_unknown: bool = False
    body_unknown: bool = False


def _request(number: int, words: list[str], *, cut: bool) -> HandedRequest:
    line = _Line()
    for name, value in options(words):
        _OPTIONS.get(name, _ignored)(line, value)
    return HandedRequest(
        number,
        Request(_method(line), _url(line), _headers(line), _body(line)),
        cookies_unknown=line.cookies_unknown,
        body_unknown=line.body_unknown,
        cut_by_shell=cut,
    )


def _ignored(_line: _Line, _value: str) -> None:
    """An option that changes nothing of the request."""


def _take_url(line: _Line, value: str) -> None:
    if not line.url or ("route=" in value and "route=" not in line.url):
        line.url = value if "://" in value else f"http://{value}"  # curl's own guess


def _take_method(line: _Line, value: str) -> None:
    line.method = value


def _take_header(line: _Line, value: str) -> None:
    name, colon, content = value.partition(":")
    if colon:
        line.headers.append((name.strip(), content.strip()))


def _take_data(line: _Line, value: str) -> None:
    if value.startswith("@"):
        line.body_unknown = True
    else:
        line.data.append(value)


def _take_raw(line: _Line, value: str) -> None:
    line.data.append(value)


def _take_encoded(line: _Line, value: str) -> None:
    name, equals, content = value.partition("=")
    if not equals and "@" in value:
        line.body_unknown = True
        return
    plain = content if equals else value
    encoded = plain if plain.startswith("$") else quote(plain, safe="-._~")
    line.data.append(f"{name}={encoded}" if equals and name else encoded)


def _take_json(line: _Line, value: str) -> None:
    line.kind = "application/json"
    _take_data(line, value)


def _take_part(line: _Line, value: str) -> None:
    name, _, content = value.partition("=")
    line.parts.append((name, content.partition(";type=")[0]))


def _take_cookie(line: _Line, value: str) -> None:
    if "=" in value:
        line.headers.append(("Cookie", value))
    else:
        line.cookies_unknown = True


def _take_user(line: _Line, value: str) -> None:
    line.headers.append(("Authorization", "Basic " + b64encode(value.encode()).decode()))


def _take_bearer(line: _Line, value: str) -> None:
    line.headers.append(("Authorization", f"Bearer {value}"))


def _take_query(line: _Line, value: str) -> None:
    line.query.append(value.removeprefix("+"))


def _take_get(line: _Line, _value: str) -> None:
    line.as_query = True


def _take_head(line: _Line, _value: str) -> None:
    line.method = line.method or "HEAD"


def _take_upload(line: _Line, _value: str) -> None:
    line.method = line.method or "PUT"
    line.body_unknown = True


_OPTIONS: dict[str, Callable[[_Line, str], None]] = {
    "url": _take_url,
    "request": _take_method,
    "header": _take_header,
    "data": _take_data,
    "data-ascii": _take_data,
    "data-binary": _take_data,
    "data-raw": _take_raw,
    "data-urlencode": _take_encoded,
    "json": _take_json,
    "form": _take_part,
    "form-string": _take_part,
    "cookie": _take_cookie,
    "user": _take_user,
    "oauth2-bearer": _take_bearer,
    "url-query": _take_query,
    "get": _take_get,
    "head": _take_head,
    "upload-file": _take_upload,
}


def _method(line: _Line) -> str:
    sends = (line.data or line.parts or line.body_unknown) and not line.as_query
    return line.method or ("POST" if sends else "GET")


def _url(line: _Line) -> str:
    added = [*line.query, *(line.data if line.as_query else ())]
    parts = urlsplit(line.url)
    return (
        urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, *added))))) if added else line.url
    )


def _headers(line: _Line) -> tuple[tuple[str, str], ...]:
    given = [pair for pair in line.headers if pair[0].lower() != "content-type"]
    said = [value for name, value in line.headers if name.lower() == "content-type"]
    if line.parts:  # curl adds the boundary also to a type that was given
        kind = f"{(said or ['multipart/form-data'])[0].partition(';')[0]}; boundary={_BOUNDARY}"
    elif said:
        kind = said[0]
    else:
        kind = line.kind if (line.data or line.body_unknown) and not line.as_query else ""
    return (*given, ("Content-Type", kind)) if kind else tuple(given)


def _body(line: _Line) -> bytes:
    if line.parts:
        lines = [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in line.parts
        ]
        return "".join((*lines, f"--{_BOUNDARY}--\r\n")).encode("utf-8", "surrogateescape")
    return b"" if line.as_query else "&".join(line.data).encode("utf-8", "surrogateescape")
