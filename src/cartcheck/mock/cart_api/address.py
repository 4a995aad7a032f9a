"""`api/payment/address` and `api/shipping/address`: the same fields, checked the same way but for one limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.cart_api.custom_fields import custom_field_errors
from cartcheck.mock.cart_api.guard import Json, guarded, refusal, success
from cartcheck.mock.messages import Say
from cartcheck.mock.shop.address import ADDRESS_FIELDS, AddressRules, address_errors, complete
from cartcheck.php.array import PhpArray

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit


@guarded("error.warning")
def payment_address(visit: Visit) -> Json:
    """Whose bill it is (catalog/controller/api/payment.php)."""
    session = visit.session
    session.payment_address = session.payment_methods = session.payment_method = None
    errors = _errors(visit, city_up_to=32)
    if errors:
        return {"error": errors}
    session.payment_address = _address(visit)
    return success(Say.PAYMENT_ADDRESS_SET)


def shipping_address(visit: Visit) -> Json:
    """Where it goes; `[]`, and no look at the token, as long as nothing is to be sent (…/api/shipping.php)."""
    session = visit.session
    session.shipping_address = session.shipping_methods = session.shipping_method = None
    if not visit.needs_shipping():
        return {}
    if not session.api_id:
        return refusal("error.warning")
    errors = _errors(visit, city_up_to=128 if visit.has(quirks.SHIPPING_CITY_UP_TO_128) else 32)
    if errors:
        return {"error": errors}
    session.shipping_address = _address(visit)
    return success(Say.SHIPPING_ADDRESS_SET)


def _errors(visit: Visit, *, city_up_to: int) -> dict[str, str]:
    wrong = address_errors(visit.store.catalogue, visit.field, visit.given, AddressRules(city_up_to))
    return wrong | custom_field_errors(visit, "address")


def _address(visit: Visit) -> dict[str, Any]:
    posted = {name: visit.post.get(name, "") for name in ADDRESS_FIELDS}
    custom_field = visit.post.get("custom_field", PhpArray())
    return {**complete(visit.store.catalogue, posted), "custom_field": custom_field}
