"""A 3.0 store: from the request through session and route to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_3_0 import pages, quirks
from cartcheck.mock.generations.opencart_3_0.php8_flood import tell_after_session, tell_before_session
from cartcheck.mock.generations.opencart_3_0.routes import ROUTES, STOREFRONT, resolve
from cartcheck.mock.generations.opencart_3_0.sessions import close_session, open_session, settle
from cartcheck.mock.generations.opencart_3_0.visit import PhpExitError, PhpFatalError, Visit
from cartcheck.mock.surface.answer import HTML, JSON, PHP_DEFAULT, Answer
from cartcheck.php.array import PhpArray
from cartcheck.php.json import json_encode

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

_HOME = "common/home"
_OUTPUT_BUFFER = 4096
"""PHP's `output_buffering`: what is printed beyond it sends the headers, before the shop has set its own."""
_NO_CACHE = (
    ("Expires", "Thu, 19 Nov 1981 08:52:00 GMT"),
    ("Cache-Control", "no-store, no-cache, must-revalidate, post-check=0, pre-check=0"),
    ("Pragma", "no-cache"),
)


class OpenCart30:
    """A store of one 3.0 release."""

    def __init__(self, store: Store, version: str) -> None:
        self._store = store
        self._release = quirks.release(version)

    def serve(self, request: Request) -> Answer:
        """The answer to one request."""
        if _is_missing_file(request.path):
            return Answer(404, pages.no_such_file(request.path), PHP_DEFAULT)
        visit = Visit(self._store, self._release, request)
        try:
            answer = self._act(visit)
        except PhpExitError as stopped:
            answer = Answer(200, str(stopped).encode(), PHP_DEFAULT)
        except PhpFatalError:
            answer = Answer(500, b"", PHP_DEFAULT)
        close_session(visit)
        return _with_headers(visit, answer)

    def _act(self, visit: Visit) -> Answer:
        tell_before_session(visit)
        open_session(visit)
        tell_after_session(visit)
        settle(visit)
        route = _route(visit)
        if self._store.maintenance and not route.startswith("api"):
            return Answer(503, pages.maintenance(visit), HTML, [("Retry-After", "3600")])
        controller, method = resolve(route)
        action = ROUTES.get(f"{controller}/{method}")
        if action:
            return _json_answer(action(visit))
        if controller in STOREFRONT and method == "index":
            return pages.storefront(visit, controller)
        if not controller and visit.has(quirks.MISSING_CONTROLLER_TOLD):
            _tell_missing_controller(visit)
        return pages.not_found(visit)


def _route(visit: Visit) -> str:
    """The route that is asked for; the home page's for a path that isn't index.php, and for the router itself."""
    at_index = visit.request.path.startswith("/index.php") or visit.request.path == "/"
    route = visit.get.get("route", _HOME) if at_index else _HOME
    if isinstance(route, PhpArray):
        return "Array"
    return _HOME if route == "startup/router" else route


def _json_answer(value: object) -> Answer:
    """`json_encode` gives nothing at all for text that is no UTF-8."""
    try:
        return Answer(200, json_encode(value).encode(), JSON)
    except UnicodeEncodeError:
        return Answer(200, b"", JSON)


def _with_headers(visit: Visit, answer: Answer) -> Answer:
    if sum(map(len, visit.printed)) > _OUTPUT_BUFFER:
        answer.status, answer.media_type = 200, PHP_DEFAULT
    answer.body = "".join(visit.printed).encode() + answer.body
    no_cache = _NO_CACHE if visit.has(quirks.CACHING_FORBIDDEN) else ()
    cookies = [("Set-Cookie", cookie) for cookie in visit.cookies]
    answer.headers = [("X-Powered-By", "PHP/8.2.36"), *no_cache, *cookies, *answer.headers]
    return answer


def _is_missing_file(path: str) -> bool:
    """PHP's own web server looks for a file when the path has a dot, and starts index.php for the rest."""
    return "." in path and not path.startswith("/index.php")


def _tell_missing_controller(visit: Visit) -> None:
    message = "preg_replace(): Passing null to parameter #3 ($subject) of type array|string is deprecated"
    visit.tell(message, "system/engine/action.php", 65, kind="Unknown")
