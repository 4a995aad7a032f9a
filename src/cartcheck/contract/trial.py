"""One operation, tried: without access, then with each case; every way in which its contract was not kept is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.contract.asked import Asked
from cartcheck.contract.contract import contract
from cartcheck.contract.description import Kind
from cartcheck.contract.expectation import Expectation, Validity
from cartcheck.contract.failure import Failure, FailureKind, Group, by_cause
from cartcheck.contract.oracle import judge, judge_without_access
from cartcheck.contract.plan import cases_for, examples_of, writes
from cartcheck.contract.reach import nothing_accepted
from cartcheck.contract.records import MADE_BY
from cartcheck.contract.removal import removed
from cartcheck.contract.session import ApiSession
from cartcheck.contract.values import for_nobody, values_at
from cartcheck.dialects.dialect import Verdict, name_of
from cartcheck.errors import NotReached
from cartcheck.findings.judging import NotApplicable
from cartcheck.probes.session import without_access
from cartcheck.probes.token import first_call

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from cartcheck.contract.answer import Answer
    from cartcheck.contract.case import Case
    from cartcheck.contract.contract import Contract
    from cartcheck.contract.description import Example
    from cartcheck.probes.examination import Examination


# What buys a product of the shop where there is no cart.
_ORDERS = {"order_create"}
# What tells of OpenCart, not of this store.
_FACTS = {FailureKind.DEFECT, FailureKind.OWN_FIELD, FailureKind.ORDER_STAYS, FailureKind.RECORDS_STAY}


def tried(examination: Examination, name: str, reached: Counter[str]) -> Iterator[Group]:
    """The failures of an operation, by cause; `reached` counts the classes of the answers while they come.

    Raises NotApplicable where it must not be asked, and NotReached where nothing valid was accepted and nothing was
    found; whatever stops it in the middle is raised after what was found until then.
    """
    trial = Trial(examination.ask(contract), name, reached)
    stopped: BaseException | None = None
    try:
        trial.run()
    except BaseException as error:  # noqa: BLE001  # whatever it is, orders that were made must go, and it is raised again
        stopped = error
    trial.clean_up()
    yield from by_cause(trial.failures)
    if stopped is not None:
        raise stopped
    examination.transport.stop.heed()
    if all(failure.kind in _FACTS for failure in trial.failures):
        trial.check_reached()


class Trial:
    """The state of one operation's trial."""

    def __init__(self, known: Contract, name: str, reached: Counter[str]) -> None:
        if name not in known.described:
            raise NotApplicable(f"{name_of(known.dialect)} has no such call.")
        self._contract = known
        self._operation = known.described[name][0]
        self._reached = reached
        self._session: ApiSession | None = None
        self._wears_out = False
        self._last: Answer | None = None
        self._no_product: NotReached | None = None
        self._out_of_reach: dict[tuple[str, ...], NotReached] = {}
        self.failures: list[Failure] = []

    def run(self) -> None:
        """Send everything; NotApplicable, and nothing is sent, where leave to write is missing."""
        name = self._operation.name
        if writes(self._contract, [name]) and not self._contract.may_write:
            raise NotApplicable("This changes the shop's data, so it needs leave: --allow-writes.")
        if self._buys():
            self._learn_shop()
        if name == "voucher_add" or any(
            "voucher_add" in example.needs for example in self._operation.examples
        ):
            self._contract.learn_amount()
        self._session = ApiSession(self._contract, name)
        self._without_access()
        self._demand_access()
        self._contract.learn_own_fields(name)
        for case in cases_for(self._contract, name):
            self._try(self._session, case)
        self._look_back()

    def _buys(self) -> bool:
        """Whether a product of the shop has to be known: to put it into a cart or an order."""
        return any(self._buys_with(example) for example in self._operation.examples)

    def _buys_with(self, one: Example | Case) -> bool:
        """The same of one request, by the calls before it and by its form."""
        buying = {"cart_add"} if "cart_add" in self._contract.described else _ORDERS
        if not buying.isdisjoint({self._operation.name, *one.needs}):
            return True
        slots = (slot for slot in self._operation.slots if slot.place == "form" and slot.data == "product_id")
        return not one.refused and any(any(values_at(one.form, slot.path)) for slot in slots)

    def _learn_shop(self) -> None:
        """Without a product, what needs none is tried all the same: its answers may tell why none was found."""
        try:
            self._contract.learn_shop()
        except NotReached as error:
            self._no_product = error

    def _without_access(self) -> None:
        if not self._operation.secured:
            return
        case = for_nobody(next(examples_of(self._operation)), self._operation)
        dialect, store = self._contract.dialect, self._contract.examination.target.store
        for how, session in without_access(self._contract.examination):
            request = dialect.request(store, case.operation, session, case.query_pairs, case.form_pairs)
            answer = self._contract.ask(request, case.operation, f"Contract of {case.operation}: {how}.")
            self._contract.note(case, answer)  # who was let in may have made something
            asked = Asked(case, self._operation, Expectation(Validity.VALID))
            found = list(judge_without_access(asked, answer, how))
            if answer.crashed and dialect.traits.denies_by_crash:
                text = f"{case}, {how}: {answer.said}."
                found = [Failure(FailureKind.DEFECT, "no-session", text, answer.exchange, case.size)]
            denied = answer.crashed and not _is_bad(found)
            counted = replace(answer, verdict=Verdict.NO_ACCESS) if denied else answer
            self._reached.update(counted.classes)
            self.failures += found
            if _is_bad(found):
                return  # who gets in without a token gets in with any

    def _demand_access(self) -> None:
        """NotReached where requests are signed and the store takes no signature of ours; a login tells so by itself."""
        known = self._contract
        if known.dialect.traits.signed and not known.examination.ask(first_call).let_in:
            raise NotReached("Not asked, because the store takes no signature of ours.")

    def _look_back(self) -> None:
        """What broke of it before, while a product was looked for."""
        for case, answer in self._contract.stumbled:
            if case.operation == self._operation.name:
                self._reached.update(answer.classes)
                self.failures += judge(Asked(case, self._operation, Expectation(Validity.VALID)), answer)

    def _try(self, session: ApiSession, case: Case) -> None:
        if case.needs in self._out_of_reach or (self._no_product and self._buys_with(case)):
            return
        try:
            session.prepare(case.needs, anew=self._wears_out and session.spent)
            sent = self._sent(session, case)
        except NotReached as error:
            self._out_of_reach.setdefault(case.needs, error)
            return
        if sent is not None:
            self._reached.update(sent[1].classes)
            if not sent[0].case.refused and not self._see:
                self._last = sent[1]
            self.failures += judge(*sent)

    def _sent(self, session: ApiSession, case: Case) -> tuple[Asked, Answer] | None:
        """What was asked and answered; once more in a new session where an earlier case may have used the old one up."""
        disturbed = session.disturbed
        sent = session.send(case)
        if sent is None or not disturbed or not _may_be_worn_out(*sent):
            return sent
        session.prepare(case.needs, anew=True)
        again = session.send(case)
        self._wears_out |= again is not None and again[1].verdict is Verdict.ACCEPTED
        return again

    @property
    def _see(self) -> str:
        """Where it is set what the last refusal came of, if that is known: a later one would tell less."""
        return self._operation.see(self._last.errors) if self._last else ""

    def clean_up(self) -> None:
        """Remove the records that were made; those that stay are a failure, or a fact where none can go."""
        self.failures += [*removed(self._contract, self._session), *self._contract.own_fields.told()]

    def check_reached(self) -> None:
        """NotReached, with the reason, where nothing valid was accepted, or no product was known to try the rest with."""
        if self._no_product:
            raise self._no_product
        if self._reached.get("accepted"):
            return
        if writes(self._contract, self._operation.needs) and not self._contract.may_write:
            first = next(MADE_BY[need] for need in self._operation.needs if need in MADE_BY)
            told = f"It needs {first.one.lower()} of our own to be accepted."
            raise NotReached(told, "Allow one with --allow-writes.")
        if self._out_of_reach:
            raise next(iter(self._out_of_reach.values()))
        raise nothing_accepted(self._contract, self._operation, self._last)


def _is_bad(found: list[Failure]) -> bool:
    return any(failure.kind not in _FACTS for failure in found)


def _may_be_worn_out(asked: Asked, answer: Answer) -> bool:
    """Whether a refusal of what seems right may come of what earlier cases did to the session."""
    if asked.expected.validity is not Validity.VALID or asked.case.refused:
        return False
    if answer.verdict is Verdict.NO_ACCESS:
        return True
    if answer.verdict is not Verdict.REFUSED:
        return False
    kinds = [asked.operation.kinds(key, text) for key, text in answer.errors.items()]
    # Where a value is not the shop's, that explains what may be about the shop's data.
    return any(Kind.STATE in some and (asked.own or Kind.DATA not in some) for some in kinds)
