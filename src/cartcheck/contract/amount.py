"""Amounts as a store tells them in any language and currency: numbers, or texts that may be meant in several ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartcheck.contract.limits import amounts, smallest_step
from cartcheck.php.values import is_numeric, to_float

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP = 0.01  # what JSON numbers were rounded to, at most


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in each way it may be meant, in the same order for all amounts; `step` is what it may be rounded to."""

    meanings: tuple[float, ...]
    step: float
    text: str

    def times(self, factor: float) -> Amount:
        """The amount in another currency."""
        return Amount(tuple(meant * factor for meant in self.meanings), self.step, self.text)


def amount(told: Any) -> Amount | None:
    """The amount of a number, of a number as text, or of a printed price; None where there is none."""
    if isinstance(told, int | float) or is_numeric(str(told)):
        value = to_float(str(told))
        _, _, decimals = str(told).partition(".")
        step = 10.0 ** -len(decimals) if isinstance(told, str) else _STEP
        return Amount((value, value, value), step, str(told))
    meanings = amounts(str(told))
    return Amount(meanings, smallest_step(str(told)), str(told)) if meanings else None


def is_same(one: Amount, other: Amount) -> bool:
    """Whether two amounts may be the same, in any way they may be meant and but for rounding."""
    allowed = max(one.step, other.step) * 1.01
    return any(abs(mine - yours) <= allowed for mine, yours in zip(one.meanings, other.meanings, strict=True))


def is_more(one: Amount, other: Amount) -> bool:
    """Whether the first amount is more than the other, in every way they may be meant."""
    allowed = max(one.step, other.step) * 1.01
    return all(mine - yours > allowed for mine, yours in zip(one.meanings, other.meanings, strict=True))


def is_multiple(whole: Amount, one: Amount, pieces: int) -> bool:
    """Whether an amount is so many times another, in any way they may be meant and but for the rounding of both."""
    allowed = (pieces + 1) * max(whole.step, one.step) / 2 * 1.01
    return any(
        abs(all_of_it - each * pieces) <= allowed
        for all_of_it, each in zip(whole.meanings, one.meanings, strict=True)
    )


def sums(lines: Sequence[Amount]) -> list[Amount]:
    """Those of the lines that are what the others come to, as the total below a cart is; it is never below nothing."""
    return [line for place, line in enumerate(lines) if _is_sum(line, [*lines[:place], *lines[place + 1 :]])]


def _is_sum(line: Amount, others: Sequence[Amount]) -> bool:
    allowed = (len(others) + 1) * max(one.step for one in (line, *others)) / 2 * 1.01
    for way, value in enumerate(line.meanings):
        total = sum(other.meanings[way] for other in others)
        if abs(value - total) <= allowed or (value == 0 and total < 0):
            return True
    return False
