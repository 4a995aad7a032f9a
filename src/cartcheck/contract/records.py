"""Records that a run makes in a shop to test with, and how each is put away where nothing deletes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cartcheck.contract.case import Case, Origin
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.contract.description import DescribedOperation


@dataclass(frozen=True)
class Record:
    """A kind of record: its number's name, the call that makes it, and the call that puts it away.

    `tells` are the fields of the form that made it which later calls ask for. `away` says what it is then, and `again` is
    sent before it is used once more.
    """

    number: str
    one: str
    made_by: str
    put_away_by: str
    form: Mapping[str, int]
    away: str
    tells: tuple[str, ...] = ()
    again: Mapping[str, int] = field(default_factory=dict)

    @property
    def untold(self) -> str:
        """What is to be said of one whose number is not known."""
        return f"{self.one} was made whose number the store did not tell."

    @property
    def noun(self) -> str:
        """What it is called at the beginning of a sentence, before its number."""
        return self.one.rpartition(" ")[2].capitalize()


RECORDS = (
    Record(
        "order_id",
        "An order",
        "order_create",
        "order_history_add",
        {"order_status_id": 0},
        "with the status 0",
    ),
    Record("product_id", "A product", "product_add", "product_edit", {"status": 0}, "switched off"),
    Record(
        "customer_id",
        "A customer",
        "customer_add",
        "customer_edit",
        {"status": 0},
        "switched off",
        ("email", "password"),
        {"status": 1},  # who is switched off cannot log in
    ),
)
MADE_BY = {record.made_by: record for record in RECORDS}


def made_in(operation: str, data: Any) -> tuple[Record, int] | None:
    """The record that an answer says was made, and its number, 0 where that is not told; None where none was."""
    record = MADE_BY.get(operation)
    if record is None or not isinstance(data, dict) or "success" not in data:
        return None
    return record, to_int(str(data.get(record.number, "")))


def change(record: Record, operation: DescribedOperation, number: int, form: Mapping[str, int]) -> Case:
    """The call that puts a record away, or back; its number goes where the description has it."""
    named = {record.number: number}
    in_query = any((slot.place, slot.path) == ("query", (record.number,)) for slot in operation.slots)
    query, sent = (named, form) if in_query else ({}, {**named, **form})
    return Case(operation.name, Origin.EXAMPLE, "clean up", query=query, form=sent)


def deletion(number: int) -> Case:
    """The call that deletes an order."""
    return Case("order_delete", Origin.EXAMPLE, "clean up", query={"order_id": number})
