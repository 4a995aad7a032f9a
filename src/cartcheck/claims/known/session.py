"""Login and token.

Source: catalog/controller/api/login.php of 2.0.3.1–3.0.5.1 and api/account/login.php of 4.0.2.3; index.php of 2.0.3.1 and
2.1.0.2, catalog/controller/startup/session.php and system/library/session/db.php of the others; startup/api.php of 4.1.0.4.
"""

from __future__ import annotations

from cartcheck.claims.known.eras import NOBODY, NOBODY_4_0_0, UPGRADE_3_0
from cartcheck.claims.stand import absent, kept, otherwise

_SIGN = "Sign each request with the key; cartcheck sign URL shows how, line by line."
_AGAIN = (
    "Let the program log in again when a call is refused for lack of permission, and repeat the call once."
)
_UPGRADE_4_0 = "Upgrade to 4.0.2.3 or newer."
_TOKENLESS = "There is no token."

STANDS = {
    "login": (
        otherwise(
            "2.0.0.0",
            "2.0.3.1",
            "POST api/login takes username and password, and answers a cookie: the id of a PHP session.",
            "Send the fields username and password, and keep the cookie PHPSESSID.",
        ),
        otherwise(
            "2.1.0.0",
            "2.3.0.2",
            "POST api/login takes a key alone, and answers a token.",
            "Send the field key, and read the field token.",
        ),
        otherwise("3.0.0.0", "3.0.2.0", NOBODY, UPGRADE_3_0),
        kept("3.0.3.0", "3.0.5.1", "Without a username it takes the user Default."),
        absent("4.0.0.0", "4.0.0.0", NOBODY_4_0_0, _UPGRADE_4_0),
        otherwise(
            "4.0.1.0",
            "4.0.2.3",
            "The login is POST api/account/login; it takes username and key, and answers an api_token.",
            "Log in at api/account/login.",
        ),
        otherwise("4.1.0.0", "4.1.0.4", "There is no login: each request is signed with the key.", _SIGN),
    ),
    "token-in-query": (
        otherwise(
            "2.0.0.0",
            "2.0.3.1",
            "Only the cookie PHPSESSID counts; nothing in the URL does.",
            "Send the cookie PHPSESSID of the login with each call.",
        ),
        otherwise(
            "2.1.0.0",
            "2.1.0.2",
            "The parameter in the URL is called token.",
            "Call the parameter token.",
        ),
        otherwise(
            "2.2.0.0",
            "2.3.0.2",
            "The parameter is called token, and counts only with the cookie PHPSESSID of the login.",
            "Call the parameter token, and keep cookies.",
        ),
        otherwise("3.0.0.0", "3.0.2.0", NOBODY, UPGRADE_3_0),
        kept("3.0.3.0", "3.0.5.1"),
        otherwise("4.0.0.0", "4.0.0.0", NOBODY_4_0_0, _UPGRADE_4_0),
        kept("4.0.1.0", "4.0.2.3"),
        otherwise(
            "4.1.0.0",
            "4.1.0.4",
            "There is no token: the URL carries username, time and a signature. A call with api_token ends in HTTP 500.",
            _SIGN,
        ),
    ),
    "token-life": (
        otherwise(
            "2.0.0.0",
            "2.0.3.1",
            "A session dies with PHP's session.gc_maxlifetime, after 24 minutes without use by default.",
            _AGAIN,
        ),
        otherwise(
            "2.1.0.0",
            "2.3.0.2",
            "One hour at most: PHP's own session must be alive too, and dies after 24 minutes without use by default.",
            _AGAIN,
        ),
        otherwise("3.0.0.0", "3.0.2.0", NOBODY, UPGRADE_3_0),
        kept("3.0.3.0", "3.0.3.6"),
        otherwise(
            "3.0.3.7",
            "3.0.5.1",
            "One hour at most: from 3.0.3.7 on it dies with PHP's session.gc_maxlifetime, after 24 minutes without use by "
            "default.",
            _AGAIN,
        ),
        absent("4.0.0.0", "4.0.0.0", _TOKENLESS),
        kept("4.0.1.0", "4.0.2.3"),
        otherwise(
            "4.1.0.0",
            "4.1.0.3",
            f"{_TOKENLESS} A signature is good for ever.",
            "Upgrade to 4.1.0.4 or newer.",
        ),
        otherwise(
            "4.1.0.4",
            "4.1.0.4",
            f"{_TOKENLESS} A signature is good while its time is within 450 seconds of the server's clock.",
            "Keep the clock right, and sign each request anew.",
        ),
    ),
}
