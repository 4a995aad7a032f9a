"""Whether a refusal has a reason: something wrong in the input, in the session or in the shop's data that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.contract.answer import EMPTY, Answer
from cartcheck.contract.description import Kind, Shown
from cartcheck.contract.expectation import Validity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.contract.asked import Asked
    from cartcheck.contract.description import Refusal


def is_explicable(asked: Asked, answer: Answer, key: str, text: str) -> bool:
    """Whether something may be wrong that this key is about: in the input, in the session, or in the shop's data."""
    kinds = asked.operation.kinds(key, text)
    if shop_says_no(asked, answer, key, text) is not None:
        return True
    if key in asked.case.refused or (asked.case.refused and Kind.STATE in kinds):
        return True
    if not kinds and _may_be_another_name(asked, key):
        return True
    if Kind.INPUT in kinds and any(is_about(key, field) for field in asked.expected.suspect):
        return True
    if Kind.DATA in kinds and (not asked.own or _suspects_data(asked) or _is_shops_rule(asked, key)):
        return True
    return Kind.STATE in kinds and not asked.ships and (key == EMPTY or _is_of_shipping(asked))


def _is_of_shipping(asked: Asked) -> bool:
    return asked.operation.name.startswith("shipping_")


def shop_says_no(asked: Asked, answer: Answer, key: str, text: str) -> Refusal | None:
    """The reason, if it is one that only the shop's own set-up makes, and if the store shows that it is so."""
    reasons = asked.operation.reasons(key, text)
    return next((one for one in reasons if one.kind is Kind.SHOP and _is_shown(one, asked, answer)), None)


def _is_shown(reason: Refusal, asked: Asked, answer: Answer) -> bool:
    if reason.shown is Shown.EMPTY_LIST:
        data = answer.reading.data
        return isinstance(data, dict) and any(value == [] for value in data.values())
    return asked.cart_faulty if reason.shown is Shown.CART_READ else True


def _may_be_another_name(asked: Asked, key: str) -> bool:
    """Whether an unknown key may stand for what is wrong: then the only fault is that it does not name it."""
    if asked.expected.validity is not Validity.VALID or asked.case.refused:
        return True  # also a field's: `message` is one of a gift voucher, and what many APIs call an error
    if key in asked.operation.request_schema.get("properties", ()):
        return False
    data = any(refusal.kind is Kind.DATA for refusal in asked.operation.refusals)
    return data and not asked.own and key != EMPTY


def _suspects_data(asked: Asked) -> bool:
    """Whether something is wrong with a field that holds values of the shop, such as a row without a product."""
    return any(slot.path[0] in asked.expected.suspect for slot in asked.operation.slots)


def _is_shops_rule(asked: Asked, key: str) -> bool:
    """Whether the key is one of those that only a shop's own data make, such as `custom_field7`."""
    return any("{" in refusal.key and refusal.is_of(key) for refusal in asked.operation.refusals)


def is_about(key: str, field: str) -> bool:
    """Whether a refused key names a field: `country` names `country_id`, and "", "warning" and "[]" name any."""
    return (
        key in {"", EMPTY, "warning"}
        or field == ""
        or key == field
        or key.startswith(field)
        or field.startswith(f"{key}_")
    )


def unnamed(asked: Asked, answer: Answer) -> list[str]:
    """The wrong fields that have a key of their own and are not named, by the way the request was most likely meant."""
    keys = {refusal.key for refusal in asked.operation.refusals if refusal.kind is Kind.INPUT} - {"", EMPTY}
    told = [key for key, text in answer.errors.items() if key != "warning" or _is_input(asked, key, text)]
    hidden = tuple(
        start for one in asked.operation.refusals if any(map(one.is_of, told)) for start in one.hides
    )
    return min(
        sorted(
            field
            for field in fields
            if _any_about(keys, field) and not _any_about(told, field) and not field.startswith(hidden)
        )
        for fields in asked.expected.wrong
    )


def _is_input(asked: Asked, key: str, text: str) -> bool:
    return bool({Kind.INPUT, Kind.STATE} & asked.operation.kinds(key, text))


def _any_about(keys: Iterable[str], field: str) -> bool:
    return any(is_about(key, field) for key in keys)
