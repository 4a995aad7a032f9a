"""Front: do calls get through to OpenCart, or does something in front of it answer?"""

from collections.abc import Iterable

from cartcheck.errors import NotReached
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check
from cartcheck.observations.recognition import Recognition, Trouble

ORDER = 7  # among the subjects of a report

REDIRECTS = FindingType(
    id="store.redirects",
    level=Level.ERROR,
    summary="This address redirects: the store's own is {base}",
    cause=(
        "The server sends API calls on: {chain}. Most HTTP clients follow a 301 or 302 with GET and drop the form, so that "
        "a login arrives without its fields and is answered as if the key were wrong."
    ),
    remedy=(
        "Use this address in the program: {base}",
        "Run {command}",
        "Open System > Settings > your store > tab Server and see whether SSL or a www rule of the host does this.",
    ),
    source="RFC 9110, 15.4.2; observed with curl -L and requests on OpenCart 3.0.5.1",
    precedence=5,
    examples=(Example(faults=("redirect-to-www",)),),
)

REDIRECT_LOOP = FindingType(
    id="store.redirect-loop",
    level=Level.ERROR,
    summary="This address redirects without end.",
    cause=(
        "Each answer sends the caller on or back again: {chain}. Mostly two rules disagree: a proxy or CDN speaks http to "
        "the server behind it, which redirects to https, or one rule adds www and another takes it away."
    ),
    remedy=(
        "Ask the host for the rules that redirect (.htaccess, the CDN's panel) and have one of them removed.",
        "Set SSL at the CDN to “Full”, if it speaks http to the server behind it.",
        "Check HTTP_SERVER and HTTPS_SERVER in the shop's config.php: both must be the address that visitors see.",
    ),
    source="RFC 9110, 15.4; the server's own rules, no OpenCart code redirects API calls",
    precedence=5,
    examples=(Example(faults=("redirect-loop",)),),
)

REDIRECTS_ELSEWHERE = FindingType(
    id="store.redirects-elsewhere",
    level=Level.ERROR,
    summary="This address leads to another host: {elsewhere}.",
    cause=(
        "The server sends API calls on: {chain}. The shop has moved, or its domain is parked or taken. cartcheck did not "
        "follow: nobody's key should go to a host that nobody named."
    ),
    remedy=(
        "Ask the shop's owner whether {elsewhere} is the shop.",
        "Use its address in the program if so: {base}",
    ),
    source="RFC 9110, 15.4",
    precedence=5,
    examples=(Example(faults=("redirect-elsewhere",)),),
)

REDIRECTS_AWAY = FindingType(
    id="store.redirects-calls-away",
    level=Level.ERROR,
    summary="API calls are redirected to a page: {location}",
    cause=(
        "The server does not send calls to another address of the store but to a page of it: {chain}. A rule for search "
        "engines, a login page or an extension takes /index.php?route=api/… for a page of the shop."
    ),
    remedy=(
        (
            "Exempt /index.php?route=api/ from the rule that redirects: in .htaccess, the web server's configuration or the "
            "extension for SEO URLs."
        ),
        "Ask the host which rule sends {location} as Location.",
    ),
    source="RFC 9110, 15.4; no OpenCart code redirects API calls",
    precedence=5,
    examples=(Example(faults=("redirect-drops-post",)),),
)

PASSWORD = FindingType(
    id="store.password-protected",
    level=Level.ERROR,
    summary="A password protects this whole site, before OpenCart is asked.",
    cause=(
        "The web server answers 401 and asks for a password ({scheme}), as staging sites do. It is not the API's key: "
        "OpenCart never answers 401. cartcheck has no way to send such a password."
    ),
    remedy=(
        (
            "Exempt /index.php?route=api/ from the password: “Satisfy any” with your address in .htaccess, “satisfy any; "
            "allow …” in nginx, or the switch for it in the host's panel."
        ),
        "Take the password away while the store is examined.",
        "Give the program that password as well if it is to stay: it goes into the Authorization header.",
    ),
    source="RFC 9110, 11.6.1; no OpenCart version sends 401",
    precedence=5,
    examples=(Example(faults=("password-protected",)),),
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
    cause=(
        "OpenCart counts no requests in any version; the web server or CDN in front of it does ({server}). It asks to wait "
        "{wait}."
    ),
    remedy=(
        "Wait {wait} and run again.",
        "Ask the host to raise the limit for your address: single requests are refused already.",
    ),
    source="no OpenCart version sends 429",
    precedence=5,
    examples=(Example(faults=("limited-at-once",)),),
)

