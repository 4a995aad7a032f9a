"""What of an exchange is kept for reports: a run of sixty answers of five megabytes must not fill the memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.transport.har import LONGEST_BODY
from cartcheck.transport.redaction import MARGIN

if TYPE_CHECKING:
    from cartcheck.transport.exchange import Exchange

_KEPT = LONGEST_BODY + MARGIN + 1  # characters
_LONGEST_HEADER = 8_192  # characters; Apache and nginx send no longer ones unless told to


def kept(exchange: Exchange) -> Exchange:
    """The same exchange, its answer cut to what can be shown of it."""
    reply = exchange.reply
    if reply is None:
        return exchange
    headers = tuple((_header(name), _header(value)) for name, value in reply.headers)
    body = _beginning(reply.body)
    size = reply.size if len(body) < len(reply.body) else reply.beginning_of
    if size == reply.beginning_of and headers == reply.headers:
        return exchange
    return replace(exchange, reply=replace(reply, headers=headers, body=body, beginning_of=size))


def _header(text: str) -> str:
    # Whole or not at all: a cut could leave part of a secret.
    return text if len(text) <= _LONGEST_HEADER else f"({len(text)} characters)"


def _beginning(body: bytes) -> bytes:
    # No character is cut in two, or text would be taken for bytes; what is no UTF-8 stays as it is.
    if len(body) <= _KEPT:
        return body
    text = body[: 4 * _KEPT].decode("utf-8", "surrogateescape")
    return text[:_KEPT].encode("utf-8", "surrogateescape")
