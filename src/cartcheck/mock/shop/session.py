"""What the shop remembers of one visitor between requests."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEPT_SESSIONS = 20_000
"""A mock may run for long; the session that lay unused for longest makes way."""


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
    holds_cart: bool = False
    """OpenCart 2.0 keeps the cart in the session, which takes it along when it ends."""
    order_id: int = 0
    comment: str | None = None
    named: dict[str, ShopSession] = field(default_factory=dict)
    """Sessions inside this one: OpenCart 2.1 to 2.3 keep several in one session of PHP."""

    @property
    def worth_keeping(self) -> bool:
        """Whether forgetting it could be noticed; spares a row for each visitor without a cookie."""
        own = self.api_id or replace(self, named={}) not in (ShopSession(), ShopSession(currency="USD"))
        return bool(own) or any(session.worth_keeping for session in self.named.values())

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
        """Keep a session for `lifetime` seconds from now; one that is there stays, whatever is left in it."""
        known = self._rows.pop(session_id, None)
        if known or data.worth_keeping:
            self._rows[session_id] = _Row(data, self._now() + lifetime + shift)
        if len(self._rows) > KEPT_SESSIONS:
            del self._rows[next(iter(self._rows))]

    def prolong(self, session_id: str) -> None:
        """Make a session last for ever."""
        if session_id in self._rows:
            self._rows[session_id].expires = float("inf")

    def ends(self) -> dict[str, float]:
        """When each session ends."""
        return {session_id: row.expires for session_id, row in self._rows.items()}

    def end_as(self, ends: Mapping[str, float]) -> None:
        """Let sessions end as they did, whatever happened since; those that are new stay as they are."""
        for session_id in ends.keys() & self._rows.keys():
            self._rows[session_id].expires = ends[session_id]

    def drop_all(self) -> None:
        """Forget every session."""
        self._rows.clear()

    def drop(self, session_id: str) -> None:
        """Forget one session."""
        self._rows.pop(session_id, None)
