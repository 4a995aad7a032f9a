"""Faults that answer well and do wrong: what should be refused is told to have succeeded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.faults import breaks, fault_of
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.faults.calls import asks
from cartcheck.mock.faults.contract_refusals import data_of, json_answer, refused, wrong_fields
from cartcheck.mock.faults.scope import CALLS, CALLS_BEFORE_4_0, CALLS_BEFORE_SIGNATURES, CURRENCY

if TYPE_CHECKING:
    from cartcheck.mock.faults import Proceed
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request

_DONE = {"success": "Success!"}
_LONGEST_NAME = 32
_MADE_UP_ORDER = 4711


def _never_refused(request: Request, answer: Answer, *names: str) -> Answer:
    """The answer to such a call with success in place of any refusal; to another as it is."""
    return json_answer(answer, _DONE) if asks(request, *names) and refused(answer) else answer


def _unchecked(request: Request, answer: Answer, name: str, *fields: str) -> Answer:
    """The answer to such a call as if these fields had not been looked at."""
    wrong = wrong_fields(answer) if asks(request, name) else {}
    if not set(fields) & wrong.keys():
        return answer
    left = {field: text for field, text in wrong.items() if field not in fields}
    return json_answer(answer, {"error": left} if left else _DONE)


def _misses_option(answer: Answer) -> bool:
    return any(field.startswith("option") for field in wrong_fields(answer))


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def option_not_checked(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A product without its required options is taken into the cart."""
    answer = proceed(request)
    return _never_refused(request, answer, "cart_add") if _misses_option(answer) else answer


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def unknown_product_accepted(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A product that does not exist is told to be in the cart."""
    answer = proceed(request)
    return answer if _misses_option(answer) else _never_refused(request, answer, "cart_add")


@breaks(Breach.SILENT)
@fault_of(CALLS)
def unknown_payment_accepted(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Any way of paying can be chosen, also one that was never offered."""
    return _never_refused(request, proceed(request), "payment_method_set")


@breaks(Breach.SILENT)
@fault_of(CALLS)
def unknown_shipping_accepted(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Any way of shipping can be chosen, also one that was never offered."""
    return _never_refused(request, proceed(request), "shipping_method_set")


@breaks(Breach.SILENT)
@fault_of(CURRENCY)
def unknown_currency_accepted(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Any currency can be chosen, also one that the shop does not have."""
    return _never_refused(request, proceed(request), "currency_set")


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def unknown_coupon_accepted(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Any coupon is told to be applied."""
    return _never_refused(request, proceed(request), "coupon_apply")


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def points_not_checked(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Anybody can pay with any number of points."""
    return _never_refused(request, proceed(request), "reward_apply")


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def unknown_order_accepted(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A new status is told to be set, also of an order that does not exist."""
    return _never_refused(request, proceed(request), "order_history_add")


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_4_0)
def unfinished_order_accepted(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An order that lacks something is told to be made, with a number that no order has."""
    answer = proceed(request)
    if not asks(request, "order_create") or not refused(answer):
        return answer
    return json_answer(answer, {**_DONE, "order_id": _MADE_UP_ORDER})


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def amount_not_checked(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A gift voucher may cost anything."""
    return _unchecked(request, proceed(request), "voucher_add", "amount")


@breaks(Breach.SILENT)
@fault_of(CALLS)
def email_not_checked(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Anything goes as a customer's e-mail address."""
    return _unchecked(request, proceed(request), "customer_set", "email")


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def country_not_checked(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An address to pay from needs no country."""
    return _unchecked(request, proceed(request), "payment_address_set", "country")


@breaks(Breach.SILENT)
@fault_of(CALLS)
def length_not_checked(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A customer's first name may have any length, and the database cuts it."""
    answer = proceed(request)
    sent = request.post.get("firstname", "")
    too_long = isinstance(sent, str) and len(sent) > _LONGEST_NAME
    return _unchecked(request, answer, "customer_set", "firstname") if too_long else answer


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def refuses_address_silently(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A right address to pay from is not taken, and the answer is []."""
    answer = proceed(request)
    if not asks(request, "payment_address_set") or refused(answer) or not data_of(answer):
        return answer
    return json_answer(answer, [])
