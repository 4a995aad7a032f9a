"""How 4.x finds the controller of a route (system/engine/action.php, autoloader.php)."""

from __future__ import annotations

import re

STOREFRONT = frozenset({"common/home", "product/product", "error/not_found", "common/maintenance"})
"""The controllers of the storefront that the mock has a page for."""
_NOT_IN_A_ROUTE = {".": re.compile(r"[^a-zA-Z0-9_|/.]"), "|": re.compile(r"[^a-zA-Z0-9_|/]")}


def resolve(route: str, separator: str = ".") -> tuple[str, str]:
    """Controller and method of a route, without regard to case; the last separator stands before the method."""
    cleaned = _NOT_IN_A_ROUTE[separator].sub("", route).lower()
    controller, found, method = cleaned.rpartition(separator)
    return (controller, method) if found else (cleaned, "index")
