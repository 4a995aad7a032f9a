"""One life of a cart and its order at a store: the steps that can be taken, and what must be so after each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cartcheck.contract import effects
from cartcheck.contract.cart_life import CartLife
from cartcheck.contract.order_life import OrderLife
from cartcheck.contract.records import MADE_BY
from cartcheck.contract.steps import AGAIN, ELSEWHERE, REST, Step
from cartcheck.contract.talk import Refused, Talk, verdict_of
from cartcheck.dialects.dialect import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable


class Life:
    """A life in a session of its own. `times` is how often a step may be taken in it.

    `watchful`: the cart is read after each call that might have changed it, not only after those that should.
    """

    def __init__(self, talk: Talk, *, watchful: bool) -> None:
        self.talk = talk
        self.times = 1
        self.began = 0
        self._watchful = watchful
        self._cart = CartLife(talk)
        self._order = OrderLife(talk, self._cart)
        self._taken: Counter[Step] = Counter()
        self._refused: set[str] = set()
        talk.instead = {"cart_add": self._cart.add, "cart_read": _nothing, "order_create": _nothing}

    def can(self, step: Step) -> bool:
        """Whether the step can be taken now."""
        if step.call == REST:
            return True
        if step.call in self._refused or self._taken[step] >= self.times:
            return False
        return self._possible.get(step.call, self._needed)(step)

    @property
    def _possible(self) -> dict[str, Callable[[Step], bool]]:
        return {
            AGAIN: lambda _: self.talk.may_repeat(),
            "cart_add": lambda step: self._cart.has_room(step.times),
            ELSEWHERE: lambda _: self._cart.has_row(),
            **dict.fromkeys(("cart_edit", "cart_remove"), lambda step: self._cart.can_name(step.call)),
            "order_create": lambda _: self._order.may_begin(),
            **dict.fromkeys(
                ("order_history_add", "order_replace", "order_delete"), lambda _: self._order.number > 0
            ),
        }

    def _needed(self, step: Step) -> bool:
        return self.talk.product.ships or not self.talk.described(step.call).ships

    def take(self, step: Step) -> None:
        """Take a step; the calls that it needs come before it, as far as they do not hold yet."""
        if step.call == REST:
            return
        self._taken[step] += 1
        if not self.began:
            self.began = self.talk.contract.examination.transport.sent + 1
            self.talk.session.prepare((), anew=True)
        try:
            self._steps.get(step.call, self._call)(step)
        except Refused:
            self._refused.add(step.call)

    @property
    def _steps(self) -> dict[str, Callable[[Step], None]]:
        return {
            AGAIN: lambda _: self._again(),
            ELSEWHERE: lambda _: self._cart.elsewhere(),
            "cart_add": lambda step: self._cart.add(step.times),
            "cart_edit": lambda step: self._cart.edit(step.times),
            "cart_remove": lambda _: self._cart.remove(),
            "order_create": lambda step: self._order.create(step.times),
            "order_history_add": lambda _: self._order.add_history(),
            "order_replace": lambda step: self._order.replace(step.times),
            "order_delete": lambda _: self._order.delete(),
        }

    def _call(self, step: Step) -> None:
        self.talk.prepare(step.call)
        self.talk.call(step.call)
        if self._watchful:
            self._cart.touched(step.call)

    def _again(self) -> None:
        case = self.talk.last
        if case is None:
            return
        answer = self.talk.ask(case, "the same once more")
        if verdict_of(answer) is Verdict.BROKEN:  # once, or whenever it is repeated?
            answer = self.talk.ask(case, "the same a third time")
        second = str(verdict_of(answer))
        self.talk.broken(effects.of_repetition(case.operation, str(Verdict.ACCEPTED), second))
        self.talk.holds(case)
        if self._watchful:
            self._cart.touched(case.operation)

    def check(self) -> None:
        """What must be so after each step: what it wrote is read back."""
        try:
            if self._cart.changed and self._cart.basket.read:
                self._cart.look()
            if self._order.unread:
                self._order.look()
        except Refused:
            return

    def end(self) -> None:
        """Delete its order, so that the next life has the products; where none can be, it is put away at the very end."""
        contract = self.talk.contract
        if contract.deletes:
            record = MADE_BY["order_create"]
            for number in sorted(contract.own[record.number]):
                self.talk.session.remove(record, number)


def _nothing() -> None:
    """What is there already."""
