"""What every generation of the API has in common: operations, credentials, and the classes of an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cartcheck.dialects.signs import Sighting, Signs
    from cartcheck.dialects.traits import Traits
    from cartcheck.target.store_url import StoreUrl
    from cartcheck.target.target import Credentials
    from cartcheck.transport.exchange import Reply, Request


class Effect(StrEnum):
    """What an operation changes: nothing that lasts, the caller's own API session, or the shop's data."""

    READ = "read"
    SESSION = "session"
    PERSISTENT = "persistent"


class Verdict(StrEnum):
    """How an answer is to be read; the status code does not say."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NO_ACCESS = "no access"
    BROKEN = "broken"


class Breakage(StrEnum):
    """Why an answer is no answer of the API."""

    NOTICE = "PHP message in the answer"
    HTML = "HTML instead of JSON"
    EMPTY = "empty answer"
    BOM = "byte order mark before JSON"
    CUT_OFF = "answer cut off"
    NOT_JSON = "not JSON"
    NOT_FOUND = "no such route"
    SERVER_ERROR = "server error"
    LIMITED = "too many requests"
    UNAVAILABLE = "service unavailable"
    GATEWAY = "no answer from PHP behind the web server"
    MAINTENANCE = "closed for maintenance"
    PASSWORD = "a password is asked for before OpenCart"  # noqa: S105  # a failure's name
    PROXY_PASSWORD = "a proxy asks for a password"  # noqa: S105  # the same
    BLOCKED = "blocked before OpenCart"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the API does. `name` is the same in every generation; `denied` is where a refusal of access stands.

    `denied` is "error" for `{"error": "…"}` and "error.warning" for `{"error": {"warning": "…"}}`; `denies_only` says
    that nothing else is ever said in that place, so that a refusal of access shows by its shape alone. `remarks` says
    that an error comes along with data and does not take the answer back, as the carts of 2.0–4.0 tell of missing
    stock. `query` is what the route needs to be this operation, such as 4.1's `call`.
    """

    name: str
    route: str
    effect: Effect
    denied: str = "error"
    method: str = "POST"
    denies_only: bool = False
    remarks: bool = False
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """What signs requests where there is no login (4.1). `clock` tells the Unix time that is signed, in seconds."""

    username: str
    key: str = field(repr=False)
    clock: Callable[[], float] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """What a call is authorised with: a token, cookies that belong to it, or a signer. Never shown."""

    token: str = field(default="", repr=False)
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    signer: Signer | None = None


@dataclass(frozen=True, slots=True)
class StoreWords:
    """Texts this store was seen to use, so that nothing depends on its language.

    `no_access` are the texts it answered when no token was sent, `bad_credentials` when a login had no fields.
    """

    no_access: frozenset[str] = frozenset()
    bad_credentials: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reading:
    """An answer, read. `errors` maps each refused field to the store's message; a message without field stands under "".

    `data` is the decoded JSON, also when PHP messages stood before it; `messages` are those PHP messages, as text.
    `meaning` is the verdict on the JSON alone, for who can look past what stands around it.
    """

    verdict: Verdict
    meaning: Verdict
    data: Any = None
    errors: Mapping[str, str] = field(default_factory=dict)
    breakage: Breakage | None = None
    messages: tuple[str, ...] = ()
    media_type: str = ""

    @property
    def said(self) -> str:
        """One line that tells the answer: for evidence."""
        if self.breakage:
            return ": ".join((str(self.breakage), *self.messages[:1]))
        told = "; ".join(f"{name}: {text}" if name else text for name, text in self.errors.items())
        return f"{self.verdict}: {told}" if told else str(self.verdict)


class LoginOutcome(StrEnum):
    """What a login answer says about the credentials."""

    GRANTED = "granted"
    BAD_CREDENTIALS = "bad credentials"
    ADDRESS_NOT_LISTED = "address not listed"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class LoginReading:
    """A login answer, read. `address` is the caller's address as the store saw it, "" if it did not say."""

    outcome: LoginOutcome
    session: Session | None
    address: str
    reading: Reading


class Dialect(Protocol):
    """One generation: intent to request, reply to meaning. Pure: no sockets, and no clock but a signer's."""

    generation: str
    description: str  # file name in openapi/
    versions: tuple[str, ...]  # in release order; () where no release of OpenCart speaks it
    operations: Mapping[str, Operation]
    traits: Traits

    def recognise(self, signs: Signs) -> Sighting | None:
        """The versions this store may be, or None if it does not speak this dialect."""

    def words(self, signs: Signs) -> StoreWords:
        """The store's own words for a refusal, taken from the answers that led to its recognition."""

    def login(self, store: StoreUrl, credentials: Credentials) -> Request:
        """The request that opens an API session; only where the traits say that there is a login."""

    def read_login(self, reply: Reply, words: StoreWords) -> LoginReading:
        """What a login answer says."""

    def request(
        self,
        store: StoreUrl,
        operation: str,
        session: Session | None,
        query: tuple[tuple[str, str], ...] = (),
        form: tuple[tuple[str, str], ...] = (),
    ) -> Request:
        """The request for an operation, authorised by the session where there is one."""

    def authorise(self, request: Request, session: Session | None) -> Request:
        """The request with the session's credential where this generation wants it; any other credential taken out.

        The last step before sending: a signature covers the request as it stands.
        """

    def as_cookie(self, request: Request, session: Session) -> Request | None:
        """The same request with the token as a cookie instead, or None where the generation does not take it there."""

    def knew_token(self, opened: Reply, refused: Reply) -> bool | None:
        """Whether the store found a token that it refused in its table, by the answers to its login and to the call.

        It looks for a token together with the caller's address. None where nothing shows whether it was found.
        """

    def read(self, operation: str, reply: Reply, words: StoreWords) -> Reading:
        """The class of an answer to an operation, with its data, its refused fields or what broke it."""


def name_of(dialect: Dialect) -> str:
    """What it is called at the beginning of a sentence: `OpenCart 3.0`, `The documented API`."""
    return f"OpenCart {dialect.generation}" if dialect.versions else f"The {dialect.generation} API"
