"""What part of the checks an order runs: a verdict about a store rests on the whole diagnosis, less says less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.paths import checks_dir

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cartcheck.engine.order import Order

LIFE = "order_life"  # the subject that `only` names like an operation
CONTRACTS = ("contract", LIFE, "own_routes")  # subjects that tell no cause: a diagnosis does without them


def subjects() -> dict[str, Path]:
    """The modules in checks/ by subject: what comes after `test_`."""
    return {path.stem.removeprefix("test_"): path for path in sorted(checks_dir().glob("test_*.py"))}


def diagnosis() -> tuple[str, ...]:
    """The subjects that tell what keeps a program from working."""
    return tuple(name for name in subjects() if name not in CONTRACTS)


def part_of(order: Order) -> str:
    """What an order examines where that is not enough to say that an integration can work, "" where it is."""
    if order.items:
        return "what was asked again"
    if order.only:
        return _contracts_of(order.only)
    if not order.keywords and (not order.subjects or {*diagnosis()} <= {*order.subjects}):
        return ""
    matching = f" that match “{order.keywords}”" if order.keywords else ""
    return f"{_checks_of(order.subjects)}{matching}"


def _contracts_of(only: Sequence[str]) -> str:
    operations = [name for name in only if name != LIFE]
    contracts = [f"the contract of {', '.join(operations)}"] if operations else []
    return " and ".join((*contracts, *(["an order’s life"] if LIFE in only else [])))


def _checks_of(named: Sequence[str]) -> str:
    if not named:
        return "the checks"
    if {*named} == {*CONTRACTS}:
        return "the contract tests"
    return f"the checks of {', '.join(name.replace('_', ' ') for name in named)}"
