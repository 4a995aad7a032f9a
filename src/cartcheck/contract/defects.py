"""True defects of OpenCart that a contract test runs into on a healthy store: reported as advice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartcheck.contract.expectation import Expectation, Validity
from cartcheck.contract.values import values_at
from cartcheck.dialects.dialect import Breakage, Verdict
from cartcheck.php.values import is_numeric, to_int

if TYPE_CHECKING:
    from cartcheck.contract.answer import Answer
    from cartcheck.contract.case import Case


@dataclass(frozen=True)
class Defect:
    """A defect: `seen` recognises it in one exchange. The words stand in checks/test_contract.py."""

    name: str
    seen: Callable[[Case, Expectation, Answer], bool]


_CART = {"cart_add", "cart_edit"}
_NUMBERS = {"quantity", "key"}
LARGEST = 2147483647  # of an int(11) column


def _values(data: Any) -> Iterator[str]:
    """Every text that was sent, at any depth."""
    if isinstance(data, Mapping):
        for inner in data.values():
            yield from _values(inner)
    elif isinstance(data, list | tuple):
        for inner in data:
            yield from _values(inner)
    else:
        yield str(data)


def _array_for_text(_case: Case, expected: Expectation, answer: Answer) -> bool:
    return answer.crashed and expected.misshapen and not answer.error_page


def _four_byte_text(case: Case, _expected: Expectation, answer: Answer) -> bool:
    sent = _values([case.query, case.form])
    return (
        answer.crashed
        and not answer.error_page
        and any(re.search("[\U00010000-\U0010ffff]", text) for text in sent)
    )


def _huge_number(case: Case, _expected: Expectation, answer: Answer) -> bool:
    cut = answer.verdict is Verdict.ACCEPTED and case.operation in _CART
    numbers = (str(value) for name, value in case.form.items() if name in _NUMBERS or name.endswith("_id"))
    return (answer.crashed or cut) and any(to_int(text) > LARGEST for text in numbers)


def _text_for_amount(case: Case, _expected: Expectation, answer: Answer) -> bool:
    amounts = values_at(case.form, ("voucher", "*", "amount"))
    return answer.crashed and not answer.error_page and not all(is_numeric(str(amount)) for amount in amounts)


def _missing_field(_case: Case, expected: Expectation, answer: Answer) -> bool:
    undefined = re.compile(r"Undefined (?:array key|index)")
    return (
        answer.reading.breakage is Breakage.NOTICE
        and expected.validity is not Validity.VALID
        and all(undefined.search(message) for message in answer.reading.messages)
    )


def _vanishing_quantity(case: Case, _expected: Expectation, answer: Answer) -> bool:
    accepted = case.operation in _CART and answer.verdict is Verdict.ACCEPTED
    return accepted and to_int(str(case.form.get("quantity", 1))) < 1


def _edit_of_nothing(case: Case, _expected: Expectation, answer: Answer) -> bool:
    return case.operation == "cart_edit" and answer.verdict is Verdict.ACCEPTED and not case.form.get("key")


def _empty_answer(case: Case, expected: Expectation, answer: Answer) -> bool:
    silent = answer.verdict is Verdict.REFUSED and answer.reading.data == []
    return silent and case.operation in {"cart_add", "cart_remove"} and expected.validity is Validity.INVALID


def _city_told_wrongly(case: Case, _expected: Expectation, answer: Answer) -> bool:
    address = case.operation in {"payment_address_set", "shipping_address_set"}
    return address and "city" in answer.errors and 32 < len(str(case.form.get("city", ""))) <= 128


def _unknown_status(case: Case, _expected: Expectation, answer: Answer) -> bool:
    history = case.operation == "order_history_add" and answer.verdict is Verdict.ACCEPTED
    return history and to_int(str(case.form.get("order_status_id", ""))) < 1


def _error_page(case: Case, expected: Expectation, answer: Answer) -> bool:
    wrong = expected.validity is not Validity.VALID or bool(case.refused)
    return answer.error_page and (wrong or _chooses_no_number(case))


def _chooses_no_number(case: Case) -> bool:
    """Whether a word stands for one of a product's choices; which options have choices, the description can't tell."""
    options = (*values_at(case.form, ("option",)), *values_at(case.form, ("product", "*", "option")))
    return any(not text.isdecimal() for text in _values(options))


def _order_beside_error(case: Case, _expected: Expectation, answer: Answer) -> bool:
    data = answer.reading.data
    return case.operation == "order_read" and isinstance(data, dict) and {"error", "order_id"} <= data.keys()


_OF_ITSELF = re.compile(
    r"Undefined (?:array key|index).*api_token.*startup.session\.php"
    r"| is deprecated in .*(?:system.(?:engine|library|config|storage)|controller.startup)[\\/]"
)


def tells_of_itself(answer: Answer) -> bool:
    """Whether all that is printed is what 3.0.0–3.0.2 say of a missing token, and PHP 8 of what was made for PHP 7."""
    messages = answer.reading.messages
    return bool(messages) and all(_OF_ITSELF.search(message) for message in messages)


def _never(_case: Case, _expected: Expectation, _answer: Answer) -> bool:
    return False  # seen by the trial without access, or told by the description of the call


DEFECTS = (
    Defect("array-for-text", _array_for_text),
    Defect("four-byte-text", _four_byte_text),
    Defect("huge-number", _huge_number),
    Defect("text-for-amount", _text_for_amount),
    Defect("missing-field-message", _missing_field),
    Defect("edit-of-nothing", _edit_of_nothing),
    Defect("vanishing-quantity", _vanishing_quantity),
    Defect("empty-answer", _empty_answer),
    Defect("city-told-wrongly", _city_told_wrongly),
    Defect("unknown-status", _unknown_status),
    Defect("order-beside-error", _order_beside_error),
    Defect("error-page", _error_page),
    Defect("no-session", _never),
    Defect("order-not-made", _never),
    Defect("voucher-model", _never),
    Defect("dumped-answer", _never),
    Defect("startup-messages", _never),
    Defect("shipping-demanded", _never),
)


def defect_in(case: Case, expected: Expectation, answer: Answer) -> Defect | None:
    """The known defect that an exchange shows, if it shows one."""
    return next((defect for defect in DEFECTS if defect.seen(case, expected, answer)), None)
