"""The order's part of a life: what was ordered is what is read, with each status it was given, until it is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.contract import effects
from cartcheck.contract.amount import sums
from cartcheck.contract.records import MADE_BY
from cartcheck.contract.sightings import cart_in, order_in
from cartcheck.contract.steps import replacement
from cartcheck.contract.talk import Refused, is_accepted, verdict_of
from cartcheck.contract.written import written_by
from cartcheck.dialects.dialect import Verdict
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.contract.amount import Amount
    from cartcheck.contract.answer import Answer
    from cartcheck.contract.cart_life import CartLife
    from cartcheck.contract.case import Case
    from cartcheck.contract.session import ApiSession
    from cartcheck.contract.talk import Talk

_LETTERS = "Zoë & Łukasz"  # what a table or a program that knows ASCII or HTML alone would change
_STATUSES = (2, 1)  # as in the descriptions' examples; in turn, so that each entry changes something


class OrderLife:
    """The order of a session. `number` is 0 while there is none, `gone` that of a deleted one.

    `unread` says that it has to be read again; `_written` is what must be told of it, `_pieces` what was bought, `_totals`
    what it may come to; `_entry` is the history entry that was just written, `_history` what stood there before.
    """

    def __init__(self, talk: Talk, cart: CartLife) -> None:
        self.talk = talk
        self.cart = cart
        self.number = 0
        self.gone = 0
        self.unread = False
        self._written: dict[str, Any] = {}
        self._pieces = 0
        self._totals: tuple[Amount, ...] = ()
        self._entry: tuple[int, str] | None = None
        self._history: tuple[tuple[int, str], ...] | None = None

    def may_begin(self) -> bool:
        """Whether one can be made: 4.0's session goes on with the one that it has made, deleted or not."""
        return not self.number and not (self.gone and "order_load" in self.talk.contract.described)

    def create(self, times: int) -> None:
        """Make it."""
        self._written = {}
        answer = self._ordered("order_create", times, {})
        self.number = self._told(answer)

    def replace(self, times: int) -> None:
        """Make it anew, with what is in the cart now or other pieces."""
        described = {name: operations[0] for name, operations in self.talk.contract.described.items()}
        call = replacement(described)
        links = [one for one in described["order_create"].links if one.operation == call and one.field]
        answer = self._ordered(call, times, {(link.place, link.field): self.number for link in links})
        if told := self._told(answer):
            self.talk.broken(effects.of_number(self.number, told))

    @staticmethod
    def _told(answer: Answer) -> int:
        data = answer.reading.data
        return to_int(str(data.get("order_id", 0))) if isinstance(data, dict) else 0

    def _ordered(self, call: str, times: int, named: Mapping[tuple[str, str], int]) -> Answer:
        self._have_a_cart(call)
        pieces = (self.cart.pieces or 0) if self.cart.basket.read else times * self.talk.unit
        case = _with(self.cart.basket.holding(_commented(self.talk.usual(call)), pieces), named)
        answer = self.talk.accepted(case, effects.pieces_of(pieces))
        self._pieces, self._totals = pieces, self.cart.totals
        self._entry, self._history, self.unread = None, None, True
        self._written |= written_by({**self.talk.forms, call: case.form}, call, ships=self.talk.product.ships)
        self.talk.last = None  # generations differ in what of the session an order leaves
        self.cart.ordered()
        told = cart_in(answer.reading.data)
        if told is not None:  # 4.1 shows what was ordered
            self.talk.broken(effects.of_bought(pieces, told, self.talk.product.number))
            self.talk.broken(effects.of_totals(told))
            self.talk.broken(effects.of_rows(told))
        return answer

    def _have_a_cart(self, call: str) -> None:
        """What the order is made of, read just before."""
        if self.cart.basket.read and not self.cart.pieces:
            self.cart.add()
        self.talk.prepare(call)
        if self.cart.basket.read:
            self.cart.look()
            if self.cart.pieces is None:
                self.talk.refusal = "cart_read: the cart could not be read"
                raise Refused

    def add_history(self) -> None:
        """Give it another status than it has."""
        now = to_int(str(self._written.get("order_status_id", 0)))
        status = next(one for one in _STATUSES if one != now)
        case = self._of_it("order_history_add")
        case = case.with_values(case.query, {**case.form, "order_status_id": status})
        self.talk.accepted(case, f"status {status}")
        self._entry, self.unread = (status, str(case.form.get("comment", ""))), True
        self._written["order_status_id"] = status

    def delete(self) -> None:
        """Delete it; it must be gone then."""
        self.talk.accepted(self._of_it("order_delete"))
        self.gone, self.number, self.unread = self.number, 0, False
        call = next(one for one in ("order_read", "order_load", "order_delete") if one in self._calls)
        with self.talk.contract.still_naming("order_id", self.gone):
            answer = self.talk.ask(self._of_it(call), "is it gone?", self._reader(call))
        if order_in(answer.reading.data) or is_accepted(answer):
            self.talk.contract.use(MADE_BY["order_create"], self.gone)
            self.talk.broken(effects.of_deletion(self.gone, call))

    def _of_it(self, call: str) -> Case:
        """A call about the order, whose number a link hands on."""
        links = self.talk.described("order_create").links
        named = {
            (link.place, link.field): self.number or self.gone for link in links if link.operation == call
        }
        return _with(self.talk.usual(call), named)

    def _reader(self, call: str) -> ApiSession:
        """The session to read it in: a new one where it is loaded, for its products are added to what is in the cart."""
        if call != "order_load":
            return self.talk.session
        other = self.talk.another()
        other.prepare((), anew=True)
        return other

    def look(self) -> None:
        """Read it, where that can be done, and compare."""
        self.unread = False
        call = next((one for one in ("order_read", "order_load") if one in self._calls), "")
        if call == "order_load":
            self._look_by_loading()
        elif call:
            self._look_by_reading()

    def _miss(self, answer: Answer, call: str) -> None:
        if verdict_of(answer) is Verdict.REFUSED:
            self.talk.broken(effects.of_missing(self.number, call))

    @property
    def _calls(self) -> Mapping[str, object]:
        return self.talk.contract.described

    def _look_by_reading(self) -> None:
        answer = self.talk.ask(self._of_it("order_read"))
        order = order_in(answer.reading.data)
        if order is None:
            self._miss(answer, "order_read")
            return
        if self._entry is not None:
            self.talk.broken(effects.of_status(self._entry[0], order))
            self.talk.broken(effects.of_history(self._history, self._entry, order))
        self.talk.broken(effects.of_reading(self.number, order))
        totals = self._totals or (sums(order.cart.totals or ()) if order.cart else ())
        self.talk.broken(effects.of_order(self._written, totals, order))
        self._history, self._entry = order.history, None
        if order.cart is not None:
            self.talk.broken(effects.of_bought(self._pieces, order.cart, self.talk.product.number))
            self.talk.broken(effects.of_totals(order.cart))
            self.talk.broken(effects.of_rows(order.cart))
            for row in order.cart.of(self.talk.product.number)[:1]:
                if row.price:
                    self.cart.cost(effects.Price(row.pieces, row.price, "order"))

    def _look_by_loading(self) -> None:
        """4.0 reads an order by loading it into an empty session, whose cart then holds its products."""
        other = self._reader("order_load")
        answer = self.talk.ask(self._of_it("order_load"), "", other)
        self._miss(answer, "order_load")
        if is_accepted(answer):
            case = other.usual("cart_read", "its life")
            cart = cart_in(self.talk.ask(case, "what was loaded", other).reading.data)
            if cart is not None:
                self.talk.broken(effects.of_bought(self._pieces, cart, self.talk.product.number))


def _commented(case: Case) -> Case:
    """The case with letters and signs in its comment that have to come back as they are."""
    if "comment" not in case.form:
        return case
    return case.with_values(case.query, {**case.form, "comment": f"{case.form['comment']} {_LETTERS}"})


def _with(case: Case, named: Mapping[tuple[str, str], int]) -> Case:
    """The case with a number where links put it."""
    query = {field: number for (place, field), number in named.items() if place == "query"}
    form = {field: number for (place, field), number in named.items() if place == "form"}
    return case.with_values({**case.query, **query}, {**case.form, **form})
