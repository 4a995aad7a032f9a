"""What differs between the releases of 4.0, as a table: a quirk holds from one release until before another.

Read from the differences between the tags of OpenCart; the file is named with each.
"""

from __future__ import annotations

from cartcheck.mock.quirk import Quirk

# catalog/controller/api/account/login.php is in the wrong namespace, and system/config/catalog.php has no startup/api:
# nobody can log in, and nobody is asked.
OPEN_TO_ALL = Quirk(until=(4, 0, 1, 0))
# system/engine/action.php: the separator before a method; later system/framework.php turns `|` into `.`.
METHOD_BEHIND_PIPE = Quirk(until=(4, 0, 2, 0))
# system/framework.php: %7C that was encoded twice.
ENCODED_PIPE = Quirk((4, 0, 1, 0))
# system/framework.php forbids caching of every answer, not only of those with a session cookie.
CACHING_FORBIDDEN = Quirk((4, 0, 1, 0))
# install/opencart.sql, config_session_expire: over a hundred years.
SESSION_COOKIE_FOR_EVER = Quirk(until=(4, 0, 1, 0))
# system/config/default.php, session_expire: what a call by token prolongs its session by.
TOKEN_SESSION_FOR_EVER = Quirk(until=(4, 0, 2, 0))
# The releases made for PHP 8.0, which cuts fractions of integers silently.
BEFORE_PHP_8_1 = Quirk(until=(4, 0, 2, 0))
# system/library/cart/cart.php reads the cart, by session id, as soon as it is made: before the settings' error handler.
CART_READ_AT_START = Quirk((4, 0, 2, 2))
# catalog/controller/startup/error.php: exceptions are printed by class, then message.
EXCEPTION_CLASS_TOLD = Quirk(until=(4, 0, 2, 3))
# catalog/controller/api/localisation/language.php and store.php exist.
LANGUAGE_AND_STORE = Quirk(until=(4, 0, 2, 0))
# catalog/controller/api/sale/affiliate.php tells the words of the coupon when there is none.
AFFILIATE_CALLED_COUPON = Quirk(until=(4, 0, 1, 0))
# Methods are labelled `title`, chosen by code, and kept as that code: void once the list is forgotten.
METHODS_LOOKED_UP = Quirk(until=(4, 0, 2, 0))
# extension/opencart/catalog/model/payment/free_checkout.php kept the old label.
FREE_CHECKOUT_TITLE = Quirk(until=(4, 0, 2, 2))
# catalog/controller/api/sale/*.php: a change forgets the lists of methods; in 4.0.2.0 and 4.0.2.1 the choice as well.
CHANGES_FORGET_LISTS = Quirk(until=(4, 0, 2, 2))
CHANGES_FORGET_CHOICES = Quirk((4, 0, 2, 0), (4, 0, 2, 2))
# catalog/controller/api/sale/payment_address.php sets the shipping address too if there is none.
ONE_ADDRESS_FOR_BOTH = Quirk(until=(4, 0, 2, 0))
# catalog/controller/api/sale/{payment,shipping}_address.php read …_address_id unasked; cities up to 128.
ADDRESS_ID_READ_UNCHECKED = Quirk((4, 0, 2, 2))
CITY_UP_TO_128 = Quirk((4, 0, 2, 2))
# catalog/controller/api/sale/order.php: one text in place of all complaints when the payment method is missing.
PAYMENT_METHOD_COMPLAINT_ONLY = Quirk((4, 0, 2, 0), (4, 0, 2, 2))
# …/order.php gives catalog/model/checkout/order.php no address ids, and without payment address no payment method.
ORDER_LACKS_ADDRESS_IDS = Quirk((4, 0, 2, 0), (4, 0, 2, 2))
# catalog/controller/mail/order.php, which comes before a first status, reads the name of a shipping method unasked.
MAIL_NAMES_SHIPPING = Quirk((4, 0, 2, 2))
# …/order.php: a loaded order's comment replaces the session's even if empty.
EMPTY_COMMENT_LOADED = Quirk(until=(4, 0, 2, 0))
# install/opencart.sql: products with the variant 0, which `cart|add` takes for an option; an order brings it not back.
VARIANT_AMONG_OPTIONS = Quirk(until=(4, 0, 1, 0))
# catalog/model/checkout/order.php, addHistory() promises a number, and gives none for an order that is gone.
HISTORY_NEEDS_ORDER = Quirk(until=(4, 0, 2, 0))
# …/order.php loads checkboxes by name instead of id, so the cart does not know them.
CHECKBOXES_LOADED_BY_NAME = Quirk(until=(4, 0, 2, 0))
# catalog/controller/api/sale/cart.php shows options with all their columns; then catalog/model/checkout/cart.php cuts them.
OPTIONS_SHOWN_WHOLE = Quirk(until=(4, 0, 2, 2))
OPTION_VALUES_CUT = Quirk((4, 0, 2, 2), (4, 0, 2, 3))
# system/config/default.php, session_path: one slash too many, so that no client sends the cookie back.
SESSION_COOKIE_FOR_NO_PATH = Quirk(until=(4, 0, 1, 0))
# catalog/controller/product/product.php says so itself when there is no product.
PRODUCT_MISSING_TOLD = Quirk(until=(4, 0, 2, 3))
