"""Which store answered, if one did."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import Dialect, StoreWords
from cartcheck.errors import StoreUnreachable
from cartcheck.release import Release, bounds, release, version_range

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_WORDS = StoreWords()


class Trouble(StrEnum):
    """Why no API was found behind a URL."""

    UNREACHABLE = "unreachable"
    REDIRECT = "redirect to another address of the store"
    REDIRECT_LOOP = "redirect in a circle"
    REDIRECT_ELSEWHERE = "redirect to another host"
    REDIRECT_AWAY = "redirect to a page"
    WANTS_HTTPS = "https wanted"
    PASSWORD = "a password is asked for"  # noqa: S105  # a trouble's name
    PROXY_PASSWORD = "a proxy asks for a password"  # noqa: S105  # the same
    BLOCKED = "blocked"
    LIMITED = "limited"
    ASKED_TO_WAIT = "asked to wait"
    UNAVAILABLE = "unavailable"
    GATEWAY = "no answer behind the gateway"
    MAINTENANCE = "maintenance"
    HIDDEN = "maintenance hides the version"
    CUT_OFF = "answers without a proper end"
    SERVER_ERROR = "server error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Recognition:
    """A recognised store, or the trouble that kept it from being recognised.

    `evidence` are sentences; `exchanges` the numbers of the requests they rest on. `detail` describes the trouble: the
    kind of network failure, the title of a page; `facts` are what its finding names: the host, the address to use
    instead, how long to wait. `messages` are PHP messages seen.
    """

    dialect: Dialect | None
    versions: str = ""
    evidence: tuple[str, ...] = ()
    words: StoreWords = NO_WORDS
    exchanges: tuple[int, ...] = ()
    trouble: Trouble | None = None
    detail: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    messages: tuple[str, ...] = ()

    @property
    def unanswered(self) -> StoreUnreachable | None:
        """The failure that kept every answer away, None where the store has answered."""
        if self.trouble is not Trouble.UNREACHABLE:
            return None
        return StoreUnreachable(self.facts["said"], self.facts["next"], kind=self.detail)

    def may_be(self, first: str, last: str) -> bool:
        """Whether the store may be one of the versions from first to last."""
        ends = self._ends
        return bool(ends) and ends[0] <= release(last) and ends[-1] >= release(first)

    def must_be(self, first: str, last: str) -> bool:
        """Whether every version the store may be lies between first and last."""
        ends = self._ends
        return bool(ends) and release(first) <= ends[0] and ends[-1] <= release(last)

    def narrowed(self, first: str, last: str, says: str) -> Recognition:
        """The same with only the versions that lie between first and last too, and the sentence that shows it."""
        if self.dialect is None:
            return self
        low, high = release(first), release(last)
        left = [
            known
            for known in self.dialect.versions
            if self._ends[0] <= release(known) <= self._ends[-1] and low <= release(known) <= high
        ]
        if not left:  # a patched store
            return self
        return replace(self, versions=version_range(left[0], left[-1]), evidence=(*self.evidence, says))

    @property
    def _ends(self) -> list[Release]:
        return [release(version) for version in bounds(self.versions) if version]
