"""ASGI in front of a store."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeAlias

from cartcheck.mock.surface.request import Request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from cartcheck.mock.surface.answer import Answer

    Scope: TypeAlias = MutableMapping[str, Any]
    Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

POST_MAX_SIZE = 8 * 1024 * 1024
"""PHP's default: a larger body is read and thrown away."""


class Surface:
    """Hands each request to `serve` and sends what it answers. An ASGI application by itself: routes are the store's."""

    def __init__(self, serve: Callable[[Request], Answer]) -> None:
        self._serve = serve

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, one answer."""
        request = _request(scope, await _body(receive))
        answer = self._serve(request)
        if answer.delay:
            await asyncio.sleep(answer.delay)
        start = {"type": "http.response.start", "status": answer.status, "headers": answer.wire_headers()}
        await send(start)
        await send({"type": "http.response.body", "body": answer.body})


def _request(scope: Scope, body: bytes) -> Request:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    peer, port = scope.get("client") or ("", 0)
    return Request(scope["method"], scope["path"], scope["query_string"], headers, body, peer, port)


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size <= POST_MAX_SIZE:
            parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts) if size <= POST_MAX_SIZE else b""
