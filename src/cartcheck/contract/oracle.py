"""The judge: what was asked against what was answered. Pure; says every way in which a contract was not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.contract.answer import EMPTY, Answer
from cartcheck.contract.defects import defect_in, tells_of_itself
from cartcheck.contract.description import Kind
from cartcheck.contract.expectation import Validity
from cartcheck.contract.failure import REFUSES, Failure, FailureKind
from cartcheck.contract.mismatch import UNEXPECTED, never_given
from cartcheck.contract.reasons import is_explicable, unnamed
from cartcheck.dialects.dialect import Breakage, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.contract.asked import Asked

_JSON = "application/json"
PAGE = "page"  # as the descriptions call a refusal of access that is not told in JSON


def judge(asked: Asked, answer: Answer) -> Iterator[Failure]:
    """The ways in which the answer breaks the contract; a known defect of OpenCart explains all of them."""
    defect = defect_in(asked.case, asked.expected, answer) if asked.operation.stock else None
    # What 4.x sends to error.html for its own fault says nothing of a call that is broken in some of the versions.
    at_fault = defect is not None and answer.error_page
    if asked.operation.broken and answer.verdict is Verdict.BROKEN and not at_fault:
        yield _failure(FailureKind.DEFECT, asked.operation.broken, asked, answer)
    elif defect is not None:
        yield _failure(FailureKind.DEFECT, defect.name, asked, answer)
    elif answer.verdict is Verdict.BROKEN:
        yield _broken(asked, answer)
    else:
        yield from _form(asked, answer)
        yield from _meaning(asked, answer)


def judge_without_access(asked: Asked, answer: Answer, how: str) -> Iterator[Failure]:
    """The same where no access was to be had: nothing but its refusal will do, or an empty answer that comes before it.

    4.0 refuses by pages; the one it sends to whenever PHP complains is among them.
    """
    if answer.error_page and asked.operation.denied == PAGE:
        return
    if _prints_its_refusal(asked, answer):
        yield _failure(FailureKind.DEFECT, "startup-messages", asked, answer)
    elif answer.verdict is Verdict.BROKEN:
        yield _broken(asked, answer)
    elif answer.verdict is not Verdict.NO_ACCESS and not _says_nothing(asked, answer):
        yield _failure(FailureKind.OPEN, how, asked, answer, how=how)


def _prints_its_refusal(asked: Asked, answer: Answer) -> bool:
    refused = answer.reading.meaning is Verdict.NO_ACCESS or answer.reading.data == []
    return asked.operation.stock and refused and tells_of_itself(answer)


def _says_nothing(asked: Asked, answer: Answer) -> bool:
    # 3.0 looks whether anything is to be shipped before it looks at the token (catalog/controller/api/shipping.php).
    return set(answer.errors) == {EMPTY} and Kind.STATE in asked.operation.kinds(EMPTY)


def _broken(asked: Asked, answer: Answer) -> Failure:
    reading = answer.reading
    if reading.breakage is Breakage.NOTICE:
        message = reading.messages[0] if reading.messages else ""
        return _failure(FailureKind.PHP_MESSAGE, message, asked, answer, message=message)
    told = answer.status >= 400 and reading.data is None  # a mark before the JSON is the same with any status
    what = f"{reading.breakage}" + (f" (HTTP {answer.status})" if told else "")
    return _failure(FailureKind.BROKEN, what, asked, answer, what=what)


def _form(asked: Asked, answer: Answer) -> Iterator[Failure]:
    for mismatch in () if asked.expected.misshapen else answer.mismatches:  # it may only repeat what was sent
        if answer.verdict is Verdict.REFUSED and mismatch.member.startswith("error."):
            continue  # the keys of a refusal are judged by what they mean
        kind = FailureKind.UNEXPECTED if mismatch.what == UNEXPECTED else FailureKind.MISMATCH
        cause = REFUSES if mismatch == never_given(Verdict.REFUSED) else str(mismatch)
        yield _failure(kind, cause, asked, answer, what=str(mismatch))
    media_type = answer.reading.media_type
    if media_type != _JSON and answer.verdict is not Verdict.NO_ACCESS:  # 4.x refuses access by pages
        yield _failure(FailureKind.MEDIA_TYPE, media_type, asked, answer, what=media_type or "none at all")


def _meaning(asked: Asked, answer: Answer) -> Iterator[Failure]:
    if answer.verdict is Verdict.ACCEPTED:
        yield from _accepted(asked, answer)
    elif answer.verdict is Verdict.REFUSED:
        yield from _refused(asked, answer)
    else:
        yield _failure(FailureKind.VALID_REFUSED, "no access", asked, answer, field="the credential")


def _accepted(asked: Asked, answer: Answer) -> Iterator[Failure]:
    fields = _fields_to_refuse(asked)
    for field in sorted(fields):
        yield _failure(FailureKind.INVALID_ACCEPTED, field, asked, answer, field=_in_words(field))


def _fields_to_refuse(asked: Asked) -> frozenset[str]:
    if asked.expected.validity is Validity.INVALID:
        return min(asked.expected.wrong, key=len)
    return asked.case.refused if asked.demo or not asked.case.depends else frozenset()


def _refused(asked: Asked, answer: Answer) -> Iterator[Failure]:
    missed = unnamed(asked, answer) if asked.expected.validity is Validity.INVALID else []
    for key, text in answer.errors.items():
        if not missed and not is_explicable(
            asked, answer, key, text
        ):  # what is missed may stand under another name
            yield _failure(FailureKind.VALID_REFUSED, key, asked, answer, field=_in_words(key))
    if asked.expected.validity is Validity.INVALID:
        yield from _not_named(asked, answer, missed)


def _not_named(asked: Asked, answer: Answer, missed: list[str]) -> Iterator[Failure]:
    if set(answer.errors) == {EMPTY} and not asked.operation.kinds(EMPTY):
        yield _failure(FailureKind.NOT_NAMED, EMPTY, asked, answer, field=_in_words(EMPTY))
    for field in missed:
        yield _failure(FailureKind.NOT_NAMED, field, asked, answer, field=_in_words(field))


def _in_words(field: str) -> str:
    return {"": "the call as a whole", EMPTY: "the call, without a word"}.get(field, field)


def _failure(kind: FailureKind, cause: str, asked: Asked, answer: Answer, **facts: str) -> Failure:
    text = f"{asked.case}: {answer.said}."
    return Failure(kind, cause, text, answer.exchange, asked.case.size, facts)
