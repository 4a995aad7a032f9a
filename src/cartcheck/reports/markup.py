"""Words of a stranger's store in Markdown: they must not become markup, nor mention anybody."""

from __future__ import annotations

import re

from cartcheck.reports.visible import one_line


def safe(text: str) -> str:
    """A text in one line; what stands between backticks stays code."""
    shown = one_line(text).replace("<", "&lt;").replace("@", "@\u200b" if "@" in text else "@")
    if shown.count("`") % 2:  # the last one would begin no code, and what follows it be markup
        shown = "'".join(shown.rsplit("`", 1))
    parts = shown.split("`")
    return "`".join(part if number % 2 else _plain(part) for number, part in enumerate(parts))


def cell(text: str) -> str:
    """The same in a table."""
    return safe(text).replace("|", "\\|")


def code(text: str) -> str:
    """What is put between backticks."""
    return one_line(text).replace("`", "'")


def fenced(text: str) -> str:
    """A line of what stands between fences."""
    return one_line(text).replace("```", "'''")


def _plain(text: str) -> str:
    return re.sub(r"[*\[\]]|(?<!\w)_|_(?!\w)", r"\\\g<0>", text)
