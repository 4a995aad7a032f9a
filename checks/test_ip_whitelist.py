"""IP whitelist: is it enforced at login and on every call, and which address does the store see?"""

from collections.abc import Iterable
from typing import Any

from cartcheck.dialects.dialect import LoginOutcome, Verdict
from cartcheck.dialects.traits import Traits
from cartcheck.errors import NotReached
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import NotApplicable, applying, check
from cartcheck.observations.answers import CallAnswer, LoginAnswer, OtherFamily, SourceAnswers

ORDER = 30  # among the subjects of a report

SOURCE_NOT_LISTED = FindingType(
    id="ip.source-not-listed",
    level=Level.ERROR,
    summary="The store does not allow the address {source} that you named.",
    cause="The login from there was refused for its address; the store saw {seen}.",
    remedy=(
        "Open System > Users > API in the shop's admin, edit the user, tab IP Addresses.",
        "Add {seen}, or leave this address out of the program's set-up.",
    ),
    answer="my-address-changes",
    source="OpenCart 3.0.5.1, catalog/controller/api/login.php",
    versions="2.1.0.0–4.0.2.3",
    precedence=15,
)

OTHER_ADDRESS_ACCEPTED = FindingType(
    id="ip.other-address-accepted",
    level=Level.NOTE,
    summary="The store also lets the address {source} in.",
    cause="A login from a second address of this machine succeeded, and one from a third did not: the second is listed.",
    remedy=("Open System > Users > API, tab IP Addresses, and remove addresses that nobody uses.",),
    answer="my-address-changes",
    source="OpenCart 3.0.5.1, catalog/controller/api/login.php",
    in_check_only=True,
    examples=(Example(control=({"whitelist": ["127.0.0.1", "127.0.0.2"]},)),),
)

WORKS_FROM_ELSEWHERE = FindingType(
    id="ip.token-works-from-unlisted-address",
    level=Level.WARNING,
    summary="A token works from an address that may not log in.",
    cause=(
        "OpenCart compares the caller's address on every call, not only at login. Here {source} was refused at login and "
        "then let in with a token of another address: that comparison is gone."
    ),
    remedy=(
        "Restore catalog/controller/startup/session.php from the release.",
        "Remove extensions that promise to disable API checks.",
    ),
    answer="my-address-changes",
    source="OpenCart 3.0.5.1, catalog/controller/startup/session.php",
    versions="2.1.0.0–4.0.2.3",
    precedence=20,
    in_check_only=True,
    examples=(
        Example(faults=("token-from-anywhere",)),
        Example(opencart="3.0.3.0", faults=("token-from-anywhere",)),
    ),
)

ADDRESS_CHANGES = FindingType(
    id="ip.address-changes",
    level=Level.ERROR,
    summary="A call is let in over one connection and refused over the next.",
    cause=(
        "The same call, with what was just accepted, was refused over a new connection. OpenCart compares the caller's "
        "address on every call, and most likely this network sends each connection from another address of a pool."
    ),
    remedy=(
        "Ask who runs the network of this machine for one fixed address on the internet, and list that one.",
        "Open {address_list}, and add every address of the pool, if it has to stay.",
        "Ask the shop's host whether several servers answer under its name, if the address never changes.",
    ),
    answer="my-address-changes",
    source="OpenCart 3.0.5.1, catalog/controller/startup/session.php; 4.1.0.4, catalog/controller/startup/api.php",
    versions="2.1.0.0–4.1.0.4",
    confidence=0.8,
    alternatives=(
        "Several servers answer under the shop's name and do not share their sessions or their lists.",
        "The store has just forgotten the session: the finding token.session-not-kept says why.",
    ),
    precedence=12,
    examples=(
        Example(faults=("pool-of-addresses",)),
        *(Example(opencart=v, faults=("pool-of-addresses",)) for v in ("2.3.0.2", "4.0.2.3", "4.1.0.4")),
    ),
)

OTHER_FAMILY_REFUSED = FindingType(
    id="ip.other-family-refused",
    level=Level.WARNING,
    summary="The store lets this machine in over {usual}, and not over {other}.",
    cause=(
        "The shop's name has addresses of both families, and this machine can use both. The list has only its {usual} "
        "address: a program that takes {other}, as its system or library may prefer, is refused."
    ),
    remedy=(
        "Open {address_list}, and add the {other} address of this machine exactly as the login's error prints it.",
        "Let the program call over {usual} alone otherwise (curl: -4 or -6).",
    ),
    answer="my-address-changes",
    source="OpenCart 3.0.5.1, catalog/controller/startup/session.php: addresses are compared as text",
    versions="2.1.0.0–4.1.0.4",
    confidence=0.85,
    alternatives=("Another server answers at the shop's other address, and does not share its sessions.",),
    precedence=20,
)

