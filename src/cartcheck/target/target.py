"""The target of a run as a value: the store, the credentials, the limits and the leave given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.target.store_url import StoreUrl


@dataclass(frozen=True, slots=True)
class Credentials:
    """The API user of a store: *System > Users > API* in its admin. The key never shows in a repr."""

    username: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a run may ask of a store. `pace` is requests per second, 0 = as fast as it answers."""

    budget: int = 1000
    pace: float = 4.0
    connect_timeout: float = 10.0  # seconds
    read_timeout: float = 30.0  # seconds
    max_body: int = 5_000_000  # bytes

    @property
    def whole_timeout(self) -> float:
        """The seconds that an exchange may take in all: a store that sends a byte now and then never times out otherwise."""
        return self.connect_timeout + 2 * self.read_timeout


@dataclass(frozen=True, slots=True)
class Leave:
    """What the user allows beyond reading: persistent operations, waiting for a token to expire, security self-tests."""

    writes: bool = False
    wait_for_expiry: bool = False
    security: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """How the store is reached. `ca_bundle` is a file; `sources` are local addresses to ask from besides the default."""

    verify: bool = True
    ca_bundle: str = ""
    proxy: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Everything a run needs to know. `control` is the URL of a mock's control endpoint, "" for a live store.

    `products` are numbers of products to test with, where the run need not look for some itself. `coupon` and `voucher`
    are codes, which no store tells; `custom_fields` are values, by number, for form fields that the shop's owner added.
    `needs` are what the integration wants of the store, as cartcheck.needs.need names it. `openapi` is the file
    that describes routes of the user's own, "" for none. `practises_for` is the store that a dry run stands for.
    """

    store: StoreUrl
    credentials: Credentials | None = None
    limits: Limits = Limits()
    leave: Leave = Leave()
    network: Network = Network()
    control: str = ""
    products: tuple[int, ...] = ()
    coupon: str = field(default="", repr=False)
    voucher: str = field(default="", repr=False)
    custom_fields: Mapping[int, str] = field(default_factory=dict, repr=False)
    needs: tuple[str, ...] = ()
    openapi: str = ""
    practises_for: StoreUrl | None = None

    @property
    def is_local(self) -> bool:
        """Whether the store that is meant runs on this machine."""
        return (self.practises_for or self.store).is_loopback
