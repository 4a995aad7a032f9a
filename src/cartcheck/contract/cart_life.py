"""The cart's part of a life: what is put in, changed and taken out is what is read, at the same price, by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.contract import effects
from cartcheck.contract.amount import sums
from cartcheck.contract.basket import basket_of
from cartcheck.contract.sightings import Cart, cart_in
from cartcheck.contract.talk import Unclear

if TYPE_CHECKING:
    from cartcheck.contract.amount import Amount
    from cartcheck.contract.answer import Answer
    from cartcheck.contract.case import Case
    from cartcheck.contract.description import Link
    from cartcheck.contract.talk import Talk

_MOST = 4  # times the least pieces: twice as many, those of an order and of the next, are in stock


class CartLife:
    """The cart of a session. `pieces` is how many must be in it, None where that has to be seen first.

    `changed` says that it has to be read again; `totals` are the amounts that the last one read may come to; `orders`
    counts the orders made of it, `_ordered` is how many pieces the last one holds.
    """

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.basket = basket_of(talk.contract, talk.product.number)
        self.pieces: int | None = 0
        self.changed = False
        self.totals: tuple[Amount, ...] = ()
        self.orders = 0
        self._ordered = 0
        self._by = ""
        self._seen: Cart | None = None
        self._prices: list[effects.Price] = []

    def has_room(self, times: int) -> bool:
        """Whether so many times the least pieces can be put in."""
        return self.pieces is not None and self.pieces + times * self.talk.unit <= _MOST * self.talk.unit

    def has_row(self) -> bool:
        """Whether the product stands in it, in one row."""
        rows = self._seen.of(self.talk.product.number) if self._seen else ()
        return bool(self.pieces) and len(rows) == 1

    def can_name(self, call: str) -> bool:
        """Whether the row tells what the call names it by; where it does not, the cart's own contract test says so."""
        rows = self._seen.of(self.talk.product.number) if self._seen else ()
        return self.has_row() and all(link.path[-1] in row.data for link in self._links(call) for row in rows)

    def add(self, times: int = 1) -> None:
        """Put so many times the least pieces in, to what is known to be there or has to be seen first."""
        if self.pieces is None:
            self.look()
        more, there = times * self.talk.unit, self.pieces
        case = self.basket.adding(self.talk.usual("cart_add"), more, there or 0)
        answer = self._accepted(case, f"{effects.pieces_of(more)} more")
        self._must_hold(None if there is None else there + more, "cart_add")
        self._see(cart_in(answer.reading.data))

    def edit(self, times: int) -> None:
        """Change the row to so many times the least pieces."""
        pieces = times * self.talk.unit
        case = self._of_row("cart_edit")
        changed = case.with_values(case.query, {**case.form, "quantity": pieces})
        self._accepted(changed, f"now {effects.pieces_of(pieces)}")
        self._must_hold(pieces, "cart_edit")

    def remove(self) -> None:
        """Take the row out."""
        self._accepted(self._of_row("cart_remove"))
        self._must_hold(0, "cart_remove")

    def _accepted(self, case: Case, how: str = "") -> Answer:
        """The answer to a case that changes the cart; where it is unclear whether it did, that has to be seen first."""
        try:
            return self.talk.accepted(case, how)
        except Unclear:
            self.pieces, self.changed = None, True
            raise

    def _of_row(self, call: str) -> Case:
        """The call with what its link from the cart hands on."""
        row = self._seen.of(self.talk.product.number)[0] if self._seen else None
        case = self.talk.usual(call)
        given = {link.field: row.data[link.path[-1]] for link in self._links(call)} if row else {}
        return case.with_values(case.query, {**case.form, **given})

    def _links(self, call: str) -> list[Link]:
        """What the cart hands on to a call about one of its rows."""
        return [link for link in self.talk.described("cart_read").links if link.operation == call]

    def elsewhere(self) -> None:
        """Another session sees nothing of it."""
        other = self.talk.another()
        other.prepare((), anew=True)
        case = self.basket.holding(other.usual("cart_read", "its life"), 0)
        cart = cart_in(self.talk.ask(case, "in another session", other).reading.data)
        if cart is not None:
            self.talk.broken(effects.of_others(cart, self.talk.product.number))
        self.touched("cart_read")

    def look(self) -> None:
        """Read it and compare, unless the shop has too little left to show it."""
        stock, wanted = self.talk.product.stock, (self.pieces or 0) + self._ordered
        if self._ordered and stock is not None and wanted > stock:
            self.changed = False
            return
        case = self.basket.holding(self.talk.usual("cart_read"), self.pieces or 0)
        cart = cart_in(self.talk.ask(case).reading.data)
        self._see(cart)
        if cart is not None:
            self.pieces = cart.pieces(self.talk.product.number)
            if not self.pieces:
                self.talk.done.discard("cart_add")
        self.changed = False

    def ordered(self) -> None:
        """An order was made of it, after which generations differ."""
        self.orders += 1
        self._ordered = self.pieces or 0
        if self.basket.kept:
            self.pieces, self.changed = None, True

    def touched(self, by: str) -> None:
        """Something was done that must not change it."""
        self._by, self.changed = by, True

    def _must_hold(self, pieces: int | None, by: str) -> None:
        self.pieces, self._by, self.changed = pieces, by, True

    def _see(self, cart: Cart | None) -> None:
        if cart is None:
            self.totals = ()  # those of an earlier cart say nothing of this one
            return
        product = self.talk.product.number
        if self.pieces is not None:
            self.talk.broken(effects.of_cart(self._by, self.pieces, cart, product))
        self.talk.broken(effects.of_totals(cart))
        self.totals = tuple(sums(cart.totals) or cart.totals[-1:]) if cart.totals else ()
        self._seen = cart
        for row in cart.of(product)[:1]:
            if row.price:
                self.cost(effects.Price(row.pieces, row.price, (frozenset(self.talk.ever), self.orders)))
        self.talk.broken(effects.of_rows(cart))

    def cost(self, price: effects.Price) -> None:
        """A price that was told."""
        self.talk.broken(effects.of_price(self._prices, price))
        self._prices.append(price)
