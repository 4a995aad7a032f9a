"""The judge of own routes: an answer against what the user's file promises. Pure.

Whether a call succeeded is told by its HTTP status, not by OpenCart's envelope.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from cartcheck.contract.failure import Failure, FailureKind
from cartcheck.contract.mismatch import differences
from cartcheck.dialects.body import Body, php_messages, read_content
from cartcheck.dialects.dialect import Breakage
from cartcheck.dialects.edge import breakage_by_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.contract.case import Case
    from cartcheck.own.operation import OwnOperation, Promised
    from cartcheck.transport.exchange import Reply

_DENIED = {401, 403}


@dataclass(frozen=True)
class OwnAnswer:
    """An answer with the case that it is to. `how` tells what was sent instead of a credential, "" with the right one."""

    case: Case
    reply: Reply
    exchange: int
    how: str = ""

    @property
    def body(self) -> Body:
        """Its JSON, or why there is none, whatever the status."""
        return read_content(self.reply)

    @property
    def succeeded(self) -> bool:
        """Whether the status and OpenCart's `error`, where there is one, say so."""
        data = self.body.data
        return 200 <= self.reply.status < 300 and not (isinstance(data, dict) and data.get("error"))

    @property
    def outcome(self) -> str:
        """What was reached by it, as reports count it."""
        if self.reply.status in _DENIED:
            return "no access"
        if self.reply.status >= 500:
            return f"broken: HTTP {self.reply.status}"
        return "accepted" if self.succeeded else f"refused: HTTP {self.reply.status}"

    @property
    def breakage(self) -> Breakage | None:
        """Why the route did not answer: it is not there, an error, a redirect, somebody in front; None for an answer."""
        if self.reply.status == 404 and self.body.breakage is Breakage.HTML:
            return Breakage.NOT_FOUND  # OpenCart's page for a route that is not there
        if self.reply.status < 500 and not 300 <= self.reply.status < 400:
            return None
        return breakage_by_status(self.reply, self.body.data)


def judge(operation: OwnOperation, answer: OwnAnswer) -> Iterator[Failure]:
    """The ways in which an answer breaks the promise.

    Of input that is wrong only this is asked: that it breaks nothing, and that what is promised of its status is kept.
    """
    promise = operation.promise(answer.reply.status)
    if answer.reply.status >= 500 or (answer.breakage and not (promise and 300 <= answer.reply.status < 400)):
        yield _broken(answer, str(answer.breakage))
    elif answer.body.breakage is Breakage.NOTICE:
        yield _php_message(answer)
    elif promise is not None:
        yield from _against(promise, answer, operation.described.method)
    elif answer.case.positive:
        what = f"HTTP {answer.reply.status}"
        yield _failure(FailureKind.UNDOCUMENTED, what, answer, what=what)


def judge_without_access(
    operation: OwnOperation, answer: OwnAnswer, let_in: OwnAnswer | None, *, crashes: bool
) -> Iterator[Failure]:
    """The same where no access was to be had; `let_in` is the answer to the same call with the right credential.

    `crashes`: in this generation OpenCart itself ends such calls in an error of PHP.
    """
    if answer.reply.status >= 500 and not crashes:
        yield _broken(answer, str(answer.breakage))
    elif answer.body.breakage is Breakage.NOTICE and not crashes:
        yield _php_message(answer)
    if _is_open(operation, answer, let_in):
        yield _failure(FailureKind.OPEN, answer.how, answer, how=answer.how)


def _is_open(operation: OwnOperation, answer: OwnAnswer, let_in: OwnAnswer | None) -> bool:
    # Nothing is given away by an empty list; 3.0 says no to a wrong key in this way too.
    if not answer.succeeded or answer.body.data in ([], {}):
        return False
    if let_in is not None and let_in.succeeded and let_in.reply.body == answer.reply.body:
        return True
    promise = operation.promise(answer.reply.status)
    if answer.body.data is None or promise is None or not promise.is_json:
        return False
    return not any(_differences(promise, answer))


def _against(promise: Promised, answer: OwnAnswer, method: str) -> Iterator[Failure]:
    if method == "HEAD" or not promise.content:
        messages, _ = php_messages(answer.reply.text)
        if messages:
            yield _php_message(answer)
        return
    media_type = answer.reply.media_type
    breakage = answer.body.breakage
    if breakage and (promise.is_json or promise.schema(media_type) is not None):
        yield _broken(answer, str(breakage))
        return
    if not promise.takes(media_type):
        what = f"{media_type or 'none at all'} instead of {', '.join(promise.content)}"
        yield _failure(FailureKind.MEDIA_TYPE, what, answer, what=what)
    for what in _differences(promise, answer):
        yield _failure(FailureKind.MISMATCH, what, answer, what=what)


def _differences(promise: Promised, answer: OwnAnswer) -> list[str]:
    schema = promise.schema(answer.reply.media_type)
    if schema is None:
        return []
    return [str(one) for one in differences(Draft202012Validator(schema), answer.body.data)]


def _broken(answer: OwnAnswer, breakage: str) -> Failure:
    status = answer.reply.status
    what = breakage + (f" (HTTP {status})" if status >= 300 else "")
    return _failure(FailureKind.BROKEN, what, answer, what=what)


def _php_message(answer: OwnAnswer) -> Failure:
    messages: tuple[Any, ...] = answer.body.messages or php_messages(answer.reply.text)[0]
    return _failure(FailureKind.PHP_MESSAGE, messages[0], answer, message=messages[0])


def _failure(kind: FailureKind, cause: str, answer: OwnAnswer, **facts: str) -> Failure:
    how = f", {answer.how}" if answer.how else ""
    text = f"{answer.case}{how}: HTTP {answer.reply.status}."
    return Failure(kind, cause, text, answer.exchange, answer.case.size, facts)
