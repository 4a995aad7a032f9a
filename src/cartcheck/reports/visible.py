"""Text of a stranger's store, made fit to be seen: hidden and steering characters get a sign."""

from __future__ import annotations

import re

# Invisible or reordering (Unicode TR9 and TR36), C1 controls, lone surrogates, which no file encoding takes,
# and the two characters that XML forbids. ZWJ and ZWNJ stay: Persian and Indic words and emoji need them.
_NAMED = (
    (0x80, 0x9F),
    (0xAD, 0xAD),
    (0x61C, 0x61C),
    (0x180E, 0x180E),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xD800, 0xDFFF),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0xE0000, 0xE007F),
)
_SIGNS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "\u2421"}
for _first, _last in _NAMED:
    _SIGNS |= {code: f"⟨U+{code:04X}⟩" for code in range(_first, _last + 1)}

# A terminal that shows the file obeys C1 controls and bidi marks; no encoding takes a lone surrogate.
_STEERING = (
    *range(0x7F, 0xA0),
    0x61C,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
)
_ESCAPES = {code: f"\\u{code:04x}" for code in _STEERING} | dict.fromkeys(range(0xD800, 0xE000), "\\ufffd")

_HIDDEN = re.compile("[" + "".join(re.escape(chr(code)) for code in _SIGNS) + "]")
_BREAKS = re.compile(r"\s*[\t\n]\s*")


def visible(text: str) -> str:
    """The text with a sign for each hidden character; tabs and line feeds stay, CR LF is one line feed."""
    if not _HIDDEN.search(text):
        return text
    return text.replace("\r\n", "\n").translate(_SIGNS)


def one_line(text: str) -> str:
    """The same, on one line."""
    return _BREAKS.sub(" ", visible(text)).strip()


def steering_escaped(document: str) -> str:
    """A JSON document whose texts cannot steer the terminal that shows it; it still says the same."""
    return document.translate(_ESCAPES)
