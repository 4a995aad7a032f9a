"""What differs between the releases of 2.0 to 3.0, as a table: a quirk holds from one release until before another.

Read from the differences between the tags of OpenCart; the file is named with each.
"""

from __future__ import annotations

from cartcheck.mock.quirk import Quirk

# catalog/controller/common/maintenance.php lets only `payment` through.
API_CLOSED_IN_MAINTENANCE = Quirk(until=(2, 0, 2, 0))
# system/library/request.php trims; from 2.0.1.0 to 3.0.4.1 only the length of names and addresses is taken of trimmed text.
INPUT_TRIMMED_AT_FIRST = Quirk(until=(2, 0, 1, 0))
INPUT_TRIMMED = Quirk((3, 0, 5, 0))
# system/engine/action.php takes an empty method for `index`, so that `api/login/` works.
EMPTY_METHOD_IS_INDEX = Quirk(until=(2, 2, 0, 0))
# system/engine/action.php takes what is no letter, digit or underscore out of a route.
ROUTE_FILTERED = Quirk((2, 2, 0, 0))
# system/engine/action.php hands null to preg_replace when no controller is found: a message on PHP 8.1.
MISSING_CONTROLLER_TOLD = Quirk((2, 2, 0, 0), (3, 0, 4, 0))
# catalog/controller/api/currency.php and order.php, info(): the routes came with these.
CURRENCY_ROUTE = Quirk((2, 0, 3, 1))
ORDER_INFO_ROUTE = Quirk((2, 2, 0, 0))
# Each catalog/controller/api/*.php answers an `Origin` with CORS headers.
ORIGIN_REFLECTED = Quirk((2, 1, 0, 0), (3, 0, 0, 0))
# system/library/session.php starts PHP's own session, which forbids caching; from 3.0.4.0 system/framework.php does.
CACHING_FORBIDDEN = Quirk((3, 0, 4, 0))
# index.php and catalog/controller/startup/startup.php: cookies `language` and `currency` name the host, with its port.
COOKIES_WITH_DOMAIN = Quirk(until=(3, 0, 4, 0))
# install/opencart.sql: the language is called `en`.
LANGUAGE_IS_EN = Quirk(until=(2, 2, 0, 0))
# system/library/currency.php takes `currency` from the query first, and sets its cookie when it changes.
CURRENCY_IN_QUERY = Quirk(until=(2, 2, 0, 0))
# catalog/controller/startup/startup.php sets the taxes' addresses before startup/session.php finds the API session.
TAX_BEFORE_SESSION = Quirk((2, 2, 0, 0), (2, 3, 0, 0))
# catalog/controller/startup/startup.php sets the shop's time zone for PHP and the database.
DATES_IN_SHOP_TIME = Quirk((3, 0, 3, 7))
# system/library/cart.php keeps the cart in the session, by a key that tells product and options.
CART_IN_SESSION = Quirk(until=(2, 1, 0, 0))
# system/library/cart/cart.php marks rows with the API user.
CART_OF_API_USER = Quirk((2, 3, 0, 0))
# catalog/controller/api/cart.php and voucher.php: `product[n]` and `voucher[n]` came with 2.0.1.0; until 2.1 the single
# fields are read as well.
BULK_FORMS = Quirk((2, 0, 1, 0))
BULK_FORM_ALONE = Quirk((2, 1, 0, 0))
# catalog/controller/api/cart.php: `override` skips the check of required options.
OPTIONS_OVERRIDDEN = Quirk(until=(2, 0, 1, 0))
# catalog/controller/api/cart.php, products(): a voucher's amount is printed, and there is no price.
VOUCHER_AMOUNT_PRINTED = Quirk(until=(2, 2, 0, 0))
# catalog/controller/api/voucher.php loads the coupon's model.
VOUCHER_BROKEN = Quirk((2, 1, 0, 0), (2, 2, 0, 0))
# catalog/controller/api/voucher.php, add() forgets the methods.
VOUCHER_FORGETS_METHODS = Quirk((2, 1, 0, 0))
# catalog/controller/api/customer.php, voucher.php: patterns of their own before PHP's filter.
EMAIL_BY_SHORT_PATTERN = Quirk(until=(2, 0, 1, 0))
EMAIL_BY_LONG_PATTERN = Quirk((2, 0, 1, 0), (2, 2, 0, 0))
# catalog/controller/api/customer.php, payment.php, shipping.php: custom fields stood under `account` and `address` for a
# while; patterns of text fields are looked at since 2.3.
CUSTOM_FIELDS_NESTED = Quirk((3, 0, 2, 0), (3, 0, 3, 8))
CUSTOM_FIELDS_MATCHED = Quirk((2, 3, 0, 0))
# catalog/controller/api/customer.php.
FAX = Quirk(until=(3, 0, 0, 0))
# catalog/controller/startup/startup.php takes `store_id` of the query for the store that is asked for.
STORE_IN_QUERY = Quirk((2, 2, 0, 0))
# catalog/controller/common/maintenance.php: its page is the method `info`, and `index` the check before each request.
MAINTENANCE_PAGE_IS_INFO = Quirk(until=(2, 2, 0, 0))
# catalog/model/payment/cod.php asks only for the total.
COD_WITHOUT_SHIPPING = Quirk(until=(2, 3, 0, 0))
# catalog/language/en-gb/api/customer.php lacks error_customer.
CUSTOMER_ERROR_UNTRANSLATED = Quirk(until=(3, 0, 0, 0))
# catalog/controller/api/shipping.php; payment.php kept 32.
SHIPPING_CITY_UP_TO_128 = Quirk((3, 0, 3, 9))
# catalog/controller/api/order.php takes `payment_method` and `shipping_method` of the form; before, the latter only had
# to be there.
METHODS_OF_THE_FORM = Quirk((2, 1, 0, 0))
# catalog/language/english/api/order.php.
ORDER_TEXTS_UNWARNED = Quirk(until=(2, 1, 0, 0))
ORDER_TEXT_OF_OLD = Quirk(until=(2, 0, 3, 0))
# catalog/controller/api/order.php: `success` is set before the order is made.
SUCCESS_FIRST = Quirk((2, 2, 0, 0))
# catalog/controller/api/order.php, info() asks a variable that isn't set.
ORDER_INFO_BROKEN = Quirk((2, 2, 0, 0), (2, 3, 0, 0))
# catalog/controller/api/order.php, history() fills in `append` where it reads `override`.
OVERRIDE_READ_UNCHECKED = Quirk((2, 1, 0, 0), (2, 2, 0, 0))
# catalog/controller/api/order.php, delete() ends in print_r.
DELETE_DUMPED = Quirk(until=(2, 0, 1, 0))
# catalog/controller/api/order.php, add() empties the cart.
CART_EMPTIED_BY_ORDER = Quirk((3, 0, 0, 0))
# install/opencart.sql: columns of companies in the order, and the tables' letters of four bytes, which the connection
# (system/library/db/mysqli.php) doesn't know.
PAYMENT_COMPANY_UP_TO_40 = Quirk(until=(2, 3, 0, 0))
SHIPPING_COMPANY_UP_TO_40 = Quirk(until=(3, 0, 5, 0))
TABLES_OF_FOUR_BYTES = Quirk((3, 0, 5, 0))
# install/opencart.sql: the invoices' prefix is fixed, and the products have no title of their own.
INVOICES_OF_2013 = Quirk(until=(3, 0, 0, 0))
NO_PRODUCT_TITLES = Quirk(until=(2, 2, 0, 0))
