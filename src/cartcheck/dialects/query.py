"""The query of a request, rewritten."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

if TYPE_CHECKING:
    from cartcheck.transport.exchange import Request

Pairs = tuple[tuple[str, str], ...]


def query_of(request: Request) -> Pairs:
    """The parameters, decoded, in their order."""
    return tuple(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))


def with_query(request: Request, pairs: Pairs) -> Request:
    """The request with these parameters and no others; only the route's slashes stay unencoded."""
    query = urlencode(pairs, safe="/")
    return replace(request, url=urlunsplit(urlsplit(request.url)._replace(query=query)))


def without(request: Request, name: str) -> Request:
    """The request without a parameter."""
    return with_query(request, tuple(pair for pair in query_of(request) if pair[0] != name))
