"""How versions of OpenCart meet a need, as their source has it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cartcheck.release import Span


class Met(StrEnum):
    """Whether a store can give what is needed."""

    POSSIBLE = "possible"
    LIMITED = "possible with limits"
    IMPOSSIBLE = "not possible"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Way(Span):
    """What the versions from first to last have for a need: routes, and sentences on limits and on what to use instead."""

    met: Met
    routes: tuple[str, ...] = ()
    limits: str = ""
    instead: str = ""


Ways = tuple[Way, ...]


def possible(first: str, last: str, *routes: str) -> Way:
    """There is a call that does it."""
    return Way(first, last, Met.POSSIBLE, routes)


def limited(first: str, last: str, *routes: str, limits: str, instead: str = "") -> Way:
    """There is a call, but it does not do all that the word promises."""
    return Way(first, last, Met.LIMITED, routes, limits, instead)


def impossible(first: str, last: str, instead: str, limits: str = "") -> Way:
    """No call does it."""
    return Way(first, last, Met.IMPOSSIBLE, (), limits, instead)
