"""Which cases an operation is tried with: the description's examples, the boundaries of its schema, generated ones."""

from __future__ import annotations

import re
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from cartcheck.contract.case import Case, Origin
from cartcheck.contract.records import MADE_BY
from cartcheck.dialects.dialect import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cartcheck.contract.contract import Contract
    from cartcheck.contract.description import DescribedOperation

_QUICK = 8  # boundary cases of one operation at a live store that is only looked at quickly


def cases_for(contract: Contract, name: str) -> list[Case]:
    """The cases in the order they are sent: those that need the same calls before them stand together."""
    operation = contract.described[name][0]
    cases = [*examples_of(operation), *_boundaries(contract, operation), *_generated(contract, operation)]
    if not contract.ships:
        cases = [case for case in cases if not case.ships]
    if not contract.may_write:
        cases = [case for case in cases if not writes(contract, case.needs)]
    groups: dict[tuple[str, ...], list[Case]] = {operation.needs: []}
    for case in {case.wire: case for case in reversed(cases)}.values():
        groups.setdefault(case.needs, []).append(case)
    return [case for group in groups.values() for case in reversed(group)]


def writes(contract: Contract, names: Iterable[str]) -> bool:
    """Whether one of the operations changes the shop's data."""
    return any(contract.described[name][0].effect is Effect.PERSISTENT for name in names)


def examples_of(operation: DescribedOperation) -> Iterator[Case]:
    """The description's examples as cases."""
    for example in operation.examples:
        yield Case(
            operation=operation.name,
            origin=Origin.EXAMPLE,
            label=example.summary or "no fields",
            query=example.query,
            form=example.form,
            needs=example.needs,
            refused=frozenset(example.refused),
            depends=example.depends,
            ships=example.ships,
        )


def _boundaries(contract: Contract, operation: DescribedOperation) -> list[Case]:
    if _leaves(contract, operation):
        return []
    if contract.thorough:
        return contract.boundaries(operation.name)
    if operation.is_login or operation.effect is Effect.PERSISTENT:
        return []  # no row of failed logins, and no needless orders, at a live store
    return spread(contract.boundaries(operation.name), operation)[:_QUICK]


def _generated(contract: Contract, operation: DescribedOperation) -> list[Case]:
    if not contract.examination.examples or _leaves(contract, operation):
        return []
    return contract.generated(operation.name)


def _leaves(contract: Contract, operation: DescribedOperation) -> bool:
    """Whether each case would leave a record for good, in a shop that is no mock."""
    stays = not (contract.deletes or contract.remakes)
    return stays and operation.name in MADE_BY and not contract.examination.target.control


def spread(cases: Iterable[Case], operation: DescribedOperation) -> list[Case]:
    """The cases in an order of which every beginning looks at as many fields as it can, from both sides."""
    aspects: dict[tuple[bool, str], list[Case]] = {}
    for case in cases:
        aspects.setdefault((case.positive, _field(case, operation)), []).append(case)
    sides = [
        chain.from_iterable(zip_longest(*(some for aspect, some in aspects.items() if aspect[0] is positive)))
        for positive in (False, True)
    ]
    return [case for case in chain.from_iterable(zip_longest(*sides)) if case is not None]


def _field(case: Case, operation: DescribedOperation) -> str:
    """The field a boundary case is about, as its label tells."""
    words = set(re.findall(r"\w+", case.label))
    known = {*case.form, *case.query, *(parameter.name for parameter in operation.query)}
    return next(iter(sorted(words & known)), case.label.partition(":")[2])
