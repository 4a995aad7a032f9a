"""The catalogue of findings as the page docs/findings.md: `python -m cartcheck.findings.markdown`."""

from __future__ import annotations

import sys

from cartcheck.findings.catalogue import catalogue
from cartcheck.findings.explanation import IN_CHECK_ONLY
from cartcheck.findings.finding_type import FindingType, plain

_HEAD = """# Findings

Everything cartcheck can find, by id. `cartcheck explain ID` prints one of these in the terminal. This page is generated
from the checks (`make docs`); do not edit it by hand.

**error**: an integration cannot work. **warning**: it will break sooner or later. **advice**: true and good to know.
**note**: a fact.
"""


def page() -> str:
    """The whole page."""
    known = catalogue()
    return "\n".join([_HEAD, *_table(known), *(_section(kind) for kind in known.values())])


def _table(known: dict[str, FindingType]) -> list[str]:
    rows = [
        f"| [{kind.id}](#{_anchor(kind)}) | {kind.level} | {kind.plain_summary} |" for kind in known.values()
    ]
    return ["| id | level | what it says |", "|---|---|---|", *rows, ""]


def _anchor(kind: FindingType) -> str:
    return kind.id.replace(".", "")


def _section(kind: FindingType) -> str:
    lines = [
        f"## {kind.id}",
        "",
        f"**{kind.level}**: {kind.plain_summary}",
        "",
        plain(kind.cause),
        "",
        "What to do:",
        "",
    ]
    lines += [f"{number}. {plain(step)}" for number, step in enumerate(kind.remedy, 1)]
    if kind.alternatives:
        lines += ["", "What else it could be:", "", *(f"- {text}" for text in kind.alternatives)]
    if kind.answer:
        lines += ["", f"Read more: [{kind.answer}](answers/{kind.answer}.md)."]
    if kind.in_check_only:
        lines += ["", f"Looked for by {IN_CHECK_ONLY}."]
    versions = f"OpenCart {kind.versions}. " if kind.versions else ""
    lines += ["", f"{versions}How sure: {kind.confidence:.0%}. Source: {kind.source}.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(page())
