"""What the shop remembers of one visitor between requests."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class ShopSession:
    """A session's data; None and empty mean that the key isn't set. Methods are kept as the shop printed them."""

    api_id: int = 0
    currency: str = ""
    customer: dict[str, Any] | None = None
    payment_address: dict[str, Any] | None = None
    payment_methods: dict[str, Any] | None = None
    payment_method: dict[str, Any] | None = None
    shipping_address: dict[str, Any] | None = None
    shipping_methods: dict[str, Any] | None = None
    shipping_method: dict[str, Any] | None = None
    vouchers: dict[Any, dict[str, Any]] = field(default_factory=dict)

    @property
    def worth_keeping(self) -> bool:
        """Whether forgetting it could be noticed; spares a row for each visitor without a cookie."""
        return bool(self.api_id or self.currency not in ("", "USD") or self.customer or self.vouchers)

    def forget_methods(self) -> None:
        """Chosen and offered methods are void once the cart has changed."""
        self.shipping_method = self.shipping_methods = None
        self.payment_method = self.payment_methods = None


@dataclass(slots=True)
class _Row:
    data: ShopSession
    expires: float


class Sessions:
    """The session table. Expiry is in seconds since the epoch; `shift` of `write` is a store's error in computing it."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._rows: dict[str, _Row] = {}

    @staticmethod
    def new_id() -> str:
        """26 hexadecimal digits."""
        return secrets.token_hex(13)

    def read(self, session_id: str) -> ShopSession:
        """The session's data; empty ones if there are none or they have expired."""
        row = self._rows.get(session_id)
        return row.data if row and row.expires > self._now() else ShopSession()

    def write(self, session_id: str, data: ShopSession, lifetime: float, shift: float = 0.0) -> None:
        """Keep a session for `lifetime` seconds from now."""
        if data.worth_keeping:
            self._rows[session_id] = _Row(data, self._now() + lifetime + shift)
        else:
            self._rows.pop(session_id, None)

    def prolong(self, session_id: str) -> None:
        """Make a session last for ever."""
        if session_id in self._rows:
            self._rows[session_id].expires = float("inf")

    def drop_all(self) -> None:
        """Forget every session."""
        self._rows.clear()

    def drop(self, session_id: str) -> None:
        """Forget one session."""
        self._rows.pop(session_id, None)
