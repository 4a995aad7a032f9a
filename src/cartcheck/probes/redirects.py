"""Where a redirect leads: followed without credentials as long as it stays at the store's own name."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urljoin, urlsplit

from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Breakage
from cartcheck.errors import StoreError, UsageError
from cartcheck.observations.recognition import Trouble
from cartcheck.target.store_url import StoreUrl

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply, Request

_MOST = 5  # redirects followed; browsers give up at 20
_SHOWN = 60  # characters of an address without a host


@dataclass(frozen=True, slots=True)
class Way:
    """The addresses that redirects led through, from the one asked first to where the last redirect leads."""

    stops: tuple[str, ...]

    @property
    def end(self) -> str:
        """Where the last redirect leads."""
        return self.stops[-1]

    @property
    def is_circle(self) -> bool:
        """Whether it came back to where it had been, or did not end at all."""
        return self.end in self.stops[:-1] or len(self.stops) > _MOST


def followed(examination: Examination, request: Request, reply: Reply) -> Way:
    """The way on from a reply that redirects, asked again at each stop as the request asked before."""
    stops = [request.url]
    while read_body(reply).breakage is Breakage.REDIRECT:
        stops.append(_joined(stops[-1], reply.header("location")))
        if stops[-1] in stops[:-1] or len(stops) > _MOST or not _same_site(*stops[-2:]):
            break
        try:
            _, reply = examination.send(replace(request, url=stops[-1]), "Follow the redirect.")
        except StoreError:  # the address stands, whether or not it answers
            break
    return Way(tuple(stops))


def told(way: Way) -> tuple[Trouble, dict[str, str]]:
    """What kind of redirect it is, and what its finding names: the chain, the address to use instead."""
    base = base_of(way.end)
    facts = {
        "location": way.end,
        "chain": " → ".join(way.stops),
        "base": base,
        "command": f"cartcheck check {shlex.quote(base)}",
        "elsewhere": _netloc(way.end).strip() or way.end[:_SHOWN],  # file:///…, javascript:…
    }
    return _kind(way, base), facts


def _kind(way: Way, base: str) -> Trouble:
    if way.is_circle:
        return Trouble.REDIRECT_LOOP
    if not _same_site(way.stops[0], way.end):
        return Trouble.REDIRECT_ELSEWHERE
    if not base or base == base_of(way.stops[0]) or not _keeps_route(way):
        return Trouble.REDIRECT_AWAY
    return Trouble.REDIRECT


def base_of(url: str) -> str:
    """The address of the store that a URL with a route belongs to, "" if it belongs to none."""
    try:
        return StoreUrl.parse(url).base
    except UsageError:
        return ""


def _keeps_route(way: Way) -> bool:
    first, last = (parse_qs(url.partition("?")[2]).get("route") for url in (way.stops[0], way.end))
    return first == last


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:  # brackets that are no IPv6 address
        return location


def _netloc(url: str) -> str:
    """Host and port, also where urlsplit fails; without a login."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]


def _same_site(one: str, other: str) -> bool:
    """Whether two URLs are at one host, but for names in front such as `www`."""
    names = [_hostname(one), _hostname(other)]
    return any(a == b or a.endswith(f".{b}") for a, b in (names, names[::-1]))


def _hostname(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # brackets that are no IPv6 address
        return ""
