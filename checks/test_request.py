"""Request: what is wrong with a request that was handed in, before the store looks at who sends it."""

from collections.abc import Iterable
from operator import attrgetter

from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check
from cartcheck.findings.telling import told
from cartcheck.observations.requests import AddressAnswer, JudgedRequest

ORDER = 12  # among the subjects of a report
applies_where = attrgetter("handed")

_SEND = "Send it so: {correct}"
_POST = (
    "OpenCart 2.0.3.1–4.1.0.4, system/library/request.php: only $_POST is read; measured on each generation"
)
_ROUTES = "OpenCart 2.0.3.1–4.1.0.4, catalog/controller/api/ and system/engine/action.php; measured on each generation"

SHELL_CUTS_URL = FindingType(
    id="request.shell-cuts-url",
    level=Level.ERROR,
    summary="The URL has no quotes around it, so the shell cuts it at the first &.",
    cause="A shell ends a command at an & outside quotes. The store gets the URL up to there, without token or fields.",
    remedy=("Put the URL into single quotes.", _SEND),
    source="POSIX shell command language, 2.9.3",
    precedence=0,
    examples=(Example(request="curl {base}index.php?route=api/cart/products&api_token={token}"),),
)

ESCAPED_AMPERSAND = FindingType(
    id="request.escaped-ampersand",
    level=Level.ERROR,
    summary="The URL holds &amp; in place of &: its parameters arrive under other names.",
    cause="The URL was copied out of HTML. The store reads a parameter called amp;api_token, which it does not know.",
    remedy=("Write & alone between parameters.", _SEND),
    source="HTML escapes & as &amp;; PHP does not undo that in a URL",
    precedence=0,
    examples=(Example(request="curl '{base}index.php?route=api/cart/products&amp;api_token={token}'"),),
)

REDIRECTS = FindingType(
    id="request.redirects",
    level=Level.ERROR,
    summary="The request's address redirects, and a redirect turns its POST into a GET.",
    cause=(
        "The server sends {address} on to {location}. Most HTTP clients follow a 301 or 302 with GET and drop the form, "
        "so that the store sees a request without fields; a browser's script may be stopped altogether."
    ),
    remedy=(
        "Use the final address, {location}, in the program: scheme, www and folder as they stand there.",
    ),
    source="RFC 9110, 15.4.2; observed with curl -L and requests on OpenCart 3.0.5.1",
    precedence=1,
)

OTHER_ADDRESS = FindingType(
    id="request.other-address",
    level=Level.ERROR,
    summary="The request goes to {address}, where no API of this store answers.",
    cause="The store's API is at {store}; at the request's own address nothing answers as it does.",
    remedy=("Use {store}index.php in the program.",),
    source="the answer to a question without credentials at the request's address",
    confidence=0.9,
    alternatives=("The address answers only from another network.",),
    precedence=1,
)

NO_ROUTE = FindingType(
    id="request.no-route",
    level=Level.ERROR,
    summary="The URL names no route, so the store answers with a page and not the API.",
    cause="OpenCart looks for its API in the parameter route of index.php; a path such as {path} means nothing to it.",
    remedy=("Ask {right}.", _SEND),
    source=_ROUTES,
    precedence=1,
    examples=(Example(request="curl -d 'username=Default&key={key}' {base}api/login"),),
)

LOGIN_ROUTE = FindingType(
    id="request.login-route",
    level=Level.ERROR,
    summary="The login goes to {route}; this version has it at {right}.",
    cause="The login moved between versions: api/login up to 3.0, api/account/login in 4.0, and none in 4.1.",
    remedy=("Use the route {right}.", _SEND),
    answer="log-in-a-customer",
    source=_ROUTES,
    precedence=2,
    examples=(
        Example(request="curl -d 'username=Default&key={key}' '{base}index.php?route=api/account/login'"),
    ),
)

NO_LOGIN = FindingType(
    id="request.no-login",
    level=Level.ERROR,
    summary="The request logs in, and OpenCart {generation} has no login.",
    cause=(
        "4.1 took the login away: each request is signed with the key, and a login of {of} is refused like any other "
        "unsigned request. In 4.0.0.0 the login does not work, and nothing asks for one."
    ),
    remedy=(
        "Sign each request on 4.1: `cartcheck sign URL` prints what has to be signed, and a curl line.",
        "Ask the shop for the version it runs before a program is chosen.",
    ),
    source="OpenCart 4.1.0.4, catalog/controller/startup/api.php; 4.0.0.0, catalog/controller/api/account/login.php",
    versions="4.0.0.0, 4.1.0.0–4.1.0.4",
    precedence=2,
)

SEPARATOR = FindingType(
    id="request.separator",
    level=Level.ERROR,
    summary="The route is written {route}; this version separates its method as {right}.",
    cause="The sign before a route's method changed: / up to 3.0, | in 4.0.0 and 4.0.1, a dot from 4.0.2 on.",
    remedy=("Use the route {right}.", _SEND),
    source="system/engine/action.php of 3.0.5.1, 4.0.1.1 and 4.0.2.3; measured",
    precedence=2,
    examples=(Example(request="curl '{base}index.php?route=api/cart.products&api_token={token}'"),),
)

