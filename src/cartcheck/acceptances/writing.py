"""Entries as TOML, for a file that a user goes on with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.acceptances.acceptance import Acceptance

_HEAD = """# What is known and accepted. Each entry needs a reason; one with `until` ends after that day.
# `*` stands for anything in id, operation and summary.
"""


def to_toml(acceptances: Iterable[Acceptance]) -> str:
    """The whole file."""
    return "\n".join([_HEAD, *(_entry(one) for one in acceptances)])


def _entry(one: Acceptance) -> str:
    texts = {"id": one.id, "operation": one.operation, "summary": one.summary}
    lines = [f"{name} = {_text(text)}" for name, text in texts.items() if text]
    lines += [f"reason = {_text(one.reason)}", f"date = {one.since}"]
    lines += [f"until = {one.until}"] if one.until else []
    return "\n".join(["[[accept]]", *lines, ""])


def _text(text: str) -> str:
    # A basic string of TOML is one of JSON, but for DEL, which TOML wants escaped too, and lone surrogates.
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
