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
    from collections.abc import Callable

    from cartcheck.mock.faults import Proceed
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request

_OTHER_NAMES = {"cart_id": "key", "key": "cart_id"}


def cart_of(request: Request, answer: Answer) -> dict[str, Any]:
    """The data of a cart that was read; empty for any other answer."""
    data = data_of(answer) if asks(request, "cart_read") else None
    return data if isinstance(data, dict) and "products" in data else {}


def with_cart(request: Request, answer: Answer, change: Callable[[dict[str, Any]], Any]) -> Answer:
    """A cart that was read, changed; any other answer as it is."""
    data = cart_of(request, answer)
    return json_answer(answer, change(data)) if data else answer


def with_rows(request: Request, answer: Answer, change: Callable[[dict[str, Any]], Any]) -> Answer:
    """A cart that was read, each of its rows changed; any other answer as it is."""
    return with_cart(
        request, answer, lambda cart: {**cart, "products": [change(row) for row in cart["products"]]}
    )


@breaks(Breach.OPEN)
@fault_of(CALLS_BEFORE_SIGNATURES)
def renamed_field(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The number of a row of the cart is called `key`, as it was in 2.0; and there `cart_id`, as it is later."""

    def renamed(row: dict[str, Any]) -> dict[str, Any]:
        return {_OTHER_NAMES.get(name, name): value for name, value in row.items()}

    return with_rows(request, proceed(request), renamed)


@breaks(Breach.OPEN)
@fault_of(QUANTITY_AS_TEXT)
def number_for_string(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Quantities in the cart are numbers instead of text."""
    return with_rows(request, proceed(request), lambda row: {**row, "quantity": int(row["quantity"])})


@breaks(Breach.OPEN)
@fault_of(CALLS)
def object_for_list(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The products of the cart are a map by row instead of a list."""

    def by_product(cart: dict[str, Any]) -> dict[str, Any]:
        return {**cart, "products": {row["product_id"]: row for row in cart["products"]}}

    return with_cart(request, proceed(request), by_product)


@breaks(Breach.OPEN)
@fault_of(CALLS)
def additional_field(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An extension adds a member to the cart."""
    return with_cart(request, proceed(request), lambda cart: {**cart, "gift_wrap": False})


@breaks(Breach.OPEN)
@fault_of((*CREDENTIAL_ASKED, *DOCUMENTED))
def wrong_media_type(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """JSON is sent as text/html once somebody is logged in."""
    answer = proceed(request)
    if brings_credential(request) and data_of(answer) is not None:
        answer.media_type = "text/html; charset=utf-8"
    return answer
