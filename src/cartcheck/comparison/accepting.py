"""Differences that are known and accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.acceptances.acceptance import first_of

if TYPE_CHECKING:
    from datetime import date

    from cartcheck.acceptances.acceptance import Acceptance
    from cartcheck.comparison.comparison import Comparison


def accepting(comparison: Comparison, acceptances: tuple[Acceptance, ...], today: date) -> Comparison:
    """The comparison with its accepted differences marked; entries that fit nothing are told as a problem."""
    used: set[Acceptance] = set()
    marked = []
    for difference in comparison.differences:
        fitting = first_of(acceptances, today, difference.id)
        used |= {fitting} if fitting else set()
        marked.append(replace(difference, accepted=fitting.told if fitting else ""))
    idle = tuple(_idle(one, comparison, today) for one in acceptances if one not in used)
    return replace(comparison, differences=tuple(marked), problems=(*comparison.problems, *idle))


def _idle(one: Acceptance, comparison: Comparison, today: date) -> str:
    there = any(one.means(difference.id) for difference in comparison.differences)
    return one.idle(there=there, today=today)
