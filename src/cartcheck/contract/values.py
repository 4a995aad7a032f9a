"""The places in a request that depend on the shop's data: read, and filled with the shop's own values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cartcheck.contract.description import Kind, Slot
from cartcheck.dialects.dialect import Effect
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.contract.case import Case
    from cartcheck.contract.description import DescribedOperation, Example

Known = Mapping[str, Sequence[Any]]

# As OpenCart's id columns are int(11): a number that fits and that nobody has.
NOBODY = 2147483647

# Ids that may be somebody's: with a foreign one the run would read or change what is not its own.
FOREIGN = frozenset({"order_id", "customer_id", "affiliate_id"})

# What cannot be wrong, or is not checked by any version: no reason for a refusal.
_HARMLESS = {"voucher_theme_id", "order_status_id", "affiliate_id", "option", "quantity"}

# The description's own are good in any shop; of others the shop's data and settings decide whether they are looked at.
ANYBODYS = {"country_id", "zone_id", "customer_group_id", "postcode", "telephone"}


def values_at(data: Any, path: Sequence[str]) -> Iterator[Any]:
    """The values at a path, where "*" stands for any key or index."""
    if not path:
        yield data
        return
    step, rest = path[0], path[1:]
    wanted: Iterable[Any]
    if isinstance(data, Mapping):
        wanted = data.values() if step == "*" else [data[step]] if step in data else []
    else:
        wanted = data if step == "*" and isinstance(data, list | tuple) else []
    for inner in wanted:
        yield from values_at(inner, rest)


def replaced_at(data: Any, path: Sequence[str], change: Callable[[Any], Any]) -> Any:
    """The same data with the values at a path changed."""
    if not path:
        return change(data)
    step, rest = path[0], path[1:]
    if isinstance(data, Mapping):
        return {
            key: replaced_at(inner, rest, change) if step in {"*", key} else inner
            for key, inner in data.items()
        }
    if step == "*" and isinstance(data, list):
        return [replaced_at(inner, rest, change) for inner in data]
    return data


def filled(case: Case, operation: DescribedOperation, known: Known) -> Case:
    """The case with the description's stand-ins replaced by the shop's own values, where they are known."""
    parts = {"query": case.query, "form": case.form}
    for slot in _slots(operation):
        own = known.get(slot.data)
        if own:
            parts[slot.place] = _filled(parts[slot.place], slot, operation, own[0])
    return case.with_values(parts["query"], parts["form"])


def _filled(data: Any, slot: Slot, operation: DescribedOperation, own: Any) -> Any:
    stand_ins = {
        str(value)
        for example in _good(operation) or _unrefused(operation)
        for value in values_at(_part(example, slot), slot.path)
    }
    return replaced_at(
        data, slot.path, lambda value: _instead_of(value, own) if str(value) in stand_ins else value
    )


def _instead_of(value: Any, own: Any) -> Any:
    """The shop's own value; 4.1 wants methods as maps, and lists tell them by their codes."""
    return {**value, "code": own} if isinstance(value, Mapping) and not isinstance(own, Mapping) else own


def _slots(operation: DescribedOperation) -> tuple[Slot, ...]:
    """A login's own values are the credentials; the descriptions do not mark them, for they stand in no shop's data."""
    if not operation.is_login:
        return operation.slots
    return tuple(Slot("form", (name,), name) for name in operation.request_schema["properties"])


def _good(operation: DescribedOperation) -> list[Example]:
    """The examples that a store takes once its own values stand in them."""
    usual = _unrefused(operation)
    return [example for example in usual if not example.depends or operation.is_login]


def _unrefused(operation: DescribedOperation) -> list[Example]:
    """Those that a store takes if it has such data: a coupon that its owner named, for instance."""
    return [example for example in operation.examples if not example.refused]


def _part(example: Example, slot: Slot) -> Any:
    return example.query if slot.place == "query" else example.form


def is_own(case: Case, operation: DescribedOperation, known: Known) -> bool:
    """Whether all that depends on the shop's data stands in the case as in an example that is filled with own values."""
    slots = [slot for slot in _slots(operation) if slot.data not in _HARMLESS]
    checked = {refusal.key for refusal in operation.refusals if refusal.kind is Kind.DATA} | FOREIGN
    for example in _good(operation):
        model = filled(case.with_values(example.query, example.form), operation, known)
        same_slots = all(_at(case, slot) == _at(model, slot) for slot in slots)
        if same_slots and all(str(case.form.get(key)) == str(model.form.get(key)) for key in checked):
            return all(slot.data in known for slot in slots if _needs_own(slot) and _at(case, slot))
    return False


def _at(case: Case, slot: Slot) -> list[str]:
    part = case.query if slot.place == "query" else case.form
    return [str(value) for value in values_at(part, slot.path)]


def _needs_own(slot: Slot) -> bool:
    """Whether the description's stand-in is nobody's until a value of the shop was learned."""
    return slot.data not in ANYBODYS


def foreign_to(operation: DescribedOperation) -> frozenset[str]:
    """The names of the records that an operation must touch only where this run made them.

    What a call changes for good stands in its query: `product_edit` is sent for no product of the shop.
    """
    changed = {slot.data for slot in operation.slots if slot.place == "query"}
    return FOREIGN | changed if operation.effect is Effect.PERSISTENT else FOREIGN


def touches_others(
    values: Mapping[str, Any], own: Mapping[str, Collection[int]], foreign: frozenset[str] = FOREIGN
) -> bool:
    """Whether a request, as PHP reads it, names a record that this run did not make."""
    numbers = {name: to_int(values[name]) for name in foreign & values.keys()}
    return any(0 < number < NOBODY and number not in own.get(name, ()) for name, number in numbers.items())


def for_nobody(case: Case, operation: DescribedOperation) -> Case:
    """The case with a record that does not exist in place of a stand-in: for calls that must not be let in."""
    foreign = foreign_to(operation)
    query = {name: NOBODY if name in foreign else value for name, value in case.query.items()}
    return case.with_values(query, case.form)
