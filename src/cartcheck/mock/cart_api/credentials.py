"""How the database compares what a login sends with what it holds."""

from __future__ import annotations

from cartcheck.mock.surface.input_filter import clean_text


def same(sent: str, stored: str) -> bool:
    """Equal for the database: case and blanks at the end don't count (collation utf8_general_ci)."""
    return sent.rstrip(" ").lower() == clean_text(stored, trim=False).rstrip(" ").lower()
