"""Answers that repeat what was sent: a key or a token in an error message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.faults import Proceed, fault_of
from cartcheck.mock.faults.scope import API_TOKEN_ASKED, KEY_SENT
from cartcheck.mock.surface.answer import HTML, Answer

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request


@fault_of(KEY_SENT)
def echoes_key(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A login ends in a database error that repeats the key."""
    if not request.is_login or "key" not in request.post:
        return proceed(request)
    return Answer(200, f"SQL error near 'KEY={request.post['key']}'".encode(), HTML)


@fault_of(API_TOKEN_ASKED)
def echoes_token(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A call ends in a page that has the token in its title."""
    token = request.get.get("api_token")
    if request.is_login or not token:
        return proceed(request)
    return Answer(200, f"<html><title>No route for TOKEN={token}</title></html>".encode(), HTML)
