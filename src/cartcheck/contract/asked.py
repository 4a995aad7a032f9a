"""A case as it was sent, with what is to be expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartcheck.contract.case import Case
    from cartcheck.contract.description import DescribedOperation
    from cartcheck.contract.expectation import Expectation


@dataclass(frozen=True)
class Asked:
    """A case as it was sent.

    The calls it needs were all accepted before. `own` says that every value in it that depends on the shop's data is
    known to be the shop's; `ships` that something in the cart is known to need shipping; `cart_faulty` that the store
    itself says, when the cart is read, that something is wrong with it; `demo` that the shop sells the demo catalogue, which
    some examples are about.
    """

    case: Case
    operation: DescribedOperation
    expected: Expectation
    own: bool = False
    ships: bool = False
    cart_faulty: bool = False
    demo: bool = False
