"""The store: does an OpenCart API answer at this URL, and is what it answers clean?"""

from collections.abc import Iterable

from cartcheck.dialects.dialect import Breakage
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check
from cartcheck.observations.answers import Stained
from cartcheck.observations.recognition import Recognition, Trouble

ORDER = 10  # among the subjects of a report

UNREACHABLE = FindingType(
    id="store.unreachable",
    level=Level.ERROR,
    summary="No answer comes from this address ({kind}).",
    cause="The connection failed before OpenCart was asked anything: {kind}.",
    remedy=(
        "Open the URL in a browser on this machine: if that fails too, it is the address, the network or the server.",
        "Check the host name, the port and, for https, the certificate; behind a company proxy set HTTPS_PROXY.",
    ),
    source="the network; no OpenCart code is involved",
    precedence=0,
)

REDIRECTS = FindingType(
    id="store.redirects",
    level=Level.ERROR,
    summary="This URL redirects, and a redirect turns a login's POST into a GET.",
    cause=(
        "The server sends the API call on to {location}. Most HTTP clients follow a 301 or 302 with GET and drop the "
        "form, so the login arrives without its fields and answers as if the key were wrong."
    ),
    remedy=(
        "Use the final address in the program: {location}",
        "Open System > Settings > your store > tab Server and see whether SSL or a www rule of the host does this.",
    ),
    source="RFC 9110, 15.4.2; observed with curl -L and requests on OpenCart 3.0.5.1",
    precedence=5,
    examples=(Example(faults=("redirect-to-www",)),),
)

BLOCKED = FindingType(
    id="store.blocked-before-opencart",
    level=Level.ERROR,
    summary="Something in front of the store turns API calls away.",
    cause=(
        "The answer ({detail}) does not come from OpenCart, which has no such page: it comes from a firewall, a bot "
        "protection or the web server."
    ),
    remedy=(
        "Ask the shop's host to let your address reach /index.php?route=api/… without a challenge.",
        "Send them the exchange below: it shows which machine answered.",
    ),
    source="no OpenCart version sends 401, 406 or 429, and 403 only in 4.1, as JSON",
    precedence=5,
    examples=(Example(faults=("waf-block",)),),
)

LIMITED_AT_ONCE = FindingType(
    id="store.limited-at-once",
    level=Level.ERROR,
    summary="The store's server refuses even single requests as too many.",
    cause="OpenCart counts no requests in any version; the web server or CDN in front of it does ({detail}).",
    remedy=(
        "Wait as long as Retry-After says and run again.",
        "Ask the host to raise the limit for your address.",
    ),
    source="no OpenCart version sends 429",
    precedence=5,
)

SERVER_ERROR = FindingType(
    id="store.server-error",
    level=Level.ERROR,
    summary="The store's server fails on API calls ({detail}).",
    cause="PHP or the database of the shop ends every API call with an error of its own.",
    remedy=(
        "Open System > Maintenance > Error Logs in the shop's admin and read the newest lines.",
        "Ask the host for PHP's error log of this minute.",
    ),
    source="an HTTP status of 500 or more on routes that exist",
    precedence=5,
    examples=(Example(faults=("server-error",)),),
)

NOT_RECOGNISED = FindingType(
    id="store.not-recognised",
    level=Level.ERROR,
    summary="This does not answer like an OpenCart store that cartcheck knows.",
    cause=(
        "Either no OpenCart runs at this address (a wrong folder, a parked domain, another shop system), or it is a "
        "version whose API cartcheck does not speak; it speaks {known}."
    ),
    remedy=(
        "Check that URL/index.php?route=common/home shows the shop.",
        "Look up the version at the foot of the shop's admin.",
    ),
    source="the answers to the questions listed as evidence",
    confidence=0.9,
    precedence=5,
    examples=(Example(faults=("html-instead-of-json",)),),
)

PHP_MESSAGES = FindingType(
    id="store.prints-php-messages",
    level=Level.ERROR,
    summary="The store prints PHP messages into its API answers.",
    cause=(
        "PHP's own warnings stand in front of the JSON, so that a JSON parser fails on a good answer. OpenCart prints "
        "them while Display Errors is on, as its installer leaves it."
    ),
    remedy=(
        "Open System > Settings > your store > tab Server and set Display Errors to No; Log Errors may stay on.",
        "If they stay, set display_errors = Off in the server's php.ini.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/startup/error.php",
    versions="all",
    precedence=9,
    examples=(Example(faults=("notice-before-json",)),),
)

BYTE_ORDER_MARK = FindingType(
    id="store.byte-order-mark",
    level=Level.ERROR,
    summary="The store sends an invisible byte order mark before its API answers.",
    cause=(
        "A PHP file of the shop was saved as “UTF-8 with BOM”: its first three bytes stand before the JSON, which then "
        "is none for most parsers, although nothing can be seen."
    ),
    remedy=(
        "Find the file that was edited last (config.php, a language file, an extension) and save it without BOM.",
        "Disable extensions under Extensions > Modifications one by one, if no file was edited.",
    ),
    source="RFC 8259, 8.1: JSON on the wire has no byte order mark",
    versions="all",
    precedence=9,
    examples=(Example(faults=("bom-before-json",)),),
)

_BY_TROUBLE = {
    Trouble.UNREACHABLE: UNREACHABLE,
    Trouble.REDIRECT: REDIRECTS,
    Trouble.BLOCKED: BLOCKED,
    Trouble.LIMITED: LIMITED_AT_ONCE,
    Trouble.SERVER_ERROR: SERVER_ERROR,
    Trouble.UNKNOWN: NOT_RECOGNISED,
}


@check
def test_store_is_recognised(recognition: Recognition, known_generations: str) -> Iterable[Finding]:
    """An OpenCart API answers here, and its generation is known."""
    if recognition.trouble is None:
        return
    facts = {
        "kind": recognition.detail,
        "location": recognition.detail,
        "detail": recognition.detail or "no details",
        "known": known_generations,
    }
    last = recognition.exchanges[-1] if recognition.exchanges else 0
    told = recognition.evidence or (f"The store answered: {recognition.trouble}.",)
    yield _BY_TROUBLE[recognition.trouble].found(*(Evidence(text, last) for text in told), facts=facts)


@check
def test_answers_are_clean(stained_answers: tuple[Stained, ...]) -> Iterable[Finding]:
    """Answers to well-formed requests hold JSON and nothing else."""
    for breakage, kind in ((Breakage.NOTICE, PHP_MESSAGES), (Breakage.BOM, BYTE_ORDER_MARK)):
        shown = [
            Evidence(f"{answer.how}: {answer.reading.said}", answer.exchange)
            for answer in stained_answers
            if answer.reading.breakage is breakage
        ]
        if shown:
            yield kind.found(*shown[:3], count=len(shown))
