"""The words of a finding, kept beside the check that judges it: what `explain` prints and every report shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cartcheck.findings.finding import Evidence, Finding, Level

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Example:
    """A mock store that has exactly this trouble: its version, switches and faults, and how it is asked.

    `control` is posted to the mock's control endpoint before the run. `key` and `username` are sent instead of the right
    ones where they are not None; `{key}` in a key stands for the right one. `needs` are those of the integration. The
    generic tests run it and expect this finding and no other that is as bad, but for those of `also`. `request` is a text
    of curl lines that is handed in, with {base}, {key}, {half} (of the key) and {token} (of a login) filled in. `security`
    asks for known defects.
    """

    opencart: str = "3.0.5.1"
    control: tuple[Mapping[str, Any], ...] = ()
    faults: tuple[str, ...] = ()
    display_errors: bool = False
    timezone: str = "UTC"
    key: str | None = None
    username: str | None = None
    needs: tuple[str, ...] = ()
    request: str = ""
    also: tuple[str, ...] = ()
    security: bool = False


def plain(text: str) -> str:
    """A text of a finding type with its facts as words: `‹address›` for `{address}`."""
    return re.sub(r"\{(\w+)\}", r"‹\1›", text)


@dataclass(frozen=True)
class FindingType:
    """A kind of finding. `{names}` in the texts are filled with the facts of the case; see `Finding` for the fields.

    `versions` says which OpenCart versions have it, `source` where that is known from; `answer` names a page of
    docs/answers. `in_check_only`: looked for by `cartcheck check`, not by a diagnosis, which is to cost little.
    """

    id: str
    level: Level
    summary: str
    cause: str
    remedy: tuple[str, ...]
    source: str
    versions: str = ""
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    precedence: int = 50
    answer: str = ""
    in_check_only: bool = False
    examples: tuple[Example, ...] = field(default=())

    @property
    def plain_summary(self) -> str:
        """The summary before there is a case: facts as words in pointed brackets."""
        return plain(self.summary)

    def found(
        self,
        *evidence: Evidence,
        confidence: float | None = None,
        operation: str = "",
        count: int = 1,
        facts: Mapping[str, object] = MappingProxyType({}),
    ) -> Finding:
        """A finding of this kind, with the facts of the case in its words."""
        told = {name: str(value) for name, value in facts.items()}
        return Finding(
            id=self.id,
            level=self.level,
            summary=self.summary.format_map(told),
            cause=self.cause.format_map(told),
            remedy=tuple(step.format_map(told) for step in self.remedy),
            evidence=evidence,
            confidence=self.confidence if confidence is None else confidence,
            alternatives=self.alternatives,
            versions=self.versions,
            source=self.source,
            operation=operation,
            count=count,
            precedence=self.precedence,
        )
