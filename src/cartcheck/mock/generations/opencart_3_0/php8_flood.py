"""What PHP 8.2 prints about releases made for PHP 7: dozens of messages before every answer.

Measured on 3.0.2.0; told by a mock that displays errors. Without, the mock stands for the store on PHP 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_3_0 import quirks

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit

_ESCAPED_NULL = (
    "mysqli::real_escape_string(): Passing null to parameter #1 ($string) of type string is deprecated"
)
_MYSQLI = "system/library/db/mysqli.php"
_LIBRARY = "system/library"


def tell_before_session(visit: Visit) -> None:
    """The messages of the framework's start."""
    if not _floods(visit):
        return
    _tell_property(visit, f"{_LIBRARY}/request.php", 26, "Request::$request")
    _tell_property(visit, f"{_LIBRARY}/session/db.php", 15, "Session\\DB::$db")
    _tell_property(visit, f"{_LIBRARY}/openbay.php", 22, "Openbay::$logger")
    _tell_proxy(visit, "getTranslations")
    visit.tell(_ESCAPED_NULL, _MYSQLI, 45, "Unknown")
    _tell_property(visit, f"{_LIBRARY}/openbay.php", 22, "Openbay::$logger")


def tell_missing_token(visit: Visit) -> None:
    """The missing `api_token` goes to the database as null."""
    if _floods(visit):
        visit.tell(_ESCAPED_NULL, _MYSQLI, 45, "Unknown")


def tell_after_session(visit: Visit) -> None:
    """The messages of the shop's start-up: language, customer, currency, taxes, cart."""
    if not _floods(visit):
        return
    _tell_proxy(visit, "getLanguage", "getLanguages")
    startup = "catalog/controller/startup/startup.php"
    visit.tell("Automatic conversion of false to array is deprecated", startup, 95, "Unknown")
    _tell_class(visit, "Customer", 14, "config", "db", "request", "session")
    _tell_proxy(visit, "getCurrencyByCode", "getCurrencies")
    _tell_class(visit, "Currency", 7, "db", "language")
    _tell_class(visit, "Tax", 7, "config", "db")
    _tell_class(visit, "Weight", 7, "db", "config")
    _tell_class(visit, "Length", 7, "db", "config")
    _tell_class(visit, "Cart", 7, "config", "customer", "session", "db", "tax", "weight")
    _tell_property(visit, f"{_LIBRARY}/openbay.php", 22, "Openbay::$logger")


def _floods(visit: Visit) -> bool:
    return visit.has(quirks.MADE_FOR_PHP_7) and visit.store.display_errors


def _tell_proxy(visit: Visit, *methods: str) -> None:
    for name in (*methods, "__construct", "__get", "__set"):
        _tell_property(visit, "system/engine/proxy.php", 30, f"Proxy::${name}")


def _tell_class(visit: Visit, name: str, first_line: int, *properties: str) -> None:
    for line, variable in enumerate(properties, first_line):
        _tell_property(visit, f"{_LIBRARY}/cart/{name.lower()}.php", line, f"Cart\\{name}::${variable}")


def _tell_property(visit: Visit, source: str, line: int, variable: str) -> None:
    visit.tell(f"Creation of dynamic property {variable} is deprecated", source, line, "Unknown")
