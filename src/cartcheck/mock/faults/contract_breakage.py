"""Faults that break the answers of one call and leave the others alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.faults import fault
from cartcheck.mock.faults.contract_refusals import refused
from cartcheck.mock.surface.answer import HTML, PHP_DEFAULT, Answer

if TYPE_CHECKING:
    from cartcheck.mock.faults import Proceed
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

_NOTICE = (
    b"<b>Warning</b>: Undefined property: Proxy::$getRates in "
    b"<b>/var/www/catalog/model/extension/payment/cod.php</b> on line <b>14</b>"
)


@fault
def notice_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An extension's payment method prints a PHP message whenever the methods, or the orders, are listed."""
    answer = proceed(request)
    listed = {"api/payment/methods": b"payment_methods", "api/order": b"orders"}.get(request.route)
    if listed and listed in answer.body:
        answer.body = _NOTICE + answer.body
    return answer


@fault
def html_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Asking for the most points a cart may be paid with, or for the categories, brings a page instead of JSON."""
    if request.route not in {"api/reward/maximum", "api/category"}:
        return proceed(request)
    return Answer(200, b"<!DOCTYPE html><html><head><title>Shop</title></head><body></body></html>", HTML)


@fault
def server_error_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Choosing a currency that exists, or reading such a product, ends in an uncaught error."""
    answer = proceed(request)
    done = {"api/currency": b"success", "api/product/info": b"product"}.get(request.route)
    if done and done in answer.body and not refused(answer):
        return Answer(500, b"", PHP_DEFAULT)
    return answer
