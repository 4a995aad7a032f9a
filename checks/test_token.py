"""Token: does a fresh one work, is any other refused, and how long does it live?"""

from collections.abc import Iterable

from cartcheck.dialects.dialect import Verdict
from cartcheck.dialects.traits import Traits
from cartcheck.errors import NotReached
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import NotApplicable, check
from cartcheck.observations.answers import CallAnswer
from cartcheck.observations.recognition import Recognition
from cartcheck.observations.token_life import Idle, TokenLife

ORDER = 40  # among the subjects of a report

NOT_KEPT = FindingType(
    id="token.session-not-kept",
    level=Level.ERROR,
    summary="Logging in works, but every call with the new token is refused.",
    cause=(
        "The token's session is gone as soon as it is made, in whatever way the token is sent. The shop does not keep "
        "sessions: their place is full or read-only, their class was replaced, or PHP deletes them."
    ),
    remedy=(
        "Open System > Maintenance > Error Logs and look for messages about sessions.",
        "Check that the shop may write to {sessions}.",
    ),
    answer="login-works-nothing-else",
    source="catalog/controller/startup/session.php and system/library/session/ of 2.3.0.2, 3.0.5.1 and 4.0.2.3",
    versions="2.0.0.0–4.0.2.3",
    confidence=0.8,
    alternatives=(
        "The calls leave from another address than the login, for instance through a pool of addresses.",
        "The address stands in the API user's list with a blank before it: the login trims it, calls do not.",
    ),
    precedence=12,
    examples=(
        Example(faults=("token-not-accepted",)),
        *(Example(opencart=v, faults=("sessions-not-kept",)) for v in ("2.3.0.2", "3.0.5.1", "4.0.2.3")),
    ),
)

TIME_ZONE = FindingType(
    id="token.time-zone-trap",
    level=Level.ERROR,
    summary="Logging in works, but the shop's time zone kills every token at once.",
    cause=(
        "These versions write a session's end in the shop's time zone and read it in UTC. West of UTC it lies in the "
        "past at once, so that every call with a fresh token is refused."
    ),
    remedy=(
        "Open System > Settings > your store > tab Local and set Time Zone to UTC.",
        "Upgrade to OpenCart 3.0.4.0 or newer, which keeps session times in UTC.",
    ),
    answer="login-works-nothing-else",
    source="OpenCart 3.0.3.9, system/library/session/db.php; measured on 3.0.3.9 with America/New_York",
    versions="3.0.3.7–3.0.3.9",
    confidence=0.85,
    alternatives=("The shop does not keep sessions at all: see token.session-not-kept.",),
    precedence=11,
    examples=(Example(opencart="3.0.3.9", timezone="America/New_York"),),
)

LISTED_WITH_BLANK = FindingType(
    id="token.listed-address-has-blank",
    level=Level.ERROR,
    summary="Logging in works, but calls are refused: the listed address has a stray blank.",
    cause=(
        "The login trims the addresses of the list, the check of each call does not. So an address that was saved with a "
        "blank before it, or a tab before or after it, may log in and nothing else. {shown}"
    ),
    remedy=(
        "Open System > Users > API in the shop's admin, edit the user, tab IP Addresses.",
        "Delete the entry, type the address anew without blanks, and save.",
    ),
    answer="login-works-nothing-else",
    source="OpenCart 3.0.5.1, catalog/controller/api/login.php and catalog/controller/startup/session.php; measured",
    versions="2.2.0.0–4.0.2.3",
    confidence=0.85,
    alternatives=(
        "The calls leave from another address than the login: several addresses at the provider, IPv4 and IPv6.",
        "The shop does not keep sessions at all: see token.session-not-kept.",
    ),
    precedence=11,
    examples=(
        Example(control=({"whitelist": [" 127.0.0.1"]},)),
        Example(opencart="3.0.3.0", control=({"whitelist": [" 127.0.0.1"]},)),
        Example(opencart="2.2.0.0", control=({"whitelist": [" 127.0.0.1"]},)),
        Example(opencart="2.3.0.2", control=({"whitelist": [" 127.0.0.1"]},)),
    ),
)

