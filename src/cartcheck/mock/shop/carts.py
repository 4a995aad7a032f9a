"""The cart table: rows of all visitors, purged an hour after they were added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT_SECONDS = 3600
KEPT_ROWS = 20_000
"""A mock may run for long, and each request of a 4.1 client that keeps no cookies fills a cart of its own."""
_COLUMN_MAX = 2**31 - 1
_COMPUTED_BELOW = 2**63
Owner: TypeAlias = tuple[int, str]


@dataclass(slots=True)
class CartRow:
    """A product in a cart; `option` is what the request chose, by product_option_id, `plan_id` a plan of subscription."""

    cart_id: int
    owner: Owner
    product_id: int
    option: dict[Any, Any]
    quantity: int
    added: float
    plan_id: int = 0


class Carts:
    """All carts; an owner is an API user's id and a session id."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._rows: dict[int, CartRow] = {}
        self._owned: dict[Owner, dict[int, CartRow]] = {}
        self._last_id = 0

    def purge(self, kept: float = KEPT_SECONDS) -> None:
        """Delete rows added too long ago, as any request to the shop does (system/library/cart/cart.php)."""
        limit = self._now() - kept
        while self._rows:
            oldest = next(iter(self._rows.values()))
            if oldest.added >= limit and len(self._rows) <= KEPT_ROWS:
                break
            self.remove(oldest.owner, oldest.cart_id)

    def rows(self, owner: Owner) -> list[CartRow]:
        """An owner's rows in the order of the table's index: by product and plan, then by age."""
        rows = self._owned.get(owner)
        return (
            sorted(rows.values(), key=lambda row: (row.product_id, row.plan_id, row.cart_id)) if rows else []
        )

    def add(
        self, owner: Owner, product_id: int, quantity: int, option: dict[Any, Any], plan_id: int = 0
    ) -> None:
        """Put a product in; the same product with the same options and plan, be there such a plan or not, is counted up.

        Raises OverflowError where the sum is too large for the database to compute.
        """
        for row in self._owned.get(owner, {}).values():
            if (row.product_id, row.option, row.plan_id) == (product_id, option, plan_id):
                if abs(row.quantity + quantity) >= _COMPUTED_BELOW:
                    raise OverflowError
                row.quantity = _column(row.quantity + quantity)
                return
        self._last_id += 1
        row = CartRow(self._last_id, owner, product_id, option, _column(quantity), self._now(), plan_id)
        self._rows[row.cart_id] = row
        self._owned.setdefault(owner, {})[row.cart_id] = row

    def update(self, owner: Owner, cart_id: int, quantity: int) -> None:
        """Set a row's quantity; nothing happens for a row of another owner."""
        row = self._owned.get(owner, {}).get(cart_id)
        if row:
            row.quantity = _column(quantity)

    def remove(self, owner: Owner, cart_id: int) -> None:
        """Take a row out; nothing happens for a row of another owner."""
        rows = self._owned.get(owner, {})
        if rows.pop(cart_id, None):
            del self._rows[cart_id]
        if not rows:
            self._owned.pop(owner, None)

    def clear(self, owner: Owner) -> None:
        """Empty an owner's cart."""
        for cart_id in list(self._owned.get(owner, {})):
            self.remove(owner, cart_id)


def _column(quantity: int) -> int:
    """A quantity as the column keeps it: cut to 32 bits without a complaint."""
    return max(-_COLUMN_MAX - 1, min(_COLUMN_MAX, quantity))
