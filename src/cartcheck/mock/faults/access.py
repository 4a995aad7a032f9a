"""Who is let in that should not be, and who is not that should be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.mock.faults import Proceed, fault_of
from cartcheck.mock.faults.json_answers import data_of
from cartcheck.mock.faults.scope import (
    ADDRESS_LIST,
    API_TOKEN,
    API_TOKEN_ASKED,
    LOGIN,
    LOGIN_WITH_KEY,
    LOGIN_WITH_NAME,
)
from cartcheck.mock.shop.session import Sessions, ShopSession
from cartcheck.mock.store import ApiToken

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request

_HOUR = 3600.0


@fault_of(API_TOKEN)
def token_not_accepted(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A login gives a token that no call accepts: the session is not kept."""
    answer = proceed(request)
    data = data_of(answer) if request.is_login else None
    if isinstance(data, dict) and "api_token" in data:
        store.tokens.pop(data["api_token"], None)
        store.sessions.drop(data["api_token"])
    return answer


@fault_of(API_TOKEN)
def expired_token_accepted(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A token works however long it lay unused."""
    token = _token(request)
    if token in store.tokens:
        store.tokens[token].touched = store.clock.now()
        store.sessions.prolong(token)
    return proceed(request)


@fault_of(ADDRESS_LIST)
def token_from_anywhere(store: Store, request: Request, proceed: Proceed) -> Answer:
    """The caller's address is checked at login only."""
    if request.call and not request.is_login and store.api_user.whitelist:
        request.peer = store.api_user.whitelist[0]
    return proceed(request)


@fault_of(API_TOKEN_ASKED)
def any_token(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A token that the store never gave is let in."""
    given: set[str] = store.scratch.setdefault("given", set())
    given.update(store.tokens)
    token = _token(request)
    if token and token not in given:
        _open_session(store, request)
    return proceed(request)


@fault_of(API_TOKEN_ASKED)
def open_without_token(store: Store, request: Request, proceed: Proceed) -> Answer:
    """Calls without a token are let in."""
    by_cookie = store.sessions.read(request.cookies.get("OCSESSID", "")).api_id
    if request.call and not request.is_login and not _token(request) and not by_cookie:
        _open_session(store, request)
    return proceed(request)


@fault_of(LOGIN_WITH_KEY)
def any_key(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A login is let in with any key."""
    if request.is_login and "key" in request.post:
        request.post.put("key", store.api_user.key)
    return proceed(request)


@fault_of(LOGIN_WITH_NAME)
def any_username(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A login is let in under any user name."""
    if request.is_login and "username" in request.post:
        request.post.put("username", store.api_user.username)
    return proceed(request)


@fault_of(LOGIN)
def login_by_any_method(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The login reads its form whatever the method."""
    return proceed(replace(request, method="POST") if request.is_login and request.body else request)


def _token(request: Request) -> str:
    token = request.get.get("api_token", "")
    return token if isinstance(token, str) else ""


def _open_session(store: Store, request: Request) -> None:
    token = Sessions.new_id()
    store.tokens[token] = ApiToken(store.api_user.api_id, store.clock.now())
    store.sessions.write(token, ShopSession(api_id=store.api_user.api_id), _HOUR)
    request.get.put("api_token", token)
