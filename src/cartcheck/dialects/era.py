"""Sentences that hold for several generations, written once."""

from __future__ import annotations

DENIES = "api/order/info denies access in JSON: the route is there from 2.2 to 3.0."
OWN_SESSIONS = "Sessions are OpenCart's own (OCSESSID, a menu controller), not PHP's as in 2.x."
PHP_SESSIONS = "Sessions are PHP's own (PHPSESSID, no menu controller), not OpenCart's as from 3.0 on."

KEY_FIRST = (
    "OpenCart checks the key first and the caller's address second. Your address is not in the API user's list, so "
    "it adds “Incorrect API Key!” although the key was right: that part of the message is a bug of 2.2–3.0."
)

ACCOUNT_LOGIN = "api/account/login refuses by a plain text and api/login is not there: that is 4.0.1–4.0.2."

PHP_AND_TABLE = "PHP's session files (session.save_path) and the database table oc_api_session"
SESSION_TABLES = "the database tables oc_session and oc_api_session"
USER_LIST = "System > Users > API in the shop's admin, edit the user {username}, tab IP Addresses"
ONE_HOUR = "An API session ends one hour after its last call; each call starts the time anew."
FILES_OUTLIVE = (
    "PHP's session outlived its 24 minutes here: session.gc_maxlifetime is set higher, or PHP deletes old files seldom, as "
    "it does only now and then."
)
PHP_IN_TIME = (
    "Besides OpenCart's hour, PHP's own session must be alive, and that ends with session.gc_maxlifetime, 24 minutes by "
    "default. Each call starts the time anew."
)
