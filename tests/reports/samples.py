"""Results as a run leaves them, for the tests of the report writers and for the committed sample reports."""

from __future__ import annotations

from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.reports.result import Item, Outcome, Result, StoreFacts
from cartcheck.transport.shown import Shown

FOUND, CLEAR, NOT_APPLICABLE = Outcome.FOUND, Outcome.CLEAR, Outcome.NOT_APPLICABLE
NOT_REACHED, HARNESS_ERROR = Outcome.NOT_REACHED, Outcome.HARNESS_ERROR
SHOP = "https://shop.example.com/"
_LOGIN = f"{SHOP}index.php?route=api/login"
_SENT = (("User-Agent", "cartcheck/0.1.0"), ("Accept", "*/*"))
_FORM = (*_SENT, ("Content-Type", "application/x-www-form-urlencoded"))


def exchange(
    number: int, purpose: str, body: str, reply: str, headers: tuple[tuple[str, str], ...] = ()
) -> Shown:
    """A login with its reply."""
    return Shown(
        number,
        purpose,
        f"2026-11-22T09:14:{number:02d}Z",
        "",
        "POST",
        _LOGIN,
        _FORM,
        body,
        200,
        (
            ("Date", f"Sun, 22 Nov 2026 09:14:{number:02d} GMT"),
            ("Server", "nginx"),
            ("Set-Cookie", "OCSESSID=(redacted); path=/"),
            ("Content-Type", "application/json"),
            *headers,
        ),
        reply,
        41.3,
        "",
        f"curl -sS '{_LOGIN}' --data-urlencode 'username=Default' --data-urlencode \"key=$CARTCHECK_KEY\"",
    )


IP_NOT_LISTED = Finding(
    id="login.ip-not-listed",
    level=Level.ERROR,
    summary="The key is right, but this computer's address 203.0.113.9 is not allowed.",
    cause=(
        "OpenCart lets an API user in only from addresses that stand on that user's own list, and compares them as "
        "text. The words “Incorrect API Key!” in the same answer are a mistake of OpenCart: it sets them in the "
        "branch where the key was found to be right."
    ),
    remedy=(
        "Open System > Users > API in the store's admin and edit the user Default.",
        "On the tab IP Addresses choose Add IP, enter 203.0.113.9 without blanks, and save.",
        "Ask again: cartcheck check https://shop.example.com/ --only login",
    ),
    evidence=(
        Evidence("The login with the right key names the address it refuses: 203.0.113.9.", 4),
        Evidence("The same login with a deliberately wrong key answers an empty list instead.", 3),
    ),
    confidence=0.98,
    alternatives=(
        "203.0.113.9 may be the address of a proxy before the store: then every visitor seems to come from there.",
    ),
    versions="2.2.0.0–3.0.5.1",
    source="catalog/controller/api/login.php of OpenCart 3.0.5.1",
    precedence=10,
    rerun="cartcheck check https://shop.example.com/ --only login.ip",
)

WEAK_COOKIE = Finding(
    id="session.cookie-flags",
    level=Level.WARNING,
    summary="The session cookie is sent without the Secure flag over https.",
    cause="OpenCart 3.0 sets OCSESSID by setcookie() with a path only, so a browser sends it over plain http too.",
    remedy=(
        "Set session.cookie_secure = On in the php.ini of the store.",
        "Switch on Use SSL in System > Settings > Edit > Server.",
    ),
    evidence=(Evidence("Set-Cookie: OCSESSID=(redacted); path=/", 4),),
    confidence=0.9,
    versions="3.0.0.0–3.0.5.1",
)

NO_CORS = Finding(
    id="cors.none",
    level=Level.ADVICE,
    summary="A web page of another origin cannot call this API.",
    cause="OpenCart 3.0 sends no Access-Control-Allow-Origin, and answers a preflight as if it were the call itself.",
    remedy=(
        "Call the API from a server, not from a page in a browser.",
        "If it must be a page, let the web server before OpenCart answer OPTIONS and add the headers.",
    ),
    evidence=(
        Evidence("OPTIONS with Origin: https://app.example.net got no Access-Control-Allow-Origin.", 5),
    ),
    versions="3.0.0.0–3.0.5.1",
    source="catalog/controller/startup/ of OpenCart 3.0.5.1",
)

SHORT_SESSION = Finding(
    id="token.short-life",
    level=Level.NOTE,
    summary="A token that rests for 24 minutes is gone.",
    cause="From 3.0.3.7 on PHP's session.gc_maxlifetime (1440 s if nobody changed it) ends the API session too.",
    remedy=("Log in again when a call answers the permission error.",),
    confidence=0.7,
    versions="3.0.3.7–3.0.5.1",
)


def _item(subject: str, title: str, outcome: Outcome, seconds: float = 0.04, **more: object) -> Item:
    name = title.lower().replace(" ", "_").strip(".")
    return Item(f"{subject}.py::test_{name}", subject, title, outcome, seconds, **more)  # type: ignore[arg-type]


_LOCKED_OUT = "Not asked, because the login was refused."

