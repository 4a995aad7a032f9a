"""Orders: their fields as the database prints them, their history, and the stock they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cartcheck.mock.shop.line import Line
    from cartcheck.mock.shop.stock import Stock

BOOKING_STATUSES = frozenset({1, 2, 3, 5, 12})
"""The installer's processing and complete statuses (config_processing_status, config_complete_status)."""


@dataclass(slots=True)
class Order:
    """One order; `fields` are what `order/info` shows, but for status and id."""

    order_id: int
    fields: dict[str, Any]
    lines: list[Line]
    status_id: int = 0
    history: list[tuple[int, str]] = field(default_factory=list)


class Orders:
    """The order table of a store."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self._orders: dict[int, Order] = {}
        self._last_id = 0

    def get(self, order_id: int) -> Order | None:
        """The order, or None."""
        return self._orders.get(order_id)

    def all(self) -> list[Order]:
        """Every order, oldest first."""
        return list(self._orders.values())

    def add(self, fields: dict[str, Any], lines: list[Line]) -> Order:
        """A new order, without a status yet."""
        self._last_id += 1
        order = self._orders[self._last_id] = Order(self._last_id, fields, lines)
        return order

    def set_status(self, order: Order, status_id: int, comment: str = "") -> None:
        """Add to the history; stock is booked when the order becomes one to be processed, and put back after."""
        was_booked, is_booked = order.status_id in BOOKING_STATUSES, status_id in BOOKING_STATUSES
        if is_booked and not was_booked:
            self._stock.book(order.lines, -1)
        if was_booked and not is_booked:
            self._stock.book(order.lines, +1)
        order.status_id = status_id
        order.history.append((status_id, comment))

    def release(self, order: Order) -> None:
        """Put back the stock an order holds, while its lines change."""
        if order.status_id in BOOKING_STATUSES:
            self._stock.book(order.lines, +1)

    def book(self, order: Order) -> None:
        """Take the stock an order in its status holds."""
        if order.status_id in BOOKING_STATUSES:
            self._stock.book(order.lines, -1)

    def delete(self, order: Order) -> None:
        """Void the order, then forget it."""
        self.set_status(order, 0)
        del self._orders[order.order_id]
