"""curl's options, as far as they change a request: https://curl.se/docs/manpage.html."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Short options and what they are called in full.
_SHORT = {
    "X": "request",
    "H": "header",
    "d": "data",
    "F": "form",
    "b": "cookie",
    "c": "cookie-jar",
    "u": "user",
    "G": "get",
    "I": "head",
    "A": "user-agent",
    "e": "referer",
    "T": "upload-file",
    "o": "output",
    "x": "proxy",
    "m": "max-time",
    "w": "write-out",
    "E": "cert",
    "K": "config",
    "D": "dump-header",
    "r": "range",
    "U": "proxy-user",
    "C": "continue-at",
    "y": "speed-time",
    "Y": "speed-limit",
    "z": "time-cond",
    "t": "telnet-option",
    "P": "ftp-port",
    "Q": "quote",
}
_WITHOUT_VALUE = {"get", "head"}
# Long options with a value that have no short name.
_LONG = frozenset(
    (
        *("data-ascii", "data-raw", "data-binary", "data-urlencode", "form-string", "json", "url", "url-query"),
        *("oauth2-bearer", "connect-timeout", "interface", "cacert", "capath", "key", "cert-type", "key-type"),
        *("resolve", "connect-to", "retry", "retry-delay", "retry-max-time", "limit-rate", "max-redirs", "ciphers"),
        *("proxy-header", "noproxy", "socks5", "socks5-hostname", "preproxy", "trace", "trace-ascii", "stderr"),
        *("variable", "expand-url", "expand-data", "netrc-file", "pass", "unix-socket", "dns-servers", "tls-max"),
        *("pinnedpubkey", "proto", "proto-redir", "local-port", "keepalive-time", "output-dir", "aws-sigv4"),
    )
)  # fmt: skip
_WITH_VALUE = (frozenset(_SHORT.values()) - _WITHOUT_VALUE) | _LONG


def options(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each option by its long name with its value, "" for a flag; a word that is none of them is a `url`."""
    rest = iter(words)
    for word in rest:
        if word.startswith("--") and len(word) > 2:
            name, equals, value = word[2:].partition("=")
            taken = name in _WITH_VALUE
            yield name, value if equals and taken else (next(rest, "") if taken else "")
        elif word.startswith("-") and len(word) > 1:
            yield from _short(word[1:], rest)
        elif word not in {"", "-"}:
            yield "url", word


def _short(letters: str, rest: Iterator[str]) -> Iterator[tuple[str, str]]:
    for at, letter in enumerate(letters):
        name = _SHORT.get(letter, letter)
        if name in _WITH_VALUE:
            yield name, letters[at + 1 :] or next(rest, "")
            return
        yield name, ""
