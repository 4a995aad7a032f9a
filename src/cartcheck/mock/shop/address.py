"""Postal addresses: what a shop wants of one, and what it adds to it. The same fields since OpenCart 2.0."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from cartcheck.mock.messages import Say
from cartcheck.php.email import is_email
from cartcheck.php.values import is_empty, to_int

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.mock.shop.catalogue import Catalogue

Field: TypeAlias = Callable[[str], str]
"""Gives the text of a form field, "" for one that is missing."""
Given: TypeAlias = Callable[[str], object]
"""Gives a form field as it came, be it a text or an array."""

ADDRESS_FIELDS = (
    *("firstname", "lastname", "company", "address_1", "address_2", "postcode", "city"),
    *("zone_id", "country_id"),
)
_PHP_TRIMS = " \t\n\r\0\x0b"


@dataclass(frozen=True, slots=True)
class AddressRules:
    """Where releases differ: how long a city may be, whether a country has to exist, which countries need a zone."""

    city_up_to: int
    country_exists: bool = False
    countries_without_zones: frozenset[int] = frozenset()


def length(text: str) -> int:
    """How many characters a field has, without blanks around it."""
    return len(text.strip(_PHP_TRIMS))


def name_errors(field: Field) -> dict[str, str]:
    """What is wrong with first and last name."""
    checks = {"firstname": Say.FIRSTNAME, "lastname": Say.LASTNAME}
    return {name: str(said) for name, said in checks.items() if not 1 <= length(field(name)) <= 32}


def email_fits(text: str) -> bool:
    """At most 96 characters that PHP's filter takes for an address."""
    return len(text) <= 96 and is_email(text)


def address_errors(catalogue: Catalogue, field: Field, given: Given, rules: AddressRules) -> dict[str, str]:
    """The complaints by field, in the order the shop checks them."""
    checks = {
        "address_1": (3 <= length(field("address_1")) <= 128, Say.ADDRESS_1),
        "city": (2 <= len(field("city")) <= rules.city_up_to, Say.CITY),
        "postcode": (_postcode_fits(catalogue, field, given), Say.POSTCODE),
        "country": (_country_fits(catalogue, given, rules), Say.COUNTRY),
        "zone": (_zone_fits(given, rules), Say.ZONE),
    }
    wrong = {name: str(message) for name, (fits, message) in checks.items() if not fits}
    return {**name_errors(field), **wrong}


def complete(catalogue: Catalogue, posted: Mapping[str, Any]) -> dict[str, Any]:
    """The address as the session keeps it; country and zone that aren't known stay without a name."""
    country = catalogue.countries.get(to_int(posted["country_id"]))
    zone = catalogue.zones.get(to_int(posted["zone_id"]))
    return {
        **posted,
        "zone": zone.name if zone else "",
        "zone_code": zone.code if zone else "",
        "country": country.name if country else "",
        "iso_code_2": country.iso_code_2 if country else "",
        "iso_code_3": country.iso_code_3 if country else "",
        "address_format": country.address_format if country else "",
    }


def _postcode_fits(catalogue: Catalogue, field: Field, given: Given) -> bool:
    country = catalogue.countries.get(to_int(given("country_id")))
    return not country or not country.postcode_required or 2 <= length(field("postcode")) <= 10


def _country_fits(catalogue: Catalogue, given: Given, rules: AddressRules) -> bool:
    sent = given("country_id")
    return to_int(sent) in catalogue.countries if rules.country_exists else sent != ""


def _zone_fits(given: Given, rules: AddressRules) -> bool:
    if not rules.countries_without_zones:
        return given("zone_id") != ""
    country = to_int(given("country_id"))
    known = country > 0 and country not in rules.countries_without_zones
    return not known or not is_empty(given("zone_id"))
