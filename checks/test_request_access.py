"""Request access: does a request that was handed in carry what shows that it may be made?"""

from collections.abc import Iterable
from operator import attrgetter

from cartcheck.findings.finding import Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check
from cartcheck.findings.telling import told
from cartcheck.observations.requests import JudgedRequest

ORDER = 13  # among the subjects of a report
applies_where = attrgetter("handed")

_SEND = "Send it so: {correct}"
_SOURCE = "catalog/controller/startup/session.php of 2.3.0.2, 3.0.5.1, 4.0.2.3; index.php of 2.0.3.1, 2.1.0.2; measured"

TOKEN_NAME = FindingType(
    id="request.token-name",
    level=Level.ERROR,
    summary="The token is called {given}; this version looks for {right}.",
    cause="The token's name changed: a cookie in 2.0, token in 2.1–2.3, api_token in 3.0 and 4.0. Another is not seen.",
    remedy=("Send the token as {right}: it is what the login answers as {token}.", _SEND),
    answer="login-works-nothing-else",
    source=_SOURCE,
    versions="2.0.0.0–4.0.2.3",
    precedence=5,
    examples=(Example(request="curl '{base}index.php?route=api/cart/products&token={token}'"),),
)

TOKEN_IN_BODY = FindingType(
    id="request.token-in-body",
    level=Level.ERROR,
    summary="The token is in the body; the store looks for it in the URL.",
    cause="OpenCart reads the token from $_GET alone, also for a POST: {given} among the fields of a body is not seen.",
    remedy=("Put the token into the URL, as {right}.", _SEND),
    answer="login-works-nothing-else",
    source=_SOURCE,
    versions="2.0.0.0–4.0.2.3",
    precedence=5,
    examples=(
        Example(request="curl -d 'api_token={token}&coupon=x' '{base}index.php?route=api/coupon'"),
        Example(request="curl --json '{\"api_token\":\"{token}\"}' '{base}index.php?route=api/order/add'",
                also=("request.json-body",)),
    ),
)  # fmt: skip

TOKEN_IN_HEADER = FindingType(
    id="request.token-in-header",
    level=Level.ERROR,
    summary="The token is in {given}, which no OpenCart version reads.",
    cause="OpenCart knows no bearer tokens: neither Authorization nor a header of another name is looked at.",
    remedy=("Put the token into the URL, as {right}.", _SEND),
    answer="login-works-nothing-else",
    source=_SOURCE,
    versions="2.0.0.0–4.0.2.3",
    precedence=5,
    examples=(
        Example(request="curl -H 'Authorization: Bearer {token}' '{base}index.php?route=api/cart/products'"),
        Example(request="curl -H 'X-Api-Token: {token}' '{base}index.php?route=api/cart/products'"),
    ),
)

TOKEN_MISSING = FindingType(
    id="request.token-missing",
    level=Level.ERROR,
    summary="The request carries no token.",
    cause=(
        "Each call carries the token of the login as {right} in its URL. Without it 2.1–3.0 answer “You do not have "
        "permission”, and 4.0 answers its page “not found”, as if the route were wrong."
    ),
    remedy=("Log in first, and put {token} of its answer into the URL of each call, as {right}.", _SEND),
    answer="login-works-nothing-else",
    source=_SOURCE,
    versions="2.1.0.0–4.0.2.3",
    precedence=5,
    examples=(
        Example(request="curl '{base}index.php?route=api/cart/products'"),
        Example(request="curl '{base}index.php?route=api/cart/products&api_token='"),
    ),
)

TOKEN_USELESS = FindingType(
    id="request.token-useless",
    level=Level.ERROR,
    summary="The request sends {given}, and OpenCart 4.1 knows no tokens.",
    cause=(
        "4.1 has no login and no sessions for the API: each request is signed. An api_token in the URL ends in an SQL "
        "error there, because the table that it is looked up in is gone."
    ),
    remedy=("Leave the token away and sign the request.", _SEND),
    source="OpenCart 4.1.0.4, catalog/controller/startup/api.php and session.php; measured",
    versions="4.1.0.0–4.1.0.4",
    precedence=4,
)

COOKIE_MISSING = FindingType(
    id="request.cookie-missing",
    level=Level.ERROR,
    summary="The request lacks the login's cookie {cookie}, which this version needs.",
    cause=(
        "The API's data are kept inside PHP's own session, which the cookie {cookie} of the login's answer names. 2.0, 2.2 "
        "and 2.3 want it {also}; without it each call answers “You do not have permission”, although the login works."
    ),
    remedy=(
        "Keep the cookies of the login and send them with each call (curl: -c FILE at the login, -b FILE after it).",
        _SEND,
    ),
    answer="login-works-nothing-else",
    source=_SOURCE,
    versions="2.0.0.0–2.0.3.1, 2.2.0.0–2.3.0.2",
    confidence=0.95,
    alternatives=("The file was exported without cookies, as browsers do unless told otherwise.",),
    precedence=6,
    examples=(
        Example(opencart="2.3.0.2", request="curl '{base}index.php?route=api/cart/products&token={token}'"),
        Example(opencart="2.2.0.0", request="curl '{base}index.php?route=api/cart/products&token={token}'"),
        Example(opencart="2.0.3.1", request="curl '{base}index.php?route=api/cart/products'"),
    ),
)

COOKIE_KEPT = FindingType(
    id="request.cookie-kept",
    level=Level.WARNING,
    summary="The request sends a kept session cookie, and 4.1 adds up its products.",
    cause=(
        "4.1 wants the whole order in each request. With the cookie OCSESSID sent back, the products of each request are "
        "added to those of the ones before: 2, then 4, then 6."
    ),
    remedy=("Keep no cookies between requests.", _SEND),
    source="OpenCart 4.1.0.4, catalog/controller/api/cart.php; measured on 4.1.0.0, 4.1.0.3 and 4.1.0.4",
    versions="4.1.0.0–4.1.0.4",
    precedence=7,
)

_KINDS = (TOKEN_NAME, TOKEN_IN_BODY, TOKEN_IN_HEADER, TOKEN_MISSING, TOKEN_USELESS)
_COOKIES = (COOKIE_MISSING, COOKIE_KEPT)


@check
def test_request_carries_its_token(judged_requests: tuple[JudgedRequest, ...]) -> Iterable[Finding]:
    """The token of the request is where this version looks for it, under its name."""
    yield from told(_KINDS, judged_requests)


@check
def test_request_carries_its_cookie(judged_requests: tuple[JudgedRequest, ...]) -> Iterable[Finding]:
    """The request sends the session cookie where it is needed, and none where it does harm."""
    yield from told(_COOKIES, judged_requests)
