"""A finding: what was found, in words for a shop owner, with evidence for a developer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters to an integration, worst first."""

    ERROR = "error"  # an integration cannot work
    WARNING = "warning"  # it will break sooner or later
    ADVICE = "advice"  # true and good to know: a known quirk of that version, a better setting
    NOTE = "note"  # a fact

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Level).index(self)

    def at_least(self, other: Level) -> bool:
        """Whether this level is as bad as the other, or worse."""
        return self.rank <= other.rank


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows it: a sentence, and the number of the exchange that shows it (0 = none)."""

    text: str
    exchange: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is so about the store.

    `summary` is one sentence about the store; `cause` says what in OpenCart does this; `remedy` are steps, each starting
    with a verb; `confidence` is 0..1; `alternatives` say what else it could be; `count` is how often it was seen;
    `precedence` orders findings of one level, root causes (low numbers) first. `operation` names the contract operations
    concerned, `cart_add, cart_edit`, or `order_life`, or "". `accepted` says why and since when it is accepted, "" if it is
    not. All texts may hold words of a stranger's store: plain text, never markup.
    """

    id: str
    level: Level
    summary: str
    cause: str
    remedy: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    versions: str = ""
    source: str = ""
    operation: str = ""
    count: int = 1
    precedence: int = 50
    rerun: str = ""
    accepted: str = ""

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations concerned, several where they show it alike; `("",)` where it is about none."""
        return tuple(self.operation.split(", "))


def in_order(findings: list[Finding]) -> list[Finding]:
    """Worst level first; inside a level the root cause first. What is accepted comes last."""
    return sorted(findings, key=lambda f: (bool(f.accepted), f.level.rank, f.precedence, f.id, f.operation))
