"""Security: known defects of the version that runs, shown by its number or by a harmless self-test (--security)."""

from collections.abc import Iterable
from operator import attrgetter

from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check
from cartcheck.observations.answers import CallAnswer, ForwardedTrial
from cartcheck.observations.recognition import Recognition

ORDER = 90  # among the subjects of a report
applies_where = attrgetter("target.leave.security")

_OF_4_0 = ("security.forwarded-address", "security.guard-overlooks-case", "security.token-as-cookie")

FORWARDED = FindingType(
    id="security.forwarded-address",
    level=Level.WARNING,
    summary="The store believes any caller who says in a header where he calls from.",
    cause=(
        "OpenCart takes the caller's address from X-Forwarded-For and its like, whoever sent them, before it looks into the "
        "list of addresses. Who has the key and knows a listed address gets in from anywhere."
    ),
    remedy=(
        "Let the server in front of the shop overwrite or drop X-Forwarded-For, Client-IP, CF-Connecting-IP, X-Real-IP.",
        "Let it drop X-Client-IP and X-Cluster-Client-IP as well.",
        "Restrict /index.php?route=api/ to your addresses in the firewall or the web server as well.",
    ),
    source="OpenCart 4.0.2.3, system/startup.php; 4.1.0.4, system/helper/general.php; measured on both",
    versions="4.0.0.0–4.1.0.4; no release mends it",
    precedence=22,
    answer="my-address-changes",
    examples=(
        Example(opencart="4.1.0.4", security=True),
        Example(opencart="4.0.2.3", security=True, also=_OF_4_0),
    ),
)

CASE = FindingType(
    id="security.guard-overlooks-case",
    level=Level.WARNING,
    summary="This version's check of API calls can be passed without credentials.",
    cause=(
        "The guard compares the route letter by letter, and the classes behind it are found whatever the case. So calls "
        "written with other capital letters pass unchecked: carts and orders are open to anybody. This is told by the "
        "version alone; nothing of the kind was sent."
    ),
    remedy=(
        "Upgrade the shop to OpenCart 4.1.0.4 or newer.",
        "Let the web server refuse any route that begins with api/ in other letters until then.",
    ),
    source="OpenCart 4.0.1.0–4.1.0.3, catalog/controller/startup/api.php; measured on 4.0.1.1, 4.0.2.3, 4.1.0.0, 4.1.0.3",
    versions="4.0.1.0–4.1.0.3; mended in 4.1.0.4",
    confidence=0.9,
    alternatives=("The shop's file was patched, which does not show from outside.",),
    precedence=20,
    examples=(
        Example(opencart="4.0.1.1", security=True, also=_OF_4_0),
        Example(opencart="4.1.0.3", security=True, also=("security.forwarded-address", "security.replay")),
    ),
)

REPLAY = FindingType(
    id="security.replay",
    level=Level.WARNING,
    summary="A signed call can be sent again by anybody who saw it, for ever.",
    cause=(
        "Before 4.1.0.4 the two bounds of a call's time are joined in a way that no time can break. Whoever reads a URL in "
        "a log or a proxy has a call that works, also one that makes orders."
    ),
    remedy=(
        "Upgrade the shop to OpenCart 4.1.0.4 or newer, which takes a call for 450 seconds.",
        "Use https only, keep the API's URLs out of logs, and generate a new key after the upgrade.",
    ),
    source="OpenCart 4.1.0.3, catalog/controller/startup/api.php; measured on 4.1.0.0 and 4.1.0.3",
    versions="4.1.0.0–4.1.0.3; mended in 4.1.0.4",
    precedence=21,
    examples=(
        Example(
            opencart="4.1.0.0",
            security=True,
            also=("security.forwarded-address", "security.guard-overlooks-case"),
        ),
    ),
)

