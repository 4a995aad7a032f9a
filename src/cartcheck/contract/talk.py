"""The talk of one life with a store: what was asked and accepted in its session, and what of that still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.contract.session import ApiSession
from cartcheck.dialects.dialect import Effect, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from cartcheck.contract.answer import Answer
    from cartcheck.contract.breach import Breach
    from cartcheck.contract.case import Case
    from cartcheck.contract.contract import Contract
    from cartcheck.contract.description import DescribedOperation
    from cartcheck.contract.shop import Product

_TAXED_BY = {"customer_set", "payment_address_set", "shipping_address_set"}
_CART = {"cart_add", "cart_edit", "cart_remove"}
_ONCE = {"cart_add", "cart_read", "order_load"}  # more each time, or asked again and again anyway


class Refused(Exception):  # noqa: N818  # an outcome: the contract test of the call says what is wrong
    """A call that the life needs was not accepted; the step ends there."""


class Unclear(Refused):
    """The same where the answer was none of the API's, so that the call may have worked all the same."""


class Talk:
    """What one session was told. `report` takes what is broken, `count` the call and its answer.

    `done` are the calls whose effect on the session holds, `ever` those on which prices depend; `forms` are the last
    accepted ones by call, `last` is the last call that may be repeated. `instead` are calls that others need and that are
    not simply asked. `refusal` tells the last refusal.
    """

    def __init__(
        self,
        contract: Contract,
        product: Product,
        report: Callable[[Breach], None],
        count: Callable[[str, Answer], None],
    ) -> None:
        self.contract = contract
        self.product = product
        self.unit = product.pieces or 1
        self.session = self.another()
        self.done: set[str] = set()
        self.ever: set[str] = set()
        self.forms: dict[str, Mapping[str, Any]] = {}
        self.last: Case | None = None
        self.instead: dict[str, Callable[[], None]] = {}
        self.refusal = ""
        self._report = report
        self._count = count

    def another(self) -> ApiSession:
        """A session that is not opened yet."""
        name = "cart_read" if "cart_read" in self.contract.described else "order_create"
        return ApiSession(self.contract, name, "an order’s life")

    def described(self, call: str) -> DescribedOperation:
        """The operation of a call."""
        return self.contract.described[call][0]

    def usual(self, call: str) -> Case:
        """The usual example of a call."""
        return self.session.usual(call, "its life")

    def prepare(self, call: str) -> None:
        """Make the calls that this one needs, as far as their effect does not hold; Refused where one is not accepted."""
        for need in self.contract.needed(self.described(call).needs):
            if need not in self.done:
                self.instead.get(need, lambda need=need: self.call(need))()

    def call(self, name: str) -> Answer:
        """The usual example of a call, accepted."""
        return self.accepted(self.usual(name))

    def accepted(self, case: Case, how: str = "") -> Answer:
        """The answer to a case; Refused where it is not accepted, Unclear where that is not told."""
        answer = self.ask(case, how)
        if not is_accepted(answer):
            self.refusal = f"{case.operation}: {answer.said}"
            raise Unclear if verdict_of(answer) is Verdict.BROKEN else Refused
        self.holds(case)
        return answer

    def ask(self, case: Case, how: str = "", session: ApiSession | None = None) -> Answer:
        """The answer to a case, whatever it is; Refused where it would touch what is not our own."""
        what = self.described(case.operation).summary + (f": {how}" if how else "")
        purpose = what if what.endswith("?") else f"{what}."
        # What changes the session, and the cart that tells its rows: lines to be run by hand before the next one.
        prepares = self.described(case.operation).effect is Effect.SESSION or case.operation == "cart_read"
        answer = (session or self.session).ask(case, purpose, prepares=prepares)
        if answer is None:
            self.refusal = f"{case.operation} would touch what is not our own"
            raise Refused
        self._count(case.operation, answer)
        return answer

    def holds(self, case: Case) -> None:
        """Take note of an accepted call: what needs it has to be done anew."""
        name = case.operation
        changed = "cart_add" if name in _CART else name
        self.done = {done for done in self.done if changed not in self.described(done).needs} | {name}
        self.ever |= {name} & _TAXED_BY
        self.forms[name] = case.form
        if name not in _ONCE and self.described(name).effect is not Effect.PERSISTENT:
            self.last = case

    def may_repeat(self) -> bool:
        """Whether the last call still holds, so that it must be accepted once more."""
        return self.last is not None and self.last.operation in self.done

    def broken(self, breaches: Iterable[Breach]) -> None:
        """Report what is broken, if anything is."""
        for breach in breaches:
            self._report(breach)


def is_accepted(answer: Answer) -> bool:
    """Whether a call was accepted; a PHP message in front of it does not matter here."""
    return verdict_of(answer) is Verdict.ACCEPTED


def verdict_of(answer: Answer) -> Verdict:
    """The class of an answer, by its JSON alone where something stands around it."""
    return answer.reading.meaning if answer.verdict is Verdict.BROKEN else answer.verdict
