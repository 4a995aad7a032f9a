"""`api/customer`: who buys (catalog/controller/api/customer.php). The demo store has no registered customers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.cart_api.custom_fields import custom_field_errors
from cartcheck.mock.cart_api.guard import Json, guarded, success
from cartcheck.mock.messages import Say
from cartcheck.mock.shop.address import name_errors
from cartcheck.php.array import PhpArray
from cartcheck.php.email import is_email
from cartcheck.php.values import is_empty

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit


_SHORT_PATTERN = re.compile(r"[^@]+@.*\.[a-z]{2,6}$", re.IGNORECASE)
_LONG_PATTERN = re.compile(r"[^@]+@.*.[a-z]{2,15}$", re.IGNORECASE)


@guarded("error.warning")
def customer(visit: Visit) -> Json:
    """Set the customer; each call forgets the earlier one first."""
    visit.session.customer = None
    errors = _errors(visit)
    if errors:
        return {"error": errors}
    visit.session.customer = {
        **{name: visit.field(name) for name in ("firstname", "lastname", "email", "telephone")},
        **({"fax": visit.field("fax")} if visit.has(quirks.FAX) else {}),
        "custom_field": visit.post.get("custom_field", PhpArray()),
    }
    return success(Say.CUSTOMER_SET)


def email_fits(visit: Visit, address: str) -> bool:
    """At most 96 characters that PHP's filter takes for an address; until 2.1 a pattern that asks for less."""
    return len(address) <= 96 and _looks_right(visit, address)


def _looks_right(visit: Visit, address: str) -> bool:
    if visit.has(quirks.EMAIL_BY_SHORT_PATTERN):
        return bool(_SHORT_PATTERN.match(address))
    if visit.has(quirks.EMAIL_BY_LONG_PATTERN):
        return bool(_LONG_PATTERN.match(address))
    return is_email(address)


def _errors(visit: Visit) -> dict[str, str]:
    wrong = {} if is_empty(visit.post.get("customer_id", "")) else {"warning": _unknown(visit)}
    wrong |= name_errors(visit.field)
    if not email_fits(visit, visit.field("email")):
        wrong["email"] = str(Say.EMAIL)
    if not 3 <= len(visit.field("telephone")) <= 32:
        wrong["telephone"] = str(Say.TELEPHONE)
    return wrong | custom_field_errors(visit, "account")


def _unknown(visit: Visit) -> str:
    return "error_customer" if visit.has(quirks.CUSTOMER_ERROR_UNTRANSLATED) else str(Say.CUSTOMER)
