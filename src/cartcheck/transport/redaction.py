"""Taking secrets out of what is kept or shown. Every secret has one pseudonym, so that a reader can follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from cartcheck.transport.disguises import Disguises
from cartcheck.transport.secret_places import is_session_cookie, looks_secret, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.transport.exchange import Exchange

_SHORTEST = 6  # characters; replacing shorter values everywhere would spoil the text
_LONGEST_FORM = 12  # characters that one character of a secret may take: \\\u0041, &amp;#x41;, %252525..41
_CREDENTIALS = frozenset({"authorization", "proxy-authorization", "x-api-key", "x-auth-token"})

Headers = tuple[tuple[str, str], ...]


class Redactor:
    """Knows the secrets of a run. `learn` those one knows and `observe` each exchange before anything is shown."""

    def __init__(self) -> None:
        self._pseudonyms: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._everywhere: dict[str, Disguises] = {}

    def learn(self, name: str, value: str) -> None:
        """Hides a value wherever it stands. An upper-case name becomes the pseudonym, another one gets a number."""
        for each in {value, value.strip()}:
            if len(each) >= _SHORTEST and each not in self._everywhere:
                self._pseudonym(name, each)
                self._everywhere[each] = Disguises(each)
        # A secret that holds another one must go first, or its rest would stay.
        self._everywhere = dict(sorted(self._everywhere.items(), key=lambda item: -len(item[0])))

    def observe(self, exchange: Exchange) -> None:
        """Learns the secrets that came with an exchange: new tokens, cookies, signatures."""
        for kind, value in _named_values(exchange):
            if looks_secret(value):
                self.learn(kind, value)

    @property
    def pseudonyms(self) -> frozenset[str]:
        """What stands for secrets in redacted texts."""
        return frozenset(self._pseudonyms.values())

    def text(self, text: str) -> str:
        """The text with known secrets, and with all values under secret names, replaced."""
        for secret, disguises in self._everywhere.items():
            text = disguises.replace(text, self._pseudonyms[secret])
        pieces, end = [], 0
        for place in places(text):
            pieces += [text[end : place.start], self._pseudonym(place.kind, place.value)]
            end = place.end
        return "".join((*pieces, text[end:]))

    def beginning(self, text: str, limit: int) -> str:
        """At most `limit` characters of the text, redacted; a secret that straddles the cut is not left in part."""
        margin = _LONGEST_FORM * max(map(len, self._everywhere), default=0)
        shown = self.text(text[: limit + margin])
        if len(text) > limit + margin:
            shown = shown[: len(shown) - margin]
        return shown[:limit]

    def headers(self, headers: Headers) -> Headers:
        """The headers with cookies and credentials replaced; names of cookies and their attributes stay."""
        return tuple((self.text(name), self._header(name.lower(), value)) for name, value in headers)

    def _header(self, name: str, value: str) -> str:
        if name in _CREDENTIALS:
            scheme, blank, credentials = value.partition(" ")
            hidden = self._pseudonym("authorization", credentials or scheme)
            return self.text(scheme) + blank + hidden if credentials else hidden
        if name == "cookie":
            return "; ".join(self._cookie(pair) for pair in value.split("; "))
        if name == "set-cookie":
            pair, semicolon, attributes = value.partition(";")
            return self._cookie(pair) + semicolon + self.text(attributes)
        return self.text(value)

    def _cookie(self, pair: str) -> str:
        name, equals, value = pair.partition("=")
        decoded = unquote(value)
        if value and is_session_cookie(name.strip(), decoded):
            return self.text(name) + equals + self._pseudonym("cookie", decoded)
        return self.text(pair)

    def _pseudonym(self, name: str, value: str) -> str:
        if value not in self._pseudonyms:
            self._counts[name] = number = self._counts.get(name, 0) + 1
            bare = name.isupper() and number == 1
            self._pseudonyms[value] = f"[{name}]" if bare else f"[{name}-{number}]"
        return self._pseudonyms[value]


def _named_values(exchange: Exchange) -> Iterator[tuple[str, str]]:
    request, reply = exchange.request, exchange.reply
    texts = [request.url, request.body.decode("utf-8", "replace"), reply.text if reply else ""]
    headers = [*request.headers, *exchange.sent_headers, *(reply.headers if reply else ())]
    # Bodies before cookies: a login of 4.0 gives one value as both, and `[token-1]` says more than `[cookie-1]`.
    for text in (*texts, *(value for _, value in headers)):
        yield from ((place.kind, place.value) for place in places(text))
    for name, value in headers:
        yield from _cookies(name.lower(), value)


def _cookies(header: str, value: str) -> Iterator[tuple[str, str]]:
    pairs = {"cookie": value.split("; "), "set-cookie": [value.partition(";")[0]]}.get(header, [])
    for pair in pairs:
        name, _, content = pair.partition("=")
        if is_session_cookie(name.strip(), unquote(content)):
            yield "cookie", unquote(content)
