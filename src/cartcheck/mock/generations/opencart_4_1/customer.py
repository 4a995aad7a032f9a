"""Who buys (catalog/controller/api/customer.php). The demo store has no registered customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.custom_fields import custom_field_errors
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.mock.shop.address import email_fits, name_errors
from cartcheck.php.array import PhpArray
from cartcheck.php.values import is_empty, to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_1.visit import Json, Visit

_FIELDS = ("customer_id", "customer_group_id", "firstname", "lastname", "email", "telephone")
_GROUPS = frozenset({1, 2, 3})


def customer(visit: Visit) -> Json:
    """Set the customer; a telephone isn't asked for in a fresh shop."""
    errors = _errors(visit)
    if errors:
        return error(errors)
    visit.session.customer = {
        **{name: visit.post.get(name, "") for name in _FIELDS},
        "custom_field": visit.post.get("custom_field", PhpArray()),
    }
    return success(Say.CUSTOMER_SET)


def _errors(visit: Visit) -> dict[str, str]:
    wrong: dict[str, str] = {}
    customer_id = visit.post.get("customer_id", "")
    if not is_empty(customer_id):
        visit.integer(customer_id, "catalog/model/account/customer.php")
        wrong["warning"] = str(Say.CUSTOMER_4)
    if to_int(visit.group_sent()) not in _GROUPS:
        wrong["customer_group"] = str(Say.CUSTOMER_GROUP)
    wrong |= name_errors(visit.measured)
    if not email_fits(visit.field("email")):
        wrong["email"] = str(Say.EMAIL)
    return wrong | custom_field_errors(visit, "account")
