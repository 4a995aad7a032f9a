"""What a walk or a replay made in a store, and how it goes again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.contract.records import MADE_BY, RECORDS, Record, change, deletion, made_in
from cartcheck.dialects.dialect import Verdict
from cartcheck.dialects.query import query_of
from cartcheck.errors import BudgetSpent, CartcheckError
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.contract.case import Case
    from cartcheck.contract.description import DescribedOperation
    from cartcheck.dialects.dialect import Session
    from cartcheck.exploration.asking import Asking
    from cartcheck.transport.exchange import Reply, Request

_DELETES = "order_delete"
# Requests for each record: to remove it, and once more in a session of its own after a login.
_TO_REMOVE = 3


class Made:
    """The records by the name of their number. Requests of the budget are kept back for them."""

    def __init__(self, asking: Asking, operations: Mapping[str, DescribedOperation]) -> None:
        self.numbers: dict[str, set[int]] = {record.number: set() for record in RECORDS}
        self._asking = asking
        self._operations = operations
        self._removed = False

    def note(self, operation: str, data: Any) -> None:
        """Remember what an answer says was made."""
        if (made := made_in(operation, data)) is None:
            return
        record, number = made
        if number:
            self.numbers[record.number].add(number)
            self._reserve()
        else:
            self._asking.explorer.problems.append(record.untold)

    def heard(self, operation: str, request: Request, reply: Reply) -> None:
        """Remember what a call made, and forget an order that it deleted."""
        if operation not in {*MADE_BY, _DELETES}:
            return
        reading = self._asking.read(operation, reply)
        if reading is None:
            return
        self.note(operation, reading.data)
        if operation == _DELETES and reading.meaning is Verdict.ACCEPTED:
            self.numbers["order_id"].discard(to_int(dict(query_of(request)).get("order_id", "")))
            self._reserve()

    def make_room(self, operation: str) -> None:
        """BudgetSpent, and nothing must be made, where the budget does not reach to remove it again."""
        if operation in MADE_BY and self._asking.examination.transport.remaining <= _TO_REMOVE:
            raise BudgetSpent(
                "Too little of the budget is left to make a record and remove it again.",
                "Allow more with --budget.",
            )

    def remove(self, session: Session | None) -> None:
        """Delete what can be deleted and put the rest away; what stays is told as a problem of the walk.

        It is done in spite of a first wish to stop, and of a budget that is spent.
        """
        with self._asking.examination.transport.cleaning_up():
            for record in RECORDS:
                self._remove_all(record, session)

    def _remove_all(self, record: Record, session: Session | None) -> None:
        left = self.numbers[record.number]
        try:
            for number in sorted(left):
                if self._gone(record, number, session):
                    left.discard(number)
        finally:
            self._asking.explorer.problems += [
                f"{record.noun} {number}, which this made, is still there." for number in sorted(left)
            ]
            left.clear()
            self._reserve()

    def _gone(self, record: Record, number: int, session: Session | None) -> bool:
        """Whether it is deleted; one that nothing deletes is put away, which is told at once."""
        accepted = self._is_done(record, number, session) or self._is_done(record, number, None)
        if not accepted or self._deletes(record):
            return accepted
        self._asking.explorer.problems.append(
            f"{record.noun} {number}, which this made, is still there, {record.away}."
        )
        return True

    def _is_done(self, record: Record, number: int, session: Session | None) -> bool:
        case = self._case(record, number)
        if case is None:
            return False
        try:
            session = session or self._asking.session()
        except CartcheckError:
            return False
        question = "order_delete/right" if self._deletes(record) and not self._removed else ""
        self._removed = self._removed or bool(question)
        request = self._asking.request(case.operation, session, case.query_pairs, case.form_pairs)
        purpose = f"{'Delete' if self._deletes(record) else 'Put away'} {record.noun.lower()} {number}, which this made."
        reply = self._asking.ask(question, case.operation, request, purpose)
        reading = self._asking.read(case.operation, reply)
        return reading is not None and reading.meaning is Verdict.ACCEPTED

    def _case(self, record: Record, number: int) -> Case | None:
        """The call that removes it; None where there is none."""
        if self._deletes(record):
            return deletion(number)
        operation = self._operations.get(record.put_away_by)
        return change(record, operation, number, record.form) if operation else None

    def _deletes(self, record: Record) -> bool:
        return record.number == "order_id" and _DELETES in self._operations

    def _reserve(self) -> None:
        self._asking.examination.transport.reserved = _TO_REMOVE * sum(map(len, self.numbers.values()))
