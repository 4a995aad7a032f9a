"""What every question needs: the store's dialect, a session, and a request for an operation."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from cartcheck.contract.description import load
from cartcheck.dialects.dialect import LoginOutcome, Session, Signer
from cartcheck.errors import NotReached
from cartcheck.exploration.explorer import Explorer, Mark
from cartcheck.paths import openapi_dir

if TYPE_CHECKING:
    from cartcheck.contract.description import DescribedOperation
    from cartcheck.dialects.dialect import Dialect, Reading, StoreWords
    from cartcheck.transport.exchange import Reply, Request

READ = "cart_read"
# They name a row of the cart, as `key`.
_ROWS = frozenset({"cart_edit", "cart_remove", "voucher_remove"})

Pairs = tuple[tuple[str, str], ...]


class Asking:
    """An explorer that knows the store's dialect."""

    def __init__(self, explorer: Explorer, dialect: Dialect, words: StoreWords) -> None:
        self.explorer = explorer
        self.examination = explorer.examination
        self.target = explorer.examination.target
        self.dialect = dialect
        self.words = words

    def operations(self, version: str = "") -> dict[str, DescribedOperation]:
        """The operations that are described and can be asked, as a version has them, else the newest."""
        described = load(openapi_dir() / self.dialect.description, version).operations
        return {name: one for name, one in described.items() if name in self.dialect.operations}

    def session(self, question: str = "") -> Session:
        """A new session, or what signs requests; NotReached where the store lets nobody in."""
        traits = self.dialect.traits
        if traits.signed:
            given = self.examination.credentials
            return Session(signer=Signer(given.username, given.key, time.time))
        if not traits.has_login:
            return Session()
        request = self.dialect.login(self.target.store, self.examination.credentials)
        session = self.log_in(question, request, "Log in with the given credentials.")
        if session is None:
            raise NotReached("The store did not let us in, so nothing behind the login was asked.")
        return session

    def log_in(self, question: str, request: Request, purpose: str, source: str = "") -> Session | None:
        """The session that a login opens, if it does."""
        reply = self.explorer.ask(
            Mark(question, "login"), request, purpose, source=source, fresh=bool(source)
        )
        if reply is None:
            return None
        answer = self.dialect.read_login(reply, self.words)
        if answer.outcome is not LoginOutcome.GRANTED or answer.session is None:
            return None
        transport = self.examination.transport
        transport.learn_secret("token", answer.session.token)
        for _, value in answer.session.cookies:
            transport.learn_secret("cookie", value)
        return answer.session

    def request(
        self, operation: str, session: Session | None, query: Pairs = (), form: Pairs = ()
    ) -> Request:
        """The request of an operation. An exploration keeps no cookies but those of a session."""
        request = self.dialect.request(self.target.store, operation, session, query, form)
        return replace(request, keep_cookies=not self.dialect.traits.guarded)

    def ask(
        self,
        question: str,
        operation: str,
        request: Request,
        purpose: str,
        *,
        source: str = "",
        fresh: bool = False,
    ) -> Reply | None:
        """The answer of the store to a request, noted under its question."""
        fields = dict(parse_qsl(request.body.decode(), keep_blank_values=True)) if operation in _ROWS else {}
        mark = Mark(question, operation, self.signing(request), fields.get("key", ""))
        return self.explorer.ask(mark, request, purpose, source=source, fresh=fresh)

    def signing(self, request: Request) -> tuple[tuple[str, object], ...]:
        """How to sign a request anew when it is replayed, where it is signed."""
        signed = self.dialect.traits.signed and "signature=" in request.url
        return (("username", self.examination.credentials.username), ("time_offset", 0)) if signed else ()

    def read(self, operation: str, reply: Reply | None) -> Reading | None:
        """What an answer says."""
        return self.dialect.read(operation, reply, self.words) if reply is not None else None
