"""Signature: does a store of 4.1 take what we sign, and if not, which part of it is wrong?"""

from collections.abc import Iterable
from operator import attrgetter

from cartcheck.dialects.dialect import Verdict
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import FindingType
from cartcheck.findings.judging import applying, check
from cartcheck.observations.answers import (
    CallAnswer,
    OtherFamily,
    SignatureMistake,
    SignatureTrial,
    SourceCall,
)

ORDER = 25  # among the subjects of a report

_SOURCE = "OpenCart 4.1.0.4, catalog/controller/startup/api.php; measured on 4.1.0.0, 4.1.0.3 and 4.1.0.4"

REFUSED = FindingType(
    id="signature.refused",
    level=Level.ERROR,
    summary="The store refuses our signed calls and does not say why.",
    cause=(
        "4.1 answers one and the same HTTP 403 to a wrong key, an unknown or disabled user and an address that is not "
        "listed. Clock, host, path and the spelling of the user were tried and are not it."
    ),
    remedy=(
        "Open System > Users > API in the shop's admin and edit the user {username}; set Status to Enabled.",
        "Look at the tab IP Addresses: the address that this machine has on the internet must be in the list.",
        "Copy the key again, without line breaks, or press Generate and save; then give it to the program.",
        "Look at the tab History: calls that were let in are listed there with their address.",
    ),
    answer="my-address-changes",
    source=_SOURCE,
    versions="4.1.0.0–4.1.0.4",
    alternatives=(
        "The list of addresses is empty, as after a fresh install: then nobody may call.",
        "A proxy in front of the shop sends X-Forwarded-For, and the store compares that address instead.",
        "A CDN or proxy gives the store another Host than the one that was tried.",
    ),
    precedence=10,
)

CLOCK = FindingType(
    id="signature.clock",
    level=Level.ERROR,
    summary="This machine's clock is {value} seconds off the store's: it refuses us.",
    cause=(
        "The time is part of the signature, and 4.1.0.4 takes only what lies within 450 seconds of its own clock. "
        "Signed with the store's time, the same call is let in."
    ),
    remedy=("Set this machine's clock (NTP), or the server's if that is the wrong one.",),
    source=_SOURCE,
    versions="4.1.0.4",
    precedence=9,
)

HOST = FindingType(
    id="signature.host",
    level=Level.ERROR,
    summary="The store sees itself under another host name: {value}.",
    cause=(
        "The Host header is part of the signature. A proxy in front of the shop changes it, so that only what is signed "
        "for {value} is let in."
    ),
    remedy=(
        "Let the program sign with {value} in the fourth line.",
        "Let the proxy pass on the Host header as it came (nginx: proxy_set_header Host $http_host).",
    ),
    source=_SOURCE,
    versions="4.1.0.0–4.1.0.4",
    precedence=9,
)

PATH = FindingType(
    id="signature.path",
    level=Level.ERROR,
    summary="The store sees itself in another folder: {value}.",
    cause=(
        "The folder of index.php is part of the signature. A rewrite in front of the shop takes the folder away, so that "
        "only what is signed for {value} is let in."
    ),
    remedy=("Let the program sign with {value} in the fifth line.",),
    source=_SOURCE,
    versions="4.1.0.0–4.1.0.4",
    precedence=9,
)

STRAY_BLANKS = FindingType(
    id="signature.key-has-stray-blanks",
    level=Level.ERROR,
    summary="The key was given with blanks around it; without them it is right.",
    cause="Every byte of the key counts in a signature, also a line end that was copied along.",
    remedy=("Take the blanks and line breaks away where the program keeps the key.",),
    source=_SOURCE,
    versions="4.1.0.0–4.1.0.4",
    precedence=8,
)

USERNAME = FindingType(
    id="signature.username-case",
    level=Level.ERROR,
    summary="The API user is spelled {value}, and the signature wants it exactly so.",
    cause="The store finds the user whatever its case, and then signs with the name as it is stored.",
    remedy=("Write the user name as {value} in the program.",),
    source=_SOURCE,
    versions="4.1.0.0–4.1.0.4",
    precedence=8,
)

BROKEN = FindingType(
    id="signature.broken-answer",
    level=Level.ERROR,
    summary="Signed calls are not answered as OpenCart does: {said}.",
    cause="The answer to a signed call is not the API's own: {said}.",
    remedy=(
        "Look at the exchange below and find out who wrote it: OpenCart, an extension or a server in front.",
        "Open System > Maintenance > Error Logs in the shop's admin.",
    ),
    source="OpenCart 4.1.0.4, catalog/controller/api/order.php",
    versions="4.1.0.0–4.1.0.4",
    confidence=0.9,
    precedence=13,
)

