"""The same question in two recordings, with what each store answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cartcheck.comparison.difference import Proof
from cartcheck.comparison.outcome import Outcome, outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.comparison.recording import Recording, Seen

SPECIAL = ("old/", "recognise/")
CARRIERS = frozenset(
    f"cart_read/{name}"
    for name in ("parameter-token", "parameter-api_token", "without-cookies", "token-as-cookie")
)


@dataclass(frozen=True)
class Pair:
    """A question with both answers."""

    question: str
    before: Seen
    after: Seen
    was: Outcome
    now: Outcome

    @property
    def intent(self) -> str:
        """The operation, by the earlier side."""
        return self.before.intent

    @property
    def case(self) -> str:
        """What of the operation was asked."""
        return "" if self.question.startswith("[") else self.question.partition("/")[2]

    @property
    def proof(self) -> Proof:
        """Both sides as evidence."""
        return Proof(self.label, self.before, self.after)

    @property
    def label(self) -> str:
        """The question in words where it is known only by what was sent."""
        if not self.question.startswith("["):
            return self.question
        _, _, preflight, sent, *_ = json.loads(self.question)
        fields = ", ".join(f"{name}={value}" for name, value in json.loads(sent))
        return f"{self.intent}{' (preflight)' if preflight else ''} with {fields or 'no fields'}"


@dataclass(frozen=True)
class Sides:
    """Two recordings side by side."""

    before: Recording
    after: Recording

    @cached_property
    def walked(self) -> bool:
        """Whether both are of our own walk, so that questions have names."""
        return self.before.walked and self.after.walked

    @cached_property
    def same_generation(self) -> bool:
        """Whether nothing should have moved."""
        return self.before.generation == self.after.generation

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All questions that both sides answered, in the order of the first."""
        return tuple(self._paired())

    @cached_property
    def by_question(self) -> dict[str, Pair]:
        """The pairs by question."""
        return {pair.question: pair for pair in self.pairs}

    @cached_property
    def calls(self) -> tuple[Pair, ...]:
        """The pairs that are about an operation that both have, asked as it should be asked."""
        return tuple(
            pair
            for pair in self.pairs
            if not pair.question.startswith((*SPECIAL, "wait/")) and pair.question != "browser/preflight"
        )

    def _paired(self) -> Iterator[Pair]:
        walked_or_alike = self.walked or self.same_generation
        was, now = _by_question(self.before, self.walked), _by_question(self.after, self.walked)
        for question, seen in was.items():
            if question in now:
                first, second = _unanimous(seen, self.before), _unanimous(now[question], self.after)
                if first and second and (walked_or_alike or _means_alike(question, first[1], second[1])):
                    yield Pair(question, first[0], second[0], first[1], second[1])


def _by_question(recording: Recording, walked: bool) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for seen in recording.seen:
        question = seen.question if walked else seen.derived
        if question:
            found.setdefault(question, []).append(seen)
    return found


def _means_alike(question: str, was: Outcome, now: Outcome) -> bool:
    """Whether a question that is known only by what was sent means the same in two generations.

    What is no credential for one may be enough for the other, such as a cookie; so without one only denials count.
    """
    authorised = json.loads(question)[1]
    return bool(authorised) or was.verdict == now.verdict == "no access"


def _unanimous(seen: list[Seen], recording: Recording) -> tuple[Seen, Outcome] | None:
    """The answer, if a store that was asked more than once always gave one of the same class."""
    outcomes = [outcome_of(one, recording) for one in seen]
    if len({(outcome.verdict, outcome.keys) for outcome in outcomes}) > 1:
        return None
    return seen[0], outcomes[0]
