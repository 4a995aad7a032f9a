"""What a browser on another origin would get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Breakage
from cartcheck.dialects.signs import ORIGIN
from cartcheck.observations.answers import Cors, CorsAnswer
from cartcheck.probes.recognition import dialect_of
from cartcheck.probes.session import session_if_any
from cartcheck.probes.token import reading_request
from cartcheck.target.target import Credentials
from cartcheck.transport.exchange import Reply, Request

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination

# A signature covers the form, and a preflight comes without it: with an empty form 4.1 would let it pass.
_FORM = (("comment", "cartcheck"),)


def cors(examination: Examination) -> Cors:
    """One plain request and one preflight, as a page with credentials sends them: 4.0 has no answer to others."""
    plain = _plain(examination)
    asked = Request("OPTIONS", plain.url, keep_cookies=False)
    asked = asked.with_header("Access-Control-Request-Method", "POST")
    asked = asked.with_header("Access-Control-Request-Headers", "content-type")
    return Cors(
        ORIGIN,
        _answer(examination, plain, "Ask as a page of another origin does."),
        _answer(examination, asked, "Ask the preflight question of a browser."),
    )


def _plain(examination: Examination) -> Request:
    dialect, store = dialect_of(examination), examination.target.store
    session = session_if_any(examination)
    if session is None and dialect.traits.has_login:
        return dialect.login(store, Credentials("", ""))
    return reading_request(examination, session, _FORM)


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
        read_body(reply).breakage is Breakage.NOTICE,
    )
