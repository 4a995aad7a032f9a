"""Answers to well-formed requests that hold good JSON with something around it. Sends nothing that was not sent yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import Breakage
from cartcheck.observations.answers import Stained
from cartcheck.probes.login import login, login_with_wrong_key
from cartcheck.probes.recognition import traits
from cartcheck.probes.token import first_call

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination

_STAINS = {Breakage.NOTICE, Breakage.BOM}


def stained_answers(examination: Examination) -> tuple[Stained, ...]:
    """Of the logins and calls that a healthy client makes too."""
    asked = (login, login_with_wrong_key) if examination.ask(traits).has_login else ()
    logins = [examination.ask(probe) for probe in asked]
    answers = [Stained(f"A login {answer.how}", answer.reading.reading, answer.exchange) for answer in logins]
    if all(answer.granted for answer in logins[:1]):
        call = examination.ask(first_call)
        answers.append(Stained(f"A call {call.how}", call.reading, call.exchange))
    return tuple(answer for answer in answers if answer.reading.breakage in _STAINS)
