"""The errors a user can meet. Each says what went wrong and what to do next, and has its own exit code."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a run of cartcheck ends with; scripts rely on these numbers."""

    CLEAR = 0
    FOUND = 1
    USAGE = 2
    NOT_EXAMINED = 3
    OUR_BUG = 4


class CartcheckError(Exception):
    """Base of the errors that are shown to a user without a traceback."""

    exit_code = ExitCode.OUR_BUG

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()


class UsageError(CartcheckError):
    """The call or a configuration file is wrong; nothing was sent."""

    exit_code = ExitCode.USAGE


class StoreError(CartcheckError):
    """The store could not be examined."""

    exit_code = ExitCode.NOT_EXAMINED


class StoreUnreachable(StoreError):  # noqa: N818  # what is so, not what went wrong with us
    """No HTTP answer came: DNS, TCP, TLS or time-out. `kind` is one of the words of `Unreachable`."""

    def __init__(self, message: str, next_step: str = "", *, kind: str) -> None:
        super().__init__(message, next_step)
        self.kind = kind


class AskedToWait(StoreError):  # noqa: N818  # what is so, not what went wrong with us
    """The store asked by Retry-After for a longer wait than a run makes; `seconds` is how long."""

    def __init__(self, message: str, next_step: str = "", *, seconds: float) -> None:
        super().__init__(message, next_step)
        self.seconds = seconds


class BudgetSpent(StoreError):  # noqa: N818  # what is so, not what went wrong with us
    """The run's budget of requests is used up."""


class NotApplicable(CartcheckError):  # noqa: N818  # an outcome, not an error
    """This version or this target has no such thing; the text says why. Never a verdict about the store."""

    exit_code = ExitCode.NOT_EXAMINED


class NotReached(CartcheckError):  # noqa: N818  # what is so, not what went wrong with us
    """A question could not be asked because an earlier one failed; never a verdict about the store."""

    exit_code = ExitCode.NOT_EXAMINED
