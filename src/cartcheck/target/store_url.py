"""The address of a store: where its index.php is, however the user wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import SplitResult, quote, unquote, urlsplit

from cartcheck.errors import UsageError
from cartcheck.target.host_name import host_name, is_loopback

_DEFAULT_PORTS = {"http": 80, "https": 443}
# What RFC 3986 allows in a path besides letters and digits; an existing %XX stays as it is.
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class StoreUrl:
    """Where a store lives. `hostname` is ASCII (IPv6 without brackets); `path` begins and ends with `/`."""

    scheme: str
    hostname: str
    port: int
    path: str = "/"

    @classmethod
    def parse(cls, text: str) -> StoreUrl:
        """The store meant by a text such as `https://shop.example/index.php?route=common/home`, or UsageError."""
        parts = _split(text.strip())
        hostname = host_name(parts.hostname or "", ipv6=parts.netloc.startswith("["))
        port = _port(parts)
        store = cls(parts.scheme, hostname, port, _directory(parts.path))
        return _storefront(store)

    @property
    def host(self) -> str:
        """What the Host header says: brackets around IPv6, the port unless it is the scheme's own."""
        name = f"[{self.hostname}]" if ":" in self.hostname else self.hostname
        return name if self.port == _DEFAULT_PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def origin(self) -> str:
        """`https://shop.example`, as a browser's Origin header has it."""
        return f"{self.scheme}://{self.host}"

    @property
    def base(self) -> str:
        """`https://shop.example/shop/`."""
        return self.origin + self.path

    @property
    def index(self) -> str:
        """`https://shop.example/shop/index.php`."""
        return self.base + "index.php"

    @property
    def slug(self) -> str:
        """A name for report files: `shop.example-shop`."""
        return re.sub(r"[^A-Za-z0-9.]+", "-", unquote(self.host + self.path)).strip("-.")[:100] or "store"

    @property
    def is_loopback(self) -> bool:
        """Whether the store runs on this machine."""
        return is_loopback(self.hostname)

    def route(self, route: str, query: tuple[tuple[str, str], ...] = ()) -> str:
        """The URL of a route, `…/index.php?route=api/login&a=b`; only the route's slashes stay unencoded."""
        pairs = "".join(f"&{quote(name, safe='')}={quote(value, safe='')}" for name, value in query)
        return f"{self.index}?route={quote(route, safe='/')}{pairs}"

    def __str__(self) -> str:
        return self.base


def _split(text: str) -> SplitResult:
    if not text:
        raise UsageError("No store was named.", "Write its address, such as https://shop.example/.")
    # urlsplit drops tabs and line ends without a word, so they are looked for before.
    if not text.isprintable() or " " in text:
        told = _without_login(text)
        raise UsageError(
            f"The address {told!r} has a blank or a control character in it.", "Write it without."
        )
    scheme, found, _ = text.partition("://")
    if not found or scheme.lower() not in _DEFAULT_PORTS:
        raise UsageError(
            f"{_without_login(text)!r} is not an address that begins with https:// or http://.",
            f"Write {_with_scheme(_without_login(text))}",
        )
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise UsageError(f"The address {_without_login(text)!r} cannot be read: {error}.") from error
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            "The address has a user name or a password in it, which would end up in logs.",
            "Leave it out; put the API user into CARTCHECK_USERNAME and its key into CARTCHECK_KEY.",
        )
    return parts


def _without_login(text: str) -> str:
    return re.sub(r"^([a-zA-Z]+:[/\\]*)?.*@", r"\1", text)


def _with_scheme(text: str) -> str:
    rest = re.sub(r"^[a-z]{2,8}:[/\\]+|^https?:", "", text, flags=re.IGNORECASE).lstrip("/\\")
    scheme = "http" if rest.startswith(("localhost", "127.", "[::1]")) else "https"
    return f"{scheme}://{rest}" if rest else "https://shop.example/"


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError as error:
        # The text is not repeated: it may be part of a password with a slash in it.
        raise UsageError("The address has no usable port.", "Write a number up to 65535, or none.") from error
    if port == 0:
        raise UsageError("Port 0 is not a port a store can have.")
    return port or _DEFAULT_PORTS[parts.scheme]


def _directory(path: str) -> str:
    before_script = re.split(r"/index\.[A-Za-z0-9]+(?=/|$)", path, maxsplit=1)[0]
    clean = normpath("/" + before_script.lstrip("/")).strip("/")
    return quote(f"/{clean}/" if clean else "/", safe=_PATH_SAFE)


def _storefront(store: StoreUrl) -> StoreUrl:
    before, found, _ = store.path.partition("/admin/")
    if not found:
        return store
    front = StoreUrl(store.scheme, store.hostname, store.port, before + "/")
    raise UsageError(f"{store} is the store's admin; its API lives in the storefront.", f"Write {front}")
