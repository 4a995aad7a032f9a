"""Recognition from outside: three questions any store may be asked without credentials, and what a dialect saw in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cartcheck.transport.exchange import Reply, Request, post_form

if TYPE_CHECKING:
    from cartcheck.target.store_url import StoreUrl

ORIGIN = "https://cartcheck.invalid"


class Question(StrEnum):
    """The questions, in the order they are asked. Nothing but a session row comes of them."""

    LOGIN = "api/login without credentials"
    ORDER = "api/order/info without a token"
    ACCOUNT_LOGIN = "api/account/login without credentials"

    def request(self, store: StoreUrl) -> Request:
        """The request that asks it. The Origin header shows whether the store reflects it (2.1–2.3 do)."""
        ask = {
            Question.LOGIN: post_form(store.route("api/login"), ()),
            Question.ORDER: Request("GET", store.route("api/order/info")),
            Question.ACCOUNT_LOGIN: post_form(store.route("api/account/login"), ()),
        }[self]
        return ask.with_header("Origin", ORIGIN)


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


def narrow(known: tuple[str, ...], marks: tuple[Mark, ...], signs: Signs) -> Sighting:
    """The versions that every mark seen allows, of those known in release order."""
    seen = [mark for mark in marks if mark.seen(signs)]
    first = max((known.index(mark.first) for mark in seen), default=0)
    last = min((known.index(mark.last) for mark in seen), default=len(known) - 1)
    if first > last:  # marks contradict each other: a patched store; claim the generation only
        first, last = 0, len(known) - 1
    name = known[first] if first == last else f"{known[first]}–{known[last]}"
    return Sighting(name, tuple(mark.says for mark in seen))
