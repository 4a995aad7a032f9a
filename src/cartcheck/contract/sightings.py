"""What a store shows of a cart and of an order, in whichever of the generations' forms; nothing where it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartcheck.contract.amount import Amount, amount
from cartcheck.contract.values import values_at
from cartcheck.php.values import to_float, to_int

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of one piece and of the row; 4.1 tells those with tax under names of their own.
_PRICES = (("price_text", "total_text"), ("price", "total"))


@dataclass(frozen=True, slots=True)
class Row:
    """A product in a cart or in an order; `price` is that of one piece, as it is told, and `total` that of all."""

    product: int
    pieces: int
    price: Amount | None
    total: Amount | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cart:
    """The rows of a cart, and the totals below it; None where no totals are told."""

    rows: tuple[Row, ...]
    totals: tuple[Amount, ...] | None

    def of(self, product: int) -> tuple[Row, ...]:
        """The rows of one product."""
        return tuple(row for row in self.rows if row.product == product)

    def pieces(self, product: int) -> int:
        """How many pieces of a product are in it."""
        return sum(row.pieces for row in self.of(product))


@dataclass(frozen=True, slots=True)
class Order:
    """An order that was read: its `fields`, what is inside its address among them; and what only some APIs tell.

    `total` is in the order's own currency; `history` holds status and comment of each entry.
    """

    fields: Mapping[str, Any]
    total: Amount | None
    cart: Cart | None
    history: tuple[tuple[int, str], ...] | None


def cart_in(data: Any) -> Cart | None:
    """The cart in an answer; None where there is none that can be read."""
    if not isinstance(data, Mapping) or not isinstance(data.get("products"), list):
        return None
    rows = [_row(one) for one in data["products"]]
    if None in rows:
        return None
    return Cart(tuple(row for row in rows if row), _totals(data.get("totals")))


def _row(told: Any) -> Row | None:
    if not isinstance(told, Mapping) or not {"product_id", "quantity"} <= told.keys():
        return None
    price, total = next(((told[one], told.get(all_)) for one, all_ in _PRICES if one in told), (None, None))
    pieces = to_int(str(told["quantity"]))
    return Row(to_int(str(told["product_id"])), pieces, amount(price), amount(total), told)


def _totals(told: Any) -> tuple[Amount, ...] | None:
    if not isinstance(told, list):
        return None
    lines = [amount(line.get("value", line.get("text"))) for line in told if isinstance(line, Mapping)]
    return tuple(line for line in lines if line)


def order_in(data: Any) -> Order | None:
    """The order in an answer; 2.2.0.0 tells its fields beside an error."""
    told = data.get("order", data) if isinstance(data, Mapping) else None
    if not isinstance(told, Mapping) or "order_id" not in told:
        return None
    address = told.get("address")
    fields = {**(address if isinstance(address, Mapping) else {}), **told}
    total, rate = amount(told.get("total")), to_float(str(told.get("currency_value", 1)))
    return Order(
        fields,
        total.times(rate or 1) if total else None,  # 2.2.0.0 knows no currency in a session, and tells 0
        cart_in(told),
        _history(told.get("history")),
    )


def _history(told: Any) -> tuple[tuple[int, str], ...] | None:
    if not isinstance(told, list):
        return None
    return tuple(_entries(told))


def _entries(told: list[Any]) -> Iterator[tuple[int, str]]:
    for entry in values_at(told, ("*",)):
        if isinstance(entry, Mapping):
            yield to_int(str(entry.get("order_status_id"))), str(entry.get("comment", ""))
