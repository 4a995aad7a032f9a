"""Routes that are not written as a generation writes its own, and that it finds all the same: each as it reads them.

Source: system/engine/action.php of 2.0.3.1–4.1.0.4, system/framework.php of 4.0.2.0; measured on each generation.
"""

from __future__ import annotations


def without_first_slash(route: str) -> str:
    """`/api/cart/add`: 2.0."""
    return route.lstrip("/")


def login_without_first_slash(route: str) -> str:
    """`/api/login`: 2.1–3.0 find other routes so too, but look for a token only behind `api/` (startup/session.php)."""
    bare = route.lstrip("/")
    return bare if bare == "api/login" else route


def without_last_slash(route: str) -> str:
    """`api/login/`: 2.0 and 2.1."""
    return route.rstrip("/")


def method_in_lower_case(route: str) -> str:
    """`api/cart/ADD`: 2.0–3.0."""
    controller, slash, method = route.rpartition("/")
    return controller + slash + method.lower() if "/" in controller else route


def pipe_decoded(route: str) -> str:
    """`api/sale/cart%7Cadd`, where it was encoded twice: 4.0.0 and 4.0.1."""
    return route.replace("%7C", "|")


def pipe_as_dot(route: str) -> str:
    """`api/sale/cart|add`, as 4.0.1 writes it: 4.0.2."""
    return pipe_decoded(route).replace("|", ".")


def in_lower_case(route: str) -> str:
    """`API/Order`: 4.1."""
    return route.lower()
