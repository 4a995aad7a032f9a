"""A difference between two stores: what changed, whom it breaks, what to change, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartcheck.comparison.recording import Seen


class Severity(StrEnum):
    """What a difference does to a program that worked before; the worst first."""

    BREAKING = "breaking"
    RISKY = "risky"
    COSMETIC = "cosmetic"
    IMPROVEMENT = "improvement"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Task(StrEnum):
    """What an integrator has to change: the heading a difference stands under, in the order of work."""

    ACCESS = "Getting in"
    ROUTES = "Where to call"
    REQUESTS = "What to send"
    ANSWERS = "How to read answers"
    REFUSALS = "How to read refusals"
    BEHAVIOUR = "What the store does"
    SURROUNDINGS = "Around the API"


@dataclass(frozen=True, slots=True)
class Proof:
    """The same question on both sides; None where one side has no such thing or was not asked."""

    question: str
    before: Seen | None
    after: Seen | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what changed: where, and how it was and is."""

    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A change with its consequences. `source` is set for one that is known and could not be seen here."""

    id: str
    severity: Severity
    task: Task
    title: str
    breaks: str
    remedy: str
    rows: tuple[Row, ...] = ()
    proofs: tuple[Proof, ...] = ()
    source: str = ""
    accepted: str = ""

    @property
    def order(self) -> tuple[int, int, str]:
        """The worst first, and in the order of work."""
        return self.severity.rank, list(Task).index(self.task), self.id


def numbered(differences: list[Difference]) -> list[Difference]:
    """The differences in their order, each with an id of its own."""
    seen: dict[str, int] = {}
    named = []
    for difference in sorted(differences, key=lambda each: each.order):
        seen[difference.id] = seen.get(difference.id, 0) + 1
        count = seen[difference.id]
        named.append(difference if count == 1 else replace(difference, id=f"{difference.id}-{count}"))
    return named
