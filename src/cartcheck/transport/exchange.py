"""What was asked and what came back, as values. Shared by dialects, which build requests and read replies."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from datetime import datetime

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request before it is sent. `url` is absolute; `idempotent` allows one retry after a lost connection.

    `page` marks a page of the shop, which may be closed while the API is open. `signed` is what was signed, its last line
    the time, and with which key, for a request that is signed. `prepares`: it brings a session into a state that a later
    request needs. `makes` names what stays in the shop each time it is sent, such as `an order`, and
    `names` what the run made and may have removed since, such as `Order 7`.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    idempotent: bool = False
    keep_cookies: bool = True
    page: bool = False
    signed: tuple[str, str] | None = field(default=None, repr=False, compare=False)
    prepares: bool = field(default=False, repr=False, compare=False)
    makes: str = field(default="", repr=False, compare=False)
    names: str = field(default="", repr=False, compare=False)

    def header(self, name: str) -> str:
        """The first header of that name, "" if there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    def with_header(self, name: str, value: str) -> Request:
        """A copy that also sends this header."""
        return replace(self, headers=(*self.headers, (name, value)))


def post_form(url: str, fields: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Request:
    """A POST with the fields urlencoded in the given order."""
    return Request("POST", url, (("Content-Type", FORM),), urlencode(list(fields)).encode("ascii"))


@dataclass(frozen=True)
class Reply:
    """An HTTP answer. Header names are lower case; `seconds` is the time to the last byte of the body.

    `beginning_of`: `body` is the beginning of that many bytes; 0 = it is all that was read.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float
    reason: str = ""
    http_version: str = "HTTP/1.1"
    truncated: bool = False
    url: str = ""
    beginning_of: int = 0

    @property
    def size(self) -> int:
        """The bytes of the body that were read, also if only its beginning was kept."""
        return self.beginning_of or len(self.body)

    def header(self, name: str, default: str = "") -> str:
        """The first header of that name, else the default."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), default)

    def all_headers(self, name: str) -> list[str]:
        """Every header of that name, in order."""
        wanted = name.lower()
        return [value for key, value in self.headers if key == wanted]

    @property
    def media_type(self) -> str:
        """`application/json` of `application/json; charset=utf-8`."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @cached_property
    def text(self) -> str:
        """The body as text; bytes that are not UTF-8 are replaced."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON, or ValueError, also where it is nested more deeply than can be read."""
        try:
            return json.loads(self.body.decode("utf-8"))
        except RecursionError:
            raise ValueError("nested too deeply") from None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its reply, or with the reason why none came.

    `number` counts the run's exchanges from 1 and is how findings name their evidence. `source` is the local
    address asked for ("" = the system's choice). `purpose` says why it was sent, for reports and dry runs.
    """

    number: int
    request: Request
    reply: Reply | None
    started: datetime
    purpose: str = ""
    source: str = ""
    failure: str = ""
    sent_headers: tuple[tuple[str, str], ...] = field(default=())
