"""What a browser on another origin would get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.signs import ORIGIN
from cartcheck.observations.answers import Cors, CorsAnswer
from cartcheck.probes.recognition import dialect_of
from cartcheck.probes.token import READ
from cartcheck.transport.exchange import Reply, Request

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination


def cors(examination: Examination) -> Cors:
    """One plain request and one preflight, both without credentials: the headers do not depend on them."""
    plain = dialect_of(examination).request(examination.target.store, READ, None)
    asked = Request("OPTIONS", plain.url)
    asked = asked.with_header("Access-Control-Request-Method", "POST")
    asked = asked.with_header("Access-Control-Request-Headers", "content-type")
    return Cors(
        ORIGIN,
        _answer(examination, plain, "Ask as a page of another origin does."),
        _answer(examination, asked, "Ask the preflight question of a browser."),
    )


def _answer(examination: Examination, request: Request, purpose: str) -> CorsAnswer:
    number, reply = examination.send(request.with_header("Origin", ORIGIN), purpose)
    return _read(number, reply)


def _read(number: int, reply: Reply) -> CorsAnswer:
    return CorsAnswer(
        reply.status,
        reply.header("access-control-allow-origin"),
        reply.header("access-control-allow-credentials").lower() == "true",
        reply.header("access-control-allow-methods"),
        reply.header("access-control-allow-headers"),
        number,
    )
