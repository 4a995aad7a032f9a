"""Answers to well-formed requests that hold good JSON with something around it. Sends nothing that was not sent yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import Breakage
from cartcheck.observations.answers import Stained
from cartcheck.probes.login import login, login_with_wrong_key
from cartcheck.probes.token import call_without_token, first_call

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination

_STAINS = {Breakage.NOTICE, Breakage.BOM}


def stained_answers(examination: Examination) -> tuple[Stained, ...]:
    """Of the logins and calls that a healthy client makes too."""
    logins = [examination.ask(probe) for probe in (login, login_with_wrong_key)]
    calls = [examination.ask(call_without_token)]
    if logins[0].granted:
        calls.append(examination.ask(first_call))
    answers = [Stained(f"A login {answer.how}", answer.reading.reading, answer.exchange) for answer in logins]
    answers += [Stained(f"A call {answer.how}", answer.reading, answer.exchange) for answer in calls]
    return tuple(answer for answer in answers if answer.reading.breakage in _STAINS)
