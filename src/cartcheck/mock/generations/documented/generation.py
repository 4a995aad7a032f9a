"""A store with the documented API: who may call, and which action answers."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from cartcheck.mock.credentials import TOKEN_SECONDS, listed
from cartcheck.mock.generations.documented import categories, customers, orders, products
from cartcheck.mock.generations.documented.answers import Json, RefusedError, answer, check
from cartcheck.mock.generations.documented.body import body_of
from cartcheck.mock.generations.documented.call import Action, Call
from cartcheck.mock.generations.documented.fields import Fields
from cartcheck.mock.generations.opencart_3_0 import FAMILY as STOREFRONT
from cartcheck.mock.shop.session import Sessions
from cartcheck.mock.store import ApiToken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request

STOREFRONT_VERSION = "3.0.5.1"
LOGIN = "api/login"
ROUTES: Mapping[str, tuple[str, Action]] = {
    "api/product": ("GET", products.listed),
    "api/product/info": ("GET", products.info),
    "api/product/add": ("POST", products.add),
    "api/product/edit": ("POST", products.edit),
    "api/category": ("GET", categories.tree),
    "api/category/info": ("GET", categories.info),
    "api/order": ("GET", orders.listed),
    "api/order/info": ("GET", orders.info),
    "api/order/add": ("POST", orders.add),
    "api/order/edit": ("POST", orders.edit),
    "api/order/history": ("POST", orders.history),
    "api/customer": ("GET", customers.listed),
    "api/customer/add": ("POST", customers.add),
    "api/customer/edit": ("POST", customers.edit),
    "api/customer/login": ("POST", customers.login),
}


class Documented:
    """A store whose API keeps every promise."""

    def __init__(self, store: Store, _version: str) -> None:
        self._store = store
        self._storefront = STOREFRONT.open(store, STOREFRONT_VERSION)

    def serve(self, request: Request) -> Answer:
        """The answer to one request."""
        if not request.call:
            return self._storefront.serve(request)
        try:
            return answer(200, self._act(request))
        except RefusedError as refused:
            return answer(refused.status, {"error": refused.error})

    def _act(self, request: Request) -> Json:
        if request.call == LOGIN:
            _check_method(request, "POST")
            return self._login(request)
        if request.call not in ROUTES:
            raise RefusedError(404, "There is no such route!")
        method, action = ROUTES[request.call]
        self._check_token(request)
        _check_method(request, method)
        return action(Call(self._store, request.get, body_of(request)))

    def _login(self, request: Request) -> Json:
        fields, user = Fields(body_of(request)), self._store.api_user
        username, key = fields.text("username", least=1), fields.text("key", least=1, most=256)
        check(fields)
        right = _equal(username, user.username) and _equal(key, user.key)
        if not right or not user.enabled:
            raise RefusedError(401, "Incorrect username or API key!")
        self._check_address(request)
        token = Sessions.new_id()
        self._store.tokens[token] = ApiToken(user.api_id, self._store.clock.now())
        return {"success": "API session successfully started!", "api_token": token}

    def _check_token(self, request: Request) -> None:
        store = self._store
        token = str(request.get.get("api_token", ""))
        row = store.tokens.get(token)
        if row is None or row.touched < store.clock.now() - TOKEN_SECONDS:
            store.tokens.pop(token, None)
            raise RefusedError(401, "The API token is missing, wrong or expired!")
        self._check_address(request)
        if not store.api_user.enabled:
            raise RefusedError(403, "You do not have permission to access the API!")
        row.touched = store.clock.now()

    def _check_address(self, request: Request) -> None:
        if not listed(self._store.api_user, request.peer):
            raise RefusedError(403, f"Your IP {request.peer} is not allowed to access this API!")


def _check_method(request: Request, method: str) -> None:
    if request.method not in ({"GET", "HEAD"} if method == "GET" else {method}):
        raise RefusedError(405, f"This route takes {method} only!")


def _equal(sent: str, stored: str) -> bool:
    return hmac.compare_digest(sent.encode("utf-8", "surrogateescape"), stored.encode())
