"""Faults that break the answers of one call and leave the others alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.mock.faults import breaks, fault_of
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.faults.calls import asks, brings_credential
from cartcheck.mock.faults.contract_answers import cart_of, with_cart
from cartcheck.mock.faults.contract_refusals import CHECKED, data_of, refused, wrong_fields
from cartcheck.mock.faults.scope import CALLS, CALLS_BEFORE_SIGNATURES, CURRENCY, DOCUMENTED
from cartcheck.mock.surface.answer import HTML, PHP_DEFAULT, Answer

if TYPE_CHECKING:
    from cartcheck.mock.faults import Proceed
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

_NOTICE = (
    b"<b>Warning</b>: Undefined property: Proxy::$getRates in "
    b"<b>/var/www/catalog/model/extension/payment/cod.php</b> on line <b>14</b>"
)

_EVERY = 7


@breaks(Breach.OPEN)
@fault_of((*CALLS, *DOCUMENTED))
def notice_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An extension's payment method prints a PHP message whenever the methods, or the orders, are listed."""
    answer = proceed(request)
    listed = asks(request, "payment_methods_list") and b"payment_methods" in answer.body
    if listed or (request.route == "api/order" and b'"orders":' in answer.body):
        answer.body = _NOTICE + answer.body
    return answer


@breaks(Breach.OPEN)
@fault_of((*CALLS_BEFORE_SIGNATURES, *DOCUMENTED))
def html_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Asking for the most points a cart may be paid with, or for the categories, brings a page instead of JSON."""
    if not asks(request, "reward_maximum") and request.route != "api/category":
        return proceed(request)
    return Answer(200, b"<!DOCTYPE html><html><head><title>Shop</title></head><body></body></html>", HTML)


@breaks(Breach.OPEN)
@fault_of((*CURRENCY, *DOCUMENTED))
def server_error_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Choosing a currency that exists, or reading such a product, ends in an uncaught error."""
    answer = proceed(request)
    set_ = asks(request, "currency_set") and b"success" in answer.body
    read = request.route == "api/product/info" and b"product" in answer.body and not refused(answer)
    if set_ or read:
        return Answer(500, b"", PHP_DEFAULT)
    return answer


@breaks(Breach.OPEN)
@fault_of((*CALLS, *DOCUMENTED))
def server_error_now_and_then(store: Store, request: Request, proceed: Proceed) -> Answer:
    """Every seventh call that is let in ends in an uncaught error."""
    answer = proceed(request)
    if request.is_login or not brings_credential(request) or data_of(answer) is None:
        return answer
    store.scratch["let in"] = store.scratch.get("let in", 0) + 1
    return answer if store.scratch["let in"] % _EVERY else Answer(500, b"", PHP_DEFAULT)


@breaks(Breach.OPEN)
@fault_of(CALLS)
def truncated_cart(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The JSON of the cart ends in the middle."""
    answer = proceed(request)
    return replace(answer, body=answer.body[: len(answer.body) // 2]) if cart_of(request, answer) else answer


@breaks(Breach.OPEN)
@fault_of(CALLS_BEFORE_SIGNATURES)
def no_number_in_cart(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A product in the cart that earns no points has NaN in their place, which is no JSON."""
    answer = proceed(request)
    if not cart_of(request, answer):
        return answer
    return replace(answer, body=re.sub(rb'"reward":\s*0\b', b'"reward":NaN', answer.body))


@breaks(Breach.OPEN)
@fault_of(CALLS)
def message_after_cart(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A PHP message stands after the JSON of the cart."""
    answer = proceed(request)
    return replace(answer, body=answer.body + _NOTICE) if cart_of(request, answer) else answer


@breaks(Breach.OPEN)
@fault_of(CALLS)
def cart_as_text(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The cart is encoded twice: JSON that is a text, which holds JSON."""
    return with_cart(request, proceed(request), json.dumps)


@breaks(Breach.OPEN)
@fault_of(CALLS)
def empty_answer_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A payment address is taken without a word: the answer is empty."""
    answer = proceed(request)
    taken = asks(request, "payment_address_set") and bool(data_of(answer)) and not refused(answer)
    return replace(answer, body=b"") if taken else answer


@breaks(Breach.OPEN)
@fault_of(CALLS)
def status_of_refusals(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Wrong fields are refused with HTTP 400."""
    answer = proceed(request)
    return replace(answer, status=400) if asks(request, *CHECKED) and wrong_fields(answer) else answer
