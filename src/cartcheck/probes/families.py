"""The same questions over the other family of addresses, IPv4 or IPv6, where the store's name has both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import LoginOutcome, Verdict
from cartcheck.errors import StoreUnreachable
from cartcheck.observations.answers import OtherFamily
from cartcheck.probes.login import login, login_from
from cartcheck.probes.recognition import traits
from cartcheck.probes.session import session_of
from cartcheck.probes.token import call, first_call
from cartcheck.transport.families import families_of
from cartcheck.transport.proxies import shown_proxy

if TYPE_CHECKING:
    from cartcheck.observations.answers import CallAnswer, LoginAnswer
    from cartcheck.probes.examination import Examination


def address_families(examination: Examination) -> OtherFamily | None:
    """The family that calls take and the other one; None where the store's name has one alone or a proxy is asked."""
    base = examination.target.store.base
    if shown_proxy(base, examination.target.network):
        return None
    usual, *others = families_of(base) or ("",)
    return OtherFamily(usual, others[0], others[0].wildcard) if others else None


def call_over_other_family(examination: Examination) -> CallAnswer | None:
    """The first call once more, if that was let in; None where there is no other family or no way to take it.

    A signed call is asked once more if it was refused, too: no login was refused before, which would have told more.
    """
    session, first = session_of(examination), examination.ask(first_call)
    families = examination.ask(address_families)
    telling = first.let_in or (examination.ask(traits).signed and first.reading.meaning is Verdict.NO_ACCESS)
    if families is None or not telling:
        return None
    try:
        return call(examination, session, f"over {families.other}", families.wildcard)
    except StoreUnreachable:
        return None


def login_over_other_family(examination: Examination) -> LoginAnswer | None:
    """The login once more, if that was refused for its address; None as above."""
    refused = examination.ask(login).reading.outcome is LoginOutcome.ADDRESS_NOT_LISTED
    families = examination.ask(address_families)
    if families is None or not refused:
        return None
    try:
        return login_from(examination, families.wildcard, f"over {families.other}")
    except StoreUnreachable:
        return None
