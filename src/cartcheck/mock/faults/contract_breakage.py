"""Faults that break the answers of one call and leave the others alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.faults import fault_of
from cartcheck.mock.faults.calls import asks
from cartcheck.mock.faults.contract_refusals import refused
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


@fault_of((*CALLS, *DOCUMENTED))
def notice_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An extension's payment method prints a PHP message whenever the methods, or the orders, are listed."""
    answer = proceed(request)
    listed = asks(request, "payment_methods_list") and b"payment_methods" in answer.body
    if listed or (request.route == "api/order" and b'"orders":' in answer.body):
        answer.body = _NOTICE + answer.body
    return answer


@fault_of((*CALLS_BEFORE_SIGNATURES, *DOCUMENTED))
def html_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Asking for the most points a cart may be paid with, or for the categories, brings a page instead of JSON."""
    if not asks(request, "reward_maximum") and request.route != "api/category":
        return proceed(request)
    return Answer(200, b"<!DOCTYPE html><html><head><title>Shop</title></head><body></body></html>", HTML)


@fault_of((*CURRENCY, *DOCUMENTED))
def server_error_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Choosing a currency that exists, or reading such a product, ends in an uncaught error."""
    answer = proceed(request)
    set_ = asks(request, "currency_set") and b"success" in answer.body
    read = request.route == "api/product/info" and b"product" in answer.body and not refused(answer)
    if set_ or read:
        return Answer(500, b"", PHP_DEFAULT)
    return answer
