"""`api/sale/payment_address` and `api/sale/shipping_address` (catalog/controller/api/sale/…_address.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.opencart_4_0 import quirks
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.custom_fields import custom_field_errors
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.mock.shop.address import ADDRESS_FIELDS, AddressRules, address_errors, complete
from cartcheck.php.array import PhpArray
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_0.visit import Json, Visit


def payment_address(visit: Visit) -> Json:
    """Whose bill it is; a fresh shop doesn't ask for it."""
    errors = _errors(visit)
    if errors:
        return error(errors)
    session = visit.session
    session.payment_address = _address(visit, "payment", 109)
    if visit.has(quirks.ONE_ADDRESS_FOR_BOTH) and visit.needs_shipping() and not session.shipping_address:
        session.shipping_address = session.payment_address
    _forget(visit, "payment_methods")
    return success(Say.PAYMENT_ADDRESS_SET)


def shipping_address(visit: Visit) -> Json:
    """Where it goes, if anything is to be sent."""
    errors = _errors(visit) if visit.needs_shipping() else {"warning": str(Say.NOT_SHIPPED)}
    if errors:
        return error(errors)
    visit.session.shipping_address = _address(visit, "shipping", 113)
    _forget(visit, "shipping_methods")
    return success(Say.SHIPPING_ADDRESS_SET)


def _errors(visit: Visit) -> dict[str, str]:
    rules = AddressRules(city_up_to=128 if visit.has(quirks.CITY_UP_TO_128) else 32)
    wrong = address_errors(visit.store.catalogue, visit.field, visit.given, rules)
    return wrong | custom_field_errors(visit, "address")


def _address(visit: Visit, kind: str, line: int) -> dict[str, Any]:
    posted: dict[str, Any] = {name: visit.post.get(name, "") for name in ADDRESS_FIELDS}
    if visit.has(quirks.ADDRESS_ID_READ_UNCHECKED):
        source = f"catalog/controller/api/sale/{kind}_address.php"
        posted["address_id"] = visit.posted(f"{kind}_address_id", source, line)
    visit.integer(posted["zone_id"] or "0", "catalog/model/localisation/zone.php")  # the country is cast
    address = complete(visit.store.catalogue, posted)
    custom_field = visit.post.get("custom_field", PhpArray())
    return {**address, "country_id": to_int(posted["country_id"]), "custom_field": custom_field}


def _forget(visit: Visit, own_list: str) -> None:
    """An address voids the methods of its own kind, in 4.0.2.0 and 4.0.2.1 all of them."""
    if visit.has(quirks.CHANGES_FORGET_CHOICES):
        visit.session.forget_methods()
    elif visit.has(quirks.CHANGES_FORGET_LISTS):
        setattr(visit.session, own_list, None)