REFUSED_ITEMS = (
    _item("store", "The address answers.", CLEAR, 0.12),
    _item("store", "It is an OpenCart store of a known generation.", CLEAR, 0.18),
    _item("store", "It answers without a redirect.", CLEAR, 0.05),
    _item("store", "The certificate is valid for this name.", CLEAR, 0.03),
    _item("login", "The key is accepted.", CLEAR, 0.09),
    _item("login", "This computer's address is allowed.", FOUND, 0.08, findings=("login.ip-not-listed",)),
    _item("login", "A wrong key is refused.", CLEAR, 0.07),
    _item("login", "Answers are free of PHP messages.", CLEAR),
    _item("session", "The session cookie is protected.", FOUND, findings=("session.cookie-flags",)),
    _item("session", "The first call after the login gets through.", NOT_REACHED, 0.0, detail=_LOCKED_OUT),
    _item("session", "A token lives for an hour.", NOT_REACHED, 0.0, detail=_LOCKED_OUT),
    _item("cors", "A page of another origin can call the API.", FOUND, 0.06, findings=("cors.none",)),
    _item("clock", "The store's clock agrees with ours.", CLEAR, 0.02),
    _item(
        "signature",
        "A signed request is accepted.",
        NOT_APPLICABLE,
        0.0,
        detail="Requests are signed from 4.1 on.",
    ),
    _item("rate", "Forty requests in ten seconds are not limited.", CLEAR, 6.31),
    _item("contract", "cart.add", NOT_REACHED, 0.0, detail=_LOCKED_OUT),
    _item("contract", "cart.products", NOT_REACHED, 0.0, detail=_LOCKED_OUT),
    _item("contract", "customer.set", NOT_REACHED, 0.0, detail=_LOCKED_OUT),
    _item(
        "contract",
        "order.add",
        NOT_REACHED,
        0.0,
        detail="Not asked: it would make an order. Allow it with --allow-writes.",
    ),
)

REFUSED = Result(
    cartcheck="0.1.0",
    command="cartcheck check https://shop.example.com/ --username Default",
    started="2026-11-22T09:14:01Z",
    seconds=14.2,
    store=StoreFacts(
        SHOP,
        "3.0",
        "3.0.3.8–3.0.5.1",
        (
            "POST to api/login without fields answered [] without a PHP message, as 3.0.3.8 and later do.",
            "The answer set the cookies OCSESSID, language and currency.",
            "No Access-Control-Allow-Origin came back, so it is older than 4.0.",
        ),
        "Default",
    ),
    findings=(SHORT_SESSION, NO_CORS, WEAK_COOKIE, IP_NOT_LISTED),
    items=REFUSED_ITEMS,
    exchanges=(
        exchange(3, "Log in with a wrong key.", "username=Default&key=(wrong)", "[]"),
        exchange(
            4,
            "Log in with the right key.",
            "username=Default&key=(redacted)",
            '{"error":{"ip":"Warning: Your IP 203.0.113.9 is not allowed to access this API!",'
            '"key":"Warning: Incorrect API Key!"}}',
        ),
        exchange(5, "Ask the preflight question of a browser.", "", "[]"),
    ),
    sent=38,
    budget=1000,
    fail_on=Level.WARNING,
)

HEALTHY = Result(
    cartcheck="0.1.0",
    command="cartcheck check https://shop.example.com/ --username Default",
    started="2026-11-22T10:02:40Z",
    seconds=72.5,
    store=REFUSED.store,
    findings=(NO_CORS, SHORT_SESSION),
    items=(
        *(item for item in REFUSED_ITEMS if item.outcome is CLEAR),
        _item("login", "This computer's address is allowed.", CLEAR, 0.08),
        _item("session", "The session cookie is protected.", CLEAR),
        _item("session", "The first call after the login gets through.", CLEAR, 0.05),
        _item("session", "A token lives for an hour.", FOUND, 0.4, findings=("token.short-life",)),
        _item("cors", "A page of another origin can call the API.", FOUND, 0.06, findings=("cors.none",)),
        _item(
            "signature",
            "A signed request is accepted.",
            NOT_APPLICABLE,
            0.0,
            detail="Requests are signed from 4.1 on.",
        ),
        _item(
            "contract",
            "cart.add",
            CLEAR,
            9.8,
            reached=(("accepted", 31), ("refused: product_id", 44), ("no access", 2)),
        ),
        _item("contract", "cart.products", CLEAR, 2.1, reached=(("accepted", 12), ("no access", 2))),
        _item(
            "contract",
            "customer.set",
            CLEAR,
            8.4,
            reached=(("accepted", 9), ("refused: email", 21), ("refused: firstname", 18)),
        ),
        _item(
            "contract",
            "order.add",
            NOT_REACHED,
            0.0,
            detail="Not asked: it would make an order. Allow it with --allow-writes.",
        ),
    ),
    exchanges=(exchange(5, "Ask the preflight question of a browser.", "", "[]"),),
    sent=412,
    budget=1000,
    fail_on=Level.WARNING,
    seed=7,
)
