"""Two recordings to one list of differences, in which one cause is one entry."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cartcheck.comparison.answers import answer_differences
from cartcheck.comparison.credentials import credential_differences
from cartcheck.comparison.difference import Difference, Severity, numbered
from cartcheck.comparison.known import known_differences
from cartcheck.comparison.pairs import Sides
from cartcheck.comparison.refusals import denial_differences, refusal_differences, word_differences
from cartcheck.comparison.requests import request_differences
from cartcheck.comparison.routes import route_differences
from cartcheck.comparison.surroundings import (
    cookie_differences,
    cors_differences,
    latency_differences,
    life_differences,
    order_differences,
)
from cartcheck.comparison.verdicts import (
    breakage_differences,
    status_differences,
    unrecognised_differences,
    verdict_differences,
)
from cartcheck.dialects.body import read_body
from cartcheck.dialects.envelope import field_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cartcheck.comparison.recording import Recording

_LOOKS: tuple[Callable[[Sides], Iterable[Difference]], ...] = (
    unrecognised_differences,
    breakage_differences,
    credential_differences,
    route_differences,
    verdict_differences,
    request_differences,
    status_differences,
    answer_differences,
    refusal_differences,
    denial_differences,
    word_differences,
    cors_differences,
    cookie_differences,
    life_differences,
    order_differences,
    latency_differences,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out: the differences, the worst first, and how much was compared. `problems` says what was not."""

    before: Recording
    after: Recording
    differences: tuple[Difference, ...]
    compared: int
    problems: tuple[str, ...] = ()

    @property
    def open(self) -> list[Difference]:
        """Those that nobody has accepted."""
        return [difference for difference in self.differences if not difference.accepted]

    def counts(self) -> dict[Severity, int]:
        """How many of each severity are open."""
        found = Counter(difference.severity for difference in self.open)
        return {severity: found[severity] for severity in Severity}


def compare(before: Recording, after: Recording) -> Comparison:
    """All differences from one side to the other."""
    sides = Sides(*_sharing_words(before, after))
    seen = [difference for look in _LOOKS for difference in look(sides)]
    seen += known_differences(sides, {difference.id for difference in seen})
    return Comparison(before, after, tuple(numbered(seen)), len(sides.pairs), tuple(_problems(sides)))


def _sharing_words(before: Recording, after: Recording) -> tuple[Recording, Recording]:
    """What a store says to who has no access, learned from both where both are of one generation.

    A store that lets everybody in teaches the wrong words: those that the other says to who is let in are none.
    """
    if before.generation != after.generation or not before.walked or not after.walked:
        return before, after
    said = before.words.no_access | after.words.no_access
    ordinary = (_said_inside(before) - before.words.no_access) | (_said_inside(after) - after.words.no_access)
    words = said - ordinary
    return _saying(before, words), _saying(after, words)


def _saying(recording: Recording, no_access: frozenset[str]) -> Recording:
    return replace(recording, words=replace(recording.words, no_access=no_access))


def _said_inside(recording: Recording) -> frozenset[str]:
    return frozenset(
        text
        for seen in recording.seen
        if seen.reply and seen.question.endswith("/unknown_order")
        for text in field_errors(read_body(seen.reply).data).values()
    )


def _problems(sides: Sides) -> list[str]:
    told = [
        f"{name}: {problem}"
        for name, side in (("before", sides.before), ("after", sides.after))
        for problem in side.problems
    ]
    if sides.before.writes != sides.after.writes:
        told.append("Orders were made on one side only (--allow-writes), so they were not compared.")
    if not sides.pairs:
        told.append("The recordings have no question in common.")
    return told
