"""Recognition from outside: what a store may be asked without credentials, and what a dialect saw in the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cartcheck.release import version_range
from cartcheck.transport.exchange import Reply, Request, post_form

if TYPE_CHECKING:
    from cartcheck.target.store_url import StoreUrl

ORIGIN = "https://cartcheck.invalid"


class Question(StrEnum):
    """The questions; a store is asked three of them at most. Nothing but a session row comes of them."""

    LOGIN = "api/login without credentials"
    ORDER = "api/order/info without a token"
    CURRENCY = "api/currency without a token"
    ACCOUNT_LOGIN = "api/account/login without credentials"
    SALE_CART = "api/sale/cart without a token"
    MENU = "common/menu, which 2.x does not have"
    CART_WIDGET = "common/cart.info, which 4.0.1 calls common/cart|info"

    @property
    def route(self) -> str:
        """The route that is asked: the first word."""
        return self.partition(" ")[0].rstrip(",")

    def request(self, store: StoreUrl) -> Request:
        """The request that asks it. The Origin header shows whether the store reflects it (2.1–2.3 do)."""
        url = store.route(self.route)
        posted = self in {Question.LOGIN, Question.ACCOUNT_LOGIN}
        ask = post_form(url, ()) if posted else Request("GET", url, page=self not in API)
        return ask.with_header("Origin", ORIGIN)


# What maintenance mode lets through; the rest of the shop answers 503 then.
API = frozenset(question for question in Question if question.startswith("api/"))

Signs = Mapping[Question, Reply]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A dialect's claim on a store: the versions it may be, and the sentences the claim rests on."""

    versions: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One outward mark that narrows the version down inside a generation."""

    first: str
    last: str
    says: str
    seen: Callable[[Signs], bool]


def narrow(
    known: tuple[str, ...], marks: tuple[Mark, ...], signs: Signs, claim: tuple[str, ...] = ()
) -> Sighting:
    """The versions that every mark seen allows, of those known in release order; `claim` says what the claim rests on."""
    seen = [mark for mark in marks if mark.seen(signs)]
    first = max((known.index(mark.first) for mark in seen), default=0)
    last = min((known.index(mark.last) for mark in seen), default=len(known) - 1)
    if first > last:  # marks contradict each other: a patched store; claim the generation only
        first, last = 0, len(known) - 1
    return Sighting(version_range(known[first], known[last]), (*claim, *(mark.says for mark in seen)))
