"""The version, told more narrowly with credentials than without: by what one version takes and another refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import LoginOutcome
from cartcheck.errors import CartcheckError
from cartcheck.probes.login import login, login_with_blank
from cartcheck.probes.recognition import recognition
from cartcheck.probes.signing import call_with_old_signature

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.observations.recognition import Recognition
    from cartcheck.probes.examination import Examination


@dataclass(frozen=True, slots=True)
class _Difference:
    """Something that versions from `since` on treat otherwise than those before. `is_newer` is None if it did not show."""

    since: str
    is_newer: Callable[[Examination], bool | None]
    newer: str
    older: str


def narrowed_recognition(examination: Examination) -> Recognition:
    """The recognition with what logging in or signing adds; the same where nothing can be added."""
    seen = examination.ask(recognition)
    if seen.dialect is None or examination.target.credentials is None:
        return seen
    traits = seen.dialect.traits
    blanks = _Difference(
        traits.trims_from,
        _takes_blanks,
        f"A key with a blank before it is taken: input is trimmed from {traits.trims_from} on.",
        f"A key with a blank before it is refused: input is trimmed from {traits.trims_from} on.",
    )
    times = _Difference(
        traits.checks_time_from,
        _refuses_old,
        f"A signature of an hour ago is refused, as from {traits.checks_time_from} on.",
        f"A signature of an hour ago is taken: time is checked from {traits.checks_time_from} on.",
    )
    for difference in (blanks, times) if _is_wanted(examination) else (times,):
        seen = _told_by(difference, examination, seen)
    return seen


def _is_wanted(examination: Examination) -> bool:
    """Whether to log in once more: no cause depends on it, but what a store has and lacks does."""
    return bool(examination.thorough or examination.target.needs or examination.target.leave.security)


def _told_by(difference: _Difference, examination: Examination, seen: Recognition) -> Recognition:
    known = seen.dialect.versions if seen.dialect else ()
    if difference.since not in known:
        return seen
    before = known[known.index(difference.since) - 1]
    if not (seen.may_be(known[0], before) and seen.may_be(difference.since, known[-1])):
        return seen
    try:
        newer = difference.is_newer(examination)
    except CartcheckError:  # the login failed, the budget is spent: then the range stays as wide as it was
        return seen
    if newer is None:
        return seen
    if newer:
        return seen.narrowed(difference.since, known[-1], difference.newer)
    return seen.narrowed(known[0], before, difference.older)


def _takes_blanks(examination: Examination) -> bool | None:
    if not examination.ask(login).granted:
        return None
    answer = examination.ask(login_with_blank)
    refused = answer.reading.outcome is LoginOutcome.BAD_CREDENTIALS
    return answer.granted if answer.granted or refused else None


def _refuses_old(examination: Examination) -> bool | None:
    return not examination.ask(call_with_old_signature).let_in
