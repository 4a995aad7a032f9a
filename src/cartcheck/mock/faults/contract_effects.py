"""Faults of what calls do: answered with success, and something else was done, or nothing."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cartcheck.mock.faults import breaks, fault_of
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.faults.calls import asks
from cartcheck.mock.faults.contract_refusals import data_of, json_answer
from cartcheck.mock.faults.scope import CALLS, CALLS_BEFORE_SIGNATURES, DOCUMENTED, Scope
from cartcheck.mock.messages import Say
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.mock.faults import Proceed
    from cartcheck.mock.shop.orders import Order
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request

# Where an order can be read with its total and its status.
_ORDER_READ: Scope = ("2.2.0.0–2.3.0.2", "3.0.3.0–3.0.5.1", *DOCUMENTED)
_ORDER_FOUND: Scope = (*_ORDER_READ, "4.0.0.0–4.0.1.1", "4.0.2.2–4.0.2.3")
_ANOTHER_PRICE = {str: "$9,999.00", float: 9999.0, int: 9999}


@breaks(Breach.SILENT)
@fault_of(CALLS)
def cart_add_lost(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Putting a product into the cart answers success, and nothing gets there."""
    if not asks(request, "cart_add"):
        return proceed(request)
    if "signature" not in request.get:  # which would not fit any more
        return proceed(_with(request, b"quantity=0"))
    answer = proceed(request)
    data = _with_products(data_of(answer))
    return answer if data is None else json_answer(answer, {**data, "products": []})


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def cart_edit_ignored(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Changing a row of the cart answers success, and the row stays as it was."""
    named = asks(request, "cart_edit") and "key" in request.post
    return proceed(_with(request, b"key=0") if named else request)


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def cart_remove_ignored(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Taking a row out of the cart answers success, and the row stays there."""
    named = asks(request, "cart_remove") and "key" in request.post
    return proceed(_with(request, b"key=0") if named else request)


@breaks(Breach.SILENT)
@fault_of(CALLS)
def cart_shared(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A session that has put nothing into its cart is shown what another has put there."""
    answer, kept = proceed(request), store.scratch.setdefault("cart-shared", {"filled": set(), "cart": None})
    if asks(request, "cart_add"):
        kept["filled"].add(_caller(request))
    data = _with_products(data_of(answer)) if asks(request, "cart_read") else None
    if data is None:
        return answer
    if data["products"]:
        kept["cart"] = data
        return answer
    untouched = _caller(request) not in kept["filled"] or not _caller(request)
    return json_answer(answer, kept["cart"]) if kept["cart"] and untouched else answer


@breaks(Breach.SILENT)
@fault_of((*CALLS, *DOCUMENTED))
def totals_wrong(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The total of a cart, or of the documented API's orders, is another than what the lines above it come to."""
    answer = proceed(request)
    data = data_of(answer) if asks(request, "cart_read", "order_read") else None
    holder = data.get("order", data) if isinstance(data, dict) else {}
    lines = holder.get("totals") if isinstance(holder, dict) else None
    if not isinstance(lines, list) or len(lines) < 2:
        return answer
    lines[-1] |= {name: _another_price(lines[-1][name]) for name in ("text", "value") if name in lines[-1]}
    return json_answer(answer, data)


@breaks(Breach.SILENT)
@fault_of((*CALLS, *DOCUMENTED))
def row_total_wrong(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The total of a row is another than the price of its pieces comes to."""
    answer = proceed(request)
    data = data_of(answer)
    holder = _with_products(data.get("order", data)) if isinstance(data, dict) else None
    if holder is None:
        return answer
    for row in holder["products"]:
        row |= {name: _another_price(row[name]) for name in ("total", "total_text") if name in row}
    return json_answer(answer, data)


@breaks(Breach.SILENT)
@fault_of((*CALLS_BEFORE_SIGNATURES, *DOCUMENTED))
def price_changed_on_edit(store: Store, request: Request, proceed: Proceed) -> Answer:
    """Once a row of the cart, or an order of the documented API, was changed its products cost something else."""
    answer, edited = proceed(request), store.scratch.setdefault("price-changed-on-edit", set())
    if asks(request, "cart_edit", "order_replace"):
        edited.add(_caller(request))
    data = data_of(answer) if asks(request, "cart_read", "order_read") else None
    holder = _with_products(data.get("order", data)) if isinstance(data, dict) else None
    if holder is None or _caller(request) not in edited:
        return answer
    for row in holder["products"]:
        row["price"] = _another_price(row["price"])
        total = 9999 * int(row["quantity"])
        row["total"] = f"${total:,.2f}" if isinstance(row["price"], str) else total
    return json_answer(answer, data)


@breaks(Breach.OPEN)
@fault_of(CALLS_BEFORE_SIGNATURES)
def refuses_repetition(store: Store, request: Request, proceed: Proceed) -> Answer:
    """The same customer a second time in a session is refused."""
    answer, known = proceed(request), store.scratch.setdefault("refuses-repetition", set())
    accepted = isinstance(data_of(answer), dict) and "success" in data_of(answer)
    if not asks(request, "customer_set") or not accepted:
        return answer
    asked = (_caller(request), request.body)
    if asked in known:
        return json_answer(answer, {"error": {"warning": "You have told this already!"}})
    known.add(asked)
    return answer


@breaks(Breach.SILENT)
@fault_of(_ORDER_FOUND)
def order_not_kept(store: Store, request: Request, proceed: Proceed) -> Answer:
    """Making an order answers success and a number, and there is no such order."""
    before = {order.order_id for order in store.orders.all()}
    answer = proceed(request)
    for order in store.orders.all():
        if asks(request, "order_create") and order.order_id not in before:
            store.orders.delete(order)
    return answer


@breaks(Breach.SILENT)
@fault_of(_ORDER_READ)
def order_total_differs(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An order that is read tells another total than its cart had."""

    def another(order: dict[str, Any]) -> dict[str, Any]:
        return {**order, "total": "9999.0000" if isinstance(order["total"], str) else 9999.0}

    return _with_order(request, proceed(request), another)


@breaks(Breach.SILENT)
@fault_of(_ORDER_READ)
def another_order_read(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Reading an order answers with the number of another one."""

    def another(order: dict[str, Any]) -> dict[str, Any]:
        number = to_int(str(order["order_id"])) + 1
        return {**order, "order_id": str(number) if isinstance(order["order_id"], str) else number}

    return _with_order(request, proceed(request), another)


@breaks(Breach.SILENT)
@fault_of(_ORDER_READ)
def letters_lost(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The texts of an order that is read have question marks for all letters but those from A to Z."""

    def without(order: dict[str, Any]) -> dict[str, Any]:
        return {
            name: told.encode("ascii", "replace").decode() if isinstance(told, str) else told
            for name, told in order.items()
        }

    return _with_order(request, proceed(request), without)


@breaks(Breach.SILENT)
@fault_of(_ORDER_READ)
def history_not_kept(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A new status of an order is answered with success, and the order keeps the old one."""
    order = _order(store, request) if asks(request, "order_history_add") else None
    if order is None:
        return proceed(request)
    before = order.status_id, list(order.history), deepcopy(order.fields)
    answer = proceed(request)
    order.status_id, order.history, order.fields = before
    return answer


@breaks(Breach.SILENT)
@fault_of(DOCUMENTED)
def history_kept_twice(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A new entry of an order's history is written twice."""
    order = _order(store, request) if asks(request, "order_history_add") else None
    before = len(order.history) if order else 0
    answer = proceed(request)
    if order and len(order.history) > before:
        order.fields["history"].append(order.fields["history"][-1])
    return answer


@breaks(Breach.SILENT)
@fault_of(CALLS_BEFORE_SIGNATURES)
def delete_ignored(store: Store, request: Request, proceed: Proceed) -> Answer:
    """Deleting an order answers success, and the order stays."""
    order = _order(store, request) if asks(request, "order_delete") else None
    if order is None:
        return proceed(request)
    answer = proceed(replace(request, query=request.query.replace(b"order_id=", b"kept=")))
    told = data_of(answer)
    return answer if told is None else json_answer(answer, {"success": str(Say.ORDER_MODIFIED)})


def _with(request: Request, field: bytes) -> Request:
    """The request with a field of its form overwritten: of two PHP takes the later one."""
    return replace(request, body=request.body + b"&" + field)


def _with_order(
    request: Request, answer: Answer, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> Answer:
    """An order that was read, changed; any other answer as it is."""
    data = data_of(answer) if asks(request, "order_read") else None
    told: dict[str, Any] = data if isinstance(data, dict) else {}
    order = told.get("order", told)
    if not isinstance(order, dict) or "order_id" not in order:
        return answer
    changed = change(order)
    return json_answer(answer, {**told, "order": changed} if "order" in told else changed)


def _with_products(data: Any) -> Any:
    return data if isinstance(data, dict) and isinstance(data.get("products"), list) else None


def _another_price(told: Any) -> Any:
    return _ANOTHER_PRICE[type(told)]


def _caller(request: Request) -> str:
    """What tells one session from another: a token, or the cookie of a session; "" where there are none."""
    told = (*(request.get.get(name) for name in ("api_token", "token")), *request.cookies.values())
    return next((str(one) for one in told if one), "")


def _order(store: Store, request: Request) -> Order | None:
    number = request.get.get("order_id") or request.post.get("order_id") or ""
    return store.orders.get(to_int(number)) if isinstance(number, str) else None
