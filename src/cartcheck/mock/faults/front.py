"""What stands in front of OpenCart, or ends it: limits, firewalls, redirects, server errors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from cartcheck.mock.faults import Proceed, fault
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
    page = _EDGE_PAGE.format("429 Too Many Requests").encode()
    return Answer(429, page, "text/html", [("Server", "nginx"), ("Retry-After", "1")])


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
def slow(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Every answer takes 3.5 seconds."""
    answer = proceed(request)
    answer.delay += SLOW_SECONDS
    return answer


def _moved(location: str, request: Request) -> Answer:
    query = f"?{request.query.decode('latin-1')}" if request.query else ""
    page = _EDGE_PAGE.format("301 Moved Permanently").encode()
    return Answer(301, page, "text/html", [("Server", "nginx"), ("Location", location + query)])
