"""`api/customer`: who buys (catalog/controller/api/customer.php). The demo store has no registered customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_3_0.guard import Json, guarded, success
from cartcheck.mock.messages import Say
from cartcheck.mock.shop.address import email_fits, name_errors
from cartcheck.php.array import PhpArray
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
        **{name: visit.field(name) for name in ("firstname", "lastname", "email", "telephone")},
        "custom_field": visit.post.get("custom_field", PhpArray()),
    }
    return success(Say.CUSTOMER_SET)


def _errors(visit: Visit) -> dict[str, str]:
    unknown = {} if is_empty(visit.post.get("customer_id", "")) else {"warning": str(Say.CUSTOMER)}
    checks = {
        "email": (email_fits(visit.field("email")), Say.EMAIL),
        "telephone": (3 <= len(visit.field("telephone")) <= 32, Say.TELEPHONE),
    }
    wrong = {name: str(message) for name, (fits, message) in checks.items() if not fits}
    return {**unknown, **name_errors(visit.field), **wrong}
