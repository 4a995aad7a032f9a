"""Products and categories: no version has them.

Source: the list of catalog/controller/api/ in 2.0.3.1, 2.3.0.2, 3.0.5.1, 4.0.0.0, 4.0.2.3 and 4.1.0.4; measured.
"""

from __future__ import annotations

from cartcheck.claims.known.eras import nowhere

_READING = nowhere(
    "No call reads products; api/cart/products tells what lies in the caller's own cart.",
    "No call reads products; api/sale/cart tells what lies in the caller's own cart.",
    "No call reads products; api/sale/cart tells what lies in the caller's own cart.",
    "No call reads products; api/order with call=cart tells of those that were sent with it.",
)
_WRITING = nowhere(*(["No call writes products."] * 4))
_SORTING = nowhere(*(["No call knows categories."] * 4))

STANDS = {
    "product-list": _READING,
    "product-info": _READING,
    "product-add": _WRITING,
    "product-edit": _WRITING,
    "category-list": _SORTING,
    "category-info": _SORTING,
}
