"""The steps of an order's life, in the order in which it is usually lived, and which of them a description leads to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cartcheck.contract.description import LOGIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.contract.contract import Contract
    from cartcheck.contract.description import DescribedOperation


class Part(StrEnum):
    """What of the life is lived: what only the session knows of, orders, or both mixed."""

    CART = "cart"
    ORDER = "order"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Step:
    """A call that is made, for so many times the least pieces where it is about some; or something that is looked at."""

    call: str
    times: int = 1


AGAIN = "again"  # the last call once more
ELSEWHERE = "elsewhere"  # the cart of another session
REST = "rest"  # nothing, where nothing else can be done

_METHODS = (
    *("customer_set", "payment_address_set", "payment_methods_list", "payment_method_set"),
    *("shipping_address_set", "shipping_methods_list", "shipping_method_set"),
)
_OF_CART = {"cart_add", "cart_edit", "cart_remove", "customer_set", AGAIN, ELSEWHERE}
_OF_ORDER = {
    *("cart_add", "order_create", "order_history_add", "order_replace", "order_delete"),
    *_METHODS,
}
_LIFE = (
    Step("cart_add", 1),
    Step("cart_edit", 2),
    *map(Step, _METHODS),
    Step(AGAIN),
    Step(ELSEWHERE),
    Step("order_create"),
    Step("order_history_add"),
    Step("order_replace", 2),
    Step("cart_remove"),
    Step("order_delete"),
)
_OTHERWISE = (Step("cart_add", 2), Step("cart_edit"), Step("order_create", 2), Step("order_replace"))


def steps_of(contract: Contract, part: Part) -> tuple[Step, ...]:
    """The steps of a part that the description's links lead to."""
    described = {name: operations[0] for name, operations in contract.described.items()}
    known = linked(described) | {AGAIN} | ({ELSEWHERE} if "cart_read" in described else set())
    if replacement(described):
        known |= {"order_replace"}
    wanted = {Part.CART: _OF_CART, Part.ORDER: _OF_ORDER, Part.WHOLE: _OF_CART | _OF_ORDER}[part]
    steps = _LIFE if part is Part.ORDER else _LIFE + _OTHERWISE
    return (*(step for step in steps if step.call in known & wanted), Step(REST))


def linked(described: Mapping[str, DescribedOperation]) -> set[str]:
    """The operations that links lead to from a login; where there is none, every call can be made at once."""
    found = {LOGIN} if LOGIN in described else set(described)
    while (
        more := ({link.operation for name in found for link in described[name].links} & described.keys())
        - found
    ):
        found |= more
    return found


def replacement(described: Mapping[str, DescribedOperation]) -> str:
    """The call that replaces an order: one of its own, or the one that made it where a link leads back to that; or ""."""
    if "order_replace" in described:
        return "order_replace"
    links = described["order_create"].links if "order_create" in described else ()
    return "order_create" if any(link.operation == "order_create" for link in links) else ""
