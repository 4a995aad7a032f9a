"""Faults that refuse what is right, or take what is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cartcheck.mock.faults import breaks, fault_of, json_answers
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.faults.calls import asks
from cartcheck.mock.faults.scope import (
    CALLS,
    CALLS_BEFORE_4_0,
    CALLS_BEFORE_SIGNATURES,
    CREDENTIAL_ASKED,
    CURRENCY,
    DOCUMENTED,
    ORDERS_MADE,
)
from cartcheck.mock.messages import Say
from cartcheck.mock.surface.answer import JSON, Answer
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.faults import Proceed
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

CHECKED = (
    *("customer_set", "payment_address_set", "shipping_address_set", "voucher_add"),
    *("customer_add", "customer_edit"),  # of the documented API
)
DENIED = b"permission"


def data_of(answer: Answer) -> Any:
    """The JSON of an answer; None where there is none, or where it refuses access."""
    denied = DENIED in answer.body or answer.status in {401, 403}
    return None if denied else json_answers.data_of(answer)


def refused(answer: Answer) -> bool:
    """Whether an answer is a refusal."""
    data = data_of(answer)
    return isinstance(data, dict) and "error" in data


def wrong_fields(answer: Answer) -> dict[str, Any]:
    """What a refusal says by field; empty for any other answer."""
    data = data_of(answer)
    errors = data.get("error") if isinstance(data, dict) else None
    return errors if isinstance(errors, dict) else {}


def json_answer(answer: Answer, data: object) -> Answer:
    """The answer with other JSON in it."""
    body = json_answers.before_json(answer) + json.dumps(data).encode()
    return Answer(answer.status, body, JSON, answer.headers, answer.delay)


@breaks(Breach.OPEN)
@fault_of(CALLS)
def refuses_valid_customer(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An extension refuses every telephone number of a customer."""
    answer = proceed(request)
    if not asks(request, "customer_set") or refused(answer) or not data_of(answer):
        return answer
    return json_answer(answer, {"error": {"telephone": "This number is not on our list!"}})


@breaks(Breach.OPEN)
@fault_of(ORDERS_MADE)
def refuses_valid_order(store: Store, request: Request, proceed: Proceed) -> Answer:
    """Orders are refused for lack of stock, though the cart tells of none."""
    answer = proceed(request)
    if not asks(request, "order_create") or refused(answer) or not data_of(answer):
        return answer
    order = store.orders.get(to_int(str(data_of(answer).get("order_id", 0))))
    if order:
        store.orders.set_status(order, 0)  # what it holds is in stock again
    by_subject = request.route.startswith("api/sale/")
    return json_answer(
        answer, {"error": {"stock": str(Say.ORDER_STOCK)} if by_subject else str(Say.ORDER_STOCK)}
    )


@breaks(Breach.OPEN)
@fault_of(CALLS_BEFORE_SIGNATURES)
def refuses_valid_amount(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Gift vouchers are refused by an amount that lies between the limits told."""
    answer = proceed(request)
    if not asks(request, "voucher_add") or refused(answer) or not data_of(answer):
        return answer
    return json_answer(answer, {"error": {"amount": Say.VOUCHER_AMOUNT.format("$1.00", "$1,000.00")}})


@breaks(Breach.OPEN)
@fault_of(CALLS)
def refuses_to_list_payments(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The ways of paying are refused as if there were none, and the empty list is missing."""
    answer = proceed(request)
    if not asks(request, "payment_methods_list") or refused(answer) or not data_of(answer):
        return answer
    return json_answer(answer, {"error": str(Say.NO_PAYMENT)})


@breaks(Breach.SILENT)
@fault_of((*CURRENCY, *DOCUMENTED))
def silent_refusal(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Choosing a currency, or a customer's login, is refused without a word: []."""
    answer = proceed(request)
    if not asks(request, "currency_set", "customer_login") or refused(answer) or not data_of(answer):
        return answer
    return json_answer(answer, [])


@breaks(Breach.SILENT)
@fault_of((*CALLS, *DOCUMENTED))
def accepts_anything(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Customers, addresses and gift vouchers are no longer checked."""
    answer = proceed(request)
    if not asks(request, *CHECKED) or not refused(answer):
        return answer
    number = {"customer_id": 1} if request.route.startswith("api/customer/") else {}
    return json_answer(replace(answer, status=200), {"success": "Success!", **number})


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_4_0)
def accepts_empty_telephone(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The telephone of a customer is no longer checked."""
    answer = proceed(request)
    wrong = wrong_fields(answer)
    if not asks(request, "customer_set") or not wrong:
        return answer
    errors = {key: text for key, text in wrong.items() if key != "telephone"}
    return json_answer(answer, {"error": errors} if errors else {"success": "Success!"})


@breaks(Breach.OPEN)
@fault_of((*CALLS, *DOCUMENTED))
def error_without_field(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Wrong fields are refused under one key, `message`, and no longer by name."""
    answer = proceed(request)
    wrong = wrong_fields(answer)
    if not asks(request, *CHECKED) or not wrong:
        return answer
    return json_answer(answer, {"error": {"message": " ".join(map(str, wrong.values()))}})


@breaks(Breach.OPEN)
@fault_of(CALLS_BEFORE_SIGNATURES)
def refuses_delete(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Orders cannot be deleted: an extension says no."""
    if not asks(request, "order_delete"):
        return proceed(request)
    answer = proceed(replace(request, query=request.query.replace(b"order_id=", b"kept=")))
    return (
        answer
        if data_of(answer) is None
        else json_answer(answer, {"error": "Orders are kept for ten years!"})
    )


@breaks(Breach.SILENT)
@fault_of((*CREDENTIAL_ASKED, *DOCUMENTED))
def open_without_token_on_one_call(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Setting the payment address, or listing the orders, needs no token."""
    answer = proceed(request)
    if request.call == "api/order" and answer.status == 401:
        nothing = {"orders": [], "page": 1, "limit": 20, "total": 0}
        return json_answer(replace(answer, status=200), nothing)
    if not asks(request, "payment_address_set") or data_of(answer) is not None:
        return answer
    return json_answer(Answer(), {"success": "Success: Payment address has been set!"})