OPEN = FindingType(
    id="security.open-without-login",
    level=Level.WARNING,
    summary="This version's API answers anybody, without any login.",
    cause=(
        "The check that would ask for a login is not in 4.0.0.0's start-up list: carts and orders can be written by "
        "whoever knows the address."
    ),
    remedy=("Upgrade the shop to OpenCart 4.1.0.4 or newer; 4.0.1.0 was the first release with a check.",),
    source="OpenCart 4.0.0.0, system/config/catalog.php; measured",
    versions="4.0.0.0; mended in 4.0.1.0",
    precedence=19,
    examples=(Example(opencart="4.0.0.0", security=True, also=("login.broken-release",)),),
)

TOKEN_AS_COOKIE = FindingType(
    id="security.token-as-cookie",
    level=Level.WARNING,
    summary="A token works as a cookie too, from any address and after its hour.",
    cause=(
        "A token sent as the cookie OCSESSID finds its session directly: the list of addresses, the API user's status and "
        "the one-hour limit are not looked at. A token that leaks, and it stands in every URL, is good from everywhere."
    ),
    remedy=(
        "Keep the API's URLs out of logs, and use https only.",
        "Restrict /index.php?route=api/ to your addresses in the firewall or the web server as well.",
        "Plan the step to OpenCart 4.1.0.4 or newer, which has no tokens.",
    ),
    source="OpenCart 3.0.5.1 and 4.0.2.3, catalog/controller/startup/session.php; measured on both",
    versions="3.0.3.0–4.0.2.3; gone with the tokens in 4.1.0.0",
    precedence=23,
    examples=(
        Example(security=True),
        Example(opencart="3.0.3.0", security=True),
        Example(opencart="4.0.2.3", security=True, also=_OF_4_0),
    ),
)


def _by_version(seen: Recognition) -> Evidence:
    return Evidence(f"The store is OpenCart {seen.versions}.", seen.exchanges[0])


@check
def test_guard_of_this_version_checks_every_call(version_with_leave: Recognition) -> Iterable[Finding]:
    """No way past the check of API calls is known for this version."""
    if version_with_leave.must_be("4.0.0.0", "4.0.0.0"):
        yield OPEN.found(_by_version(version_with_leave))
    elif version_with_leave.must_be("4.0.1.0", "4.1.0.3"):
        yield CASE.found(_by_version(version_with_leave))


@check
def test_forwarded_address_is_not_believed(
    forwarded_trial: ForwardedTrial | None, version_with_leave: Recognition
) -> Iterable[Finding]:
    """A caller who says in a header that he is somebody else is not taken for him."""
    if forwarded_trial and forwarded_trial.believed:
        said = f"Our own listed address was refused once a header named another: {forwarded_trial.said}."
        yield FORWARDED.found(Evidence(said, forwarded_trial.exchange))
    elif forwarded_trial is None and version_with_leave.must_be("4.0.1.0", "4.1.0.4"):
        yield FORWARDED.found(_by_version(version_with_leave), confidence=0.9)


@check
def test_old_call_cannot_be_sent_again(
    replayed_call: CallAnswer | None, version_with_leave: Recognition
) -> Iterable[Finding]:
    """A signed call is worth nothing once its time is over."""
    if replayed_call and replayed_call.let_in:
        yield REPLAY.found(
            Evidence("A call of our own, signed an hour ago, was let in.", replayed_call.exchange)
        )
    elif replayed_call is None and version_with_leave.must_be("4.1.0.0", "4.1.0.3"):
        yield REPLAY.found(_by_version(version_with_leave), confidence=0.9)


@check
def test_token_is_no_session_cookie(
    token_as_cookie: CallAnswer | None, version_with_leave: Recognition
) -> Iterable[Finding]:
    """A token counts only where address and age are looked at."""
    if token_as_cookie and token_as_cookie.let_in:
        yield TOKEN_AS_COOKIE.found(
            Evidence("A call with our own token as a cookie was let in.", token_as_cookie.exchange)
        )
    elif token_as_cookie is None and version_with_leave.must_be("3.0.3.0", "4.0.2.3"):
        yield TOKEN_AS_COOKIE.found(_by_version(version_with_leave), confidence=0.9)
