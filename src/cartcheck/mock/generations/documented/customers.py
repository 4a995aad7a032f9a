"""`api/customer…`: registered customers. A fresh store has none."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.documented.answers import Json, Page, RefusedError, check, missing
from cartcheck.mock.generations.documented.fields import Fields
from cartcheck.mock.generations.documented.state import Customer, now

if TYPE_CHECKING:
    from cartcheck.mock.generations.documented.call import Call

_NO_MATCH = "No match for E-Mail Address and/or Password!"


def listed(call: Call) -> Json:
    """A page of the customers, by id; `email` finds one."""
    fields = Fields(call.query)
    email, page = fields.email("email", default="").lower(), Page.read(fields)
    check(fields)
    found = [one for one in call.state.customers.values() if email in ("", one.email.lower())]
    return page.of("customers", found, shown)


def add(call: Call) -> Json:
    """A new customer: names, `email`, `telephone` and `password` are needed, and the e-mail address must be new."""
    customer_id = max(call.state.customers, default=0) + 1
    _keep(call, customer_id, None)
    return {"success": "You have added a customer!", "customer_id": customer_id}


def edit(call: Call) -> Json:
    """Change the fields that were sent."""
    customer = call.state.customers.get(call.id("customer_id"))
    if not customer:
        raise missing("customer")
    _keep(call, customer.customer_id, customer)
    return {"success": "You have modified the customer!", "customer_id": customer.customer_id}


def login(call: Call) -> Json:
    """Whether `email` and `password` are a customer's; a 400 if not, since the caller's token is good."""
    fields = Fields(call.body)
    email, password = fields.email("email"), fields.text("password", least=1)
    check(fields)
    customer = _by_email(call, email)
    if not customer or not customer.enabled or not _equal(password, customer.password):
        raise RefusedError(400, {"email": _NO_MATCH})
    return {"success": "The customer is logged in!", "customer": shown(customer)}


def shown(customer: Customer) -> dict[str, Any]:
    """A customer as the API tells it."""
    return {
        "customer_id": customer.customer_id,
        "firstname": customer.firstname,
        "lastname": customer.lastname,
        "email": customer.email,
        "telephone": customer.telephone,
        "status": customer.enabled,
        "date_added": customer.date_added,
    }


def _keep(call: Call, customer_id: int, old: Customer | None) -> None:
    fields = Fields(call.body)
    changed = Customer(
        customer_id,
        firstname=fields.text("firstname", least=1, most=32, default=old.firstname if old else None),
        lastname=fields.text("lastname", least=1, most=32, default=old.lastname if old else None),
        email=fields.email("email", default=old.email if old else None),
        telephone=fields.text("telephone", least=3, most=32, default=old.telephone if old else None),
        password=fields.text("password", least=4, most=40, default=old.password if old else None),
        enabled=fields.flag("status", default=old.enabled if old else True),
        date_added=old.date_added if old else now(call.store),
    )
    known = _by_email(call, changed.email)
    if known and known.customer_id != customer_id:
        fields.refuse("email", "email is registered already!")
    check(fields)
    call.state.customers[customer_id] = changed


def _by_email(call: Call, email: str) -> Customer | None:
    customers = call.state.customers.values()
    return next((one for one in customers if one.email.lower() == email.lower()), None)


def _equal(sent: str, stored: str) -> bool:
    return hmac.compare_digest(*(text.encode("utf-8", "surrogateescape") for text in (sent, stored)))
