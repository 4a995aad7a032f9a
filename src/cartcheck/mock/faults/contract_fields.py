"""Faults of single members: missing, empty, of another type, or in another form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.faults import breaks, fault_of
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.faults.calls import asks
from cartcheck.mock.faults.contract_answers import with_cart, with_rows
from cartcheck.mock.faults.contract_refusals import CHECKED, data_of, json_answer, refused, wrong_fields
from cartcheck.mock.faults.scope import (
    CALLS,
    CALLS_BEFORE_4_0,
    CALLS_BEFORE_SIGNATURES,
    DOCUMENTED,
    ORDER_READ,
)

if TYPE_CHECKING:
    from cartcheck.mock.faults import Proceed
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request


@breaks(Breach.OPEN)
@fault_of(CALLS)
def missing_field(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The cart has no totals."""

    def without_totals(cart: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in cart.items() if name != "totals"}

    return with_cart(request, proceed(request), without_totals)


@breaks(Breach.OPEN)
@fault_of(CALLS)
def missing_field_in_rows(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The rows of the cart do not tell the product's name."""
    answer = proceed(request)
    return with_rows(
        request, answer, lambda row: {name: value for name, value in row.items() if name != "name"}
    )


@breaks(Breach.OPEN)
@fault_of(CALLS)
def null_for_text(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The model of a product in the cart is null."""
    return with_rows(request, proceed(request), lambda row: {**row, "model": None})


@breaks(Breach.OPEN)
@fault_of(CALLS)
def map_for_text(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The price of a product in the cart is a map of amount and currency instead of text."""
    answer = proceed(request)
    return with_rows(
        request, answer, lambda row: {**row, "price": {"amount": row["price"], "currency": "USD"}}
    )


@breaks(Breach.OPEN)
@fault_of(CALLS_BEFORE_SIGNATURES)
def text_for_boolean(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Whether a product in the cart is in stock is told by `1` and an empty text."""
    return with_rows(request, proceed(request), lambda row: {**row, "stock": "1" if row["stock"] else ""})


@breaks(Breach.OPEN)
@fault_of(CALLS)
def map_for_empty_list(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An empty list of the cart is written as an empty map, as PHP does when it is told to."""

    def written_so(cart: dict[str, Any]) -> dict[str, Any]:
        return {name: {} if value == [] else value for name, value in cart.items()}

    return with_cart(request, proceed(request), written_so)


@breaks(Breach.OPEN)
@fault_of(CALLS_BEFORE_4_0)
def text_for_number(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The number of an order that was just made is text."""
    answer = proceed(request)
    data = data_of(answer) if asks(request, "order_create") else None
    if not isinstance(data, dict) or "order_id" not in data:
        return answer
    return json_answer(answer, {**data, "order_id": str(data["order_id"])})


@breaks(Breach.OPEN)
@fault_of(CALLS)
def list_for_map(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The ways of paying are a list instead of a map by code."""
    answer = proceed(request)
    data = data_of(answer) if asks(request, "payment_methods_list") else None
    methods = data.get("payment_methods") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(methods, dict):
        return answer
    return json_answer(answer, {**data, "payment_methods": list(methods.values())})


@breaks(Breach.OPEN)
@fault_of(CALLS)
def renamed_success(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """That a customer or an address was taken is told as `message`, not as `success`."""
    answer = proceed(request)
    data = data_of(answer) if asks(request, *CHECKED) else None
    if not isinstance(data, dict) or "success" not in data:
        return answer
    return json_answer(answer, {"message" if name == "success" else name: data[name] for name in data})


@breaks(Breach.OPEN)
@fault_of((*CALLS, *DOCUMENTED))
def text_for_errors(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Wrong fields are refused by one text for all of them, without their names."""
    answer = proceed(request)
    wrong = wrong_fields(answer)
    if not asks(request, *CHECKED) or not wrong:
        return answer
    return json_answer(answer, {"error": " ".join(map(str, wrong.values()))})


@breaks(Breach.OPEN)
@fault_of(ORDER_READ)
def date_in_another_form(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The dates of an order are written as in Germany."""
    answer = proceed(request)
    data = data_of(answer) if asks(request, "order_read") and not refused(answer) else None
    if not data:
        return answer
    order = data["order"]
    dates = {name: _in_german(order[name]) for name in ("date_added", "date_modified")}
    return json_answer(answer, {**data, "order": {**order, **dates}})


def _in_german(date: str) -> str:
    day, _, time = date.partition(" ")
    return f"{'.'.join(reversed(day.split('-')))} {time}"
