"""Request signature: is a 4.1 request that was handed in signed as the store does it?"""

from collections.abc import Iterable
from operator import attrgetter

from cartcheck.dialects.traits import Traits
from cartcheck.findings.finding import Finding, Level
from cartcheck.findings.finding_type import FindingType
from cartcheck.findings.judging import NotApplicable, check
from cartcheck.findings.telling import told
from cartcheck.observations.requests import JudgedRequest

ORDER = 14  # among the subjects of a report
applies_where = attrgetter("handed")

_SEND = "Send it so: {correct}"
_LINES = "Compare with `cartcheck sign URL --explain-mistakes`: it prints the ten lines and the signature."
_SOURCE = "OpenCart 4.1.0.4, catalog/controller/startup/api.php; measured on 4.1.0.0, 4.1.0.3 and 4.1.0.4"
_ALL = "4.1.0.0–4.1.0.4"


def _kind(name: str, summary: str, cause: str, *remedy: str, versions: str = _ALL) -> FindingType:
    return FindingType(
        id=f"request.signature-{name}",
        level=Level.ERROR,
        summary=summary,
        cause=cause,
        remedy=remedy,
        source=_SOURCE,
        versions=versions,
        precedence=8,
    )


PARAMETER = _kind(
    "parameter",
    "The request's URL lacks {missing}, which each signed request needs.",
    "4.1 wants route, call, username, store_id, language, currency, time and signature, all in the URL; one that is "
    "missing, or stands in the body, is answered with 403 as a wrong signature is.",
    "Send all eight in the URL.",
    _SEND,
)
PLUS = _kind(
    "plus",
    "The signature is right, but a + in it is not percent-encoded.",
    "Base64 has + among its characters, and in a URL a + stands for a blank. So about half of all requests fail.",
    "Percent-encode the signature: %2B for +.",
    _SEND,
)
HOST = _kind(
    "host",
    "The signature was made with {mistake}.",
    "The fourth line is the Host header as the store gets it: with the port where the URL has one, without scheme.",
    "Sign with {right} in the fourth line.",
    _LINES,
    _SEND,
)
PATH = _kind(
    "path",
    "The signature was made with {mistake}.",
    "The fifth line is the folder of index.php, with a slash before and behind it; / where the shop is in none.",
    "Sign with {right} in the fifth line.",
    _LINES,
    _SEND,
)
USERNAME = _kind(
    "username",
    "The signature was made with {mistake}.",
    "The store finds the user whatever the case, and then signs with the name exactly as it is stored.",
    "Sign with {right} in the third line, as System > Users > API shows it.",
    _LINES,
    _SEND,
)
VALUES = _kind(
    "values",
    "The values signed are not those sent: {mistake}.",
    "Route, call, store_id, language and currency are signed as they stand in the same request's URL.",
    "Take the values for the lines and for the URL from one place.",
    _LINES,
    _SEND,
)
DIGEST = _kind(
    "digest",
    "The signature was made with {mistake}.",
    "The ninth line is the MD5, in lower-case hexadecimal, of the form as PHP writes it again: http_build_query of what "
    "it parsed, escaped and trimmed by OpenCart. What was sent may look different.",
    "Hash the form as http_build_query writes it: + for a blank, %7E for ~, arrays as name[0].",
    _LINES,
    _SEND,
)
ESCAPING = _kind(
    "escaping",
    "The signature was made with {mistake}.",
    'OpenCart turns & " < > into &amp; &quot; &lt; &gt; in every field before it hashes the form; an apostrophe stays.',
    "Send the values raw, and escape these four characters in what is hashed.",
    _LINES,
    _SEND,
)
TRIM = _kind(
    "trim",
    "The signature was made with {mistake}.",
    "OpenCart cuts blanks and line ends off both ends of each field before it hashes the form.",
    "Trim every value before it is sent and hashed.",
    _LINES,
    _SEND,
)
ORDER_OF_LINES = _kind(
    "order",
    "The ten lines were not signed in their order: {mistake}.",
    "The order is fixed: route, call, username, host, path, store_id, language, currency, digest, time.",
    "Sign the ten lines in this order.",
    _LINES,
    _SEND,
)
LINE_ENDS = _kind(
    "line-ends",
    "The signature was made with {mistake}.",
    "Each of the ten lines ends with one line feed, the last one too.",
    "End every line with \\n, also the last.",
    _LINES,
    _SEND,
)
RECIPE = _kind(
    "recipe",
    "The signature was made after OpenCart's own example: {mistake}.",
    "What OpenCart ships does not match what its store checks: system/library/cart/api.php signs no call and no currency, "
    "the comment in admin/controller/sale/order.php no route and JSON instead of a digest.",
    "Sign the ten lines that the store checks, not those of the example.",
    _LINES,
    _SEND,
)
KEY = _kind(
    "key",
    "The signature was made with {mistake}.",
    "Every byte of the key counts, also a blank or line end that was copied along.",
    "Read the key without blanks and line ends around it.",
    _SEND,
)
CLOCK = _kind(
    "clock",
    "The request's time {how}: the store refuses it.",
    "4.1.0.4 takes a request only if its time, in seconds since 1970 UTC, lies within {window} seconds of its own clock.",
    "Set the program's machine by NTP, and take the time in seconds.",
    _SEND,
    versions="4.1.0.4",
)
WRONG = _kind(
    "wrong",
    "The request's signature is not the right one, by none of the known mistakes.",
    "Signed again with the given key, the request has another signature; no known mistake, and no three of them together, "
    "make the one it has.",
    "Check that the program signs with the key of the user {username} that cartcheck was given.",
    _LINES,
    _SEND,
)
OLD = FindingType(
    id="request.signature-old",
    level=Level.NOTE,
    summary="The request's time {how}: it would be refused by now.",
    cause=(
        "4.1.0.4 takes a request only within {window} seconds of its time. A curl line does not tell when it was sent, so "
        "that this shows either a request of some time ago or a clock that is slow."
    ),
    remedy=("Sign anew for each request.", _SEND),
    source=_SOURCE,
    versions="4.1.0.4",
    confidence=0.9,
    alternatives=("The program's clock is slow, or it takes local time for UTC: then it never works.",),
)

_KINDS = (
    *(PARAMETER, PLUS, HOST, PATH, USERNAME, VALUES, DIGEST, ESCAPING, TRIM, ORDER_OF_LINES, LINE_ENDS),
    *(RECIPE, KEY, CLOCK, WRONG, OLD),
)


@check
def test_request_is_signed_as_the_store_does_it(
    judged_requests: tuple[JudgedRequest, ...], traits: Traits
) -> Iterable[Finding]:
    """The signature of the request is the one that the store makes of it."""
    if not traits.signed:
        raise NotApplicable("This generation signs no requests.")
    yield from told(_KINDS, judged_requests)
