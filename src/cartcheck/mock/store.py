"""The state of one mock store: who may call it, and what has happened in it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cartcheck.mock.shop.carts import Carts
from cartcheck.mock.shop.catalogue import demo_catalogue
from cartcheck.mock.shop.clock import Clock
from cartcheck.mock.shop.orders import Orders
from cartcheck.mock.shop.session import Sessions
from cartcheck.mock.shop.stock import Stock

if TYPE_CHECKING:
    from cartcheck.mock.options import MockOptions

WHITELIST = ("127.0.0.1", "::1")


@dataclass(slots=True)
class ApiUser:
    """The API user of System > Users > API."""

    username: str
    key: str = field(repr=False)
    enabled: bool = True
    whitelist: list[str] = field(default_factory=lambda: list(WHITELIST))
    api_id: int = 1


@dataclass(slots=True)
class ApiToken:
    """A row of `api_session`: when a token was last let in, and what it opens.

    In 2.1 to 2.3 that is a session of PHP and the name of a session in it.
    """

    api_id: int
    touched: float
    session_id: str = ""
    session_name: str = ""


class Store:
    """Everything that changes while a mock runs. `scratch` is for what only one fault or generation keeps."""

    def __init__(self, options: MockOptions) -> None:
        self.options = options
        self.setup = options.setup
        self.catalogue = self.setup.applied(demo_catalogue())
        self.reset()

    def reset(self) -> None:
        """Back to the state after installation."""
        options = self.options
        self.clock = Clock()
        self.api_user = ApiUser(options.username, options.key)
        self.tokens: dict[str, ApiToken] = {}
        self.sessions = Sessions(self.clock.now)
        self.carts = Carts(self.clock.now)
        self.stock = Stock(self.catalogue)
        self.orders = Orders(self.stock)
        self.maintenance = False
        self.display_errors = options.display_errors
        self.timezone = options.timezone
        self.custom_fields = self.setup.custom_fields
        self.faults = options.faults
        self.scratch: dict[str, Any] = {}

    def drop_sessions(self) -> None:
        """Forget all tokens and sessions, as an admin can."""
        self.tokens.clear()
        self.sessions.drop_all()
