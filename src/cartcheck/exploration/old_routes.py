"""What programs written for other generations get from this store: a few routes of each, as they would be called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.query import with_query
from cartcheck.exploration.explorer import Mark
from cartcheck.probes.session import MADE_UP_TOKEN
from cartcheck.transport.exchange import Request, post_form

if TYPE_CHECKING:
    from cartcheck.dialects.dialect import Session
    from cartcheck.exploration.asking import Asking

# Nothing that could change an order. What each is for, and the route with the parameter its clients send.
ROUTES = (
    ("login", "api/login"),
    ("login", "api/account/login"),
    ("cart_read", "api/cart/products"),
    ("cart_read", "api/sale/cart"),
    ("cart_add", "api/cart/add"),
    ("cart_add", "api/sale/cart.add"),
    ("cart_add", "api/sale/cart|add"),
    ("customer_set", "api/customer"),
    ("customer_set", "api/sale/customer"),
    ("currency_set", "api/currency"),
    ("currency_set", "api/localisation/currency"),
    ("reward_maximum", "api/reward/maximum"),
    ("order_read", "api/order/info"),
)


def old_routes(asking: Asking, session: Session) -> None:
    """Each route that this generation does not have."""
    own = {operation.route for operation in asking.dialect.operations.values()}
    for intent, route in ROUTES:
        if route not in own:
            token = session.token or MADE_UP_TOKEN
            mark = Mark(f"old/{route}", intent)
            request = _request(asking, route, () if intent == "login" else (("api_token", token),))
            asking.explorer.ask(
                mark, request, f"Call {route} as a program for another version does.", fresh=True
            )


def _request(asking: Asking, route: str, query: tuple[tuple[str, str], ...]) -> Request:
    url = asking.target.store.route(route)
    request = post_form(url, ())
    return with_query(request, (("route", route), *query))
