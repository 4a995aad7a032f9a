"""`api/payment/address` and `api/shipping/address`: the same fields, checked the same way but for one limit."""

from __future__ import annotations

from typing import Any

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.cart_api.guard import Json, guarded, refusal, success
from cartcheck.mock.cart_api.messages import Say
from cartcheck.mock.cart_api.visit import Visit, text
from cartcheck.php.array import PhpArray
from cartcheck.php.values import to_int

_FIELDS = (
    "firstname",
    "lastname",
    "company",
    "address_1",
    "address_2",
    "postcode",
    "city",
    "zone_id",
    "country_id",
)
_PHP_TRIMS = " \t\n\r\0\x0b"


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


def field(visit: Visit, name: str) -> str:
    """A field of a form; a missing one is taken as empty, an array is a TypeError."""
    return text(visit.post.get(name, ""))


def length(visit: Visit, name: str) -> int:
    """How many characters a field has; until 3.0.5.0 trimmed only for this."""
    return len(field(visit, name).strip(_PHP_TRIMS))


def _errors(visit: Visit, *, city_up_to: int) -> dict[str, str]:
    checks = {
        "firstname": (1 <= length(visit, "firstname") <= 32, Say.FIRSTNAME),
        "lastname": (1 <= length(visit, "lastname") <= 32, Say.LASTNAME),
        "address_1": (3 <= length(visit, "address_1") <= 128, Say.ADDRESS_1),
        "city": (2 <= len(field(visit, "city")) <= city_up_to, Say.CITY),
        "postcode": (_postcode_fits(visit), Say.POSTCODE),
        "country": (visit.post.get("country_id", "") != "", Say.COUNTRY),
        "zone": (visit.post.get("zone_id", "") != "", Say.ZONE),
    }
    return {name: str(message) for name, (fits, message) in checks.items() if not fits}


def _postcode_fits(visit: Visit) -> bool:
    country = visit.store.catalogue.countries.get(to_int(visit.post.get("country_id", "")))
    return not country or not country.postcode_required or 2 <= length(visit, "postcode") <= 10


def _address(visit: Visit) -> dict[str, Any]:
    """The address as the session keeps it; country and zone that aren't known stay without a name."""
    posted = {name: visit.post.get(name, "") for name in _FIELDS}
    country = visit.store.catalogue.countries.get(to_int(posted["country_id"]))
    zone = visit.store.catalogue.zones.get(to_int(posted["zone_id"]))
    return {
        **posted,
        "zone": zone.name if zone else "",
        "zone_code": zone.code if zone else "",
        "country": country.name if country else "",
        "iso_code_2": country.iso_code_2 if country else "",
        "iso_code_3": country.iso_code_3 if country else "",
        "address_format": country.address_format if country else "",
        "custom_field": visit.post.get("custom_field", PhpArray()),
    }
