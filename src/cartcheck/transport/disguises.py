"""What a text says once its encodings are taken off: URL, HTML and JSON escapes, in any order, also repeated."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 4  # layers of encoding
_SHORTEST = 6  # characters; what is shorter is found by chance
# What of a secret's beginning is enough to know it by where a text was cut: PHP's traces show 15 characters of a text
# (zend.exception_string_param_max_len). Only of one that is longer than that, or the beginning may be a word.
_BEGINNING, _LONG = 12, 16
_TAG = re.compile(r"<[^>]*>")
_ESCAPE = re.compile(
    r"""(?P<percent>(?:%[0-9A-Fa-f]{2})+)"""
    r"""|(?P<utf16>(?:\\u[0-9A-Fa-f]{4})+)"""
    r"""|\\(?P<json>["'/\\bfnrt])"""
    r"""|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,7});?)"""
    # http.client reads headers as Latin-1, so UTF-8 in them looks like this.
    r"""|(?P<utf8>(?:[\xc2-\xf4][\x80-\xbf]{1,3})+)"""
)
_CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Layer:
    """A text with some encodings taken off. `origin` tells for each character where it began in the text.

    `searched` is the text to look for needles in: a plus may stand for a blank, so it has only blanks.
    """

    text: str
    origin: list[int]
    searched: str

    def find(self, needle: str) -> Iterator[tuple[int, int]]:
        """Where one of the `needles` stands, whole or cut, as positions in the text that was given first."""
        if (
            head := beginning(needle)
        ) not in self.searched:  # hardly any is, and there are hundreds of secrets
            return
        yield from self._whole(needle)
        if head != needle:
            yield from self._cut(needle, head)

    def _cut(self, needle: str, head: str) -> Iterator[tuple[int, int]]:
        """Where a needle begins, to where the text goes on otherwise."""
        at = self.searched.find(head)
        while at >= 0:
            there = self.searched[at : at + len(needle)]
            same = next(
                (n for n, pair in enumerate(zip(there, needle, strict=False)) if pair[0] != pair[1]),
                len(there),
            )
            yield self.origin[at], self.origin[at + same]
            at = self.searched.find(head, at + same)

    def _whole(self, needle: str) -> Iterator[tuple[int, int]]:
        """Where a needle stands.

        Overlapping ones are one: in a page of one letter there would be as many as the page has letters.
        """
        length = len(needle)
        at = self.searched.find(needle)
        while at >= 0:
            start, last = at, at
            while (at := self.searched.rfind(needle, last + 1, last + 2 * length - 1)) >= 0:
                last = at
            yield self.origin[start], self.origin[last + length]
            at = self.searched.find(needle, last + length)


def layers(text: str) -> Iterator[Layer]:
    """The text as it is, then with one encoding after the other taken off."""
    layer = _layer(text, list(range(len(text) + 1)))
    for _ in range(_DEEPEST):
        yield layer
        below = _decoded(layer)
        if below.text == layer.text:
            return
        layer = below
    yield layer


def needles(secret: str, *, base64: bool) -> list[str]:
    """What to look for in each layer: the secret, what is left of it when it is itself decoded, its base64."""
    settled = list(layers(secret))[-1].text
    wanted = {secret, settled, *(_TAG.sub("", each) for each in (secret, settled))} | (
        _base64_cores(secret) if base64 else set()
    )
    return sorted({each.replace("+", " ") for each in wanted if len(each) >= _SHORTEST})


def beginning(needle: str) -> str:
    """What is looked for first of a needle: as much as is enough to know it by."""
    return needle[:_BEGINNING] if len(needle) >= _LONG else needle


def _layer(text: str, origin: list[int]) -> Layer:
    return Layer(text, origin, text.replace("+", " "))


def _decoded(layer: Layer) -> Layer:
    pieces, origin, end = list[str](), list[int](), 0
    for match in _ESCAPE.finditer(layer.text):
        pieces.append(layer.text[end : match.start()])
        origin += layer.origin[end : match.start()]
        at = match.start()
        for character, width in _units(match):
            pieces.append(character)
            origin += [layer.origin[at]] * len(character)
            at += width
        end = match.end()
    return _layer("".join((*pieces, layer.text[end:])), [*origin, *layer.origin[end:]])


def _units(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The characters an escape stands for, each with its width in the escaped text."""
    kind, escape = str(match.lastgroup), match[0]
    if kind == "percent":
        for character in bytes.fromhex(escape.replace("%", "")).decode("utf-8", "surrogateescape"):
            yield character, 3 * len(character.encode("utf-8", "surrogateescape"))
    elif kind == "utf16":
        for character in bytes.fromhex(escape.replace("\\u", "")).decode("utf-16-be", "surrogatepass"):
            yield character, 6 * (1 + (character > "\uffff"))
    elif kind == "utf8":
        for character in escape.encode("latin-1").decode("utf-8", "surrogateescape"):
            yield character, len(character.encode("utf-8", "surrogateescape"))
    else:
        yield (
            _CONTROLS.get(match["json"], match["json"]) if kind == "json" else html.unescape(escape),
            len(escape),
        )


def _base64_cores(secret: str) -> set[str]:
    """What of the secret is sure to show in base64, for each of the three ways it can be aligned."""
    cores = set()
    raw = secret.encode("utf-8", "surrogatepass")
    for shift in range(3):
        encoded = b64encode(bytes(shift) + raw).decode("ascii")
        core = encoded[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
        cores |= {core, core.replace("+", "-").replace("/", "_")}
    return cores
