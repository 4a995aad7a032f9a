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
    if untold := " ".join(contract.untold):
        found.append(Failure(FailureKind.ORDER_LEFT, "", untold, 0))
    contract.untold.clear()
    return found


def _remove(contract: Contract, session: ApiSession | None, record: Record) -> Iterator[Failure]:
    numbers = sorted(contract.own[record.number])
    gone = [number for number in numbers if _is_removed(contract, session, record, number)]
    contract.own[record.number].clear()
    if contract.deletes:
        stay = [number for number in numbers if number not in gone]
        yield from _told(FailureKind.ORDER_LEFT, _still_there(record, stay))
    elif contract.remakes:
        yield from _told(FailureKind.ORDER_STAYS, _still_there(record, numbers))
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


def _told(kind: FailureKind, text: str) -> Iterator[Failure]:
    if text:
        yield Failure(kind, "", text, 0)


def _told_once(contract: Contract, record: Record, number: int, *, away: bool) -> Iterator[Failure]:
    told = (record.number, number)
    if told not in contract.told:
        contract.told.add(told)
        still = f"{record.noun} {number} is still there"
        yield from _told(FailureKind.RECORDS_STAY, f"{still}, {record.away}." if away else f"{still}.")


def _still_there(record: Record, numbers: list[int]) -> str:
    """ "" where there are none."""
    if len(numbers) < 2:
        return "".join(f"{record.noun} {number} is still there." for number in numbers)
    return f"{record.noun}s {', '.join(map(str, numbers))} are still there."
