"""A client's request as the store wants it: the same operation with the same fields, in the right place and form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import Session
from cartcheck.dialects.login_dialect import LoginDialect
from cartcheck.dialects.query import query_of, with_query
from cartcheck.dialects.signature import DEFAULTS, SIGNED
from cartcheck.php.form import serialise

if TYPE_CHECKING:
    from cartcheck.dialects.dialect import Dialect
    from cartcheck.dialects.mistakes.comparing import Compared
    from cartcheck.php.array import PhpArray
    from cartcheck.target.store_url import StoreUrl
    from cartcheck.target.target import Credentials
    from cartcheck.transport.exchange import Request

# Stand for what is not known here; whoever shows the request writes variables in their place.
TOKEN, COOKIE = "cartcheck-token-of-the-login", "cartcheck-cookie-of-the-login"  # made up
_LEFT_OUT = frozenset(
    (
        *("route", "call", "code", "api_token", "token", "cookie", "access_token", "user_token", "username", "key"),
        *("password", "api_key", "apikey", "PHPSESSID", "time", "signature"),
    )
)  # fmt: skip
_IN_QUERY = frozenset({"store_id", "language", "currency", "order_id"})


def corrected(
    compared: Compared, dialect: Dialect, store: StoreUrl, credentials: Credentials
) -> Request | None:
    """The request that would be right, None where this version has no such operation. Signed requests lack the signature."""
    operation = compared.operation
    if operation is None:
        return None
    if operation.name == "login":
        return dialect.login(store, credentials)
    asked = compared.asked
    query = tuple((name, value) for name, value in asked.query.items() if name in _IN_QUERY)
    form = tuple(pair for pair in _fields(asked.meant) if pair[0].partition("[")[0] not in _LEFT_OUT)
    if dialect.traits.signed:
        code = tuple((name, value) for name, value in asked.query.items() if name == "code")
        return _unsigned(dialect.request(store, operation.name, None, code, form), asked.query, credentials)
    session = Session(TOKEN, _cookies(dialect))
    return dialect.request(store, operation.name, session, query, form if operation.method == "POST" else ())


def _cookies(dialect: Dialect) -> tuple[tuple[str, str], ...]:
    if isinstance(dialect, LoginDialect) and dialect.needs_cookie:
        return ((dialect.cookie, COOKIE),)
    return ()


def _fields(meant: PhpArray) -> list[tuple[str, str]]:
    product = meant.get("product")
    if isinstance(product, str):  # a text where an array is wanted
        rows = [
            ("product[0][product_id]", product),
            ("product[0][quantity]", str(meant.get("quantity", "1"))),
        ]
        return [*rows, *(pair for pair in serialise(meant) if pair[0] not in {"product", "quantity"})]
    return serialise(meant)


def _unsigned(request: Request, given: dict[str, str], credentials: Credentials) -> Request:
    """With everything in the query but time and signature."""
    chosen = {**DEFAULTS, "username": credentials.username}
    chosen |= {name: given[name] for name in ("store_id", "language", "currency") if given.get(name)}
    pairs = dict(pair for pair in query_of(request) if pair[0] not in SIGNED)
    return replace(with_query(request, tuple((pairs | chosen).items())), keep_cookies=False)