ASKED_TO_WAIT = FindingType(
    id="store.asks-to-wait",
    level=Level.ERROR,
    summary="The store's server asks to come back in {wait}.",
    cause=(
        "It answers 503 with Retry-After ({server}). That is no page of OpenCart: the host's protection does this, or "
        "somebody has closed the whole site for work on it."
    ),
    remedy=(
        "Wait {wait} and run again; cartcheck waits up to two minutes by itself.",
        "Ask the host whether the site is closed on purpose, or whether your address is held off.",
    ),
    source="RFC 9110, 15.6.4 and 10.2.3; OpenCart's own page of maintenance mode sets the shop's cookies too",
    confidence=0.9,
    precedence=5,
    examples=(Example(faults=("asks-to-wait",)),),
)

UNAVAILABLE = FindingType(
    id="store.unavailable",
    level=Level.ERROR,
    summary="The store's server has no room for API calls now (HTTP 503).",
    cause=(
        "503 comes from the web server ({server}): all workers of PHP are busy, PHP does not run, or a limit on requests "
        "turns them away. OpenCart's maintenance mode is it not: that says when to come back."
    ),
    remedy=(
        "Try again in a minute.",
        "Ask the host for the web server's error log of this minute: it names PHP's limit (pm.max_children) or the rule.",
    ),
    source="RFC 9110, 15.6.4",
    confidence=0.9,
    precedence=5,
    examples=(Example(faults=("overloaded",)),),
)

GATEWAY = FindingType(
    id="store.gateway-gets-no-answer",
    level=Level.ERROR,
    summary="The web server gets no answer from PHP behind it ({status}).",
    cause=(
        "The server in front ({server}{through}) works; what should run OpenCart behind it is down, crashes or takes too "
        "long. No firewall does this, and OpenCart was not reached or did not finish."
    ),
    remedy=(
        (
            "Ask the host to look at PHP-FPM (or the container, or the server behind the CDN): whether it runs, and "
            "what its log says."
        ),
        "Open the shop in a browser: if its pages fail as well, it is down for everybody.",
        "Ask for a longer time-out of the gateway (fastcgi_read_timeout), if only this route takes so long (504).",
    ),
    source="RFC 9110, 15.6.3 and 15.6.5; Cloudflare's documentation of 520 to 530",
    confidence=0.95,
    precedence=5,
    examples=(Example(faults=("bad-gateway",)),),
)

_BY_TROUBLE = {
    Trouble.REDIRECT: REDIRECTS,
    Trouble.REDIRECT_LOOP: REDIRECT_LOOP,
    Trouble.REDIRECT_ELSEWHERE: REDIRECTS_ELSEWHERE,
    Trouble.REDIRECT_AWAY: REDIRECTS_AWAY,
    Trouble.PASSWORD: PASSWORD,
    Trouble.BLOCKED: BLOCKED,
    Trouble.LIMITED: LIMITED_AT_ONCE,
    Trouble.ASKED_TO_WAIT: ASKED_TO_WAIT,
    Trouble.UNAVAILABLE: UNAVAILABLE,
    Trouble.GATEWAY: GATEWAY,
}


@check
def test_calls_get_through_to_opencart(recognition: Recognition) -> Iterable[Finding]:
    """Nothing in front of OpenCart answers API calls in its place."""
    if recognition.trouble is Trouble.UNREACHABLE:
        raise NotReached("Nothing answers at this address, so nothing can stand in front of a store there.")
    if recognition.trouble not in _BY_TROUBLE:
        return
    facts = {**recognition.facts, "detail": recognition.detail or "no details"}
    last = recognition.exchanges[-1] if recognition.exchanges else 0
    shown = (Evidence(text, last) for text in recognition.evidence)
    yield _BY_TROUBLE[recognition.trouble].found(*shown, facts=facts)
