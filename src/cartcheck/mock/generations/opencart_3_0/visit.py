"""One request inside a 3.0 shop: its filtered input, its session, and what PHP printed on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_3_0 import quirks
from cartcheck.mock.shop.lines import Line, cart_lines
from cartcheck.mock.shop.session import ShopSession
from cartcheck.mock.shop.tax import Tax, tax_at
from cartcheck.mock.surface.input_filter import clean
from cartcheck.php.array import PhpArray, Value

if TYPE_CHECKING:
    from cartcheck.mock.shop.carts import Owner
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request


class PhpFatalError(Exception):
    """PHP ends the request with an uncaught error: status 500, and nothing but what was printed before."""


class PhpExitError(Exception):
    """OpenCart ends the request itself, with a text."""


class Visit:
    """What an action of the API works on."""

    def __init__(self, store: Store, release: quirks.Release, request: Request) -> None:
        self.store = store
        self.release = release
        self.request = request
        trim = self.has(quirks.INPUT_TRIMMED)
        self.get = clean(request.get, trim=trim)
        self.post = clean(request.post, trim=trim)
        self.session_id = ""
        self.session = ShopSession()
        self.printed: list[str] = []
        self.cookies: list[str] = []

    def has(self, quirk: quirks.Quirk) -> bool:
        """Whether this release behaves so."""
        return quirk.holds(self.release)

    @property
    def base(self) -> str:
        """The shop's own address."""
        return f"http://{self.request.host}/"

    @property
    def owner(self) -> Owner:
        """Whose cart it is."""
        return self.session.api_id, self.session_id

    def lines(self) -> list[Line]:
        """The cart; rows whose product can't be bought or whose quantity isn't positive are deleted on sight."""
        rows = self.store.carts.rows(self.owner)
        if not rows:
            return []
        lines = cart_lines(self.store.catalogue, self.store.stock, rows)
        for gone in {row.cart_id for row in rows} - {line.cart_id for line in lines}:
            self.store.carts.remove(self.owner, gone)
        return lines

    def needs_shipping(self) -> bool:
        """Whether anything in the cart is to be sent."""
        return any(line.product.shipping for line in self.lines())

    def tax(self) -> Tax:
        """The taxes of the session's addresses."""
        return tax_at(self.store.catalogue, self.session.shipping_address, self.session.payment_address)

    def posted(self, name: str, source: str, line: int) -> Value:
        """A field that OpenCart reads without asking whether it's there; PHP 8 tells, and takes null."""
        if name not in self.post:
            self.tell(f'Undefined array key "{name}"', source, line)
        return self.post.get(name, "")

    def tell(self, message: str, source: str, line: int, kind: str = "Warning") -> None:
        """A message of PHP, printed into the answer if the shop displays errors."""
        if self.store.display_errors:
            self.always_tell(message, source, line, kind)

    def always_tell(self, message: str, source: str, line: int, kind: str = "Warning") -> None:
        """A message from before the shop's settings are read: printed whatever they say."""
        version = ".".join(map(str, self.release))
        path = f"/var/www/{version}/upload/{source}"
        self.printed.append(f"<b>{kind}</b>: {message} in <b>{path}</b> on line <b>{line}</b>")


def text(value: Value) -> str:
    """A value that PHP hands to a function which takes text only: an array is a TypeError there."""
    if isinstance(value, PhpArray):
        raise PhpFatalError
    return value
