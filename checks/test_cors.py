"""CORS: which kinds of app can talk to this store from a browser?"""

from collections.abc import Iterable

from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import NotApplicable, check
from cartcheck.observations.answers import Cors, CorsAnswer

ORDER = 50  # among the subjects of a report

NONE = FindingType(
    id="cors.not-offered",
    level=Level.ADVICE,
    summary="Only servers and pages of the shop's own origin can use this API.",
    cause=(
        "The store sends no Access-Control-Allow-Origin, as OpenCart 2.0 and 3.0 come. A program on a server is not "
        "concerned and a page of the shop's own origin neither; a browser keeps the answers from any other page."
    ),
    remedy=(
        "Call the API from your own server, not from the browser: the key must not be in a web page anyway.",
        "If a page of another origin must call it, add the headers in the web server for that one origin.",
    ),
    answer="cors-error",
    source="OpenCart 3.0.5.1 sends none (measured); Fetch standard, CORS protocol",
    versions="2.0, 3.0",
)

ANSWERS_ONLY = FindingType(
    id="cors.preflight-not-answered",
    level=Level.ADVICE,
    summary="Pages of other origins can send plain forms, but nothing that needs a preflight.",
    cause=(
        "Answers carry Access-Control-Allow-Origin, but the answer to OPTIONS does not allow the request: a form sent "
        "without headers of its own works from a browser, JSON or an own header does not."
    ),
    remedy=(
        "Send plain forms (application/x-www-form-urlencoded) without own headers, or call from a server.",
        "Let the web server answer OPTIONS with status 204 and the Access-Control headers.",
    ),
    answer="cors-error",
    source="Fetch standard, CORS protocol",
    examples=(Example(faults=("cors-origin-on-answers-only",)),),
)

PREFLIGHT_ONLY = FindingType(
    id="cors.preflight-only",
    level=Level.WARNING,
    summary="The store allows other origins to ask, and then hides the answer from them.",
    cause=(
        "The answer to OPTIONS allows the request, the answer to the request itself carries no "
        "Access-Control-Allow-Origin: a browser sends the call, the store carries it out, and the page sees an error."
    ),
    remedy=("Add the header to all answers in the web server, not only to those to OPTIONS.",),
    answer="cors-error",
    source="Fetch standard, CORS protocol",
    precedence=40,
    examples=(Example(faults=("cors-preflight-only",)),),
)

WILDCARD_CREDENTIALS = FindingType(
    id="cors.wildcard-with-credentials",
    level=Level.ADVICE,
    summary="Pages of other origins can call the API, but never with cookies.",
    cause="The store sends “*” together with Allow-Credentials: true; browsers refuse that pair for calls with cookies.",
    remedy=("Send the token in the URL and no cookies (credentials: 'omit').",),
    answer="cors-error",
    source="Fetch standard, CORS protocol; OpenCart 4.0 and 4.1 send the pair, system/framework.php",
    examples=(Example(faults=("cors-open-with-credentials",)),),
)

OPEN = FindingType(
    id="cors.open",
    level=Level.NOTE,
    summary="Pages of other origins can call this API from a browser.",
    cause="Answers and preflights carry the headers that a browser asks for.",
    remedy=("Keep the key out of web pages all the same: everybody can read it there.",),
    answer="cors-error",
    source="Fetch standard, CORS protocol",
    examples=(Example(faults=("cors-open",)),),
)


def _shown(name: str, answer: CorsAnswer) -> Evidence:
    told = f"Access-Control-Allow-Origin: {answer.allow_origin}" if answer.allow_origin else "no such header"
    return Evidence(f"{name}: HTTP {answer.status}, {told}.", answer.exchange)


def _verdict(cors: Cors) -> FindingType:
    plain = cors.plain.lets_in(cors.origin)
    # A preflight must end in an ok status and name the header that JSON needs; see Fetch, CORS-preflight fetch.
    asked = cors.preflight.lets_in(cors.origin) and 200 <= cors.preflight.status < 300
    asked = asked and _names(cors.preflight.allow_headers, "content-type")
    if plain and cors.plain.allow_origin == "*" and cors.plain.allow_credentials and asked:
        return WILDCARD_CREDENTIALS
    if plain:
        return OPEN if asked else ANSWERS_ONLY
    return PREFLIGHT_ONLY if asked else NONE


def _names(listed: str, wanted: str) -> bool:
    names = {name.strip().lower() for name in listed.split(",")}
    return wanted in names or "*" in names


@check
def test_cors_verdict(cors: Cors) -> Iterable[Finding]:
    """It is known which kinds of app can use the API: on a server, on the shop's origin, on another one."""
    shown = (_shown("A plain request", cors.plain), _shown("The preflight", cors.preflight))
    kind = _verdict(cors)
    if kind is PREFLIGHT_ONLY and cors.plain.stained:  # more than PHP's output buffer: measured on 2.3.0.2
        raise NotApplicable("PHP messages come before the headers; see store.prints-php-messages.")
    yield kind.found(*shown)
