"""What differs between the releases of 3.0 in login and sessions, as a table; the file is named with each."""

from __future__ import annotations

from cartcheck.mock.quirk import Quirk

# catalog/model/account/api.php: an AND is missing in the query, so each login ends in an uncaught exception.
LOGIN_BROKEN = Quirk(until=(3, 0, 3, 0))
# catalog/controller/startup/session.php reads `api_token` of any api/ route without asking whether it's there.
TOKEN_READ_UNCHECKED = Quirk(until=(3, 0, 3, 0))
# Made before PHP 8: each of its classes sets properties that it does not declare.
MADE_FOR_PHP_7 = Quirk(until=(3, 0, 3, 0))
# system/config/catalog.php, session_autostart: a cookie session starts before anything else, for API calls too.
COOKIE_SESSION_FIRST = Quirk(until=(3, 0, 3, 2))
# catalog/controller/api/login.php takes `key` from the form unchecked: a PHP message when it is missing.
KEY_READ_UNCHECKED = Quirk((3, 0, 3, 0), (3, 0, 3, 7))
KEY_OF_USERNAME_READ_UNCHECKED = Quirk((3, 0, 3, 7), (3, 0, 3, 8))
# system/library/session/db.php compares a date with a unix time: always greater.
SESSIONS_NEVER_EXPIRE = Quirk(until=(3, 0, 3, 7))
# system/library/session/db.php writes the expiry in the shop's time zone and reads it before that is set.
TIMES_IN_SHOP_ZONE = Quirk((3, 0, 3, 7), (3, 0, 4, 0))
