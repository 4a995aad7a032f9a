"""Where the bill and the goods go (catalog/controller/api/payment_address.php, shipping_address.php)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.opencart_4_1 import quirks
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.custom_fields import custom_field_errors
from cartcheck.mock.opencart_4.demo_data import demo_data
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.mock.shop.address import ADDRESS_FIELDS, AddressRules, address_errors, complete
from cartcheck.php.array import PhpArray
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_1.visit import Json, Visit

_ID_LINES = {"payment": (121, 127), "shipping": (125, 131)}
_DEMANDED = {
    "firstname": 39,
    "lastname": 43,
    "address_1": 47,
    "city": 51,
    "country_id": 57,
    "postcode": 59,
    "zone_id": 67,
}
"""The lines of 4.1.0.0's shipping_address.php that read a field which may not be there."""


def payment_address(visit: Visit) -> Json:
    """Whose bill it is."""
    errors = _errors(visit, "payment")
    if errors:
        return error(errors)
    visit.session.payment_address = _address(visit, "payment")
    return success(Say.PAYMENT_ADDRESS_SET)


def shipping_address(visit: Visit) -> Json:
    """Where it goes, if anything is to be sent."""
    if not visit.needs_shipping():
        return error({"warning": str(Say.NOT_SHIPPED)})
    if visit.has(quirks.SHIPPING_FIELDS_DEMANDED):
        _demand(visit)
    errors = _errors(visit, "shipping")
    if errors:
        return error(errors)
    visit.session.shipping_address = _address(visit, "shipping")
    return success(Say.SHIPPING_ADDRESS_SET)


def _errors(visit: Visit, kind: str) -> dict[str, str]:
    def field(name: str) -> str:
        return visit.measured(f"{kind}_{name}", (f"catalog/controller/api/{kind}_address.php", 38))

    zoned = _zoned() if not visit.has(quirks.ZONE_ALWAYS) else AddressRules(128, country_exists=True)
    errors = address_errors(visit.store.catalogue, field, lambda name: visit.given(f"{kind}_{name}"), zoned)
    wrong = {f"{kind}_{name}": message for name, message in errors.items()}
    return wrong | custom_field_errors(visit, "address", f"{kind}_custom_field")


@cache
def _zoned() -> AddressRules:
    without = frozenset(demo_data()["countries_without_zones"])
    return AddressRules(128, country_exists=True, countries_without_zones=without)


def _demand(visit: Visit) -> None:
    source = "catalog/controller/api/shipping_address.php"
    for name, line in _DEMANDED.items():
        wanted = name != "postcode" or _postcode_wanted(visit)
        if wanted and f"shipping_{name}" not in visit.post:
            visit.tell(f'Undefined array key "shipping_{name}"', source, line)
            if name.endswith("_id"):
                continue
            called = f"called in {visit.path_of(source)} on line {line}"
            said = f"oc_validate_length(): Argument #1 ($string) must be of type string, null given, {called}"
            visit.throw("TypeError", said, "system/helper/validation.php", 11)


def _postcode_wanted(visit: Visit) -> bool:
    country = visit.store.catalogue.countries.get(to_int(visit.given("shipping_country_id")))
    return bool(country and country.postcode_required)


def _address(visit: Visit, kind: str) -> dict[str, Any]:
    posted: dict[str, Any] = {name: visit.post.get(f"{kind}_{name}", "") for name in ADDRESS_FIELDS}
    posted["address_id"] = visit.post.get(f"{kind}_address_id", "0")
    if visit.has(quirks.ADDRESS_ID_READ_UNCHECKED):
        line = _ID_LINES[kind][0 if visit.has(quirks.ZONE_ALWAYS) else 1]
        visit.posted(f"{kind}_address_id", f"catalog/controller/api/{kind}_address.php", line)
    visit.integer(posted["zone_id"] or "0", "catalog/model/localisation/zone.php")  # the country is cast
    address = complete(visit.store.catalogue, posted)
    custom_field = visit.post.get(f"{kind}_custom_field", PhpArray())
    return {**address, "country_id": to_int(posted["country_id"]), "custom_field": custom_field}
