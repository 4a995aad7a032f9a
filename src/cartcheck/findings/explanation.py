"""A finding type in words, before there is a case: for `cartcheck explain` and the generated catalogue."""

from __future__ import annotations

import textwrap

from cartcheck.findings.finding_type import FindingType, plain

IN_CHECK_ONLY = "`cartcheck check`; a diagnosis, which is to cost little, does without"


def explanation(kind: FindingType) -> str:
    """Everything known about it, as text of at most 100 columns."""
    parts = [f"{kind.id} ({kind.level})", _wrapped(kind.plain_summary), "", _wrapped(plain(kind.cause)), ""]
    parts += ["What to do:", *(_step(number, step) for number, step in enumerate(kind.remedy, 1))]
    if kind.alternatives:
        parts += ["", "What else it could be:", *(_bullet(text) for text in kind.alternatives)]
    if kind.answer:
        parts += ["", f"Read more: docs/answers/{kind.answer}.md in cartcheck's repository."]
    if kind.in_check_only:
        parts += ["", f"Looked for by {IN_CHECK_ONLY}."]
    parts += ["", f"How sure: {kind.confidence:.0%}"]
    if kind.versions:
        parts.append(f"OpenCart versions: {kind.versions}")
    parts.append(_wrapped(f"Source: {kind.source}"))
    return "\n".join(parts)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)


def _step(number: int, text: str) -> str:
    return textwrap.fill(
        plain(text), 100, initial_indent=f"  {number}. ", subsequent_indent="     ", break_on_hyphens=False
    )


def _bullet(text: str) -> str:
    return textwrap.fill(text, 100, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False)