_ALL_ALIKE = (
    "The store lets every address of this machine in, also one that nobody lists: a proxy in front of it hides who calls, "
    "or the list is not looked at. From here the two look the same."
)


def _refused(answers: SourceAnswers) -> bool:
    return answers.login.reading.outcome is LoginOutcome.ADDRESS_NOT_LISTED


def _asks_from_elsewhere(examination: Any) -> bool:
    """A diagnosis asks from the addresses that the user named, `cartcheck check` from a second one of its own too."""
    return bool(examination.thorough or examination.target.network.sources)


@check
@applying(_asks_from_elsewhere)
def test_login_from_other_addresses(
    calls_from_elsewhere: tuple[SourceAnswers, ...], login: LoginAnswer
) -> Iterable[Finding]:
    """Only listed addresses may log in."""
    if not login.granted:
        raise NotApplicable("The usual address was not let in, so others tell nothing more.")
    for answers in calls_from_elsewhere:
        seen = answers.login.reading.address
        shown = Evidence(
            f"A login from {answers.source}: {answers.login.reading.outcome}.", answers.login.exchange
        )
        if answers.chosen and _refused(answers):
            facts = {"source": answers.source, "seen": seen or answers.source}
            yield SOURCE_NOT_LISTED.found(shown, facts=facts)
        elif not answers.chosen and answers.login.granted:
            if answers.nobodys is None or answers.nobodys.granted:
                raise NotReached(_ALL_ALIKE)
            yield OTHER_ADDRESS_ACCEPTED.found(shown, facts={"source": answers.source})


@check
@applying(_asks_from_elsewhere)
def test_token_from_other_addresses(calls_from_elsewhere: tuple[SourceAnswers, ...]) -> Iterable[Finding]:
    """A token works only where its owner may log in from."""
    asked = [(answers, answers.token) for answers in calls_from_elsewhere if answers.token]
    if not asked:
        raise NotApplicable("There was no token to try from elsewhere.")
    for answers, token in asked:
        if _refused(answers) and token.let_in:
            yield WORKS_FROM_ELSEWHERE.found(
                Evidence(f"The login from {answers.source} was refused.", answers.login.exchange),
                Evidence(f"The call from {answers.source} was let in.", token.exchange),
                facts={"source": answers.source},
            )


@check
def test_address_stays_the_same(
    call_on_new_connection: CallAnswer | None, first_call: CallAnswer, traits: Traits, username: str
) -> Iterable[Finding]:
    """What is let in over one connection is let in over the next."""
    again = call_on_new_connection
    if not traits.has_address_list:
        raise NotApplicable("This generation has no list of addresses.")
    if again is None:
        raise NotApplicable("The first call was not let in, so another one tells nothing more.")
    if _is_refused(again, traits):
        shown = (_call_shown(each) for each in (first_call, again))
        yield ADDRESS_CHANGES.found(
            *shown, facts={"address_list": traits.address_list.format(username=username)}
        )


@check
def test_both_families_are_let_in(
    call_over_other_family: CallAnswer | None,
    address_families: OtherFamily | None,
    first_call: CallAnswer,
    traits: Traits,
    username: str,
) -> Iterable[Finding]:
    """Calls are let in over IPv4 and IPv6 alike, where the shop's name has both."""
    if call_over_other_family is None or address_families is None or not traits.has_address_list:
        raise NotApplicable("The shop can be called over one family of addresses alone.")
    if first_call.let_in and _is_refused(call_over_other_family, traits):
        shown = (_call_shown(each) for each in (first_call, call_over_other_family))
        facts = {"usual": address_families.usual, "other": address_families.other}
        listed = traits.address_list.format(username=username)
        yield OTHER_FAMILY_REFUSED.found(*shown, facts={**facts, "address_list": listed})


def _is_refused(call: CallAnswer, traits: Traits) -> bool:
    crashed = traits.denies_by_crash and call.reading.meaning is Verdict.BROKEN
    return crashed or call.reading.meaning is Verdict.NO_ACCESS


def _call_shown(call: CallAnswer) -> Evidence:
    return Evidence(f"A call {call.how}: {call.reading.said}.", call.exchange)
