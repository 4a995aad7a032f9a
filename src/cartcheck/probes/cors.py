"""What a browser on another origin would get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Breakage
from cartcheck.dialects.signs import ORIGIN
from cartcheck.errors import NotReached
from cartcheck.observations.answers import Cors, CorsAnswer
from cartcheck.probes.recognition import dialect_of, recognition
from cartcheck.probes.session import session_if_any
from cartcheck.probes.token import call_on_new_connection, first_call, reading_request
from cartcheck.target.target import Credentials
from cartcheck.transport.exchange import Reply, Request

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination

# A signature covers the form, and a preflight comes without it: with an empty form 4.1 would let it pass.
_FORM = (("comment", "cartcheck"),)


def cors(examination: Examination) -> Cors:
    """A preflight, as a page with credentials sends it (4.0 has no answer to others), and a call that was made anyway."""
    asked = Request("OPTIONS", _url(examination), keep_cookies=False)
    for name, value in (
        ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Headers", "content-type"),
        ("Origin", ORIGIN),
    ):
        asked = asked.with_header(name, value)
    plain = _plain(examination)
    return Cors(ORIGIN, plain, _read(*examination.send(asked, "Ask the preflight question of a browser.")))


def _url(examination: Examination) -> str:
    dialect, store = dialect_of(examination), examination.target.store
    if dialect.traits.has_login and not _is_let_in(examination):
        return dialect.login(store, Credentials("", "")).url
    return reading_request(examination, session_if_any(examination), _FORM).url


def _is_let_in(examination: Examination) -> bool:
    try:
        return examination.ask(first_call).let_in
    except NotReached:
        return False


def _plain(examination: Examination) -> CorsAnswer:
    """The last call with an Origin that OpenCart answered; those of the recognition all have one."""
    try:
        call = examination.ask(call_on_new_connection)
    except NotReached:
        call = None
    number = call.exchange if call and call.let_in else examination.ask(recognition).exchanges[-1]
    reply = examination.transport.exchanges[number - 1].reply
    assert reply is not None  # or the probe above would not have told it
    return _read(number, reply)


def _read(number: int, reply: Reply) -> CorsAnswer:
    return CorsAnswer(
        reply.status,
        reply.header("access-control-allow-origin"),
        reply.header("access-control-allow-credentials").lower() == "true",
        reply.header("access-control-allow-headers"),
        number,
        read_body(reply).breakage is Breakage.NOTICE,
    )
