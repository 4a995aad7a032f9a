"""A store of 2.0 to 3.0: from the request through session and route to the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartcheck.mock import pages
from cartcheck.mock.cart_api import quirks
from cartcheck.mock.cart_api.routes import STOREFRONT, available, resolve
from cartcheck.mock.cart_api.skin import skin_of
from cartcheck.mock.cart_api.visit import Visit
from cartcheck.mock.surface.answer import HTML, PHP_DEFAULT, Answer, json_answer
from cartcheck.mock.surface.input_filter import clean_text
from cartcheck.mock.visit import PhpExitError, PhpFatalError, text
from cartcheck.php.array import PhpArray
from cartcheck.release import release

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.mock.cart_api.guard import Action
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

_HOME = "common/home"
_OUTPUT_BUFFER = 4096
"""PHP's `output_buffering`: what is printed beyond it sends the headers, before the shop has set its own."""
_EXPIRED = ("Expires", "Thu, 19 Nov 1981 08:52:00 GMT")
_PRAGMA = ("Pragma", "no-cache")
_NO_CACHE = (
    _EXPIRED,
    ("Cache-Control", "no-store, no-cache, must-revalidate, post-check=0, pre-check=0"),
    _PRAGMA,
)
_NO_CACHE_OF_PHP = (_EXPIRED, ("Cache-Control", "no-store, no-cache, must-revalidate"), _PRAGMA)


@dataclass(frozen=True, slots=True)
class Entrance:
    """How a generation finds the session of a request, writes it back, and lets its API users in."""

    enter: Callable[[Visit], None]
    leave: Callable[[Visit], None]
    login: Action


class CartApiStore:
    """A store of one release; `entrance` is its generation's."""

    def __init__(self, entrance: Entrance, store: Store, version: str) -> None:
        self._entrance = entrance
        self._store = store
        self._release = release(version)
        self._skin = skin_of(self._release)

    def serve(self, request: Request) -> Answer:
        """The answer to one request."""
        if request.names_a_file:
            return Answer(404, pages.no_such_file(request.path), PHP_DEFAULT)
        visit = Visit(self._store, self._release, request)
        try:
            answer = self._act(visit)
        except PhpExitError as stopped:
            answer = Answer(200, str(stopped).encode(), PHP_DEFAULT)
        except PhpFatalError:
            answer = Answer(500, b"", PHP_DEFAULT)
        self._entrance.leave(visit)
        return _with_headers(visit, answer)

    def _act(self, visit: Visit) -> Answer:
        self._entrance.enter(visit)
        route = _route(visit)
        if self._store.maintenance and _is_closed(visit, route):
            return self._closed(visit)
        controller, method = resolve(
            route,
            filtered=visit.has(quirks.ROUTE_FILTERED),
            empty_is_index=visit.has(quirks.EMPTY_METHOD_IS_INDEX),
        )
        action = self._entrance.login if (controller, method) == ("api/login", "index") else None
        action = action or available(visit, f"{controller}/{method}")
        if action:
            return _reflecting(visit, json_answer(action(visit)))
        if controller == "common/maintenance":
            return self._maintenance_page(visit, method)
        if controller in STOREFRONT and method == "index":
            return pages.storefront(visit, self._skin, controller)
        if not controller and visit.has(quirks.MISSING_CONTROLLER_TOLD):
            _tell_missing_controller(visit)
        return pages.not_found(visit, self._skin)

    def _maintenance_page(self, visit: Visit, method: str) -> Answer:
        """The page can be asked for at any time; until 2.1 `index` prints nothing."""
        by_info = visit.has(quirks.MAINTENANCE_PAGE_IS_INFO)
        if by_info and method == "index":
            return Answer(200, b"", PHP_DEFAULT)
        is_page = method == ("info" if by_info else "index")
        return self._closed(visit) if is_page else pages.not_found(visit, self._skin)

    def _closed(self, visit: Visit) -> Answer:
        return Answer(503, pages.maintenance(visit, self._skin), HTML, [("Retry-After", "3600")])


def _route(visit: Visit) -> str:
    """The route that is asked for; the home page's for a path that isn't index.php, and for the router itself.

    Where the web server rewrites addresses, `_route_` is the path: the mock knows no pages by it (…/seo_url.php).
    """
    if any(text(visit.get.get("_route_", "")).split("/")):
        return "error/not_found"
    route = visit.get.get("route", _HOME) if visit.request.at_index else _HOME
    if isinstance(route, PhpArray):
        return "Array"
    return _HOME if route == "startup/router" else route


def _is_closed(visit: Visit, route: str) -> bool:
    return visit.has(quirks.API_CLOSED_IN_MAINTENANCE) or not route.startswith("api")


def _reflecting(visit: Visit, answer: Answer) -> Answer:
    """The answer with CORS headers, where actions of the API send some."""
    if visit.has(quirks.ORIGIN_REFLECTED):
        answer.headers = _cors(visit.request.headers.get("origin"))
    return answer


def _cors(origin: str | None) -> list[tuple[str, str]]:
    if origin is None:
        return []
    return [
        ("Access-Control-Allow-Origin", clean_text(origin, trim=False)),
        ("Access-Control-Allow-Methods", "GET, PUT, POST, DELETE, OPTIONS"),
        ("Access-Control-Max-Age", "1000"),
        ("Access-Control-Allow-Headers", "Content-Type, Authorization, X-Requested-With"),
    ]


def _with_headers(visit: Visit, answer: Answer) -> Answer:
    if sum(map(len, visit.printed)) > _OUTPUT_BUFFER:
        answer.status, answer.media_type = 200, PHP_DEFAULT
    answer.body = "".join(visit.printed).encode() + answer.body
    no_cache = _NO_CACHE if visit.has(quirks.CACHING_FORBIDDEN) else ()
    if visit.native_id:
        no_cache = _NO_CACHE_OF_PHP
    cookies = [("Set-Cookie", cookie) for cookie in visit.cookies]
    answer.headers = [("X-Powered-By", "PHP/8.2.36"), *no_cache, *cookies, *answer.headers]
    return answer


def _tell_missing_controller(visit: Visit) -> None:
    message = "preg_replace(): Passing null to parameter #3 ($subject) of type array|string is deprecated"
    visit.tell(message, "system/engine/action.php", 65, kind="Unknown")
