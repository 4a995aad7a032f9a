"""A transport with a small 4.1 store behind it: the guard as 4.1.0.4 has it, and a clock that may be wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from cartcheck.dialects.query import query_of, without
from cartcheck.dialects.signature import Seen, signature, string_to_sign
from cartcheck.dialects.signs import Question
from cartcheck.probes.examination import Examination
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Target
from cartcheck.transport.exchange import Exchange, Reply, Request
from tests.dialects.stores import STORES

REFUSAL = b'{"error":"You do not have permission to access this page."}'


@dataclass
class FakeStore:
    """What the transport asks. `ahead` is how many seconds the store's clock is ahead; `seen` what a proxy changes."""

    username: str = "Default"
    key: str = "KEY123"
    ahead: float = 0
    seen: Seen = lambda said: said
    checks_time: bool = True
    listed: tuple[str, ...] = ("",)
    version: str = "4.1.0.4"
    exchanges: list[Exchange] = field(default_factory=list)

    def send(
        self, request: Request, *, purpose: str, source: str = "", paced: bool = True, fresh: bool = False
    ) -> Exchange:
        reply = self._recognised(request) or self._guarded(request, source)
        date = ("date", format_datetime(self._now(), usegmt=True))
        dated = replace(reply, headers=(*reply.headers, date))
        self.exchanges.append(
            Exchange(len(self.exchanges) + 1, request, dated, datetime.now(UTC), purpose, source)
        )
        return self.exchanges[-1]

    def learn_secret(self, name: str, value: str) -> None:
        """There is nothing to redact."""

    def _now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    def _recognised(self, request: Request) -> Reply | None:
        route = dict(query_of(request))["route"]
        return next((STORES[self.version][q] for q in Question if q.split(" ")[0].rstrip(",") == route), None)

    def _guarded(self, request: Request, source: str) -> Reply:
        said = dict(query_of(request))
        right = self._right_signature(without(request, "signature"))
        lasts = not self.checks_time or abs(int(said.get("time", 0)) - self._now().timestamp()) <= 450
        if source in self.listed and lasts and said.get("signature") == right:
            return Reply(200, (), b'{"success":"x","products":[],"totals":[]}', 0.01)
        return Reply(403, (), REFUSAL, 0.01)

    def _right_signature(self, request: Request) -> str:
        said = string_to_sign(request)
        if said.username.lower() != self.username.lower():
            return "-"
        return signature(self.seen(replace(said, username=self.username)).text, self.key)


def examination_of(store: FakeStore, url: str = "http://127.0.0.1:8000/", **given: str) -> Examination:
    """A run at a fake store, with the right credentials unless others are given."""
    credentials = Credentials(given.get("username", "Default"), given.get("key", "KEY123"))
    return Examination(Target(StoreUrl.parse(url), credentials), store)  # type: ignore[arg-type]  # a fake
