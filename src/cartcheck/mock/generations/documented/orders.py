"""`api/order…`: orders by list, one with items, totals and history, new ones, changed ones, and new states."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.documented.answers import Json, Page, check, missing
from cartcheck.mock.generations.documented.fields import Fields
from cartcheck.mock.generations.documented.order_form import (
    read_address,
    read_buyer,
    read_lines,
    read_methods,
    totals_of,
)
from cartcheck.mock.generations.documented.state import now

if TYPE_CHECKING:
    from cartcheck.mock.generations.documented.call import Call
    from cartcheck.mock.shop.line import Line
    from cartcheck.mock.shop.orders import Order

DEFAULT_STATUS = 1
PUT_AWAY = 0


def listed(call: Call) -> Json:
    """A page of the orders, newest first, filtered by state, days and customer; those put away only by their state, 0."""
    fields = Fields(call.query)
    status, customer = fields.whole("status", default=-1), fields.whole("customer_id", default=-1)
    since, until = fields.day("date_from", default="0000-01-01"), fields.day("date_to", default="9999-12-31")
    page = Page.read(fields)
    check(fields)
    found = [
        order
        for order in reversed(call.store.orders.all())
        if (order.status_id == status if status >= 0 else order.status_id > 0)
        and customer in (-1, order.fields["customer_id"])
        and since <= order.fields["date_added"][:10] <= until
    ]
    return page.of("orders", found, lambda order: _summary(call, order))


def info(call: Call) -> Json:
    """One order with address, methods, items, totals and history."""
    order = _wanted(call)
    names = ("telephone", "address", "payment_method", "shipping_method", "comment")
    return {
        "order": {
            **_summary(call, order),
            **{name: order.fields[name] for name in names},
            "products": [_item(line) for line in order.lines],
            "totals": order.fields["totals"],
            "history": [_told(call, *entry) for entry in order.fields["history"]],
        }
    }


def add(call: Call) -> Json:
    """A new order: customer, address and `products` are needed."""
    form = Fields(call.body)
    fields, status = _read(call, form, None), _status(call, form, DEFAULT_STATUS)
    lines = read_lines(call, form)
    check(form)
    order = call.store.orders.add(fields, [])
    _set_lines(call, order, lines)
    _set_status(call, order, status, fields["comment"], notify=False)
    return {"success": "You have added an order!", "order_id": order.order_id}


def edit(call: Call) -> Json:
    """Change the fields that were sent; `products` replaces all of them."""
    order, form = _wanted(call), Fields(call.body)
    status = _status(call, form, order.status_id)
    call.store.orders.release(order)
    fields = _read(call, form, order.fields)
    lines = read_lines(call, form) if form.has("products") else order.lines
    if not form.errors:
        order.fields |= fields
        _set_lines(call, order, lines)
    call.store.orders.book(order)
    check(form)
    if status != order.status_id:
        _set_status(call, order, status, "", notify=False)
    return {"success": "You have modified the order!", "order_id": order.order_id}


def history(call: Call) -> Json:
    """A new state, with a comment and whether the customer was told; 0 puts the order away."""
    order, fields = _wanted(call), Fields(call.body)
    status, comment = _status(call, fields, None, least=PUT_AWAY), fields.text("comment", most=4000)
    notify = fields.flag("notify", default=False)
    check(fields)
    _set_status(call, order, status, comment, notify=notify)
    return {"success": "You have modified the order!", "order_id": order.order_id}


def _wanted(call: Call) -> Order:
    order = call.store.orders.get(call.id("order_id"))
    if not order:
        raise missing("order")
    return order


def _read(call: Call, form: Fields, old: dict[str, Any] | None) -> dict[str, Any]:
    present = now(call.store)
    return {
        **read_buyer(call, form, old),
        "address": read_address(call, form, old["address"] if old else None),
        **read_methods(form, old),
        "comment": form.text("comment", most=4000, default=old["comment"] if old else ""),
        "date_added": old["date_added"] if old else present,
        "date_modified": present,
        "history": old["history"] if old else [],
    }


def _status(call: Call, form: Fields, default: int | None, *, least: int = DEFAULT_STATUS) -> int:
    status = form.whole("order_status_id", least=least, default=default)
    if form.has("order_status_id") and status not in {PUT_AWAY, *call.state.catalogue.order_statuses}:
        form.refuse("order_status_id", "order_status_id is no status of an order!")
    return status


def _status_name(call: Call, status: int) -> str:
    return call.state.catalogue.order_statuses.get(status, "")


def _set_lines(call: Call, order: Order, lines: list[Line]) -> None:
    order.lines = lines
    order.fields["totals"] = totals_of(call, lines, order.fields)


def _set_status(call: Call, order: Order, status: int, comment: str, *, notify: bool) -> None:
    call.store.orders.set_status(order, status, comment)
    order.fields["date_modified"] = now(call.store)
    order.fields["history"].append((status, comment, notify, order.fields["date_modified"]))


def _summary(call: Call, order: Order) -> dict[str, Any]:
    fields = order.fields
    return {
        "order_id": order.order_id,
        **{name: fields[name] for name in ("customer_id", "firstname", "lastname", "email")},
        "order_status_id": order.status_id,
        "order_status": _status_name(call, order.status_id),
        "total": fields["totals"][-1]["value"],
        "currency_code": "USD",
        "date_added": fields["date_added"],
        "date_modified": fields["date_modified"],
    }


def _item(line: Line) -> dict[str, Any]:
    return {
        "product_id": line.product.id,
        "name": unescape(line.product.name),
        "model": line.product.model,
        "quantity": line.quantity,
        "price": round(line.price, 4),
        "total": round(line.total, 4),
        "option": [{"name": unescape(one.option.name), "value": one.value} for one in line.options],
    }


def _told(call: Call, status: int, comment: str, notify: bool, when: str) -> dict[str, Any]:
    return {
        "order_status_id": status,
        "order_status": _status_name(call, status),
        "comment": comment,
        "notify": notify,
        "date_added": when,
    }
