"""What stands in front of OpenCart, or ends it: limits, firewalls, redirects, server errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from cartcheck.mock.faults import Proceed, breaks, fault
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.surface.answer import HTML, PHP_DEFAULT, Answer

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

REQUESTS_PER_SECOND = 7
SLOW_SECONDS = 3.5

_EDGE_PAGE = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body><center><h1>{0}</h1></center></body>\r\n</html>\r\n"
)
_CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    "<h1>Checking whether the connection is secure</h1><noscript>Enable JavaScript to continue.</noscript></body></html>"
)


@fault
def bare_theme(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A theme whose pages link to none of the shop's routes."""
    answer = proceed(request)
    if answer.media_type.startswith("text/html"):
        answer.body = re.sub(rb"route=[\w/.|]+", b"", answer.body)
    return answer


@breaks(Breach.OPEN)
@fault
def server_error(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Every call of the API ends in status 500 with an empty body."""
    return Answer(500, b"", PHP_DEFAULT) if request.call else proceed(request)


@fault
def rate_limited(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A web server in front answers 429 when one URL is asked for more than 7 times within a second."""
    now = store.clock.now()
    asked: dict[tuple[str, bytes], list[float]] = store.scratch.setdefault("asked", {})
    times = asked[request.path, request.query] = [
        when for when in asked.get((request.path, request.query), []) if when > now - 1
    ]
    if len(times) < REQUESTS_PER_SECOND:
        times.append(now)
        return proceed(request)
    return _edge("429 Too Many Requests", ("Retry-After", "1"))


@fault
def waf_block(_store: Store, _request: Request, _proceed: Proceed) -> Answer:
    """A firewall in front answers everything with its challenge page and status 403."""
    headers = [("Server", "cloudflare"), ("cf-mitigated", "challenge"), ("CF-RAY", "0123456789abcdef-FRA")]
    return Answer(403, _CHALLENGE.encode(), HTML, headers)


@fault
def redirect_to_www(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Every URL is redirected, with status 301, to the host name with `www.` in front."""
    if request.host.startswith("www."):
        return proceed(request)
    return _moved(f"http://www.{request.host}{quote(request.path)}", request)


@fault
def redirect_drops_post(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """`/index.php` is redirected, with status 301, to `/`: clients follow with GET and lose the form."""
    return _moved(f"http://{request.host}/", request) if request.path == "/index.php" else proceed(request)


@fault
def redirect_loop(_store: Store, request: Request, _proceed: Proceed) -> Answer:
    """Every URL is redirected to `/shop` before it, and from there back."""
    here = f"http://{request.host}"
    other = (
        request.path.removeprefix("/shop") if request.path.startswith("/shop/") else f"/shop{request.path}"
    )
    return _moved(here + quote(other), request)


@fault
def redirect_elsewhere(_store: Store, request: Request, _proceed: Proceed) -> Answer:
    """Every URL is redirected, with status 301, to another domain."""
    return _moved(f"https://new-shop.invalid{quote(request.path)}", request)


@fault
def password_protected(_store: Store, _request: Request, _proceed: Proceed) -> Answer:
    """A web server in front asks everybody for a password, as staging sites do."""
    return _edge("401 Authorization Required", ("WWW-Authenticate", 'Basic realm="Staging"'))


@fault
def bad_gateway(_store: Store, _request: Request, _proceed: Proceed) -> Answer:
    """A web server in front gets no answer from PHP."""
    return _edge("502 Bad Gateway")


@fault
def overloaded(_store: Store, _request: Request, _proceed: Proceed) -> Answer:
    """A web server in front has no room for another request and does not say when it will."""
    return _edge("503 Service Temporarily Unavailable")


@fault
def asks_to_wait(_store: Store, _request: Request, _proceed: Proceed) -> Answer:
    """A protection in front answers everything with 503 and asks to wait for half an hour."""
    return _edge("503 Service Temporarily Unavailable", ("Retry-After", "1800"))


@fault
def limited_at_once(_store: Store, _request: Request, _proceed: Proceed) -> Answer:
    """A limit in front is used up already, for ten minutes."""
    return _edge("429 Too Many Requests", ("Retry-After", "600"))


@fault
def slow(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Every answer takes 3.5 seconds."""
    answer = proceed(request)
    answer.delay += SLOW_SECONDS
    return answer


def _moved(location: str, request: Request) -> Answer:
    query = f"?{request.query.decode('latin-1')}" if request.query else ""
    return _edge("301 Moved Permanently", ("Location", location + query))


def _edge(status: str, *headers: tuple[str, str]) -> Answer:
    """An answer of nginx, such as `502 Bad Gateway`."""
    page = _EDGE_PAGE.format(status).encode()
    return Answer(int(status[:3]), page, "text/html", [("Server", "nginx"), *headers])
