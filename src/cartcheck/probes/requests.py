"""The requests that were handed in, judged. They are not sent; only their address is asked, without credentials."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Verdict
from cartcheck.dialects.impressions import is_error_page
from cartcheck.dialects.mistakes.comparing import Against, Compared, compared
from cartcheck.dialects.mistakes.correcting import COOKIE, TOKEN, corrected
from cartcheck.dialects.mistakes.slip import Slip
from cartcheck.dialects.signs import Question
from cartcheck.errors import NotApplicable, StoreUnreachable, UsageError
from cartcheck.observations.requests import AddressAnswer, JudgedRequest
from cartcheck.probes.recognition import dialect_of, recognition, words_of
from cartcheck.probes.signed_line import signed_line
from cartcheck.probes.signing import clock_ahead
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials

if TYPE_CHECKING:
    from cartcheck.handed.request import HandedRequest
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply, Request

_NO_KEY = "cartcheck-key-of-the-api-user"
# What is wrong although the store says that all is well: the cart is emptied, the key stands in logs.
_IN_SPITE_OF_SUCCESS = frozenset({Slip.SCALAR, Slip.IN_QUERY, Slip.COOKIE_KEPT})


def judged_requests(examination: Examination) -> tuple[JudgedRequest, ...]:
    """Each request with its mistakes, in the order of the file."""
    handed = _handed(examination)
    seen = examination.ask(recognition)
    dialect = dialect_of(examination)
    now = time.time() - clock_ahead(examination, seen.exchanges[-1])
    timed = seen.may_be("4.1.0.4", dialect.versions[-1])
    against = Against(dialect, examination.target.credentials, now, timed)
    return tuple(_judged(examination, compared(each, against)) for each in handed)


def other_addresses(examination: Examination) -> tuple[AddressAnswer, ...]:
    """What answers at each address that requests go to besides the store's own."""
    found: dict[str, AddressAnswer] = {}
    for each in _handed(examination):
        address = _address(each)
        if address and address.base != examination.target.store.base and address.base not in found:
            found[address.base] = _redirected(each, address) or _asked(examination, each, address)
    return tuple(found.values())


def _handed(examination: Examination) -> tuple[HandedRequest, ...]:
    if not examination.handed:
        raise NotApplicable("No request was handed in; --request FILE does that.")
    return examination.handed


def _judged(examination: Examination, one: Compared) -> JudgedRequest:
    failed = _failed(examination, one)
    mistakes = tuple(
        each for each in one.mistakes if failed is not False or each.slip in _IN_SPITE_OF_SUCCESS
    )
    correct = _curl(examination, one) if mistakes else ""
    return JudgedRequest(one.asked.handed.number, one.asked.shown, mistakes, correct, failed)


def _failed(examination: Examination, one: Compared) -> bool | None:
    reply = one.asked.handed.reply
    if reply is None:
        return None
    return not (_succeeded(examination, one, reply) if one.operation else _is_answer(reply))


def _succeeded(examination: Examination, one: Compared, reply: Reply) -> bool:
    dialect, operation = dialect_of(examination), one.operation
    assert operation is not None
    if operation.name == "login":
        return dialect.read_login(reply, words_of(examination)).session is not None
    return dialect.read(operation.name, reply, words_of(examination)).meaning is Verdict.ACCEPTED


def _is_answer(reply: Reply) -> bool:
    """Whether a route that we do not know was answered: an extension's."""
    data = read_body(reply).data
    return reply.status == 200 and data is not None and not (isinstance(data, dict) and "error" in data)


def _curl(examination: Examination, one: Compared) -> str:
    credentials = examination.target.credentials or Credentials("Default", _NO_KEY)
    for name, stand_in in (("TOKEN", TOKEN), ("COOKIE", COOKIE), ("CARTCHECK_KEY", credentials.key)):
        examination.transport.learn_secret(name, stand_in)
    dialect = dialect_of(examination)
    right = corrected(one, dialect, examination.target.store, credentials)
    if right is None:
        return ""
    return _line(examination, right, signed=dialect.traits.signed)


def _line(examination: Examination, right: Request, *, signed: bool) -> str:
    if signed:
        return examination.transport.redacted(signed_line(right))
    return examination.transport.curl_of(right)


def _address(handed: HandedRequest) -> StoreUrl | None:
    parts = urlsplit(handed.request.url)
    if "route=" not in parts.query.lower():
        return None
    try:
        return StoreUrl.parse(
            parts._replace(query="", fragment="", netloc=parts.netloc.rpartition("@")[2]).geturl()
        )
    except UsageError:
        return None


def _redirected(handed: HandedRequest, address: StoreUrl) -> AddressAnswer | None:
    reply = handed.reply
    location = (
        reply.header("location") if reply and 300 <= reply.status < 400 and not is_error_page(reply) else ""
    )
    return AddressAnswer(handed.number, address.base, False, location) if location else None


def _asked(examination: Examination, handed: HandedRequest, address: StoreUrl) -> AddressAnswer:
    try:
        number, reply = examination.send(
            Question.LOGIN.request(address), "Ask the address that a handed-in request goes to."
        )
    except StoreUnreachable:
        return AddressAnswer(handed.number, address.base, False, exchange=examination.transport.sent)
    moved = 300 <= reply.status < 400 and not is_error_page(reply)
    answers = read_body(reply).data is not None or examination.ask(recognition).dialect is None
    is_api = answers or _same_page(examination, reply)
    return AddressAnswer(
        handed.number, address.base, is_api and not moved, reply.header("location") if moved else "", number
    )


def _same_page(examination: Examination, reply: Reply) -> bool:
    """Whether it answers as the store's own address did: 4.0 has a page for api/login."""
    first = examination.transport.exchanges[examination.ask(recognition).exchanges[0] - 1].reply
    return first is not None and (first.status, first.media_type) == (reply.status, reply.media_type)