SPELLING = FindingType(
    id="request.route-spelling",
    level=Level.ERROR,
    summary="The route is written {route}; the store knows it as {right}.",
    cause=(
        "A slash before or behind a route, other capital letters and parameters written into the route lead elsewhere: "
        "to a 404 page, or to the route without what stands behind it."
    ),
    remedy=("Use the route {right}; write parameters behind it, as &order_id=81.", _SEND),
    source=_ROUTES,
    precedence=2,
    examples=(
        Example(request="curl '{base}index.php?route=/api/cart/products&api_token={token}'"),
        Example(request="curl '{base}index.php?route=api/order/info/order_id=1&api_token={token}'"),
    ),
)

OTHER_ROUTE = FindingType(
    id="request.route-of-other-version",
    level=Level.ERROR,
    summary="The route is one of OpenCart {of}; this store speaks {generation}.",
    cause="Routes were renamed from version to version. What does the same here: {right}.",
    remedy=("Use {right}.", _SEND),
    answer="list-all-orders",
    source=_ROUTES,
    precedence=2,
    examples=(Example(request="curl '{base}index.php?route=api/sale/cart&api_token={token}'"),),
)

UNKNOWN_ROUTE = FindingType(
    id="request.route-unknown",
    level=Level.ERROR,
    summary="No OpenCart version has the route {route}.",
    cause=(
        "OpenCart's API puts a cart together and makes an order of it. It has no list of products, categories, customers "
        "or orders in any version; articles that show such routes describe an extension or nothing at all."
    ),
    remedy=(
        "Look for the route in the documentation of an extension that the shop has, or install one.",
        "Read docs/answers/list-all-orders.md in cartcheck's repository for what the API can do.",
    ),
    answer="list-all-orders",
    source=_ROUTES,
    confidence=0.85,
    alternatives=("An extension of this shop adds the route: then its maker's documentation counts.",),
    precedence=2,
    examples=(Example(request="curl '{base}index.php?route=api/product&api_token={token}'"),),
)

UNKNOWN_CALL = FindingType(
    id="request.call-unknown",
    level=Level.ERROR,
    summary="There is no call {call}.",
    cause="4.1 has one route and says by call what is meant. It knows {calls}.",
    remedy=("Use one of these calls.",),
    source="OpenCart 4.1.0.4, catalog/controller/api/order.php",
    versions="4.1.0.0–4.1.0.4",
    precedence=3,
)

JSON_BODY = FindingType(
    id="request.json-body",
    level=Level.ERROR,
    summary="The request sends JSON, and OpenCart reads only forms.",
    cause="PHP fills $_POST from forms, and OpenCart looks nowhere else: to the store, this request has no fields at all.",
    remedy=("Send the fields as application/x-www-form-urlencoded.", _SEND),
    source=_POST,
    precedence=3,
    examples=(
        Example(
            request='curl --json \'{"username":"Default","key":"{key}"}\' \'{base}index.php?route=api/login\''
        ),
        Example(
            request='curl \'{base}index.php?route=api/login\' -d \'{"username":"Default","key":"{key}"}\''
        ),
    ),
)

BY_GET = FindingType(
    id="request.by-get",
    level=Level.ERROR,
    summary="The request is a GET, and its fields are read only from a POST.",
    cause="The fields stand {where}. PHP fills $_POST only for POST, and a GET leaves the key in the logs on its way.",
    remedy=("Send the fields in the body of a POST.", _SEND),
    source=_POST,
    precedence=3,
    examples=(
        Example(request="curl '{base}index.php?route=api/login&username=Default&key={key}'"),
        Example(request="curl -X GET -d 'username=Default&key={key}' '{base}index.php?route=api/login'"),
    ),
)

IN_QUERY = FindingType(
    id="request.in-query",
    level=Level.ERROR,
    summary="The login's fields stand in the URL, where the store does not read them.",
    cause="OpenCart reads username and key from the body alone. In a URL the key is kept by every log on its way.",
    remedy=(
        "Send the fields in the body.",
        _SEND,
        "Open System > Users > API and generate a new key if the URL was sent over the internet.",
    ),
    source=_POST,
    precedence=3,
    examples=(Example(request="curl -X POST '{base}index.php?route=api/login&username=Default&key={key}'"),),
)

METHOD = FindingType(
    id="request.method",
    level=Level.ERROR,
    summary="The request is sent by {method}, and its fields are read only from a POST.",
    cause="OpenCart looks at no method: it runs the route, but PHP fills $_POST only for POST, so no field arrives.",
    remedy=("Send it by POST.", _SEND),
    source=_POST,
    precedence=3,
    examples=(
        Example(request="curl -X PUT -d 'username=Default&key={key}' '{base}index.php?route=api/login'"),
    ),
)

