"""The limits a store tells in its refusals, read in any language and currency."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cartcheck.contract.case import Case, Origin
from cartcheck.contract.session import ApiSession
from cartcheck.dialects.dialect import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.contract.answer import Answer
    from cartcheck.contract.contract import Contract

_NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f]\d+)*")
_DECIMALS = re.compile(r"[.,](\d+)$")
_THOUSANDS = 3  # digits after a mark that more likely stands between thousands


def accepted_amount(contract: Contract) -> float | int | None:
    """An amount for a gift voucher: the description's own, or one between the limits that the store told.

    None where nothing lies between them.
    """
    example = next(one for one in contract.described["voucher_add"][0].examples if one.name == "accepted")
    usual: float | int = example.form["amount"]
    session = ApiSession(contract, "voucher_add")
    session.prepare(())
    told = _refusal(session, example.form)
    ranges = list(amount_ranges(told or ""))
    if not ranges:
        return usual
    candidates = [
        amount for low, high in ranges for amount in (round((low + high) / 2), low, high) if amount > 0
    ]
    found = (amount for amount in candidates if _refusal(session, {**example.form, "amount": amount}) is None)
    return next(found, next(iter(candidates), None))


def _refusal(session: ApiSession, form: Any) -> str | None:
    """What the store says of the amount, None if nothing."""
    case = Case("voucher_add", Origin.EXAMPLE, "", form=form)
    answer: Answer | None = session.ask(case, "Look how much a gift voucher of this shop may cost.")
    return answer.errors.get("amount") if answer and answer.verdict is Verdict.REFUSED else None


def amount_ranges(text: str) -> Iterator[tuple[float, float]]:
    """The lowest and the highest of the amounts in a text, in each way they may be meant.

    `1.000` is a thousand in one language and one in another.
    """
    told = _NUMBER.findall(text)
    if len(told) < 2:
        return
    meanings = dict.fromkeys((meant(told[0]), meant(told[-1])) for meant in _MEANINGS)
    yield from ((low, high) for low, high in meanings if low <= high)


def amounts(text: str) -> tuple[float, ...]:
    """The first amount in a text, in each way it may be meant; empty where there is none."""
    found = _NUMBER.search(text)
    if found is None:
        return ()
    sign = -1 if re.search(r"[-\u2212]", text[: found.start()]) else 1
    return tuple(sign * meant(found.group()) for meant in _MEANINGS)


def smallest_step(text: str) -> float:
    """By how much the first amount in a text may have been rounded: 0.01 for `$1.50`, 1 for `¥150`."""
    found = _NUMBER.search(text)
    decimals = _DECIMALS.search(found.group()) if found else None
    return 10.0 ** -len(decimals.group(1)) if decimals and len(decimals.group(1)) != _THOUSANDS else 1.0


def _usual(number: str) -> float:
    """Three digits after the last mark are thousands, fewer are decimals."""
    return _whole(number) if re.search(r"\D\d{3}$", number) else _with_decimals(number)


def _with_decimals(number: str) -> float:
    decimals = _DECIMALS.search(number)
    if decimals is None:
        return _whole(number)
    return float(f"{_whole(number[: decimals.start()]):.0f}.{decimals.group(1)}")


def _whole(number: str) -> float:
    return float("".join(re.findall(r"\d", number)))


_MEANINGS = (_usual, _with_decimals, _whole)
