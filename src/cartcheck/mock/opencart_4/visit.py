"""One request inside a 4.x shop. A message of PHP is no small thing there: it may end the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.shop.catalogue import without_group
from cartcheck.mock.shop.money import format_price
from cartcheck.mock.visit import PhpFatalError, Visit, as_integer, text
from cartcheck.php.array import PhpArray
from cartcheck.php.values import is_empty, to_float, to_int

if TYPE_CHECKING:
    from cartcheck.mock.shop.catalogue import Catalogue
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request
    from cartcheck.php.array import Value
    from cartcheck.release import Release


OFFERED_GROUP = 1
"""The shop's own customer group, and the only one that the demo store's offers, points and taxes are for."""


LARGEST = 2**63 - 1
"""The largest integer of PHP."""

SESSION = "system/library/session.php"


class SentAwayError(Exception):
    """A shop that displays no errors sends the visitor to `error.html` instead (catalog/controller/startup/error.php)."""


class UncaughtError(Exception):
    """An exception nobody caught, in the words of the shop's own handler."""


class Visit4(Visit):
    """What an action of the API works on; the session may be missing, and then its id must not be asked for."""

    lenient = False
    """Whether warnings of PHP are ignored by a shop that displays no errors."""
    tells_fractions = True
    """Whether PHP tells of fractions that it cuts, as 8.1 and later do."""
    session_source = (SESSION, 0)

    def __init__(self, store: Store, release: Release, request: Request) -> None:
        self._session_id = ""
        self.group: Value = str(OFFERED_GROUP)
        super().__init__(store, release, request, trim=True)

    @property
    def session_id(self) -> str:
        """The session's id; without a session this is a property that was never set."""
        if not self._session_id:
            self.fail_without_session()
        return self._session_id

    @session_id.setter
    def session_id(self, session_id: str) -> None:
        self._session_id = session_id

    @property
    def has_session(self) -> bool:
        """Whether a session was started."""
        return bool(self._session_id)

    def take_group(self) -> None:
        """The group a customer was sent with counts from the next request on (catalog/controller/startup/customer.php)."""
        if self.session.customer is not None:
            self.group = self.session.customer["customer_group_id"]

    def group_sent(self) -> Value:
        """The group that a customer is sent with, else this visit's own, which an earlier call may have changed."""
        sent = self.post.get("customer_group_id", "")
        return self.group if is_empty(sent) else sent

    @property
    def catalogue(self) -> Catalogue:
        """Products and taxes as the customer's group sees them: those that were sent none, or 0, are in none."""
        whole = self.store.catalogue
        return whole if to_int(self.group) == OFFERED_GROUP else without_group(whole)

    @property
    def address(self) -> str:
        """The address the shop takes for the client's."""
        return self.request.peer

    def fail_without_session(self, *, early: bool = False) -> None:
        """Ask for the id of a session that was never started."""
        said = "Typed property Opencart\\System\\Library\\Session::$session_id must not be accessed before initialization"
        self.throw("Error", said, *self.session_source, early=early)

    def price(self, amount: float) -> str:
        """An amount as the session's currency prints it."""
        return format_price(self.store.catalogue, amount, self.session.currency)

    def string(self, name: str, source: str, line: int) -> str:
        """`(string)` of a form field: an array becomes the word Array, and a warning."""
        value = self.post.get(name, "")
        if isinstance(value, PhpArray):
            self.tell("Array to string conversion", source, line)
            return "Array"
        return value

    def integer(self, value: Value, source: str) -> int:
        """A value that PHP hands to a function which takes an integer: words and sums too large are a TypeError there,
        and a fraction is cut."""
        whole = as_integer(value)
        if to_float(text(value)) != whole:
            if abs(whole) >= LARGEST:
                raise PhpFatalError
            if not self.tells_fractions:
                return whole
            said = f'Implicit conversion from float-string "{value}" to int loses precision'
            self.tell(said, source, 0, kind="Unknown")
        return whole

    def tell(self, message: str, source: str, line: int, kind: str = "Warning") -> None:
        """A message of PHP: printed where errors are displayed, else the end of the request."""
        if self.store.display_errors:
            self.always_tell(message, source, line, kind)
        elif not self.lenient:
            raise SentAwayError

    def throw(self, kind: str, message: str, source: str, line: int, *, early: bool = False) -> None:
        """An exception; `early` ones happen before the shop's settings are read and are always printed."""
        if not early and not self.store.display_errors:
            raise SentAwayError
        raise UncaughtError(self.exception_text(kind, message, self.path_of(source), line))

    def exception_text(self, kind: str, message: str, path: str, line: int, /) -> str:
        """How this release prints an exception."""
        raise NotImplementedError
