"""Rate: how fast does the store answer, and does anybody limit us?"""

from collections.abc import Iterable

from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check
from cartcheck.observations.answers import Burst

ORDER = 95  # among the subjects of a report

SLOW_MILLISECONDS = 3000

LIMITED = FindingType(
    id="rate.limited",
    level=Level.WARNING,
    summary="A server in front of the store limits requests: HTTP {status} at the {count}th.",
    cause=(
        "OpenCart counts no requests in any version, so this limit belongs to the web server, CDN or host "
        "({server}). {retry}"
    ),
    remedy=(
        "Let the program wait as Retry-After says and spread its calls.",
        "Ask the host for a higher limit for your address on /index.php?route=api/….",
    ),
    source="no OpenCart version sends 429; 503 only in maintenance mode, which lets the API of 3.0 through",
    precedence=35,
    in_check_only=True,
    examples=(Example(faults=("rate-limited",)),),
)

SLOW = FindingType(
    id="rate.slow",
    level=Level.ADVICE,
    summary="The store takes {median} ms for a small call.",
    cause="Half of the requests took longer than {limit} ms; an order takes eight calls or more.",
    remedy=("Give the program a read timeout of at least 30 seconds.", "Ask the host why PHP is slow."),
    source="measured in this run",
)


@check
def test_burst_is_answered(burst: Burst) -> Iterable[Finding]:
    """Requests are all answered, also ten without pause if those were sent, and it is known how fast."""
    if burst.limited:
        facts = {
            "status": burst.status,
            "count": len(burst.exchanges),
            "server": burst.server or "it does not give its name",
            "retry": f"It asks to wait: Retry-After {burst.retry_after}." if burst.retry_after else "",
        }
        yield LIMITED.found(Evidence(f"Request {len(burst.exchanges)} in a row.", burst.limited), facts=facts)
    elif burst.median > SLOW_MILLISECONDS:
        facts = {"median": round(burst.median), "limit": SLOW_MILLISECONDS}
        yield SLOW.found(Evidence(f"Latencies in ms: {burst.milliseconds}.", burst.exchanges[0]), facts=facts)
