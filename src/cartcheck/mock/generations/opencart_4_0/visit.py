"""One request inside a 4.0 shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_4_0 import quirks
from cartcheck.mock.opencart_4.visit import SESSION, Visit4

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeAlias

    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request
    from cartcheck.release import Release

    Json: TypeAlias = Mapping[str, Any]
    Action: TypeAlias = Callable[["Visit"], Json]


class Visit(Visit4):
    """What an action of the API works on."""

    def __init__(self, store: Store, release: Release, request: Request) -> None:
        super().__init__(store, release, request)
        self.tells_fractions = not self.has(quirks.BEFORE_PHP_8_1)
        line = 48 if self.has(quirks.EXCEPTION_CLASS_TOLD) else 56
        self.session_source = (SESSION, line)

    @property
    def address(self) -> str:
        """The whole X-Forwarded-For, else Client-IP, overwrites the real address (system/startup.php)."""
        headers = self.request.headers
        return headers.get("x-forwarded-for") or headers.get("client-ip") or self.request.peer

    @property
    def shipping_method(self) -> dict[str, Any] | None:
        """The chosen quote, as far as it still counts."""
        session = self.session
        void = self.has(quirks.METHODS_LOOKED_UP) and not session.shipping_methods
        return None if void else session.shipping_method

    @property
    def payment_method(self) -> dict[str, Any] | None:
        """The chosen payment method, as far as it still counts."""
        session = self.session
        void = self.has(quirks.METHODS_LOOKED_UP) and not session.payment_methods
        return None if void else session.payment_method

    def cart_changed(self) -> None:
        """What a change of the cart does to the methods."""
        if self.has(quirks.CHANGES_FORGET_CHOICES):
            self.session.forget_methods()
        elif self.has(quirks.CHANGES_FORGET_LISTS):
            self.session.shipping_methods = self.session.payment_methods = None

    def exception_text(self, kind: str, message: str, path: str, line: int, /) -> str:
        """By class and message, from 4.0.2.3 on by message alone."""
        if self.has(quirks.EXCEPTION_CLASS_TOLD):
            return f"<b>{kind}</b>: {message} in <b>{path}</b> on line <b>{line}</b>"
        return f"<b>{message}</b>: in <b>{path}</b> on line <b>{line}</b>"
