"""Products, stock, categories, customers: no version has them.

Source: the list of catalog/controller/api/ in OpenCart 2.0.3.1, 2.3.0.2, 3.0.5.1, 4.0.0.0, 4.0.2.3 and 4.1.0.4; measured.
"""

from __future__ import annotations

from cartcheck.needs.known.eras import nowhere

_OWN_CART = (
    "The cart tells of products only what lies in it, by a product's number that the caller must know."
)
_CHECKED = (
    "The product calls of an order tell only of those that were sent, by a number that the caller must know."
)
_STOCK = "The cart marks a row that is short of stock, but tells no number."
_STOCK_4_1 = "An order's products are refused where stock is short, and no number is told."
_NAMED = "The customer call names the customer of an order that is being made; nobody is registered by it."

WAYS = {
    "products:read": nowhere(_OWN_CART, _CHECKED),
    "products:write": nowhere("No call writes products.", "No call writes products."),
    "stock:read": nowhere(_STOCK, _STOCK_4_1),
    "stock:write": nowhere("Stock changes by orders alone.", "Stock changes by orders alone."),
    "categories:read": nowhere("No call knows categories.", "No call knows categories."),
    "customers:read": nowhere(_NAMED, _NAMED),
    "customers:write": nowhere(_NAMED, _NAMED),
    "customers:login": nowhere(
        "No call checks a customer's password.", "No call checks a customer's password."
    ),
}
