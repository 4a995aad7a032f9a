"""What differs between the releases of 4.1, as a table: a quirk holds from one release until before another.

Read from the differences between the tags of OpenCart; the file is named with each.
"""

from __future__ import annotations

from cartcheck.mock.quirk import Quirk

# catalog/controller/startup/api.php: the two bounds of `time` are joined by "and" before; and it is signed as an integer.
TIME_WINDOW = Quirk((4, 1, 0, 4))
# catalog/controller/startup/api.php knows routes in any letters.
ROUTE_IN_ANY_LETTERS = Quirk((4, 1, 0, 4))
# system/helper/general.php, oc_get_ip: a forwarded address that is none is skipped.
FORWARDED_MUST_BE_ADDRESS = Quirk((4, 1, 0, 4))
# catalog/controller/startup/error.php: warnings no longer end a request.
WARNINGS_HARMLESS = Quirk((4, 1, 0, 4))
# catalog/controller/startup/session.php and currency.php.
COOKIES_HTTP_ONLY = Quirk((4, 1, 0, 4))
# system/framework.php forbids caching before all else, so that pages of errors do, too; and sends an Expires header.
CACHING_FORBIDDEN_AT_ONCE = Quirk((4, 1, 0, 4))
# system/helper/validation.php: lengths are counted in bytes.
LENGTH_IN_BYTES = Quirk(until=(4, 1, 0, 1))
# catalog/controller/api/shipping_address.php reads all fields unasked; a missing one is a TypeError, but for ids.
SHIPPING_FIELDS_DEMANDED = Quirk(until=(4, 1, 0, 1))
# catalog/controller/api/{payment,shipping}_address.php want a zone even of countries that have none.
ZONE_ALWAYS = Quirk(until=(4, 1, 0, 1))
# …_address.php read …_address_id unasked.
ADDRESS_ID_READ_UNCHECKED = Quirk(until=(4, 1, 0, 4))
# catalog/controller/api/shipping_method.php: fields have to be there; later they must not be empty, and 0 is.
SHIPPING_METHOD_NOT_EMPTY = Quirk((4, 1, 0, 4))
# catalog/controller/api/payment_method.php: the same, and unchecked in between.
PAYMENT_METHOD_UNCHECKED = Quirk((4, 1, 0, 1), (4, 1, 0, 4))
PAYMENT_METHOD_NOT_EMPTY = Quirk((4, 1, 0, 4))
# catalog/controller/api/order.php: without order_status_id the shop's default; later 0.
DEFAULT_STATUS = Quirk(until=(4, 1, 0, 1))
# …/order.php tests a misspelled variable for the affiliate, and always tells the commission.
AFFILIATE_NOT_DEMANDED = Quirk(until=(4, 1, 0, 4))
COMMISSION_ALWAYS = Quirk(until=(4, 1, 0, 4))
# …/order.php: confirm complains about stock a second time.
STOCK_AT_CONFIRM = Quirk(until=(4, 1, 0, 4))
# catalog/controller/api/cart.php counts the stock of the edited order back, and what is added to the cart.
STOCK_OF_ORDER_COUNTED = Quirk((4, 1, 0, 4))
# system/helper/db_schema.php: products have sku, upc, ean, jan, isbn, mpn.
PRODUCT_CODES = Quirk(until=(4, 1, 0, 4))
# catalog/model/checkout/cart.php taxes a line's total as one piece.
TOTAL_TAXED_AS_ONE = Quirk(until=(4, 1, 0, 4))
# system/library/cart/cart.php charges fixed taxes once for each line.
FIXED_TAX_ONCE = Quirk((4, 1, 0, 4))
# catalog/language/en-gb/api/subscription.php lacks two texts, so their names are told.
SUBSCRIPTION_TEXTS_MISSING = Quirk(until=(4, 1, 0, 4))
# catalog/controller/api/subscription.php reads subscription_plan_id unasked; null is a TypeError.
PLAN_DEMANDED = Quirk(until=(4, 1, 0, 1))
