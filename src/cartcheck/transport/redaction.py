"""Taking secrets out of what is kept or shown. Every secret has one pseudonym, so that a reader can follow it."""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cartcheck.transport.disguises import layers, needles
from cartcheck.transport.secret_places import (
    is_pseudonym,
    is_session_cookie,
    looks_secret,
    names_a_row,
    places,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cartcheck.transport.exchange import Exchange

_SHORTEST = 6  # characters; replacing shorter values everywhere would spoil the text
_SEARCHED = 200_000  # characters of a text that are searched for new secrets; nothing longer is ever shown
_LONGEST = 1_024  # characters of a secret that is learned from an exchange; tokens have up to 256
# Secrets learned from one place of an exchange, and in a run: each is looked for in every text.
_MOST_AT_ONCE, _MOST = 50, 1_000
_LONGEST_FORM = 36  # characters that one character of a secret may take: %26%2397%3B, \\u0026#x41; …
_CREDENTIALS = frozenset({"authorization", "proxy-authorization", "x-api-key", "x-auth-token"})

# Characters to keep of a text beyond those to show, so that `beginning` can tell what straddles the cut.
MARGIN = _LONGEST_FORM * _LONGEST

Headers = tuple[tuple[str, str], ...]
Span = tuple[int, int, str]


class Redactor:
    """Knows the secrets of a run. `learn` those one knows and `observe` each exchange before anything is shown."""

    def __init__(self) -> None:
        self._pseudonyms: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._everywhere: dict[str, list[str]] = {}
        self._observed = 0
        self._also: Callable[[str], str] = _as_it_is
        self._margin = 0

    def also(self, change: Callable[[str], str]) -> Redactor:
        """A copy that changes every text once more, after the secrets are out of it."""
        other = copy(self)
        other._also, other._margin = change, MARGIN  # noqa: SLF001  # of the same class
        return other

    def learn(self, name: str, value: str) -> None:
        """Hides a value wherever it stands. An upper-case name becomes the pseudonym, another one gets a number."""
        if trimmed := value.strip():
            self._hide(name, value, base64=True)
            self._pseudonyms.setdefault(trimmed, self._pseudonym(name, value))
            self._hide(name, trimmed, base64=True)

    def observe(self, exchange: Exchange) -> None:
        """Learns the secrets that came with an exchange: new tokens, cookies, signatures."""
        for kind, value in _named_values(exchange):
            if self._observed < _MOST and value not in self._everywhere:
                self._observed += 1
                self._hide(kind, value, base64=False)  # only keys go into base64

    @property
    def pseudonyms(self) -> frozenset[str]:
        """What stands for secrets in redacted texts."""
        return frozenset(self._pseudonyms.values())

    def secret(self, pseudonym: str) -> str:
        """What a pseudonym stands for, "" if it is none; not to be shown."""
        return next((value for value, name in self._pseudonyms.items() if name == pseudonym), "")

    def text(self, text: str) -> str:
        """The text with known secrets, and with all values under secret names, replaced."""
        text = _replaced(text, self._known(text))
        named = (each for each in places(text) if self._is_secret(each.kind, each.value))
        replaced = _replaced(
            text, ((each.start, each.end, self._pseudonym(each.kind, each.value)) for each in named)
        )
        return self._also(replaced)

    def beginning(self, text: str, limit: int, *, cut: bool = False) -> str:
        """At most `limit` characters of the text, redacted; a secret that straddles the cut is not left in part.

        `cut`: the text is itself only the beginning of one.
        """
        margin = max(self._margin, _LONGEST_FORM * max(map(len, self._everywhere), default=0))
        shown = self.text(text[: limit + margin])
        if cut or len(text) > limit + margin:
            shown = shown[: max(0, len(shown) - margin)]
        return shown[:limit]

    def headers(self, headers: Headers) -> Headers:
        """The headers with cookies and credentials replaced; names of cookies and their attributes stay."""
        return tuple((self.text(name), self._header(name.lower(), value)) for name, value in headers)

    def _is_secret(self, kind: str, value: str) -> bool:
        return value in self._pseudonyms or not names_a_row(kind, value)

    def _hide(self, name: str, value: str, *, base64: bool) -> None:
        if len(value) >= _SHORTEST and value not in self._everywhere:
            self._pseudonym(name, value)
            self._everywhere[value] = needles(value, base64=base64)

    def _known(self, text: str) -> list[Span]:
        """Where known secrets stand, in any disguise."""
        spans = [
            (start, end, self._pseudonyms[secret])
            for layer in (layers(text) if self._everywhere else ())
            for secret, wanted in self._everywhere.items()
            for needle in wanted
            for start, end in layer.find(needle)
        ]
        return _joined(spans)

    def _header(self, name: str, value: str) -> str:
        value = self.text(value)  # before it is split: a secret may have any character in it
        if name in _CREDENTIALS:
            scheme, blank, credentials = value.partition(" ") if " " in value else ("", "", value)
            return scheme + blank + self._hidden("authorization", credentials)
        if name == "cookie":
            return "; ".join(self._cookie(pair) for pair in value.split("; "))
        if name == "set-cookie":
            pair, semicolon, attributes = value.partition(";")
            return self._cookie(pair) + semicolon + attributes
        return value

    def _cookie(self, pair: str) -> str:
        name, equals, value = pair.partition("=")
        secret = value and is_session_cookie(name.strip(), unquote(value))
        return name + equals + self._hidden("cookie", unquote(value)) if secret else pair

    def _hidden(self, name: str, value: str) -> str:
        return value if is_pseudonym(value) else self._pseudonym(name, value)

    def _pseudonym(self, name: str, value: str) -> str:
        if value not in self._pseudonyms:
            self._counts[name] = number = self._counts.get(name, 0) + 1
            bare = name.isupper() and number == 1
            self._pseudonyms[value] = f"[{name}]" if bare else f"[{name}-{number}]"
        return self._pseudonyms[value]


def _as_it_is(text: str) -> str:
    return text


def _joined(spans: list[Span]) -> list[Span]:
    """The spans in order, overlapping ones made one, so that no part of any stays; the longest gives its name."""
    joined: list[Span] = []
    for start, end, name in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not joined or start >= joined[-1][1]:
            joined.append((start, end, name))
        elif end > joined[-1][1]:
            joined[-1] = (joined[-1][0], end, joined[-1][2])
    return joined


def _replaced(text: str, spans: Iterable[Span]) -> str:
    pieces, last = list[str](), 0
    for start, end, name in spans:
        pieces += [text[last:start], name]
        last = end
    return "".join((*pieces, text[last:]))


def _named_values(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """The values that are secrets, a bounded number of each place, so that no place hides those of another."""
    request, reply = exchange.request, exchange.reply
    texts = [request.url, *(_searched(body) for body in (request.body, reply.body if reply else b""))]
    headers = [*request.headers, *exchange.sent_headers, *(reply.headers if reply else ())]
    # Bodies before cookies: a login of 4.0 gives one value as both, and `[token-1]` says more than `[cookie-1]`.
    sources = [_in_text(text) for text in texts]
    sources.append(chain.from_iterable(_in_header(value) for _, value in headers))
    sources.append(chain.from_iterable(_cookies(name.lower(), value) for name, value in headers))
    for source in sources:
        usable = (
            pair
            for pair in source
            if looks_secret(pair[1]) and len(pair[1]) <= _LONGEST and not names_a_row(*pair)
        )
        yield from islice(dict.fromkeys(usable), _MOST_AT_ONCE)


def _searched(body: bytes) -> str:
    return body[: 4 * _SEARCHED].decode("utf-8", "replace")[:_SEARCHED]


def _in_text(text: str) -> Iterator[tuple[str, str]]:
    return ((place.kind, place.value) for place in places(text[:_SEARCHED]))


@lru_cache(maxsize=64)
def _in_header(value: str) -> tuple[tuple[str, str], ...]:
    """The same of a header; most are those of the request before."""
    return tuple(_in_text(value))


def _cookies(header: str, value: str) -> Iterator[tuple[str, str]]:
    pairs = {"cookie": value.split("; "), "set-cookie": [value.partition(";")[0]]}.get(header, [])
    for pair in pairs:
        name, _, content = pair.partition("=")
        if is_session_cookie(name.strip(), unquote(content)):
            yield "cookie", unquote(content)
