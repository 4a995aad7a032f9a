"""Customers.

Source: catalog/controller/api/customer.php of 2.0.3.1, 3.0.5.1 and 4.1.0.4; api/sale/customer.php of 4.0.2.3; measured.
"""

from __future__ import annotations

from cartcheck.claims.known.eras import (
    NOBODY,
    OWN_4_0,
    OWN_4_0_0,
    OWN_4_1,
    OWN_TO_3_0,
    UPGRADE_3_0,
    nowhere,
)
from cartcheck.claims.stand import absent, otherwise

_SETS = "api/customer names the customer of the order that is being made; asked without a form, it answers its errors."
_SALE = "No call lists customers; api/sale/customer names the customer of the order that is being made."
_UNREGISTERED = (
    "No call registers or changes customers; api/customer names the customer of an order.",
    *(["No call registers or changes customers; api/sale/customer names the customer of an order."] * 2),
    "No call registers or changes customers; api/order with call=customer names that of an order.",
)

STANDS = {
    "customer-list": (
        otherwise("2.0.0.0", "2.3.0.2", _SETS, OWN_TO_3_0),
        otherwise("3.0.0.0", "3.0.2.0", NOBODY, UPGRADE_3_0),
        otherwise("3.0.3.0", "3.0.5.1", _SETS, OWN_TO_3_0),
        absent("4.0.0.0", "4.0.0.0", _SALE, OWN_4_0_0),
        absent("4.0.1.0", "4.0.2.3", _SALE, OWN_4_0),
        absent(
            "4.1.0.0",
            "4.1.0.4",
            "No call lists customers; api/order with call=customer checks the customer of an order.",
            OWN_4_1,
        ),
    ),
    "customer-add": nowhere(*_UNREGISTERED),
    "customer-edit": nowhere(*_UNREGISTERED),
    "customer-login": nowhere(*(["No call checks a customer's password."] * 4)),
}
