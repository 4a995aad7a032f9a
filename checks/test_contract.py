"""Contract: does every call of the API take, refuse and answer what its description says?"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.contract.failure import FailureKind, Group
from cartcheck.contract.names import operation_titles
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination

ORDER = 90

VALID_REFUSED = FindingType(
    id="contract.valid-refused",
    level=Level.ERROR,
    summary="The store refuses data that are right: {field}.",
    cause=(
        "OpenCart's own code takes this. The store refuses it ({field}): an extension or a changed file checks more than "
        "OpenCart does, or checks it wrongly."
    ),
    remedy=(
        "Open Extensions > Modifications and Extensions > Installer in the shop's admin and look for one about the API.",
        "Compare catalog/controller/api/ with the release of the store's version.",
    ),
    source="the description in openapi/, read from OpenCart's catalog/controller/api/*.php and measured",
    confidence=0.9,
    alternatives=("The shop's settings ask for more than usual, for instance a required custom field.",),
    precedence=60,
    examples=(Example(faults=("refuses-valid-customer",)), Example(faults=("silent-refusal",))),
)

INVALID_ACCEPTED = FindingType(
    id="contract.invalid-accepted",
    level=Level.WARNING,
    summary="The store accepts data that it should refuse: {field}.",
    cause=(
        "OpenCart's own code refuses this ({field}) and the store answers success. Mistakes of a program show only later, "
        "as orders nobody can ship."
    ),
    remedy=(
        "Compare catalog/controller/api/ with the release of the store's version; a check is missing there.",
    ),
    source="the description in openapi/, read from OpenCart's catalog/controller/api/*.php and measured",
    confidence=0.9,
    precedence=65,
    examples=(Example(faults=("accepts-anything",)),),
)

NOT_NAMED = FindingType(
    id="contract.wrong-field-not-named",
    level=Level.WARNING,
    summary="The store refuses wrong data without naming the field: {field}.",
    cause="OpenCart names each wrong field as a key of `error`; this store refuses and does not name {field}.",
    remedy=("Compare catalog/controller/api/ with the release: the key of the message was changed or lost.",),
    source="the description in openapi/, read from OpenCart's catalog/controller/api/*.php and measured",
    confidence=0.9,
    precedence=66,
    examples=(Example(faults=("error-without-field",)),),
)

OPEN = FindingType(
    id="contract.open-without-token",
    level=Level.WARNING,
    summary="A call is let in {how}.",
    cause="The check of the API session at the head of this call's controller is gone.",
    remedy=(
        "Restore catalog/controller/api/ from the release and remove extensions that disable API checks.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/*.php: each call begins with it",
    precedence=55,
    examples=(Example(faults=("open-without-token-on-one-call",)),),
)

MISMATCH = FindingType(
    id="contract.answer-differs",
    level=Level.WARNING,
    summary="An answer differs from OpenCart's: {what}.",
    cause=(
        "A program written for OpenCart looks for what OpenCart answers. Here {what}: an extension or a changed file "
        "answers in its place."
    ),
    remedy=(
        "Open Extensions > Modifications in the shop's admin and look for one that changes this answer.",
        "Make the program ready for this store if the change is wanted.",
    ),
    source="the description in openapi/, measured on stores of each version",
    confidence=0.9,
    precedence=62,
    examples=tuple(
        Example(faults=(name,)) for name in ("renamed-field", "number-for-string", "object-for-list")
    ),
)

UNEXPECTED = FindingType(
    id="contract.unexpected-member",
    level=Level.ADVICE,
    summary="An answer holds more than OpenCart's: {what}.",
    cause="Here {what}. An extension adds it; a program that ignores what it does not know is not disturbed.",
    remedy=("Ignore unknown members of an answer in the program.",),
    source="the description in openapi/, measured on stores of each version",
    precedence=70,
    examples=(Example(faults=("additional-field",)),),
)

MEDIA_TYPE = FindingType(
    id="contract.media-type",
    level=Level.WARNING,
    summary="JSON answers are not sent as application/json: {what}.",
    cause="The media type is {what}. Many HTTP clients parse JSON only where the header says that it is JSON.",
    remedy=(
        "Look for a changed Content-Type in catalog/controller/api/ and in the web server's settings.",
        "Parse the body as JSON in the program, whatever the header says.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/*.php: each sets application/json",
    precedence=64,
    examples=(Example(faults=("wrong-media-type",)),),
)

PHP_MESSAGE = FindingType(
    id="contract.php-message",
    level=Level.WARNING,
    summary="A call prints a PHP message before its JSON.",
    cause="{message}. A JSON parser fails on such an answer.",
    remedy=(
        "Open System > Settings > your store > tab Server and set Display Errors to No.",
        "Send the message to whoever wrote the file that it names.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/startup/error.php",
    precedence=58,
    examples=(Example(faults=("notice-on-one-call",)),),
)

BROKEN = FindingType(
    id="contract.broken-answer",
    level=Level.ERROR,
    summary="A call gives no answer of the API: {what}.",
    cause="Instead of JSON came: {what}. Something in front of OpenCart or an error inside it answered.",
    remedy=(
        "Look at the exchange below: who wrote this answer?",
        "Open System > Maintenance > Error Logs in the shop's admin and read the lines of that minute.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/*.php answer JSON in every case",
    precedence=57,
    examples=tuple(Example(faults=(name,)) for name in ("html-on-one-call", "server-error-on-one-call")),
)

KNOWN_DEFECT = FindingType(
    id="contract.known-defect",
    level=Level.ADVICE,
    summary="{summary}",
    cause="{cause}",
    remedy=("{remedy}",),
    source="OpenCart's own code; the finding names the file",
    precedence=75,
)

ORDER_LEFT = FindingType(
    id="contract.order-left-behind",
    level=Level.ADVICE,
    summary="Orders that this run made to test with are still in the store.",
    cause="With leave to write, the run makes orders and deletes them at its end; the store kept those named below.",
    remedy=("Open Sales > Orders in the shop's admin and delete the orders named below.",),
    source="OpenCart 3.0.5.1, catalog/controller/api/order.php, delete",
    precedence=20,
    examples=(Example(faults=("refuses-delete",)),),
)

_TYPES: Mapping[FailureKind, FindingType] = {
    FailureKind.VALID_REFUSED: VALID_REFUSED,
    FailureKind.INVALID_ACCEPTED: INVALID_ACCEPTED,
    FailureKind.NOT_NAMED: NOT_NAMED,
    FailureKind.OPEN: OPEN,
    FailureKind.MISMATCH: MISMATCH,
    FailureKind.UNEXPECTED: UNEXPECTED,
    FailureKind.MEDIA_TYPE: MEDIA_TYPE,
    FailureKind.PHP_MESSAGE: PHP_MESSAGE,
    FailureKind.BROKEN: BROKEN,
    FailureKind.ORDER_LEFT: ORDER_LEFT,
}


def _finding(group: Group, operation: str) -> Finding:
    shown = tuple(Evidence(failure.text, failure.exchange) for failure in group.shown)
    if group.kind is not FailureKind.DEFECT:
        return _TYPES[group.kind].found(*shown, operation=operation, count=group.count, facts=group.facts)
    from cartcheck.contract.defects import defect

    known = defect(group.cause)
    facts = {"summary": known.summary, "cause": known.cause, "remedy": known.remedy}
    finding = KNOWN_DEFECT.found(*shown, operation=operation, count=group.count, facts=facts)
    return replace(finding, source=known.source, versions=known.versions)


def _contract_of(name: str, title: str) -> object:
    @check
    def keeps_its_contract(examination: "Examination", reached: dict[str, int]) -> Iterable[Finding]:
        from cartcheck.contract.trial import (
            tried,
        )  # loads schemathesis when cases are generated, not when checks are listed

        for group in tried(examination, name, reached):
            yield _finding(group, name)

    keeps_its_contract.__name__ = keeps_its_contract.__qualname__ = f"test_{name}"
    keeps_its_contract.__doc__ = f"{title}: {name} keeps its contract."
    return keeps_its_contract


globals().update({f"test_{name}": _contract_of(name, title) for name, title in operation_titles().items()})
