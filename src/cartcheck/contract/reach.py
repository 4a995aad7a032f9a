"""Why nothing valid of an operation was accepted, though nothing is wrong: what the shop lacks, and who can name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.contract.values import ANYBODYS
from cartcheck.errors import NotReached

if TYPE_CHECKING:
    from cartcheck.contract.answer import Answer
    from cartcheck.contract.contract import Contract
    from cartcheck.contract.description import DescribedOperation

# No shop tells these to a visitor.
_TO_NAME = {
    "coupon": "Name one with --coupon.",
    "voucher": "Name one with --voucher.",
}
_POINTS = "reward"


def nothing_accepted(contract: Contract, operation: DescribedOperation, last: Answer | None) -> NotReached:
    """The reason as an error to raise; `last` is the last answer to something that might have been accepted."""
    kinds = list(dict.fromkeys(slot.data for slot in operation.slots if slot.data not in ANYBODYS))
    said = f" ({last.said})" if last else ""
    see = operation.see(last.errors) if last else ""
    if last and last.crashed and operation.broken:
        return NotReached(
            f"It breaks in the middle{said}.", f"See `cartcheck explain defect.{operation.broken}`."
        )
    if operation.ships and not contract.ships:
        return NotReached(
            "No product that is shipped was found in this shop.", "Name one with --product if it has some."
        )
    if see:
        return NotReached(f"The shop is set up so that nothing was accepted{said}.", f"See {see}.")
    if _POINTS in kinds:
        return NotReached(
            f"Only a registered customer has points to pay with, and a run never acts as one of the shop's{said}."
        )
    for kind, how in _TO_NAME.items():
        if kind in kinds and kind in contract.known:
            return NotReached(
                f"The store did not take the {kind} that was named{said}.",
                "Look whether it is good for this cart.",
            )
        if kind in kinds:
            return NotReached(f"No shop tells its {kind}s{said}.", how)
    unknown = " or ".join(kinds) or "fitting data"
    return NotReached(f"Nothing valid was accepted: no {unknown} of this shop is known{said}.")
