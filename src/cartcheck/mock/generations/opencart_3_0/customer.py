"""`api/customer`: who buys (catalog/controller/api/customer.php). The demo store has no registered customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_3_0.address import field, length
from cartcheck.mock.generations.opencart_3_0.guard import Json, guarded, success
from cartcheck.mock.messages import Say
from cartcheck.php.array import PhpArray
from cartcheck.php.email import is_email
from cartcheck.php.values import is_empty

if TYPE_CHECKING:
    from cartcheck.mock.visit import Visit


@guarded("error.warning")
def customer(visit: Visit) -> Json:
    """Set the customer; each call forgets the earlier one first."""
    visit.session.customer = None
    errors = _errors(visit)
    if errors:
        return {"error": errors}
    visit.session.customer = {
        **{name: field(visit, name) for name in ("firstname", "lastname", "email", "telephone")},
        "custom_field": visit.post.get("custom_field", PhpArray()),
    }
    return success(Say.CUSTOMER_SET)


def email_fits(visit: Visit, name: str) -> bool:
    """At most 96 characters that PHP's filter takes for an address."""
    return len(field(visit, name)) <= 96 and is_email(field(visit, name))


def _errors(visit: Visit) -> dict[str, str]:
    checks = {
        "warning": (is_empty(visit.post.get("customer_id", "")), Say.CUSTOMER),
        "firstname": (1 <= length(visit, "firstname") <= 32, Say.FIRSTNAME),
        "lastname": (1 <= length(visit, "lastname") <= 32, Say.LASTNAME),
        "email": (email_fits(visit, "email"), Say.EMAIL),
        "telephone": (3 <= len(field(visit, "telephone")) <= 32, Say.TELEPHONE),
    }
    return {name: str(message) for name, (fits, message) in checks.items() if not fits}
