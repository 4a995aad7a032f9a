"""A request as PHP sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartcheck.php.array import PhpArray
from cartcheck.php.form import decode, parse, parse_query
from cartcheck.php.multipart import parse_multipart

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Request:
    """One request. `headers` have lower-case names; `peer` and `port` are the address it came from."""

    method: str
    path: str
    query: bytes
    headers: Mapping[str, str]
    body: bytes
    peer: str
    port: int = 0
    get: PhpArray = field(init=False)
    post: PhpArray = field(init=False)
    cookies: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.get = parse_query(self.query)
        self.post = _post(self.method, self.headers.get("content-type", ""), self.body)
        self.cookies = _cookies(self.headers.get("cookie", ""))

    @property
    def host(self) -> str:
        """The `Host` header, with port as it was sent."""
        return self.headers.get("host", "")

    @property
    def names_a_file(self) -> bool:
        """PHP's own web server looks for a file when the path has a dot, and starts index.php for the rest."""
        return "." in self.path and not self.path.startswith("/index.php")

    @property
    def at_index(self) -> bool:
        """Whether the path is the shop's own, so that its `route` counts."""
        return self.path.startswith("/index.php") or self.path == "/"

    @property
    def route(self) -> str:
        """The `route` parameter as it was sent, "" if there is none."""
        route = self.get.get("route", "")
        return route if isinstance(route, str) else ""

    @property
    def call(self) -> str:
        """The call of the API it asks for, such as `api/login`; "" for the storefront."""
        route = self.route.strip("/").removesuffix("/index")
        return route if route.startswith("api/") else ""

    @property
    def is_login(self) -> bool:
        """Whether it asks for an API session."""
        return self.call in ("api/login", "api/account/login")


def _post(method: str, content_type: str, body: bytes) -> PhpArray:
    """`$_POST`: only for POST, and only from the two form media types."""
    media_type = content_type.partition(";")[0].strip().lower()
    if method == "POST" and media_type == "application/x-www-form-urlencoded":
        return parse(body)
    if method == "POST" and media_type == "multipart/form-data":
        return parse_multipart(body, content_type)
    return PhpArray()


def _cookies(header: str) -> dict[str, str]:
    """`$_COOKIE`, for plain names; the first of a repeated name counts."""
    found: dict[str, str] = {}
    for pair in header.split(";") if header else ():
        name, equals, value = pair.strip().partition("=")
        if equals:
            found.setdefault(name, decode(value.encode("latin-1")))
    return found
