"""What several requests show alike is one finding; what the first of them does wrong comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from cartcheck.findings.finding import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cartcheck.findings.finding import Finding
    from cartcheck.findings.finding_type import FindingType

_SHOWN = 5  # pieces of evidence
_RANKS = 4  # requests that are told apart by their place


class Told(Protocol):
    """A mistake: which, what shows it, and the facts for the words."""

    @property
    def slip(self) -> str:
        """What the ids of its findings end with."""

    @property
    def says(self) -> str:
        """What shows it, in a sentence."""

    @property
    def facts(self) -> Mapping[str, str]:
        """What is filled into the finding's words."""


class Request(Protocol):
    """A request with its mistakes and the line that does it rightly."""

    @property
    def mistakes(self) -> Sequence[Told]:
        """What is wrong with it."""

    @property
    def correct(self) -> str:
        """The line that does the same rightly."""


def told(kinds: Iterable[FindingType], requests: Sequence[Request]) -> Iterator[Finding]:
    """A finding for each kind that a request has a mistake of; a kind's id ends with the mistake's name."""
    wrong = [request for request in requests if request.mistakes]
    for kind in kinds:
        name = kind.id.partition(".")[2]
        seen = [(at, one) for at, request in enumerate(wrong) for one in request.mistakes if one.slip == name]
        if seen:
            first, mistake = seen[0]
            facts = {"correct": wrong[first].correct, **mistake.facts}
            shown = [Evidence(one.says) for _, one in seen[:_SHOWN]]
            found = kind.found(*shown, count=len({at for at, _ in seen}), facts=facts)
            yield replace(found, precedence=kind.precedence + 10 * min(first, _RANKS - 1))
