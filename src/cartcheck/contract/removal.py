"""What a run made in a shop, removed again at the end of a trial; what stays is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.contract.failure import Failure, FailureKind
from cartcheck.contract.records import RECORDS, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.contract.contract import Contract
    from cartcheck.contract.session import ApiSession


def removed(contract: Contract, session: ApiSession | None) -> list[Failure]:
    """Remove the records of the run, on any way out; those that stay are a failure, or a fact where none can go."""
    found: list[Failure] = []
    with contract.examination.transport.cleaning_up():
        for record in RECORDS:
            found += _remove(contract, session, record)
    found += [Failure(FailureKind.ORDER_LEFT, "", one.text, one.exchange) for one in contract.untold]
    contract.untold.clear()
    return found


def _remove(contract: Contract, session: ApiSession | None, record: Record) -> Iterator[Failure]:
    numbers = sorted(contract.own[record.number])
    gone = [number for number in numbers if _is_removed(contract, session, record, number)]
    contract.own[record.number].clear()
    if contract.deletes:
        stay = [number for number in numbers if number not in gone]
        yield from _told(contract, FailureKind.ORDER_LEFT, record, stay)
    elif contract.remakes:
        yield from _told(contract, FailureKind.ORDER_STAYS, record, numbers)
    else:
        for number in numbers:
            yield from _told_once(contract, record, number, away=number in gone)


def _is_removed(contract: Contract, session: ApiSession | None, record: Record, number: int) -> bool:
    if session is None:
        return False
    try:
        return session.remove(record, number) or (contract.deletes and session.remove_anew(record, number))
    except KeyboardInterrupt:  # a second one: the user does not want to wait for this
        return False


def _told(contract: Contract, kind: FailureKind, record: Record, numbers: list[int]) -> Iterator[Failure]:
    if numbers:
        yield Failure(kind, "", _still_there(record, numbers), _shown_by(contract, record, numbers[-1]))


def _shown_by(contract: Contract, record: Record, number: int) -> int:
    """The exchange that last told of a record, 0 for none."""
    return contract.shown_by.get((record.number, number), 0)


def _told_once(contract: Contract, record: Record, number: int, *, away: bool) -> Iterator[Failure]:
    told = (record.number, number)
    if told not in contract.told:
        contract.told.add(told)
        still = f"{record.noun} {number} is still there"
        text = f"{still}, {record.away}." if away else f"{still}."
        yield Failure(FailureKind.RECORDS_STAY, "", text, _shown_by(contract, record, number))


def _still_there(record: Record, numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"{record.noun} {numbers[0]} is still there."
    return f"{record.noun}s {', '.join(map(str, numbers))} are still there."
