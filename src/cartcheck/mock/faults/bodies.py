"""Answers that are no clean JSON: PHP messages, invisible bytes, HTML, cut off, empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.faults import Proceed, breaks, fault, fault_of
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.faults.json_answers import data_of, denies_access
from cartcheck.mock.faults.scope import LOGIN
from cartcheck.mock.surface.answer import HTML, Answer

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

_PARKED = (
    b"<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>\n"
)
_NOTICE = (
    b"<b>Notice</b>: Undefined index: warehouse in "
    b"<b>/var/www/html/catalog/controller/extension/module/stock.php</b> on line <b>31</b>"
)


@breaks(Breach.OPEN)
@fault
def html_instead_of_json(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Every call of the API is answered with some HTML page and status 200."""
    return Answer(200, _PARKED, HTML) if request.call else proceed(request)


@breaks(Breach.OPEN)
@fault
def calls_answer_html(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Logging in works, but each call that is let in is answered with some HTML page."""
    answer = proceed(request)
    let_in = answer.is_json and not request.is_login and not denies_access(data_of(answer))
    return Answer(200, _PARKED, HTML) if let_in else answer


@breaks(Breach.OPEN)
@fault
def notice_before_json(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An extension's PHP notice stands before the JSON of every answer."""
    return _with_prefix(proceed(request), _NOTICE)


@breaks(Breach.OPEN)
@fault
def bom_before_json(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An invisible byte order mark stands before the JSON of every answer."""
    return _with_prefix(proceed(request), b"\xef\xbb\xbf")


@breaks(Breach.OPEN)
@fault
def truncated_json(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The JSON of every answer ends in the middle."""
    return _cut(proceed(request))


@breaks(Breach.OPEN)
@fault_of(LOGIN)
def truncated_login(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """The JSON of a successful login ends in the middle."""
    answer = proceed(request)
    return _cut(answer) if request.is_login and b"success" in answer.body else answer


@breaks(Breach.OPEN)
@fault
def empty_body(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Every answer of the API is empty."""
    answer = proceed(request)
    if answer.is_json:
        answer.body = b""
    return answer


def _with_prefix(answer: Answer, prefix: bytes) -> Answer:
    if answer.is_json:
        answer.body = prefix + answer.body
    return answer


def _cut(answer: Answer) -> Answer:
    if answer.is_json:
        answer.body = answer.body[: len(answer.body) // 2]
    return answer
