"""Faults that refuse what is right, or take what is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cartcheck.mock.faults import fault
from cartcheck.mock.messages import Say
from cartcheck.mock.surface.answer import JSON, Answer

if TYPE_CHECKING:
    from cartcheck.mock.faults import Proceed
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

CHECKED = {
    *("api/customer", "api/payment/address", "api/shipping/address", "api/voucher/add"),
    *("api/customer/add", "api/customer/edit"),  # of the documented API
}
DENIED = b"permission"


def data_of(answer: Answer) -> Any:
    """The JSON of an answer; None where there is none, or where it refuses access."""
    denied = DENIED in answer.body or answer.status in {401, 403}
    return json.loads(answer.body) if answer.is_json and not denied else None


def refused(answer: Answer) -> bool:
    """Whether an answer names wrong fields."""
    data = data_of(answer)
    return isinstance(data, dict) and "error" in data


def json_answer(answer: Answer, data: object) -> Answer:
    """The answer with other JSON in it."""
    return Answer(answer.status, json.dumps(data).encode(), JSON, answer.headers, answer.delay)


@fault
def refuses_valid_customer(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An extension refuses every telephone number of a customer."""
    answer = proceed(request)
    if request.route != "api/customer" or refused(answer) or not data_of(answer):
        return answer
    return json_answer(answer, {"error": {"telephone": "This number is not on our list!"}})


@fault
def refuses_valid_order(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Orders are refused for lack of stock, though the cart tells of none."""
    answer = proceed(request)
    if request.route != "api/order/add" or refused(answer) or not data_of(answer):
        return answer
    return json_answer(answer, {"error": str(Say.ORDER_STOCK)})


@fault
def refuses_valid_amount(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Gift vouchers are refused by an amount that lies between the limits told."""
    answer = proceed(request)
    if request.route != "api/voucher/add" or refused(answer) or not data_of(answer):
        return answer
    return json_answer(answer, {"error": {"amount": Say.VOUCHER_AMOUNT.format("$1.00", "$1,000.00")}})


@fault
def refuses_to_list_payments(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The ways of paying are refused as if there were none, and the empty list is missing."""
    answer = proceed(request)
    if request.route != "api/payment/methods" or refused(answer) or not data_of(answer):
        return answer
    return json_answer(answer, {"error": str(Say.NO_PAYMENT)})


@fault
def silent_refusal(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Choosing a currency, or a customer's login, is refused without a word: []."""
    answer = proceed(request)
    if request.route not in {"api/currency", "api/customer/login"} or refused(answer) or not data_of(answer):
        return answer
    return json_answer(answer, [])


@fault
def accepts_anything(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Customers, addresses and gift vouchers are no longer checked."""
    answer = proceed(request)
    if request.route not in CHECKED or not refused(answer):
        return answer
    number = {"customer_id": 1} if request.route.startswith("api/customer/") else {}
    return json_answer(replace(answer, status=200), {"success": "Success!", **number})


@fault
def accepts_empty_telephone(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The telephone of a customer is no longer checked."""
    answer = proceed(request)
    if request.route != "api/customer" or not refused(answer):
        return answer
    errors = {key: text for key, text in data_of(answer)["error"].items() if key != "telephone"}
    return json_answer(answer, {"error": errors} if errors else {"success": "Success!"})


@fault
def error_without_field(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Wrong fields are refused under one key, `message`, and no longer by name."""
    answer = proceed(request)
    if request.route not in CHECKED or not refused(answer):
        return answer
    return json_answer(answer, {"error": {"message": " ".join(map(str, data_of(answer)["error"].values()))}})


@fault
def refuses_delete(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Orders cannot be deleted: an extension says no."""
    if request.route != "api/order/delete":
        return proceed(request)
    answer = proceed(replace(request, query=request.query.replace(b"order_id=", b"kept=")))
    return (
        answer if DENIED in answer.body else json_answer(answer, {"error": "Orders are kept for ten years!"})
    )


@fault
def open_without_token_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Setting the payment address, or listing the orders, needs no token."""
    answer = proceed(request)
    if request.call == "api/order" and answer.status == 401:
        nothing = {"orders": [], "page": 1, "limit": 20, "total": 0}
        return json_answer(replace(answer, status=200), nothing)
    if request.route != "api/payment/address" or DENIED not in answer.body:
        return answer
    return json_answer(answer, {"success": "Success: Payment address has been set!"})
