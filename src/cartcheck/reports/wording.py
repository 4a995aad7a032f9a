"""The words and numbers that every report says in the same way."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from cartcheck.findings.finding import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.claims.claim import Claim
    from cartcheck.claims.stand import State as ClaimState
    from cartcheck.reports.result import Result, StoreFacts

_SURE = (
    (0.995, "certain"),
    (0.9, "almost certain"),
    (0.75, "very likely"),
    (0.5, "likely"),
    (0.25, "possible"),
    (0.0, "a guess"),
)


MEANINGS = {
    Level.ERROR: "an integration cannot work",
    Level.WARNING: "it will break sooner or later",
    Level.ADVICE: "good to know",
    Level.NOTE: "a fact",
}


class State(StrEnum):
    """The verdict in two words."""

    CANNOT_WORK = "cannot work"
    WILL_BREAK = "will break"
    CAN_WORK = "can work"
    NO_OBSTACLE = "no obstacle"  # in the part that was examined
    NOT_EXAMINED = "could not be examined"

    @property
    def slug(self) -> str:
        """The state as one word, for class names."""
        return slug(self.value)


def state_of(result: Result) -> State:
    """The state that `result.verdict` puts in a sentence."""
    if not result.examined:
        return State.NOT_EXAMINED
    worst = result.worst.level if result.worst else Level.NOTE
    if worst is Level.ERROR:
        return State.CANNOT_WORK
    if result.unknown:
        return State.NOT_EXAMINED
    if worst is Level.WARNING:
        return State.WILL_BREAK
    return State.NO_OBSTACLE if result.part else State.CAN_WORK


def recognised_as(store: StoreFacts) -> str:
    """`OpenCart 3.0`, `the documented API` where no release speaks it, "" for what was not recognised."""
    if not store.generation:
        return ""
    return f"OpenCart {store.generation}" if store.versions else f"the {store.generation} API"


def same_fate(claims: Iterable[Claim]) -> dict[tuple[ClaimState, str], list[str]]:
    """The calls of promises, or their sentences, by state and what the store does; all that are kept stand together."""
    fates: dict[tuple[ClaimState, str], list[str]] = {}
    for claim in claims:
        does = "" if claim.is_kept else claim.does
        fates.setdefault((claim.state, does), []).append(claim.call or claim.promise.rstrip("."))
    return fates


def how_sure(confidence: float) -> str:
    """`almost certain, 95 %` of 0.95."""
    word = next(word for least, word in _SURE if confidence >= least or least == 0)
    return f"{word}, {confidence:.0%}".replace("%", " %")


def duration(seconds: float) -> str:
    """`0.38 s`, `12 s`, `3 min 05 s`."""
    if seconds < 10:
        return f"{seconds:.2f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def moment(started: str) -> str:
    """`22 November 2026, 01:27 UTC` of an ISO 8601 time; anything else as it is."""
    try:
        when = datetime.fromisoformat(started)
    except ValueError:
        return started
    when = when.astimezone(UTC) if when.tzinfo else when
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def plural(number: int, noun: str) -> str:
    """`1 request`, `1,204 requests`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def slug(words: str) -> str:
    """`not-reached` of `not reached`, for class names."""
    return words.replace(" ", "-")


def anchor(finding: str) -> str:
    """Where a finding stands in the HTML report, from its id."""
    return "finding-" + re.sub(r"[^A-Za-z0-9._-]+", "-", finding)