BODY_TYPE = FindingType(
    id="request.body-type",
    level=Level.ERROR,
    summary="The body is not of the type that its Content-Type names, so it is not read.",
    cause="The header says {kind}, {looks}. PHP then finds no fields in it.",
    remedy=(
        "Let the HTTP library set Content-Type itself: a multipart form needs a boundary that only it knows.",
        _SEND,
    ),
    source=_POST,
    precedence=3,
    examples=(
        Example(
            request="curl -H 'Content-Type: multipart/form-data' -d 'username=Default&key={key}' "
            "'{base}index.php?route=api/login'"
        ),
        Example(
            request="curl -H 'Content-Type: text/plain' -d 'username=Default&key={key}' "
            "'{base}index.php?route=api/login'"
        ),
    ),
)

FIELD_NAMES = FindingType(
    id="request.field-names",
    level=Level.ERROR,
    summary="The login sends {given}; this version reads {wanted}.",
    cause=(
        "The fields of the login changed: username and password in 2.0, key in 2.1–2.3, username and key from 3.0 on. The "
        "store takes a field it does not find for an empty one."
    ),
    remedy=("Call the fields {wanted}.", _SEND),
    source="catalog/controller/api/login.php of 2.0.3.1, 2.3.0.2 and 3.0.5.1, api/account/login.php of 4.0.2.3; measured",
    precedence=4,
    examples=(
        Example(request="curl -d 'username=Default&password={key}' '{base}index.php?route=api/login'"),
        Example(request="curl -d 'api_token={key}' '{base}index.php?route=api/login'"),
    ),
)

FIELDS_MISSING = FindingType(
    id="request.fields-missing",
    level=Level.ERROR,
    summary="The login lacks {missing}.",
    cause="This version wants {wanted}, and answers as to a wrong key if one is not there.",
    remedy=("Send {wanted}.", _SEND),
    source="catalog/controller/api/login.php of 2.0.3.1, 2.3.0.2 and 3.0.5.1, api/account/login.php of 4.0.2.3; measured",
    precedence=4,
    examples=(Example(request="curl -d 'username=Default' '{base}index.php?route=api/login'"),),
)

OTHER_KEY = FindingType(
    id="request.other-key",
    level=Level.ERROR,
    summary="The request's {secret} is not the one that cartcheck was given: it {how}.",
    cause="Compared with the {secret} that cartcheck itself was given for this store. Every character of it counts.",
    remedy=("Give the program the same {secret}, without blanks or line ends.", _SEND),
    source="the request and the credentials of this run",
    confidence=0.9,
    alternatives=("The request belongs to another API user, and cartcheck was given the wrong one.",),
    precedence=5,
    examples=(Example(request="curl -d 'username=Default&key={half}' '{base}index.php?route=api/login'"),),
)

SCALAR = FindingType(
    id="request.scalar",
    level=Level.ERROR,
    summary="{field} is sent as one value, and the store wants an array.",
    cause=(
        "PHP makes an array only of names with brackets. On 2.1–3.0 a plain product empties the cart and is answered "
        "with “Success”; on 4.1 the field is not found where the store looks for it."
    ),
    remedy=("Write {right}.", _SEND),
    source="OpenCart 3.0.5.1, catalog/controller/api/cart.php; 4.1.0.4, catalog/controller/api/cart.php; measured",
    precedence=6,
    examples=(
        Example(request="curl -d 'product=40' '{base}index.php?route=api/cart/add&api_token={token}'"),
    ),
)

_PLACES = (
    *(SHELL_CUTS_URL, ESCAPED_AMPERSAND, NO_ROUTE, LOGIN_ROUTE, NO_LOGIN, SEPARATOR, SPELLING, OTHER_ROUTE),
    *(UNKNOWN_ROUTE, UNKNOWN_CALL),
)
_BODIES = (JSON_BODY, BY_GET, IN_QUERY, METHOD, BODY_TYPE)
_FIELDS = (FIELD_NAMES, FIELDS_MISSING, OTHER_KEY, SCALAR)


@check
def test_request_goes_to_the_store_s_address(
    other_addresses: tuple[AddressAnswer, ...], store_base: str
) -> Iterable[Finding]:
    """The request goes where the store's API answers, and is not sent on."""
    for answer in other_addresses:
        facts = {"address": answer.address, "location": answer.location, "store": store_base}
        shown = Evidence(f"Request {answer.number} goes to {answer.address}.", answer.exchange)
        if answer.location:
            yield REDIRECTS.found(shown, facts=facts)
        elif not answer.is_api:
            yield OTHER_ADDRESS.found(shown, facts=facts)


@check
def test_request_asks_a_route_of_this_version(
    judged_requests: tuple[JudgedRequest, ...],
) -> Iterable[Finding]:
    """The request asks for something that this version has, under its name."""
    yield from told(_PLACES, judged_requests)


@check
def test_request_brings_its_fields_as_a_posted_form(
    judged_requests: tuple[JudgedRequest, ...],
) -> Iterable[Finding]:
    """The fields of the request arrive: as a form, by POST."""
    yield from told(_BODIES, judged_requests)


@check
def test_request_names_its_fields_as_this_version_does(
    judged_requests: tuple[JudgedRequest, ...],
) -> Iterable[Finding]:
    """The fields of the request have the names and shapes that this version reads."""
    yield from told(_FIELDS, judged_requests)
