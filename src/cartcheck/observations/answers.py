"""What a store answered to a login, a call, a browser's questions, a burst."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import LoginOutcome, LoginReading, Reading, Session, Verdict

if TYPE_CHECKING:
    from cartcheck.transport.exchange import Reply


@dataclass(frozen=True, slots=True)
class LoginAnswer:
    """A login attempt. `how` names it in a sentence; `source` is the local address it came from, "" for the usual one."""

    how: str
    reading: LoginReading
    exchange: int
    source: str = ""

    @property
    def granted(self) -> bool:
        """Whether a session was opened."""
        return self.reading.outcome is LoginOutcome.GRANTED

    @property
    def session(self) -> Session | None:
        """The session, if one was opened."""
        return self.reading.session if self.granted else None


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """One API call, read."""

    how: str
    reading: Reading
    exchange: int
    source: str = ""

    @property
    def let_in(self) -> bool:
        """Whether the store let the call in, whatever it then said."""
        return self.reading.meaning in {Verdict.ACCEPTED, Verdict.REFUSED}


@dataclass(frozen=True, slots=True)
class Stained:
    """An answer to a well-formed request that holds good JSON with something around it."""

    how: str
    reading: Reading
    exchange: int


@dataclass(frozen=True, slots=True)
class SourceAnswers:
    """What another local address was told: at login, and when it used a token opened from the usual address.

    `nobodys` is a login from an address that is on no list, asked where one of ours was let in: granted too, it shows
    that the store does not tell addresses apart.
    """

    source: str
    chosen: bool  # named by the user, not one of ours
    login: LoginAnswer
    token: CallAnswer | None
    nobodys: LoginAnswer | None = None


@dataclass(frozen=True, slots=True)
class OtherFamily:
    """IPv4 and IPv6 in words: the one that calls take, the other, and the local address that stands for all of that."""

    usual: str
    other: str
    wildcard: str


class SignatureMistake(StrEnum):
    """What can be wrong with a signature and be found out by trying."""

    CLOCK = "clock"
    HOST = "host"
    PATH = "path"
    KEY = "key"
    USERNAME = "username"


@dataclass(frozen=True, slots=True)
class SignatureTrial:
    """A call signed otherwise after the right way was refused; `value` is what was signed instead, in words."""

    mistake: SignatureMistake
    value: str
    call: CallAnswer


@dataclass(frozen=True, slots=True)
class SourceCall:
    """What another local address was told when it sent a signed call."""

    source: str
    chosen: bool  # named by the user, not one of ours
    call: CallAnswer


@dataclass(frozen=True, slots=True)
class CorsAnswer:
    """The Access-Control-* headers on one answer; `stained` if PHP messages stand in it, which may push headers out.

    Access-Control-Allow-Methods is none of them: the API is called by GET and POST, which no preflight has to allow.
    """

    status: int
    allow_origin: str
    allow_credentials: bool
    allow_headers: str
    exchange: int
    stained: bool = False

    def lets_in(self, origin: str) -> bool:
        """Whether a browser hands the answer to a page of that origin (without cookies)."""
        return self.allow_origin in {"*", origin}


@dataclass(frozen=True, slots=True)
class Cors:
    """What a page of another origin gets: on a plain request and on the question before it."""

    origin: str
    plain: CorsAnswer
    preflight: CorsAnswer


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """A page of the shop, as any visitor gets it; `closed` as maintenance mode closes it."""

    reply: Reply
    closed: bool
    exchange: int


@dataclass(frozen=True, slots=True)
class Burst:
    """A short run of requests without pause. `milliseconds` each; `limited` is the exchange that was turned away."""

    milliseconds: tuple[float, ...]
    exchanges: tuple[int, ...]
    limited: int = 0
    status: int = 0
    retry_after: str = ""
    server: str = ""

    @property
    def median(self) -> float:
        """The middle latency in milliseconds."""
        return median(self.milliseconds) if self.milliseconds else 0.0


@dataclass(frozen=True, slots=True)
class ForwardedTrial:
    """Our listed caller under a forwarded address that nobody has: `believed` if it was refused for that."""

    believed: bool
    said: str
    exchange: int
