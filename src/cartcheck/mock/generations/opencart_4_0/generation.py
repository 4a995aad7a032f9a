"""A 4.0 store: from the request through session, guard and route to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock import pages
from cartcheck.mock.generations.opencart_4_0 import quirks
from cartcheck.mock.generations.opencart_4_0.routes import action_of, may_enter
from cartcheck.mock.generations.opencart_4_0.sessions import close_session, open_session, settle
from cartcheck.mock.generations.opencart_4_0.visit import Visit
from cartcheck.mock.opencart_4.answers import NOT_CACHED, serve
from cartcheck.mock.opencart_4.routing import STOREFRONT, resolve
from cartcheck.mock.opencart_4.skin import skin
from cartcheck.mock.surface.answer import HTML, PHP_DEFAULT, Answer, json_answer
from cartcheck.mock.visit import text
from cartcheck.release import release

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request


_CART_WIDGET = b"""<div class="dropdown d-grid">
  <button type="button" data-bs-toggle="dropdown" class="btn btn-lg btn-dark">Cart</button>
</div>
"""


class OpenCart40:
    """A store of one 4.0 release."""

    def __init__(self, store: Store, version: str) -> None:
        self._store = store
        self._release = release(version)
        self._separator = "|" if quirks.METHOD_BEHIND_PIPE.holds(self._release) else "."
        told = quirks.PRODUCT_MISSING_TOLD.holds(self._release)
        self._skin = skin(self._separator, pages.NO_PRODUCT if told else pages.NOT_FOUND)
        self._extra = NOT_CACHED if quirks.CACHING_FORBIDDEN.holds(self._release) else NOT_CACHED[:1]

    def serve(self, request: Request) -> Answer:
        """The answer to one request."""
        if request.names_a_file:
            return Answer(404, pages.no_such_file(request.path), PHP_DEFAULT)
        visit = Visit(self._store, self._release, request)
        answer = serve(visit, self._act, self._extra)
        close_session(visit)
        return answer

    def _act(self, visit: Visit) -> Answer:
        route = self._route(visit)
        open_session(visit, route)
        settle(visit)
        if self._store.maintenance and not route.startswith("api"):
            return Answer(503, pages.maintenance(visit, self._skin), HTML, [("Retry-After", "3600")])
        controller, method = resolve(route, self._separator)
        action = action_of(visit, controller, method)
        if action and may_enter(visit, route, controller):
            return json_answer(action(visit))
        if (controller, method) == ("api/sale/order", "index") and visit.has(quirks.OPEN_TO_ALL):
            return Answer(200, b"", HTML)  # a method without a body
        visit.lines()  # every page shows the cart
        if (controller, method) == ("common/cart", "info"):
            return Answer(200, _CART_WIDGET, HTML)
        if controller in STOREFRONT and method == "index":
            return pages.storefront(visit, self._skin, controller)
        return pages.not_found(visit, self._skin)

    def _route(self, visit: Visit) -> str:
        """The route, after what system/framework.php does to its separators."""
        if not visit.request.at_index:
            return "common/home"
        route = text(visit.get.get("route", "")) or "common/home"
        if self._separator == ".":
            route = route.replace("|", ".")
        return route.replace("%7C", "|") if visit.has(quirks.ENCODED_PIPE) else route
