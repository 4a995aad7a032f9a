"""Who is let in that should not be, and who is not that should be."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartcheck.mock.faults import Proceed, breaks, fault_of
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.faults.json_answers import data_of
from cartcheck.mock.faults.scope import (
    ADDRESS_LIST,
    API_TOKEN,
    API_TOKEN_ASKED,
    LOGIN,
    LOGIN_WITH_KEY,
    LOGIN_WITH_NAME,
    OWN_LIST_OF_SHOP,
    SESSION_KEPT,
)
from cartcheck.mock.shop.session import Sessions, ShopSession
from cartcheck.mock.store import ApiToken

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request

_HOUR = 3600.0


@breaks(Breach.OPEN)
@fault_of(API_TOKEN)
def token_not_accepted(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A login gives a token that no call accepts: the session is not kept."""
    answer = proceed(request)
    data = data_of(answer) if request.is_login else None
    if isinstance(data, dict) and "api_token" in data:
        store.tokens.pop(data["api_token"], None)
        store.sessions.drop(data["api_token"])
    return answer


@breaks(Breach.OPEN)
@fault_of(SESSION_KEPT)
def sessions_not_kept(store: Store, request: Request, proceed: Proceed) -> Answer:
    """Sessions are forgotten with the answer; what the database knows of a token stays."""
    answer = proceed(request)
    store.sessions.drop_all()
    return answer


@breaks(Breach.SILENT)
@fault_of(API_TOKEN)
def expired_token_accepted(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A token works however long it lay unused."""
    token = _token(request)
    if token in store.tokens:
        store.tokens[token].touched = store.clock.now()
        store.sessions.prolong(token)
    return proceed(request)


@fault_of(LOGIN)
def token_not_renewed(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A token dies at a fixed time after its login, however often it is used."""
    touched = {token: row.touched for token, row in store.tokens.items()}
    ends = store.sessions.ends()
    answer = proceed(request)
    for token in touched.keys() & store.tokens.keys():
        store.tokens[token].touched = touched[token]
    store.sessions.end_as(ends)
    return answer


@breaks(Breach.SILENT)
@fault_of(ADDRESS_LIST)
def token_from_anywhere(store: Store, request: Request, proceed: Proceed) -> Answer:
    """The caller's address is checked at login only."""
    if request.call and not request.is_login and store.api_user.whitelist:
        request.peer = store.api_user.whitelist[0]
    return proceed(request)


@breaks(Breach.SILENT)
@fault_of(API_TOKEN_ASKED)
def any_token(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A token that the store never gave is let in."""
    given: set[str] = store.scratch.setdefault("given", set())
    given.update(store.tokens)
    token = _token(request)
    if token and token not in given:
        _open_session(store, request)
    return proceed(request)


@breaks(Breach.SILENT)
@fault_of(API_TOKEN_ASKED)
def open_without_token(store: Store, request: Request, proceed: Proceed) -> Answer:
    """Calls without a token are let in."""
    by_cookie = store.sessions.read(request.cookies.get("OCSESSID", "")).api_id
    if request.call and not request.is_login and not _token(request) and not by_cookie:
        _open_session(store, request)
    return proceed(request)


@breaks(Breach.SILENT)
@fault_of(LOGIN_WITH_KEY)
def any_key(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A login is let in with any key."""
    if request.is_login and "key" in request.post:
        request.post.put("key", store.api_user.key)
    return proceed(request)


@breaks(Breach.SILENT)
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


@fault_of(LOGIN)
def login_by_json_only(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The login reads its fields from JSON, and a form not at all."""
    if not request.is_login or not request.body:
        return proceed(request)
    is_json = request.headers.get("content-type", "").startswith("application/json")
    form = {"content-type": "application/x-www-form-urlencoded"}
    body = urlencode(_fields(request.body)).encode() if is_json else b""
    return proceed(replace(request, headers={**request.headers, **form}, body=body))


@fault_of(OWN_LIST_OF_SHOP)
def another_owner(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The key belongs to another API user than the shop's own, and nobody's address is in that user's list."""
    if request.call and not request.is_login:
        request.peer = "198.51.100.1"
    return proceed(request)


@fault_of(ADDRESS_LIST)
def pool_of_addresses(store: Store, request: Request, proceed: Proceed) -> Answer:
    """Callers leave from a pool of addresses: connections but the first seem to come from somewhere else."""
    first = store.scratch.setdefault("first connection", (request.peer, request.port))
    if (request.peer, request.port) != first:
        request.peer = f"198.51.100.{request.port % 254 + 1}"
    return proceed(request)


def _fields(body: bytes) -> dict[str, str]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    fields = data.items() if isinstance(data, dict) else ()
    return {name: value for name, value in fields if isinstance(value, str)}


def _token(request: Request) -> str:
    token = request.get.get("api_token", "")
    return token if isinstance(token, str) else ""


def _open_session(store: Store, request: Request) -> None:
    token = Sessions.new_id()
    store.tokens[token] = ApiToken(store.api_user.api_id, store.clock.now())
    store.sessions.write(token, ShopSession(api_id=store.api_user.api_id), _HOUR)
    request.get.put("api_token", token)
