"""An exchange as a report may show it: redacted, with the beginnings of its bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.transport.retracing import retraced
from cartcheck.transport.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartcheck.target.target import Network
    from cartcheck.transport.exchange import Exchange, Request
    from cartcheck.transport.redaction import Redactor

LONGEST_BODY = 6_000  # characters
_MAKES = "Each run of the last line makes {}, if the store accepts it."
_NAMES = "{} was made by this run: once it is gone, write the number of another one into the last line."


def show(exchange: Exchange, earlier: Sequence[Exchange], redactor: Redactor, network: Network) -> Shown:
    """The exchange without secrets, its bodies cut at a length that still can be read, and how to get to it by hand."""
    request, reply = exchange.request, exchange.reply
    before, line = retraced(exchange, earlier, redactor, network)
    return Shown(
        number=exchange.number,
        purpose=redactor.text(exchange.purpose),
        started=exchange.started.isoformat(timespec="milliseconds"),
        source=redactor.text(exchange.source),
        method=redactor.text(request.method),
        url=redactor.text(request.url),
        request_headers=redactor.headers(exchange.sent_headers or request.headers),
        request_body=_beginning(request.body, redactor),
        status=reply.status if reply else 0,
        reply_headers=redactor.headers(reply.headers) if reply else (),
        reply_body=_beginning(reply.body, redactor, reply.beginning_of) if reply else "",
        milliseconds=round(reply.seconds * 1000, 1) if reply else 0.0,
        failure=redactor.text(exchange.failure),
        curl=line,
        before=before,
        notice=_notice(request),
    )


def _notice(request: Request) -> str:
    if request.makes:
        return _MAKES.format(request.makes)
    return _NAMES.format(request.names) if request.names else ""


def _beginning(body: bytes, redactor: Redactor, beginning_of: int = 0) -> str:
    text = body.decode("utf-8", "replace")
    shown = redactor.beginning(text, LONGEST_BODY, cut=bool(beginning_of))
    if len(text) <= LONGEST_BODY and not beginning_of:
        return shown
    return f"{shown}\n… (the beginning of {beginning_of or len(body):,} bytes)"
