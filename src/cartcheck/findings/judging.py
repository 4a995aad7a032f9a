"""How a check says what it found: it returns findings, or says why it could not judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast

from cartcheck.errors import CartcheckError, NotApplicable
from cartcheck.findings.finding import Finding

__all__ = ["NotApplicable", "applies", "applying", "check", "in_thorough_runs", "is_check"]

Judge = TypeVar("Judge", bound=Callable[..., Iterable[Finding]])


def check(function: Judge) -> Judge:
    """Marks a judge: a pytest function that takes observations and yields findings; none means all is well."""

    @wraps(function)  # pytest takes no generators for tests
    def judge(*observations: object, **named: object) -> Iterable[Finding]:
        return function(*observations, **named)

    judge.__cartcheck_check__ = True  # type: ignore[attr-defined]
    return cast("Judge", judge)


def applying(holds: Callable[[Any], object]) -> Callable[[Judge], Judge]:
    """Marks a check that is about some runs only: where `holds` says no of the examination, it is left out."""

    def mark(judge: Judge) -> Judge:
        judge.applies_where = holds  # type: ignore[attr-defined]
        return judge

    return mark


def in_thorough_runs(examination: Any) -> bool:
    """For `applying`: whether what tells no cause is asked too, as `cartcheck check` does and a diagnosis does not."""
    return bool(examination.thorough)


def applies(place: Any, examination: object) -> bool:
    """Whether a check, or a module of them, is about this run: what its `applies_where` says of the examination.

    So it is taken where that can't be told, for then the check says why.
    """
    holds = getattr(place, "applies_where", None)
    try:
        return holds is None or bool(holds(examination))
    except CartcheckError:
        return True


def is_check(function: Any) -> bool:
    """Whether a function was marked with `check`."""
    return getattr(function, "__cartcheck_check__", False) is True
