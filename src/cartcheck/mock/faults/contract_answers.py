"""Faults of the answers' shape: a member renamed, retyped or added, another media type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.faults import breaks, fault_of
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.faults.calls import asks, brings_credential
from cartcheck.mock.faults.contract_refusals import data_of, json_answer
from cartcheck.mock.faults.scope import (
    CALLS,
    CALLS_BEFORE_SIGNATURES,
    CREDENTIAL_ASKED,
    DOCUMENTED,
    QUANTITY_AS_TEXT,
)

if TYPE_CHECKING:
    from cartcheck.mock.faults import Proceed
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request

_OTHER_NAMES = {"cart_id": "key", "key": "cart_id"}


def cart_of(request: Request, answer: Answer) -> dict[str, Any]:
    """The data of a cart that was read; empty for any other answer."""
    data = data_of(answer) if asks(request, "cart_read") else None
    return data if isinstance(data, dict) and "products" in data else {}


@breaks(Breach.OPEN)
@fault_of(CALLS_BEFORE_SIGNATURES)
def renamed_field(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The number of a row of the cart is called `key`, as it was in 2.0; and there `cart_id`, as it is later."""
    answer = proceed(request)
    data = cart_of(request, answer)
    if not data:
        return answer
    rows = [{_OTHER_NAMES.get(name, name): value for name, value in row.items()} for row in data["products"]]
    return json_answer(answer, {**data, "products": rows})


@breaks(Breach.OPEN)
@fault_of(QUANTITY_AS_TEXT)
def number_for_string(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Quantities in the cart are numbers instead of text."""
    answer = proceed(request)
    data = cart_of(request, answer)
    if not data:
        return answer
    rows = [{**row, "quantity": int(row["quantity"])} for row in data["products"]]
    return json_answer(answer, {**data, "products": rows})


@breaks(Breach.OPEN)
@fault_of(CALLS)
def object_for_list(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The products of the cart are a map by row instead of a list."""
    answer = proceed(request)
    data = cart_of(request, answer)
    if not data:
        return answer
    return json_answer(answer, {**data, "products": {row["product_id"]: row for row in data["products"]}})


@breaks(Breach.OPEN)
@fault_of(CALLS)
def additional_field(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An extension adds a member to the cart."""
    answer = proceed(request)
    data = cart_of(request, answer)
    if not data:
        return answer
    return json_answer(answer, {**data, "gift_wrap": False})


@breaks(Breach.OPEN)
@fault_of((*CREDENTIAL_ASKED, *DOCUMENTED))
def wrong_media_type(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """JSON is sent as text/html once somebody is logged in."""
    answer = proceed(request)
    if brings_credential(request) and data_of(answer) is not None:
        answer.media_type = "text/html; charset=utf-8"
    return answer
