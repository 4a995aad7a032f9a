"""A contract that was not kept: what kind, by what cause, and the smallest request that shows it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHOWN = 3  # requests shown for one cause
_SEVERAL_FROM = 3  # fields of one operation that are treated alike: then no single field is the cause

SEVERAL = "several fields"
REFUSES = "refuses"  # the cause of a mismatch: a call that refuses nothing refuses


class FailureKind(StrEnum):
    """The ways in which a contract is not kept."""

    VALID_REFUSED = "valid refused"
    INVALID_ACCEPTED = "invalid accepted"
    NOT_NAMED = "wrong field not named"
    OPEN = "open without token"
    MISMATCH = "answer not as described"
    UNEXPECTED = "answer with more than described"
    MEDIA_TYPE = "wrong media type"
    PHP_MESSAGE = "PHP message"
    BROKEN = "broken answer"
    UNDOCUMENTED = "status not described"
    DEFECT = "known defect"
    OWN_FIELD = "field of the shop's own"
    ORDER_LEFT = "order left behind"
    ORDER_STAYS = "order that cannot be deleted"
    RECORDS_STAY = "record that cannot be removed"


@dataclass(frozen=True)
class Failure:
    """One failure. Those of one kind and cause are the same thing; `facts` fill the words of the finding."""

    kind: FailureKind
    cause: str
    text: str
    exchange: int
    size: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """The failures of one kind and cause, smallest example first."""

    kind: FailureKind
    cause: str
    failures: tuple[Failure, ...]

    @property
    def count(self) -> int:
        """How often it was seen."""
        return len(self.failures)

    @property
    def facts(self) -> Mapping[str, str]:
        """What fills the words of the finding."""
        return self.failures[0].facts

    @property
    def shown(self) -> tuple[Failure, ...]:
        """The examples worth showing."""
        return self.failures[:_SHOWN]


def by_cause(failures: Iterable[Failure]) -> list[Group]:
    """The failures grouped by kind and cause, in the order they were first seen."""
    groups: dict[tuple[FailureKind, str], list[Failure]] = {}
    for failure in failures:
        groups.setdefault((failure.kind, failure.cause), []).append(failure)
    for accepted in [cause for kind, cause in groups if kind is FailureKind.INVALID_ACCEPTED]:
        groups.pop((FailureKind.NOT_NAMED, accepted), None)  # not looked at, so not named either
    if any(kind is FailureKind.VALID_REFUSED for kind, _ in groups):
        groups.pop((FailureKind.MISMATCH, REFUSES), None)  # that it refuses is told already
    for kind in (FailureKind.INVALID_ACCEPTED, FailureKind.NOT_NAMED):
        alike = [key for key in groups if key[0] is kind]
        if len(alike) >= _SEVERAL_FROM:
            groups[kind, SEVERAL] = [_of_several(failure) for key in alike for failure in groups.pop(key)]
    return [
        Group(kind, cause, tuple(sorted(some, key=lambda failure: failure.size)))
        for (kind, cause), some in groups.items()
    ]


def _of_several(failure: Failure) -> Failure:
    return replace(failure, cause=SEVERAL, facts={"field": SEVERAL})