OWNER_DOES_NOT_LIST = FindingType(
    id="token.owner-does-not-list-address",
    level=Level.ERROR,
    summary="Logging in works, but the API user of this key does not list your address.",
    cause=(
        "OpenCart 2.1 looks into two lists: at login into that of the API user chosen in the shop's settings, on every call "
        "into that of the user whose key it is. By its answer the store did not find the token among those of callers that "
        "are listed."
    ),
    remedy=(
        "Open System > Users > API in the shop's admin and edit the user whose key this is.",
        "Add your address on the tab IP Addresses, exactly as it stands in the other user's list.",
        "Open System > Settings > your store > tab Option and choose this user as API User, if there need not be two.",
    ),
    answer="login-works-nothing-else",
    source="OpenCart 2.1.0.2, catalog/controller/api/login.php and index.php",
    versions="2.1.0.0–2.1.0.2",
    confidence=0.8,
    alternatives=(
        "The calls leave from another address than the login: several addresses at the provider.",
        "The shop does not keep sessions at all: see token.session-not-kept.",
    ),
    precedence=11,
    examples=(Example(opencart="2.1.0.2", faults=("another-owner",)),),
)

BROKEN_CALL = FindingType(
    id="token.broken-answer",
    level=Level.ERROR,
    summary="Calls do not answer as OpenCart does: {said}.",
    cause="The login works, but the first call with its token answers something that is not the API's: {said}.",
    remedy=(
        "Look at the exchange below and find out who wrote it: OpenCart, an extension or a server in front.",
        "Open System > Maintenance > Error Logs in the shop's admin.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/cart.php",
    confidence=0.9,
    precedence=13,
    examples=(
        Example(faults=("calls-answer-html",)),
        Example(faults=("echoes-token",), opencart="4.0.2.3"),
    ),
)

NO_TOKEN_NEEDED = FindingType(
    id="token.not-needed",
    level=Level.WARNING,
    summary="The store answers API calls that carry no credential.",
    cause="A call without token or signature was let in: OpenCart's own check, which every call passes, is gone.",
    remedy=(
        "Restore catalog/controller/api/ and catalog/controller/startup/ from the release.",
        "Remove extensions that promise to disable API checks.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/cart.php; 4.0.2.3 and 4.1.0.4, catalog/controller/startup/api.php",
    precedence=20,
    examples=(Example(faults=("open-without-token",)),),
)

ANY_TOKEN = FindingType(
    id="token.made-up-accepted",
    level=Level.WARNING,
    summary="The store lets a made-up token or signature in.",
    cause="A credential that the store never gave was accepted.",
    remedy=("Restore catalog/controller/startup/ from the release.",),
    source="OpenCart 3.0.5.1, catalog/controller/startup/session.php; 4.1.0.4, catalog/controller/startup/api.php",
    precedence=20,
    examples=(Example(faults=("any-token",)),),
)

NEVER_EXPIRES = FindingType(
    id="token.never-expires",
    level=Level.WARNING,
    summary="A token still works after {minutes} minutes without use.",
    cause="OpenCart drops an API session one hour after its last call, if not sooner; this store does not.",
    remedy=("Restore catalog/controller/startup/session.php from the release.",),
    source="OpenCart 3.0.5.1, catalog/controller/startup/session.php",
    versions="2.1.0.0–4.0.2.3",
    precedence=25,
    examples=(Example(faults=("expired-token-accepted",)),),
)

LIVES_IN_SHOP_TIME = FindingType(
    id="token.lives-in-shop-time",
    level=Level.ADVICE,
    summary="A token still works after {minutes} minutes: the shop's time zone does it.",
    cause=(
        "These versions write the time of a login in the shop's time zone and read it in UTC. East of UTC a token that was "
        "not used yet lives on for as many hours more; once used, it dies an hour after its last use."
    ),
    remedy=(
        "Let the program log in again when a call is refused for lack of permission, and repeat the call once.",
        "Upgrade to OpenCart 3.0.4.0 or newer, which keeps session times in UTC.",
    ),
    source=(
        "OpenCart 3.0.3.9, catalog/controller/startup/startup.php and session.php, catalog/model/account/api.php; measured "
        "on 3.0.3.9 with Asia/Tokyo"
    ),
    versions="3.0.3.7–3.0.3.9",
    confidence=0.85,
    alternatives=(
        "Nothing ends sessions in this shop: catalog/controller/startup/session.php is not the release's.",
    ),
)

EXPIRES = FindingType(
    id="token.expires",
    level=Level.ADVICE,
    summary="A token dies {between} after its last use.",
    cause="{why}",
    remedy=(
        "Let the program log in again when a call is refused for lack of permission, and repeat the call once.",
    ),
    source="catalog/controller/startup/session.php and system/library/session/ of 2.3.0.2, 3.0.5.1 and 4.0.2.3",
    versions="2.0.0.0–4.0.2.3",
)

NOT_RENEWED = FindingType(
    id="token.not-renewed",
    level=Level.WARNING,
    summary="A token dies {between} after its login, however often it is used.",
    cause=(
        "OpenCart starts a token's time anew with each call. Here a token that was called again and again died as early as "
        "one that was left alone, so that a job that runs for longer breaks in its middle."
    ),
    remedy=(
        "Compare catalog/controller/startup/session.php and system/library/session/ with the release of the store.",
        "Let the program log in again when a call is refused for lack of permission, and repeat the call once.",
    ),
    source="catalog/controller/startup/session.php and system/library/session/ of 2.3.0.2, 3.0.5.1 and 4.0.2.3",
    versions="2.0.0.0–4.0.2.3",
    confidence=0.9,
    precedence=24,
    examples=(Example(faults=("token-not-renewed",)),),
)

_WHY_OTHER = (
    "Sessions of this shop end at a time of its own: PHP's session.gc_maxlifetime, which is 24 minutes by default, was set "
    "to another value, or something else deletes sessions."
)


def _shown(answer: CallAnswer) -> Evidence:
    return Evidence(f"A call {answer.how}: {answer.reading.said}.", answer.exchange)


_BY_COOKIE = "Sent as a cookie, where the list is not looked at, the same token works."
_NOT_FOUND = "By its answer the store did not find the token among those of callers that are listed."
_NOT_SHOWN = "This version's answers do not show it; a shop that keeps no sessions would be refused likewise."


@check
def test_fresh_token_is_accepted(
    traits: Traits,
    first_call: CallAnswer,
    usual_refusals: frozenset[str],
    call_by_cookie: CallAnswer | None,
    token_was_known: bool | None,
    recognition: Recognition,
) -> Iterable[Finding]:
    """A token works right after the login that gave it."""
    if not traits.has_login:
        raise NotApplicable("This generation has no token.")
    if first_call.let_in:
        return
    shown = [_shown(answer) for answer in (first_call, call_by_cookie) if answer]
    by_cookie = call_by_cookie is not None and call_by_cookie.let_in
    # A token that was found and opens its session as a cookie is refused by nobody: that page is somebody else's.
    contradicts = by_cookie and token_was_known is True
    if contradicts or _is_broken(first_call, usual_refusals, traits):
        yield BROKEN_CALL.found(*shown, facts={"said": first_call.reading.said})
        return
    if traits.address_first and token_was_known is False:
        yield OWNER_DOES_NOT_LIST.found(*shown)
        return
    kind, confidence, how = _refused_at_once(by_cookie, token_was_known, recognition)
    yield kind.found(*shown, confidence=confidence, facts={"sessions": traits.sessions, "shown": how})


def _is_broken(call: CallAnswer, usual_refusals: frozenset[str], traits: Traits) -> bool:
    """Whether the answer is none of this store's refusals, which may be a page (4.0) or an error of PHP (2.1)."""
    if call.reading.meaning is Verdict.BROKEN and not traits.denies_by_crash:
        return True
    return call.reading.said not in usual_refusals


def _refused_at_once(
    by_cookie: bool, known: bool | None, recognition: Recognition
) -> tuple[FindingType, float, str]:
    """The kind, how sure it is, and what shows it."""
    if by_cookie:
        return LISTED_WITH_BLANK, LISTED_WITH_BLANK.confidence, _BY_COOKIE
    if recognition.may_be("2.2.0.0", "2.3.0.2") and known is not True:
        return (
            (LISTED_WITH_BLANK, 0.6, _NOT_SHOWN) if known is None else (LISTED_WITH_BLANK, 0.85, _NOT_FOUND)
        )
    if recognition.may_be("3.0.3.7", "3.0.3.9"):
        return TIME_ZONE, TIME_ZONE.confidence if recognition.must_be("3.0.3.7", "3.0.3.9") else 0.6, ""
    return NOT_KEPT, NOT_KEPT.confidence, ""


@check
def test_call_without_token_is_refused(call_without_token: CallAnswer) -> Iterable[Finding]:
    """Without a token there is no access."""
    if call_without_token.let_in:
        yield NO_TOKEN_NEEDED.found(_shown(call_without_token))


@check
def test_made_up_token_is_refused(
    call_with_made_up_token: CallAnswer, call_without_token: CallAnswer
) -> Iterable[Finding]:
    """A token that the store never gave opens nothing."""
    if call_without_token.let_in:
        raise NotApplicable("Calls need no token here, so a made-up one tells nothing.")
    if call_with_made_up_token.let_in:
        yield ANY_TOKEN.found(_shown(call_with_made_up_token))


@check
def test_unused_token_expires(
    first_call: CallAnswer, token_life: TokenLife, narrowed_recognition: Recognition, traits: Traits
) -> Iterable[Finding]:
    """A token that is not used dies, and it is known when; one that is used lives on."""
    if not first_call.let_in:
        raise NotApplicable("A fresh token is refused already.")
    if not token_life.answered:
        raise NotReached(f"A call {token_life.steps[-1].told}, which tells nothing about its token.")
    seen = [Evidence(f"A call {_told(step)}.", step.exchange) for step in token_life.shown]
    if token_life.died is None and traits.ends_after_an_hour:
        kind, confidence = _without_end(narrowed_recognition)
        yield kind.found(*seen, confidence=confidence, facts={"minutes": f"{token_life.lived:g}"})
        return
    if token_life.used:
        last = token_life.used[-1]
        seen.append(Evidence(f"A call {_told(last)}.", last.exchange))
    kind = NOT_RENEWED if token_life.renewed is False else EXPIRES
    why = _why(token_life, narrowed_recognition, traits)
    yield kind.found(*seen, facts={"between": _between(token_life), "why": why})


def _without_end(recognition: Recognition) -> tuple[FindingType, float]:
    """The kind and how sure it is: the shop's time zone may be why, in the releases that take it for UTC."""
    if not recognition.may_be("3.0.3.7", "3.0.3.9"):
        return NEVER_EXPIRES, NEVER_EXPIRES.confidence
    surely = recognition.must_be("3.0.3.7", "3.0.3.9")
    return LIVES_IN_SHOP_TIME, LIVES_IN_SHOP_TIME.confidence if surely else 0.6


def _told(step: Idle) -> str:
    return f"{step.told}, in an earlier run ({step.at})" if step.at else step.told


def _between(life: TokenLife) -> str:
    if life.died is None:
        return f"later than {life.lived:g} minutes"
    return (
        f"between {life.lived:g} and {life.died:g} minutes" if life.lived else f"within {life.died:g} minutes"
    )


def _why(life: TokenLife, recognition: Recognition, traits: Traits) -> str:
    known = recognition.dialect.versions if recognition.dialect else ()
    early = bool(known) and recognition.may_be(traits.expires_early_since or known[0], known[-1])
    if life.died is None or life.ends_at(60):
        return f"{traits.expires_late} {traits.outlives_php if early else ''}".strip()
    if life.ends_at(24) and early and traits.expires_early:
        return traits.expires_early
    return _WHY_OTHER
