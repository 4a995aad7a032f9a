"""True defects of OpenCart that a contract test runs into on a healthy store: reported as advice, each with its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartcheck.contract.expectation import Expectation, Validity
from cartcheck.dialects.dialect import Breakage, Verdict

if TYPE_CHECKING:
    from cartcheck.contract.answer import Answer
    from cartcheck.contract.case import Case


@dataclass(frozen=True)
class Defect:
    """A defect: what an integration meets, why, since when and until when. `seen` recognises it in one exchange."""

    id: str
    summary: str
    cause: str
    remedy: str
    source: str
    versions: str
    seen: Callable[[Case, Expectation, Answer], bool]


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


def _fails(answer: Answer) -> bool:
    return answer.reading.breakage is Breakage.SERVER_ERROR


def _array_for_text(_case: Case, expected: Expectation, answer: Answer) -> bool:
    return _fails(answer) and expected.misshapen


def _four_byte_text(case: Case, _expected: Expectation, answer: Answer) -> bool:
    return _fails(answer) and any(
        re.search("[\U00010000-\U0010ffff]", text) for text in _values([case.query, case.form])
    )


def _huge_number(case: Case, _expected: Expectation, answer: Answer) -> bool:
    return _fails(answer) and any(
        re.search(r"\d{10}|\d[eE]\d", text) for text in _values([case.query, case.form])
    )


def _missing_field(_case: Case, expected: Expectation, answer: Answer) -> bool:
    undefined = re.compile(r"Undefined (?:array key|index)")
    return (
        answer.reading.breakage is Breakage.NOTICE
        and expected.validity is not Validity.VALID
        and all(undefined.search(message) for message in answer.reading.messages)
    )


def _vanishing_quantity(case: Case, _expected: Expectation, answer: Answer) -> bool:
    quantity = str(case.form.get("quantity", 1)).strip()
    return (
        case.operation in {"cart_add", "cart_edit"}
        and answer.verdict is Verdict.ACCEPTED
        and re.match(r"\+?0*[1-9]", quantity) is None
    )


DEFECTS = (
    Defect(
        "array-for-text",
        "An array sent where text is expected, or text for an array, ends in HTTP 500.",
        "PHP 8 stops with a TypeError when a controller treats the array as text; nothing checks the type before.",
        "Send each field once and without brackets, unless the description says that it is a map.",
        "OpenCart 3.0.5.1, catalog/controller/api/*.php; measured on 3.0.3.9 and 3.0.5.1; open",
        "all on PHP 8",
        _array_for_text,
    ),
    Defect(
        "four-byte-text",
        "An emoji or another rare character in a code or a name ends in HTTP 500.",
        "The tables are utf8 of three bytes, the connection is utf8mb4: MySQL cannot compare or store the rest.",
        "Take characters beyond U+FFFF out before sending.",
        "OpenCart 3.0.5.1, install/opencart.sql and system/library/db/mysqli.php; measured on 3.0.5.1; open",
        "3.0.0.0–3.0.5.1",
        _four_byte_text,
    ),
    Defect(
        "huge-number",
        "A number too large for its column ends in HTTP 500.",
        "The number goes into the SQL as it is, and MySQL refuses it: out of range.",
        "Check quantities and ids before sending; more than 2147483647 never fits.",
        "OpenCart 3.0.5.1, system/library/cart/cart.php; measured on 3.0.5.1; open",
        "3.0.4.0–3.0.5.1",
        _huge_number,
    ),
    Defect(
        "missing-field-message",
        "A missing field prints a PHP message before the JSON while Display Errors is on.",
        "The controller reads the field without looking whether it was sent.",
        "Send every field, also the empty ones; set Display Errors to No under System > Settings > Server.",
        "OpenCart 3.0.5.1, catalog/controller/api/cart.php and currency.php; measured; open",
        "3.0.0.0–3.0.5.1",
        _missing_field,
    ),
    Defect(
        "vanishing-quantity",
        "A quantity of 0, below 0 or in words is accepted, and the row vanishes.",
        "The quantity is cast to an integer and not checked; reading the cart removes rows below 1.",
        "Send whole quantities from 1 up, and read the cart afterwards.",
        "OpenCart 3.0.5.1, catalog/controller/api/cart.php and system/library/cart/cart.php; measured; open",
        "2.1.0.0–3.0.5.1",
        _vanishing_quantity,
    ),
)


def defect_in(case: Case, expected: Expectation, answer: Answer) -> Defect | None:
    """The known defect that an exchange shows, if it shows one."""
    return next((defect for defect in DEFECTS if defect.seen(case, expected, answer)), None)


def defect(name: str) -> Defect:
    """The defect of that id."""
    return next(one for one in DEFECTS if one.id == name)
