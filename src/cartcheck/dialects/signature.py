"""The signature of 4.1: ten lines, HMAC-SHA1 with the API key, Base64.

Source: OpenCart 4.1.0.0–4.1.0.4, catalog/controller/startup/api.php; measured on 4.1.0.0, 4.1.0.3 and 4.1.0.4.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from cartcheck.dialects.query import query_of, with_query
from cartcheck.php.array import PhpArray
from cartcheck.php.form import encode, parse
from cartcheck.php.multipart import parse_multipart
from cartcheck.php.opencart_input import clean, clean_text
from cartcheck.php.values import to_int
from cartcheck.transport.exchange import FORM, Request

if TYPE_CHECKING:
    from cartcheck.dialects.dialect import Signer

# What every query must hold besides route and call; the first four may be chosen, the last two are made here.
DEFAULTS = {"username": "Default", "store_id": "0", "language": "en-gb", "currency": "USD"}
SIGNED = frozenset({*DEFAULTS, "time", "signature"})


@dataclass(frozen=True, slots=True)
class StringToSign:
    """The lines in their order, as the server sees them: decoded, escaped and trimmed."""

    route: str
    call: str
    username: str
    host: str
    path: str
    store_id: str
    language: str
    currency: str
    digest: str
    time: str

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each line with what it is called."""
        return tuple((each.name, getattr(self, each.name)) for each in fields(self))

    @property
    def text(self) -> str:
        """All ten, each ended by a line end, also the last."""
        return "".join(f"{line}\n" for _, line in self.lines)


Seen = Callable[[StringToSign], StringToSign]


def signature(text: str, key: str) -> str:
    """Base64 of the raw HMAC-SHA1, not yet encoded for a URL."""
    digest = hmac.new(key.encode("utf-8", "surrogateescape"), text.encode("utf-8"), hashlib.sha1)
    return base64.b64encode(digest.digest()).decode("ascii")


def signed(request: Request, signer: Signer, seen: Seen = lambda said: said) -> Request:
    """The request with all parameters a signature needs, and the signature over what is really sent.

    `seen` is what becomes of the request before the store sees it, where a proxy changes the host or the path.
    """
    given = [pair for pair in query_of(request) if pair[0] not in {"username", "time", "signature"}]
    names = {name for name, _ in given}
    named = [("username", signer.username), *((n, v) for n, v in DEFAULTS.items() if n != "username")]
    pairs = (*given, *(pair for pair in named if pair[0] not in names), ("time", str(int(signer.clock()))))
    complete = with_query(request, pairs)
    text = seen(string_to_sign(complete)).text
    made = ("signature", signature(text, signer.key))
    return replace(with_query(complete, (*pairs, made)), signed=(text, signer.key))


def string_to_sign(request: Request) -> StringToSign:
    """What the server will put together for this request; its query must hold everything but the signature."""
    said = {name: clean_text(value) for name, value in query_of(request)}
    return StringToSign(
        route=said.get("route", ""),
        call=said.get("call", ""),
        username=said.get("username", ""),
        host=clean_text(host_of(request)),
        path=clean_text(_directory(request)),
        store_id=str(to_int(said.get("store_id", ""))),
        language=said.get("language", ""),
        currency=said.get("currency", ""),
        digest=md5(body_as_read(request)),
        time=str(to_int(said.get("time", ""))),
    )


def body_as_read(request: Request) -> str:
    """The body as the server serialises it again: what PHP made of the form, cleaned by OpenCart."""
    return encode(clean(form_of(request)))


def form_of(request: Request) -> PhpArray:
    """What `$_POST` holds: only forms, and only by POST."""
    kind = request.header("content-type")
    if request.method != "POST":
        return PhpArray()
    if kind.lower().startswith("multipart/form-data"):
        return parse_multipart(request.body, kind)
    return parse(request.body) if kind.lower().startswith(FORM) else PhpArray()


def host_of(request: Request) -> str:
    """The Host header: with the port, unless it is the scheme's own and so not in the URL."""
    return request.header("host") or urlsplit(request.url).netloc.rpartition("@")[2]


def md5(text: str) -> str:
    """The body's digest: lower-case hexadecimal MD5."""
    return hashlib.md5(text.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()


def _directory(request: Request) -> str:
    """PHP's `rtrim(dirname(PHP_SELF), '/') . '/'`."""
    return unquote(urlsplit(request.url).path).rpartition("/")[0].rstrip("/") + "/"
