"""How the shop's database compares text: utf8_general_ci, without regard to case, accents and blanks at the end."""

from __future__ import annotations

import unicodedata


def same(left: str, right: str) -> bool:
    """Whether two texts are equal for the database."""
    return _collated(left) == _collated(right)


def _collated(text: str) -> str:
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return text.rstrip(" ").lower()
