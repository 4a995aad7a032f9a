"""The ways in which a text may hold a secret: as it is, URL-encoded, HTML-escaped, JSON-escaped, in base64."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html.entities import codepoint2name

_SHORTEST_BASE64 = 8  # characters; less would be found by chance
_JSON_LETTERS = {"\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}
_ESCAPED_LETTER = re.compile(r"%(?:25)*(?:3\d|[46][1-9a-fA-F]|[57][0-9aA])|\\u00[3-7]|&(?:amp;)*#")
_MAY_BE_ESCAPED = frozenset("\"'/\\")


class Disguises:
    """Finds one secret in texts, in every disguise, also where each character wears another one."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._pattern = re.compile("".join(map(_any_form, secret)))
        self._may_hide_in = _has_escaped_letters if secret.isascii() and secret.isalnum() else _has_escapes
        self._base64 = _base64_cores(secret)

    def replace(self, text: str, by: str) -> str:
        """The text with every appearance of the secret replaced."""
        text = text.replace(self._secret, by)
        if self._may_hide_in(text):
            text = self._pattern.sub(lambda _: by, text)
        for core in self._base64:
            text = text.replace(core, by)
        return text


# The patterns are slow. Keys and tokens of OpenCart are letters and digits, which hardly any text has escaped.
@lru_cache(maxsize=8)
def _has_escaped_letters(text: str) -> bool:
    return _ESCAPED_LETTER.search(text) is not None


@lru_cache(maxsize=8)
def _has_escapes(text: str) -> bool:
    return not text.isascii() or any(mark in text for mark in "%&\\+")


def _any_form(character: str) -> str:
    """A pattern for one character, also escaped repeatedly: `%2541`, `&amp;amp;`, `\\\\u0041`."""
    forms = [re.escape(character), _percent(character), *_entities(character), _json_unicode(character)]
    if character == " ":
        forms.append(r"\+")
    if character in _JSON_LETTERS:
        forms.append(r"\\{1,3}" + _JSON_LETTERS[character])
    if not character.isascii():
        # http.client reads headers as Latin-1, so UTF-8 in them looks like this.
        forms.append(re.escape(_utf8(character).decode("latin-1")))
    slashes = r"\\{0,3}" if character in _MAY_BE_ESCAPED else ""
    return f"{slashes}(?:{'|'.join(forms)})"


def _utf8(character: str) -> bytes:
    return character.encode("utf-8", "surrogatepass")


def _percent(character: str) -> str:
    return "".join(f"%(?:25)*{_hex(f'{byte:02x}')}" for byte in _utf8(character))


def _entities(character: str) -> list[str]:
    code = ord(character)
    names = [f"#0*{code};?", f"#[xX]0*{_hex(f'{code:x}')};?"]
    if code in codepoint2name:
        names.append(f"{codepoint2name[code]};")
    return [f"&(?:amp;)*{name}" for name in names]


def _json_unicode(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(rf"\\+u{_hex(units[at : at + 4])}" for at in range(0, len(units), 4))


def _hex(digits: str) -> str:
    return "".join(digit if digit.isdigit() else f"[{digit}{digit.upper()}]" for digit in digits)


def _base64_cores(secret: str) -> list[str]:
    """What of the secret is sure to show in base64, for each of the three ways it can be aligned."""
    cores = []
    for shift in range(3):
        encoded = b64encode(bytes(shift) + _utf8(secret)).decode("ascii")
        first = -(-shift * 8 // 6)
        last = (shift + len(_utf8(secret))) * 8 // 6
        cores.append(encoded[first:last])
    both = {each for core in cores for each in (core, core.replace("+", "-").replace("/", "_"))}
    return sorted(each for each in both if len(each) >= _SHORTEST_BASE64)
