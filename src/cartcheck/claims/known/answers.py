"""Status codes and bodies.

Source: catalog/controller/api/*.php of 2.0.3.1, 2.3.0.2 and 3.0.5.1; catalog/controller/startup/api.php of 4.0.2.3 and
4.1.0.4; system/library/request.php; measured on each generation.
"""

from __future__ import annotations

from cartcheck.claims.known.eras import NOBODY_4_0_0
from cartcheck.claims.stand import absent, kept, otherwise

_BY_TEXT = "Judge an answer by its JSON, not by its status: success, error, or neither."
_NO_JSON = "Take an answer that is no JSON for a refusal, and log in again."
_FORMS = "Send forms by POST: application/x-www-form-urlencoded or multipart/form-data."
_FORMS_ONLY = "A JSON body is not read, and nothing says so: the call runs as if nothing had been sent."
_DISPLAY = (
    "Take an answer that is no JSON for a refusal, and set Display Errors to No under System > Settings > your store > tab "
    "Server."
)
_ANY_TYPE = "Parse the JSON whatever the Content-Type says."
_PAGES = "Calls answer JSON; a route that is not there answers a page, and with Display Errors on PHP messages come first."

STANDS = {
    "status-401": (
        otherwise(
            "2.0.0.0", "2.1.0.2", "HTTP 200 with a text under error, for a token as for a key.", _BY_TEXT
        ),
        otherwise(
            "2.2.0.0", "2.3.0.2", "HTTP 200: a text under error for a token, [] for a wrong key.", _BY_TEXT
        ),
        otherwise(
            "3.0.0.0",
            "3.0.2.0",
            "HTTP 200 with a text under error for a token; a login ends in HTTP 500, whatever is sent.",
            _BY_TEXT,
        ),
        otherwise(
            "3.0.3.0", "3.0.5.1", "HTTP 200: a text under error for a token, [] for a wrong key.", _BY_TEXT
        ),
        absent("4.0.0.0", "4.0.0.0", NOBODY_4_0_0, "Upgrade to 4.0.2.3 or newer."),
        otherwise(
            "4.0.1.0",
            "4.0.2.3",
            "A wrong key is HTTP 200 with a text under error; a refused token is a page or PHP's own text, with HTTP 404, "
            "500, 302 or 200.",
            _NO_JSON,
        ),
        otherwise(
            "4.1.0.0",
            "4.1.0.4",
            "HTTP 403, the same for a wrong key, user, address, clock, host or body.",
            "Let cartcheck sign URL find out what is wrong with a signature.",
        ),
    ),
    "status-403": (
        absent(
            "2.0.0.0",
            "2.0.3.1",
            "There is no list of addresses.",
            "Let the web server limit who may call, or upgrade.",
        ),
        otherwise(
            "2.1.0.0",
            "2.1.0.2",
            "HTTP 200: error.ip at the login, and later the same as for a bad token.",
            _BY_TEXT,
        ),
        otherwise(
            "2.2.0.0",
            "2.3.0.2",
            "HTTP 200: error.ip and error.key at the login, and later the same as for a bad token.",
            _BY_TEXT,
        ),
        otherwise("3.0.0.0", "3.0.2.0", "A login ends in HTTP 500, whatever its address.", _BY_TEXT),
        otherwise(
            "3.0.3.0",
            "3.0.5.1",
            "HTTP 200: error.ip and error.key at the login, and later the same as for a bad token.",
            _BY_TEXT,
        ),
        absent("4.0.0.0", "4.0.0.0", NOBODY_4_0_0, "Upgrade to 4.0.2.3 or newer."),
        otherwise(
            "4.0.1.0",
            "4.0.2.3",
            "HTTP 200 with a text that names the address at the login, and later the same as for a bad token.",
            _BY_TEXT,
        ),
        kept("4.1.0.0", "4.1.0.4", "The same answer comes for every other mistake too."),
    ),
    "status-400": (
        otherwise("2.0.0.0", "3.0.5.1", "HTTP 200; most calls name wrong fields as keys of error.", _BY_TEXT),
        otherwise("4.0.0.0", "4.0.2.3", "HTTP 200; most calls name wrong fields as keys of error.", _BY_TEXT),
        otherwise(
            "4.1.0.0",
            "4.1.0.4",
            "HTTP 200 with wrong fields as keys of error; HTTP 403 for a missing parameter of the URL.",
            _BY_TEXT,
        ),
    ),
    "json-answers": (
        otherwise("2.0.0.0", "3.0.5.1", _PAGES, _DISPLAY),
        otherwise(
            "4.0.0.0",
            "4.0.0.0",
            f"{_PAGES} With Display Errors off, any PHP message is a redirect to error.html.",
            _DISPLAY,
        ),
        otherwise(
            "4.0.1.0",
            "4.0.2.3",
            "Calls that are let in answer JSON; a refused one answers a page or PHP's own text, and with Display Errors off "
            "any PHP message is a redirect to error.html.",
            _NO_JSON,
        ),
        otherwise(
            "4.1.0.0",
            "4.1.0.3",
            "JSON, but the HTTP 403 says that it is text/html; with Display Errors off any PHP message is a redirect to "
            "error.html.",
            _ANY_TYPE,
        ),
        otherwise("4.1.0.4", "4.1.0.4", "JSON, but the HTTP 403 says that it is text/html.", _ANY_TYPE),
    ),
    "json-bodies": (
        otherwise("2.0.0.0", "3.0.5.1", _FORMS_ONLY, _FORMS),
        otherwise("4.0.0.0", "4.1.0.4", _FORMS_ONLY, _FORMS),
    ),
}
