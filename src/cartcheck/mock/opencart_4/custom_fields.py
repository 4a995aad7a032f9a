"""The shop's own fields with a customer and the addresses, in 4.x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.messages import Say
from cartcheck.mock.quirk import Quirk
from cartcheck.mock.shop.custom_fields import Rules, refused

if TYPE_CHECKING:
    from cartcheck.mock.opencart_4.visit import Visit4

# catalog/language/en-gb/api/sale/customer.php and the addresses: a text that is not as it has to be.
_UNLIKE_AT_FIRST = Quirk(until=(4, 0, 1, 0))


def custom_field_errors(visit: Visit4, location: str, field: str = "custom_field") -> dict[str, str]:
    """What is missing of the fields that stand with a customer ("account") or an address ("address"), sent as `field`."""
    unlike = Say.UNLIKE_PATTERN_4_0_0 if visit.has(_UNLIKE_AT_FIRST) else Say.UNLIKE_PATTERN
    rules = Rules(key=f"{field}_", unlike=unlike)
    return refused(visit.store.custom_fields, location, visit.post.get(field), rules)
