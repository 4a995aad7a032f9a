"""What the generations with a login share: a form for a session, a session for calls, one envelope around answers."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from cartcheck.dialects.dialect import LoginOutcome, LoginReading, Operation, Reading, Session, StoreWords
from cartcheck.dialects.envelope import read_envelope
from cartcheck.dialects.query import query_of, with_query, without
from cartcheck.transport.exchange import Reply, Request, post_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cartcheck.dialects.traits import Traits
    from cartcheck.target.store_url import StoreUrl
    from cartcheck.target.target import Credentials

# 4.0 prints the whole X-Forwarded-For header, which may list several (system/startup.php, 4.0.2.3).
_ADDRESS = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,41})(?:,\s{0,9}[0-9a-fA-F.:]{1,45}){0,9}"
)


def by_name(operations: Iterable[Operation]) -> Mapping[str, Operation]:
    """Operations under their names, in their order."""
    return MappingProxyType({operation.name: operation for operation in operations})


def address_in(text: str) -> str:
    """The address a store names in a message, "" if there is none."""
    found = _ADDRESS.search(text[:500])
    return found.group(0) if found else ""


def set_cookies(reply: Reply) -> Mapping[str, str]:
    """The cookies an answer sets, the last one of a name."""
    pairs = (header.partition(";")[0].partition("=") for header in reply.all_headers("set-cookie"))
    return {name.strip(): value.strip() for name, _, value in pairs}


class LoginDialect:
    """Tables and defaults; a generation overrides what is different.

    `parameter` is the query parameter of the token, "" where only the cookie counts. `cookie` is the session cookie;
    `token_in_cookie` says that the token may travel there instead, `needs_cookie` that calls need the cookie of the login.
    """

    generation: str
    operations: Mapping[str, Operation]
    traits: Traits
    parameter: ClassVar[str] = "api_token"
    cookie: ClassVar[str] = "OCSESSID"
    token_in_cookie: ClassVar[bool] = True
    needs_cookie: ClassVar[bool] = False

    def login(self, store: StoreUrl, credentials: Credentials) -> Request:
        """The credentials as a form; the store reads nothing else."""
        said = (credentials.username, credentials.key)[-len(self.traits.fields) :]
        return post_form(
            store.route(self.operations["login"].route), tuple(zip(self.traits.fields, said, strict=True))
        )

    def read_login(self, reply: Reply, words: StoreWords) -> LoginReading:
        """By shape, and by the words this store uses where shapes are the same."""
        reading = read_envelope(self.operations["login"], reply, StoreWords())
        data = reading.data
        token = data.get(self.traits.token) if isinstance(data, dict) else None
        if isinstance(token, str) and token:
            return LoginReading(LoginOutcome.GRANTED, self.session_in(reply, token), "", reading)
        outcome = self.refusal(reading, words)
        listed_as = reading.errors.get("ip", reading.errors.get("", ""))
        address = address_in(listed_as) if outcome is LoginOutcome.ADDRESS_NOT_LISTED else ""
        return LoginReading(outcome, None, address, reading)

    def session_in(self, reply: Reply, token: str) -> Session:  # noqa: ARG002  # 2.x looks at its cookies
        """The session that a login answer opens."""
        return Session(token)

    def refusal(self, reading: Reading, words: StoreWords) -> LoginOutcome:  # noqa: ARG002  # 4.0 needs them
        """2.1–3.0: `[]` or `error.key` for bad credentials, `error.ip` for an address that is not listed."""
        if "ip" in reading.errors:
            return LoginOutcome.ADDRESS_NOT_LISTED
        wrong = reading.data == [] or set(reading.errors) == {"key"}
        return LoginOutcome.BAD_CREDENTIALS if wrong else LoginOutcome.BROKEN

    def request(
        self,
        store: StoreUrl,
        operation: str,
        session: Session | None,
        query: tuple[tuple[str, str], ...] = (),
        form: tuple[tuple[str, str], ...] = (),
    ) -> Request:
        """GET for what only reads, a POSTed form for the rest."""
        asked = self.operations[operation]
        url = store.route(asked.route, (*asked.query, *query))
        bare = post_form(url, form) if asked.method == "POST" else Request("GET", url, idempotent=True)
        return self.authorise(bare, session)

    def authorise(self, request: Request, session: Session | None) -> Request:
        """The token in the query, once, and the session's own cookies: others would outlive it (currency, language)."""
        bare = without(request, self.parameter) if self.parameter else request
        if session is None:
            return replace(bare, keep_cookies=True)
        if self.parameter:
            bare = with_query(bare, (*query_of(bare), (self.parameter, session.token)))
        return _with_cookies(replace(bare, keep_cookies=False), session.cookies)

    def as_cookie(self, request: Request, session: Session) -> Request | None:
        """The token as session cookie and not in the query, where the store looks for it there."""
        if not self.token_in_cookie:
            return None
        bare = replace(self.authorise(request, None), keep_cookies=False)
        return _with_cookies(bare, ((self.cookie, session.token),))

    def knew_token(self, opened: Reply, refused: Reply) -> bool | None:  # noqa: ARG002  # 2.x and 4.0 look
        """Nothing shows it."""
        return None

    def read(self, operation: str, reply: Reply, words: StoreWords) -> Reading:
        """The class of an answer."""
        return read_envelope(self.operations[operation], reply, words)


def _with_cookies(request: Request, cookies: tuple[tuple[str, str], ...]) -> Request:
    if not cookies:
        return request
    return request.with_header("Cookie", "; ".join(f"{name}={value}" for name, value in cookies))
