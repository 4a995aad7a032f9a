"""What became of each promise at one store: what its versions are known to do, put right by what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cartcheck.claims.known import KNOWN
from cartcheck.claims.promise import PROMISES
from cartcheck.claims.stand import State, kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.claims.promise import Promise
    from cartcheck.claims.stand import Stands


class Basis(StrEnum):
    """What a claim rests on: the store's own answer, or what its version is known to do."""

    ASKED = "asked"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the store itself showed. `said` is a sentence about its answer, `exchange` the number of that (0 = none)."""

    state: State
    said: str
    exchange: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A promise and what became of it.

    `does` are sentences: what the store does instead, or a remark to what is kept. `remedy` is what can be done.
    `exchange` is the number of the exchange that shows it, 0 where nothing was asked.
    """

    id: str
    subject: str
    call: str
    promise: str
    state: State
    does: str
    remedy: str
    basis: Basis
    exchange: int = 0

    @property
    def words(self) -> str:
        """The promise in a sentence of its own."""
        return f"{self.call}: {self.promise}" if self.call else self.promise

    @property
    def is_kept(self) -> bool:
        """Whether the store does as promised."""
        return self.state is State.KEPT


def claims_of(versions: str, seen: Mapping[str, Seen]) -> tuple[Claim, ...]:
    """Every promise, in order. `versions` are those the store may be, such as `3.0.3.0–3.0.3.6`.

    An empty text stands for a store that speaks the promised API: there all is kept but for what was seen otherwise.
    """
    return tuple(
        _claim(promise, stands_of(promise.id, versions), seen.get(promise.id)) for promise in PROMISES
    )


def stands_of(promise: str, versions: str) -> Stands:
    """How these versions stand to a promise: one stand, or several where they differ."""
    if not versions:
        return (kept("", ""),)
    return tuple(stand for stand in KNOWN[promise] if stand.meets(versions))


def _claim(promise: Promise, stands: Stands, seen: Seen | None) -> Claim:
    if seen is None or (seen.state is State.NOT_KNOWN and not _is_nowhere(stands)):
        return _made(promise, _state(stands), _told(stands), stands, Basis.KNOWN, 0)
    if seen.state is State.KEPT:
        fits = tuple(stand for stand in stands if stand.state is State.KEPT)
        return _made(promise, State.KEPT, _told(fits) if fits else seen.said, (), Basis.ASKED, seen.exchange)
    fits = tuple(stand for stand in stands if stand.state is not State.KEPT)
    if not fits or seen.state is State.NOT_KNOWN:
        return _made(promise, seen.state, seen.said, stands, Basis.ASKED, seen.exchange)
    return _made(promise, _state(fits), _told(fits), fits, Basis.ASKED, seen.exchange)


def _is_nowhere(stands: Stands) -> bool:
    return all(stand.state is State.NOT_THERE for stand in stands)


def _made(promise: Promise, state: State, does: str, stands: Stands, basis: Basis, exchange: int) -> Claim:
    remedy = "" if state is State.KEPT else " ".join(dict.fromkeys(s.remedy for s in stands if s.remedy))
    return Claim(
        promise.id, promise.subject, promise.call, promise.says, state, does, remedy, basis, exchange
    )


def _state(stands: Stands) -> State:
    states = {stand.state for stand in stands}
    return states.pop() if len(states) == 1 else State.NOT_KNOWN


def _told(stands: Stands) -> str:
    """What they do; where they differ, each with its versions."""
    if len({(stand.state, stand.does) for stand in stands}) == 1:
        return stands[0].does
    return " ".join(f"{stand.versions}: {stand.state}. {stand.does}".strip() for stand in stands)
