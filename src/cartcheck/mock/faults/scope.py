"""Which stores a fault can be one of, as spans of versions; no fault itself."""

from __future__ import annotations

from typing import TypeAlias

from cartcheck.release import Span, bounds

Scope: TypeAlias = tuple[str, ...]

DOCUMENTED: Scope = ("documented",)
OPENCART: Scope = ("2.0.0.0–4.1.0.4",)

# The calls of a cart and its order, where somebody is let in to make them.
CALLS: Scope = ("2.0.0.0–2.3.0.2", "3.0.3.0–4.1.0.4")
CALLS_BEFORE_4_0: Scope = ("2.0.0.0–2.3.0.2", "3.0.3.0–3.0.5.1")
CALLS_BEFORE_SIGNATURES: Scope = ("2.0.0.0–2.3.0.2", "3.0.3.0–4.0.2.3")
ORDERS_MADE: Scope = ("2.0.0.0–2.3.0.2", "3.0.3.0–4.0.1.1", "4.0.2.2–4.0.2.3")
QUANTITY_AS_TEXT: Scope = ("2.1.0.0–2.3.0.2", "3.0.3.0–3.0.5.1")
CURRENCY: Scope = ("2.0.3.1–2.3.0.2", "3.0.3.0–4.0.2.3")
ORDER_READ: Scope = ("2.3.0.0–2.3.0.2", "3.0.3.0–3.0.5.1")
CREDENTIAL_ASKED: Scope = ("2.0.0.0–3.0.5.1", "4.0.1.0–4.1.0.4")

_LOGIN_BY_NAME: Scope = ("3.0.3.0–3.0.5.1", "4.0.1.0–4.0.2.3", *DOCUMENTED)
LOGIN: Scope = ("2.0.0.0–2.3.0.2", *_LOGIN_BY_NAME)
LOGIN_WITH_KEY: Scope = ("2.1.0.0–2.3.0.2", *_LOGIN_BY_NAME)
LOGIN_WITH_NAME: Scope = ("2.0.0.0–2.0.3.1", *_LOGIN_BY_NAME)
SESSION_KEPT: Scope = ("2.0.0.0–2.3.0.2", "3.0.3.0–3.0.5.1", "4.0.1.0–4.0.2.3")
KEY_SENT: Scope = ("2.1.0.0–3.0.5.1", "4.0.1.0–4.0.2.3", *DOCUMENTED)
API_TOKEN: Scope = _LOGIN_BY_NAME
API_TOKEN_ASKED: Scope = ("3.0.0.0–3.0.5.1", "4.0.1.0–4.0.2.3", *DOCUMENTED)
ADDRESS_LIST: Scope = (*LOGIN_WITH_KEY, "4.1.0.0–4.1.0.4")
OWN_LIST_OF_SHOP: Scope = ("2.1.0.0–2.1.0.2",)
ADDRESS_LIST_AT_LOGIN: Scope = LOGIN_WITH_KEY
SIGNATURES: Scope = ("4.1.0.0–4.1.0.4",)
SIGNATURE_WITH_TIME: Scope = ("4.1.0.4–4.1.0.4",)
WITHOUT_CORS: Scope = ("2.0.0.0–2.0.3.1", "3.0.0.0–3.0.5.1", *DOCUMENTED)


def is_in(scope: Scope, version: str) -> bool:
    """Whether a version of the mock lies in one of the spans."""
    if version in DOCUMENTED or scope == DOCUMENTED:
        return version in scope
    return any(Span(*bounds(span)).meets(version) for span in scope if span not in DOCUMENTED)
