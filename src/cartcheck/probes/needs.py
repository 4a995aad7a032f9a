"""Can this store give what the integration needs? Nothing is asked beyond what the claims ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.errors import CartcheckError, NotApplicable
from cartcheck.needs.answer import NeedAnswer, answers_of
from cartcheck.probes.claims import claims
from cartcheck.probes.narrowing import narrowed_recognition
from cartcheck.probes.recognition import dialect_of

if TYPE_CHECKING:
    from cartcheck.claims.claim import Claim
    from cartcheck.probes.examination import Examination


def needs(examination: Examination) -> tuple[NeedAnswer, ...]:
    """An answer for each need that was named; raises NotApplicable where none was."""
    wanted = examination.target.needs
    if not wanted:
        raise NotApplicable(
            "No needs were named: --needs orders:read,orders:write, or `needs` in cartcheck.toml."
        )
    dialect_of(examination)  # or the reason why nothing is known
    return answers_of(wanted, examination.ask(narrowed_recognition).versions, _claims(examination))


def _claims(examination: Examination) -> tuple[Claim, ...]:
    try:
        return examination.ask(claims)
    except CartcheckError:  # what the version is known to do still holds
        return ()
