"""Whether one store can give what an integration needs: what its versions are known to have, put right by what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartcheck.claims.claim import Basis, Claim
from cartcheck.needs.known import KNOWN
from cartcheck.needs.need import BY_ID, Need
from cartcheck.needs.way import Met, Way

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from cartcheck.needs.way import Ways


@dataclass(frozen=True, slots=True)
class NeedAnswer:
    """A need and whether it can be met. `says` ends "the integration needs to …".

    `routes` are the calls that do it, `limits` and `instead` are sentences, "" where there is nothing to say.
    """

    id: str
    says: str
    met: Met
    routes: tuple[str, ...] = ()
    limits: str = ""
    instead: str = ""


def answers_of(wanted: Collection[str], versions: str, claims: Iterable[Claim]) -> tuple[NeedAnswer, ...]:
    """An answer for each need that is wanted, in the order of the catalogue.

    `versions` are those the store may be, such as `3.0.3.0–3.0.5.1`; an empty text stands for a store that is no release of
    OpenCart, of which only its claims are known.
    """
    served = {claim.id: claim for claim in claims if claim.is_kept and claim.basis is Basis.ASKED}
    return tuple(_answer(need, versions, served) for need in BY_ID.values() if need.id in wanted)


def _answer(need: Need, versions: str, served: dict[str, Claim]) -> NeedAnswer:
    if need.promises and all(promise in served for promise in need.promises):
        routes = tuple(served[promise].call for promise in need.promises)
        return NeedAnswer(need.id, need.says, Met.POSSIBLE, routes)
    ways = _ways(need.id, versions)
    if not ways:
        return NeedAnswer(
            need.id, need.says, Met.NOT_KNOWN, instead="Ask whoever made the extension that serves the API."
        )
    return NeedAnswer(
        need.id,
        need.says,
        _met(ways),
        tuple(dict.fromkeys(route for way in ways for route in way.routes)),
        _told(ways),
        " ".join(dict.fromkeys(way.instead for way in ways if way.instead)),
    )


def _ways(need: str, versions: str) -> Ways:
    return tuple(way for way in KNOWN[need] if way.meets(versions)) if versions else ()


def _met(ways: Ways) -> Met:
    met = {way.met for way in ways}
    return met.pop() if len(met) == 1 else Met.LIMITED


def _told(ways: Ways) -> str:
    """The limits; where versions differ, each with its own."""
    if len({(way.met, way.limits) for way in ways}) == 1:
        return ways[0].limits
    return " ".join(_of_version(way) for way in ways)


def _of_version(way: Way) -> str:
    return f"{way.versions}: {way.limits or way.met.capitalize() + '.'}"
