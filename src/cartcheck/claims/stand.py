"""How versions of OpenCart stand to a promise, as their source has it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cartcheck.release import Span


class State(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    NOT_KEPT = "not kept"  # the store does something else instead
    NOT_THERE = "not there"  # it has nothing for it
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Stand(Span):
    """What the versions from first to last do. `does` are sentences: what happens instead, or a remark to what is kept.

    `remedy` is what can be done about it, beginning with a verb.
    """

    state: State
    does: str = ""
    remedy: str = ""


Stands = tuple[Stand, ...]


def kept(first: str, last: str, does: str = "") -> Stand:
    """As promised."""
    return Stand(first, last, State.KEPT, does)


def otherwise(first: str, last: str, does: str, remedy: str = "") -> Stand:
    """Not as promised, but there is something for it."""
    return Stand(first, last, State.NOT_KEPT, does, remedy)


def absent(first: str, last: str, does: str, remedy: str = "") -> Stand:
    """Nothing for it."""
    return Stand(first, last, State.NOT_THERE, does, remedy)
