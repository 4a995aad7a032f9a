"""Which tests of checks/ an order selects, as pytest's command line names them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cartcheck.contract.names import operation_titles
from cartcheck.engine.part import LIFE, subjects
from cartcheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cartcheck.engine.order import Order


def selected(order: Order) -> list[str]:
    """Paths of modules, or of single tests in them (`…/test_login.py::test_x`); UsageError for a name that is none."""
    if order.items:
        return [_item_named(name) for name in order.items]
    if not order.only:
        return [str(path) for path in _modules(order.subjects)]
    contracts, life = _modules(("contract", LIFE))
    known = {**{name: f"{contracts}::test_{name}" for name in operation_titles()}, LIFE: str(life)}
    for name in order.only:
        if name not in known:
            near = get_close_matches(name, known, 3) or sorted(known)
            raise UsageError(f"There is no operation {name!r}.", f"There are: {', '.join(near)}.")
    return [known[name] for name in order.only]


def _modules(wanted: Sequence[str]) -> list[Path]:
    there = subjects()
    unknown = [name for name in wanted if name not in there]
    if unknown:
        raise UsageError(f"There are no checks named {unknown[0]!r}.", f"There are: {', '.join(there)}.")
    return [there[name] for name in wanted or there]


def _item_named(name: str) -> str:
    """A test of ours, of which a report tells: nothing else in a file that a stranger may have sent is run."""
    module, mark, test = name.partition("::")
    there = {path.name: path for path in subjects().values()}
    if module not in there or not mark or not re.fullmatch(r"test_\w+(\[[^\]/]*\])?", test):
        raise UsageError(
            f"There is no item {name!r}.", "Give a report that this version of cartcheck has written."
        )
    return f"{there[module]}::{test}"
