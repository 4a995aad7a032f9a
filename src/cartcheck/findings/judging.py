"""How a check says what it found: it returns findings, or says why it could not judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast

from cartcheck.errors import NotApplicable
from cartcheck.findings.finding import Finding

__all__ = ["NotApplicable", "check", "is_check"]

Judge = TypeVar("Judge", bound=Callable[..., Iterable[Finding]])


def check(function: Judge) -> Judge:
    """Marks a judge: a pytest function that takes observations and yields findings; none means all is well."""

    @wraps(function)  # pytest takes no generators for tests
    def judge(*observations: object, **named: object) -> Iterable[Finding]:
        return function(*observations, **named)

    judge.__cartcheck_check__ = True  # type: ignore[attr-defined]
    return cast("Judge", judge)


def is_check(function: Any) -> bool:
    """Whether a function was marked with `check`."""
    return getattr(function, "__cartcheck_check__", False) is True
