"""Own routes: does every call of the user's own OpenAPI file answer as that file promises, and only to who may call it?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from cartcheck.contract.failure import FailureKind, Group
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check

if TYPE_CHECKING:
    from cartcheck.own.operation import OwnOperation
    from cartcheck.probes.examination import Examination

ORDER = 95
applies_where = attrgetter("target.openapi")

_SOURCE = "the file given with --openapi"

DIFFERS = FindingType(
    id="own.answer-differs",
    level=Level.WARNING,
    summary="An answer of an own route differs from its description: {what}.",
    cause="{what}. Either the route answers otherwise than was agreed, or the file given with --openapi is out of date.",
    remedy=(
        "Compare the answer below with the schema in the file.",
        "Mend the route, or write into the file what it answers.",
    ),
    source=_SOURCE,
    precedence=62,
    examples=(Example(faults=("own-route-renamed-field",)),),
)

UNDOCUMENTED = FindingType(
    id="own.undocumented-status",
    level=Level.WARNING,
    summary="Valid input to an own route is answered with a status not described: {what}.",
    cause="The file given with --openapi lists the statuses of this call, and {what} is none of them.",
    remedy=(
        "Look whether the route is there: the extension is installed and enabled, and the path is spelled as it is called.",
        "Mend the route, or describe the status in the file.",
    ),
    source=_SOURCE,
    precedence=60,
    examples=(Example(faults=("own-route-other-status",)),),
)

MEDIA_TYPE = FindingType(
    id="own.media-type",
    level=Level.WARNING,
    summary="An own route answers with another media type: {what}.",
    cause="The Content-Type is {what}. Many HTTP clients parse JSON only where the header says that it is JSON.",
    remedy=(
        "Set the header in the route's controller: $this->response->addHeader('Content-Type: application/json').",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/*.php: each sets application/json",
    precedence=64,
    examples=(Example(faults=("own-route-as-page",)),),
)

PHP_MESSAGE = FindingType(
    id="own.php-message",
    level=Level.WARNING,
    summary="An own route prints a PHP message before its answer.",
    cause="{message}. A JSON parser fails on such an answer.",
    remedy=(
        "Mend the line that the message names.",
        "Open System > Settings > your store > tab Server and set Display Errors to No.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/startup/error.php",
    precedence=58,
    examples=(Example(faults=("own-route-with-notice",)),),
)

BROKEN = FindingType(
    id="own.broken-answer",
    level=Level.ERROR,
    summary="An own route gives no answer that a program can read: {what}.",
    cause="Instead of what is described came: {what}.",
    remedy=(
        "Open System > Maintenance > Error Logs in the shop's admin and read the lines of that minute.",
        "Look at the exchange below and find out who wrote it: the route, OpenCart or a server in front.",
    ),
    source=_SOURCE,
    precedence=57,
    examples=(
        Example(faults=("own-route-server-error",)),
        Example(faults=("own-route-with-mark",)),
        Example(faults=("own-route-empty",)),
    ),
)

OPEN = FindingType(
    id="own.open-without-token",
    level=Level.WARNING,
    summary="An own route lets in who calls {how}.",
    cause=(
        "In 2.x and 3.0 each call of the API looks itself who calls: isset($this->session->data['api_id']). That look is "
        "missing here, so that anybody on the internet gets this answer."
    ),
    remedy=(
        "Look for $this->session->data['api_id'] at the beginning of the route's method, as OpenCart's own calls do.",
        "Write `security: []` at the operation in the file if it is meant for everybody.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/*.php; 4.0.2.3 and 4.1.0.4, catalog/controller/startup/api.php",
    precedence=55,
    examples=(Example(faults=("own-route-open",)),),
)

_TYPES: Mapping[FailureKind, FindingType] = {
    FailureKind.MISMATCH: DIFFERS,
    FailureKind.UNDOCUMENTED: UNDOCUMENTED,
    FailureKind.MEDIA_TYPE: MEDIA_TYPE,
    FailureKind.PHP_MESSAGE: PHP_MESSAGE,
    FailureKind.BROKEN: BROKEN,
    FailureKind.OPEN: OPEN,
}


def _finding(group: Group, operation: "OwnOperation") -> Finding:
    shown = (Evidence(failure.text, failure.exchange) for failure in group.shown)
    return _TYPES[group.kind].found(*shown, operation=operation.name, count=group.count, facts=group.facts)


@check
def test_own_route(
    examination: "Examination", own_route: "OwnOperation", reached: Counter[str]
) -> Iterable[Finding]:
    """{own_route} answers as its description says."""
    from cartcheck.own.trial import tried

    for group in tried(examination, own_route, reached):
        yield _finding(group, own_route)
