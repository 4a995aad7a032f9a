"""What one answer without credentials looks like, whatever language, theme, PHP messages or edge it came through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cartcheck.dialects.body import PAGE, php_messages, read_body
from cartcheck.dialects.dialect import Breakage
from cartcheck.dialects.envelope import field_errors
from cartcheck.dialects.signs import Question, Signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.transport.exchange import Reply

_USABLE = {None, Breakage.NOTICE, Breakage.BOM}
# The forms and menus of any 4.0 page call controllers by method, e.g. route=common/currency|save (4.0.1.1,
# catalog/controller/common/currency.php) and route=common/currency.save (4.0.2.0).
_BAR = re.compile(r"route=[a-z0-9_/]+(?:\||%7C)[a-z]", re.IGNORECASE)
_DOT = re.compile(r"route=[a-z0-9_/]+\.[a-z]")

# 4.0 names message and file in bold, 4.1 in lines of text with a backtrace below. Files of extensions are none of its own.
_OWN_FILE = r"(?![^<\n]*[\\/]extension[\\/])[^<\n]*[\\/](?:catalog|system)[\\/][^<\n]*\.php"
_STOP = re.compile(
    rf"\s*(?:<b>[^<]+</b>: (?:[^<]* )?in <b>{_OWN_FILE}</b> on line <b>\d+</b>"
    rf"|[A-Za-z\\]*(?:Error|Exception): [^\n]*\nFile: {_OWN_FILE}\nLine: \d+\n)"
)
_LONGEST_STOP = 4_096  # characters; what follows is the backtrace
# Characters; the header with its links comes first, and a hostile page may be megabytes long.
_SEARCHED = 200_000


def usable(reply: Reply | None) -> Any:
    """The JSON of an answer, also behind PHP messages; None where there is none or the status is not 200."""
    if reply is None or reply.status != 200:
        return None
    body = read_body(reply)
    return body.data if body.breakage in _USABLE else None


def error_text(reply: Reply | None) -> str:
    """The text of `{"error": "…"}`, "" for anything else."""
    data = usable(reply)
    errors = field_errors(data)
    return errors[""] if set(errors) == {""} and set(data) == {"error"} else ""


def is_page(reply: Reply | None) -> bool:
    """Whether a web page came: a 404 page with whatever status, or 4.0's way to say that PHP had something to say."""
    if reply is None:
        return False
    if is_error_page(reply):
        return True
    if reply.status not in {200, 404, 410} or read_body(reply).data is not None:
        return False
    # PHP messages may stand before the page (noisy/3.0.3.9), so its beginning is not enough.
    return reply.status != 200 or bool(PAGE.search(reply.body))


def is_error_page(reply: Reply) -> bool:
    """Whether the answer is `Location: error.html`: 4.0 and 4.1 send it for any PHP message with Display Errors off."""
    return 300 <= reply.status < 400 and reply.header("location").endswith("error.html")


def shows_stop(text: str) -> bool:
    """Whether a text without JSON is what 4.x prints in place of that with Display Errors on: where its own code stopped.

    Measured on 4.0.2.3 and 4.1.0.4.
    """
    return bool(_STOP.match(text[:_LONGEST_STOP]))


def is_crash(reply: Reply) -> bool:
    """Whether PHP gave up: a server error, or its messages and no answer after them."""
    body = read_body(reply)
    return reply.status >= 500 or (body.breakage is Breakage.NOTICE and body.data is None)


def is_forbidden(reply: Reply | None) -> bool:
    """Whether it is 4.1's refusal: HTTP 403 around `{"error": "…"}`."""
    return reply is not None and reply.status == 403 and bool(field_errors(read_body(reply).data).get(""))


def refused_by(reply: Reply | None, status: int) -> dict[str, str]:
    """The errors of a refusal in JSON with that status, by field; empty for anything else."""
    return field_errors(read_body(reply).data) if reply is not None and reply.status == status else {}


def separator(signs: Signs) -> str:
    """What stands before a method in this store's routes: `|` to 4.0.1, `.` from 4.0.2, "" if nothing shows it."""
    # A page repeats the route it was asked for, so the answer about common/cart.info tells nothing by its links.
    asked = (reply for question, reply in signs.items() if question is not Question.CART_WIDGET)
    pages = [reply.text[:_SEARCHED] for reply in asked if is_page(reply)]
    bar, dot = (any(pattern.search(page) for page in pages) for pattern in (_BAR, _DOT))
    if bar != dot:
        return "|" if bar else "."
    widget = signs.get(Question.CART_WIDGET)
    if widget is None or widget.status >= 500:  # maintenance: 503 for both
        return ""
    return "|" if is_page(widget) else "." if widget.status == 200 and widget.body.strip() else ""


def cookies(signs: Signs) -> tuple[str, ...]:
    """Every Set-Cookie of the answers, in lower case."""
    return tuple(cookie.lower() for reply in signs.values() for cookie in reply.all_headers("set-cookie"))


def sets_cookie(signs: Signs, name: str) -> bool:
    """Whether one of the answers set this cookie."""
    return any(cookie.startswith(f"{name.lower()}=") for cookie in cookies(signs))


def php_sessions(signs: Signs) -> bool | None:
    """Whether sessions are PHP's own, as in 2.x, or OpenCart's, as from 3.0 on; None if nothing shows it.

    2.x never sets OCSESSID; PHPSESSID may come from a blog beside a 3.0 shop whose own cookies an edge keeps back, so
    it counts together with the shop's currency. Else the menu tells, a controller of its own from 3.0 on
    (catalog/controller/common/menu.php).
    """
    if sets_cookie(signs, "OCSESSID"):
        return False
    if sets_cookie(signs, "PHPSESSID") and sets_cookie(signs, "currency"):
        return True
    menu = signs.get(Question.MENU)
    if menu is None or menu.status not in {200, 404}:
        return sets_cookie(signs, "PHPSESSID") or None
    if is_page(menu):
        return True
    _, printed = php_messages(menu.text)  # the menu itself prints nothing when it is asked for alone
    return None if printed.strip() else False


def looks_like_4(signs: Signs) -> bool:
    """Whether OpenCart 4 is behind an answer that a gateway could have given too: by its cookies, headers or routes."""
    login = signs[Question.LOGIN]
    session = any(c.startswith("ocsessid=") and "samesite" in c for c in cookies(signs))
    origin, age = (login.header(f"access-control-{name}") for name in ("allow-origin", "max-age"))
    return session or (origin == "*" and age.startswith("1000")) or separator(signs) == "."


def messages(signs: Signs) -> Iterator[str]:
    """The PHP messages in the answers."""
    for reply in signs.values():
        yield from read_body(reply).messages
