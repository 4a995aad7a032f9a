"""A 4.1 store: from the request through session, signature and route to the call."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.mock import pages
from cartcheck.mock.generations.opencart_4_1 import order, quirks, subscription
from cartcheck.mock.generations.opencart_4_1.sessions import close_session, open_session, settle
from cartcheck.mock.generations.opencart_4_1.signature import is_signed
from cartcheck.mock.generations.opencart_4_1.visit import Visit
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.answers import NOT_CACHED, serve
from cartcheck.mock.opencart_4.routing import STOREFRONT, resolve
from cartcheck.mock.opencart_4.skin import skin
from cartcheck.mock.opencart_4.told import error
from cartcheck.mock.surface.answer import HTML, PHP_DEFAULT, Answer, json_answer
from cartcheck.mock.visit import text
from cartcheck.php.json import json_encode
from cartcheck.release import release

if TYPE_CHECKING:
    from cartcheck.mock.shop.catalogue import Catalogue
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

_CALLS = {"api/order": order.CALLS, "api/subscription": subscription.CALLS}
_SKIN = skin(".")
_EXPIRES = ("Expires", "Thu, 19 Nov 1981 08:52:00 GMT")


class OpenCart41:
    """A store of one 4.1 release."""

    def __init__(self, store: Store, version: str) -> None:
        self._store = store
        self._release = release(version)
        store.catalogue = _with_reductions(store.catalogue)

    def serve(self, request: Request) -> Answer:
        """The answer to one request."""
        if request.names_a_file:
            return Answer(404, pages.no_such_file(request.path), PHP_DEFAULT)
        visit = Visit(self._store, self._release, request)
        at_once = visit.has(quirks.CACHING_FORBIDDEN_AT_ONCE)
        headers = ((), (_EXPIRES, *NOT_CACHED)) if at_once else (NOT_CACHED, ())
        answer = serve(visit, self._act, *headers)
        close_session(visit)
        return answer

    def _act(self, visit: Visit) -> Answer:
        route = text(visit.get.get("route", "")) if visit.request.at_index else ""
        route = (route or "common/home").replace("|", ".")
        open_session(visit, route)
        settle(visit)
        if route.lower().startswith("api/"):
            return self._call(visit, route.lower() if visit.has(quirks.ROUTE_IN_ANY_LETTERS) else route)
        if self._store.maintenance and not route.startswith("api"):
            return Answer(503, pages.maintenance(visit, _SKIN), HTML, [("Retry-After", "3600")])
        controller, method = resolve(route)
        if controller in STOREFRONT and method == "index":
            return pages.storefront(visit, _SKIN, controller)
        return pages.not_found(visit, _SKIN)

    def _call(self, visit: Visit, route: str) -> Answer:
        """A call of one of the two routes there are.

        The guard of 4.1.0.0 to 4.1.0.3 overlooks routes that do not begin with a small `api/`; the mock refuses those.
        """
        calls = _CALLS.get(route)
        if calls is None or not is_signed(visit):
            return Answer(403, json_encode(error(Say.NO_ACCESS)).encode(), HTML)
        call = calls.get(visit.query("call"))
        return json_answer(call(visit) if call else error(Say.NO_CALL))


def _with_reductions(catalogue: Catalogue) -> Catalogue:
    """4.1 has no special prices, and its demo's discounts are per cent of the price."""
    products = {
        product.id: replace(product, special=None, discounts=(), reductions=product.discounts)
        for product in catalogue.products.values()
    }
    return replace(catalogue, products=products)
