"""One request inside a shop: its filtered input, its session, and what PHP printed on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.shop.lines import cart_lines
from cartcheck.mock.shop.session import ShopSession
from cartcheck.mock.shop.tax import Tax, tax_at
from cartcheck.mock.surface.input_filter import clean
from cartcheck.php.array import PhpArray, Value
from cartcheck.php.values import is_numeric, to_float, to_int

if TYPE_CHECKING:
    from cartcheck.mock.quirk import Quirk
    from cartcheck.mock.shop.carts import CartRow, Owner
    from cartcheck.mock.shop.catalogue import Catalogue
    from cartcheck.mock.shop.line import Line
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request
    from cartcheck.release import Release


class PhpFatalError(Exception):
    """PHP ends the request with an uncaught error: status 500, and nothing but what was printed before."""


class PhpExitError(Exception):
    """OpenCart ends the request itself, with a text."""


class Visit:
    """What an action of the API works on."""

    def __init__(self, store: Store, release: Release, request: Request, *, trim: bool) -> None:
        self.store = store
        self.release = release
        self.request = request
        self.get = clean(request.get, trim=trim)
        self.post = clean(request.post, trim=trim)
        self.session_id = ""
        self.session = ShopSession()
        self.printed: list[str] = []
        self.cookies: list[str] = []

    def has(self, quirk: Quirk) -> bool:
        """Whether this release behaves so."""
        return quirk.holds(self.release)

    @property
    def base(self) -> str:
        """The shop's own address."""
        return f"http://{self.request.host}/"

    @property
    def catalogue(self) -> Catalogue:
        """Products and taxes as this visitor sees them."""
        return self.store.catalogue

    @property
    def owner(self) -> Owner:
        """Whose cart it is."""
        return self.session.api_id, self.session_id

    def lines(self) -> list[Line]:
        """The cart; rows whose product can't be bought or whose quantity isn't positive are deleted on sight."""
        rows = self.rows()
        if not rows:
            return []
        lines = cart_lines(self.catalogue, self.store.stock, rows)
        for gone in {row.cart_id for row in rows} - {line.cart_id for line in lines}:
            self.store.carts.remove(self.owner, gone)
        return lines

    def rows(self) -> list[CartRow]:
        """The rows of the cart as they are stored."""
        return self.store.carts.rows(self.owner)

    def needs_shipping(self) -> bool:
        """Whether anything in the cart is to be sent."""
        return any(line.product.shipping for line in self.lines())

    def tax(self) -> Tax:
        """The taxes of the session's addresses."""
        return tax_at(self.catalogue, self.session.shipping_address, self.session.payment_address)

    def posted(self, name: str, source: str, line: int) -> Value:
        """A field that OpenCart reads without asking whether it's there; PHP 8 tells, and takes null."""
        if name not in self.post:
            self.tell(f'Undefined array key "{name}"', source, line)
        return self.post.get(name, "")

    def given(self, name: str) -> Value:
        """A field of a form as it came; a missing one is taken as empty."""
        return self.post.get(name, "")

    def field(self, name: str) -> str:
        """A field of a form; a missing one is taken as empty, an array is a TypeError."""
        return text(self.post.get(name, ""))

    def tell(self, message: str, source: str, line: int, kind: str = "Warning") -> None:
        """A message of PHP, printed into the answer if the shop displays errors."""
        if self.store.display_errors:
            self.always_tell(message, source, line, kind)

    def always_tell(self, message: str, source: str, line: int, kind: str = "Warning") -> None:
        """A message from before the shop's settings are read: printed whatever they say."""
        self.printed.append(
            f"<b>{kind}</b>: {message} in <b>{self.path_of(source)}</b> on line <b>{line}</b>"
        )

    def path_of(self, source: str) -> str:
        """Where a file of the shop lies on its disk."""
        version = ".".join(map(str, self.release))
        return f"/var/www/{version}/upload/{source}"


def text(value: Value) -> str:
    """A value that PHP hands to a function which takes text only: an array is a TypeError there."""
    if isinstance(value, PhpArray):
        raise PhpFatalError
    return value


def as_integer(value: Value) -> int:
    """A value that PHP hands to a function which takes an integer: a word, or a number with more behind, is a TypeError."""
    sent = text(value)
    if not is_numeric(sent):
        raise PhpFatalError
    return to_int(sent)


def number(value: Value) -> float:
    """A value in arithmetic (PHP 8): a text that begins with no number is a TypeError."""
    sent = text(value).strip()
    if not sent or not (sent[0].isdigit() or sent[0] in "+-."):
        raise PhpFatalError
    return to_float(sent)