NEVER_EXPIRES = FindingType(
    id="signature.never-expires",
    level=Level.ADVICE,
    summary="A signed call of an hour ago is still taken: it can be sent again by others.",
    cause=(
        "Before 4.1.0.4 the two bounds of the time are joined in a way that no time can break, so a signature is good for "
        "ever. A log or a proxy that keeps URLs keeps working calls."
    ),
    remedy=(
        "Upgrade the shop to OpenCart 4.1.0.4 or newer.",
        "Use https only, and keep the API's URLs out of logs.",
    ),
    source=_SOURCE,
    versions="4.1.0.0–4.1.0.3",
)

OTHER_FAMILY_LISTED = FindingType(
    id="signature.listed-for-other-family",
    level=Level.ERROR,
    summary="The store takes our signed calls over {other}, and calls leave over {usual}.",
    cause=(
        "The same signed call was refused over {usual} and let in over {other}: the list has only the {other} address of "
        "this machine. The shop's name has addresses of both families, and a program takes the one its system prefers."
    ),
    remedy=(
        "Open System > Users > API in the shop's admin, edit the user {username}, tab IP Addresses.",
        "Add the {usual} address that this machine has on the internet, beside the one that is listed already.",
        "Let the program call over {other} alone, if only that address stays the same (curl: -4 or -6).",
    ),
    answer="my-address-changes",
    source="OpenCart 4.1.0.4, catalog/controller/startup/api.php: addresses are compared as text",
    versions="4.1.0.0–4.1.0.4",
    precedence=9,
)

SOURCE_REFUSED = FindingType(
    id="signature.source-refused",
    level=Level.ERROR,
    summary="The store does not let in the address {source} that you named.",
    cause="The same signed call that is taken from the usual address was refused from there.",
    remedy=(
        "Open System > Users > API in the shop's admin, edit the user, tab IP Addresses.",
        "Add the address that {source} has on the internet, or leave it out of the program's set-up.",
    ),
    answer="my-address-changes",
    source=_SOURCE,
    versions="4.1.0.0–4.1.0.4",
    precedence=15,
)

_BY_MISTAKE = {
    SignatureMistake.CLOCK: CLOCK,
    SignatureMistake.HOST: HOST,
    SignatureMistake.PATH: PATH,
    SignatureMistake.KEY: STRAY_BLANKS,
    SignatureMistake.USERNAME: USERNAME,
}


def _shown(call: CallAnswer) -> Evidence:
    return Evidence(f"A call {call.how}: {call.reading.said}.", call.exchange)


@check
def test_signature_is_accepted(
    signature_trials: tuple[SignatureTrial, ...],
    first_call: CallAnswer,
    call_over_other_family: CallAnswer | None,
    address_families: OtherFamily | None,
    username: str,
) -> Iterable[Finding]:
    """The store takes a call signed with the given user and key, from this address, at this time."""
    if first_call.let_in:
        return
    shown = [_shown(first_call), *(_shown(trial.call) for trial in signature_trials)]
    taken = next((trial for trial in signature_trials if trial.call.let_in), None)
    if taken:
        yield _BY_MISTAKE[taken.mistake].found(*shown, facts={"value": taken.value})
    elif first_call.reading.meaning is Verdict.BROKEN:
        yield BROKEN.found(*shown, facts={"said": first_call.reading.said})
    elif call_over_other_family and call_over_other_family.let_in and address_families:
        facts = {"username": username, "usual": address_families.usual, "other": address_families.other}
        yield OTHER_FAMILY_LISTED.found(_shown(first_call), _shown(call_over_other_family), facts=facts)
    else:
        yield REFUSED.found(*shown, facts={"username": username})


@check
def test_old_signature_is_refused(call_with_old_signature: CallAnswer) -> Iterable[Finding]:
    """A signed call is worth nothing once its time is over."""
    if call_with_old_signature.let_in:
        yield NEVER_EXPIRES.found(_shown(call_with_old_signature))


@check
@applying(attrgetter("target.network.sources"))
def test_signed_call_from_other_addresses(
    signed_calls_from_elsewhere: tuple[SourceCall, ...], first_call: CallAnswer
) -> Iterable[Finding]:
    """An address that the program is to use is let in."""
    for answer in signed_calls_from_elsewhere:
        if answer.chosen and first_call.let_in and not answer.call.let_in:
            yield SOURCE_REFUSED.found(_shown(answer.call), facts={"source": answer.source})
