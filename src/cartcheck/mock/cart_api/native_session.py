"""PHP's own session, which 2.x uses: the cookie PHPSESSID, and a file that lives 24 minutes after its last use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartcheck.mock.shop.session import Sessions, ShopSession
from cartcheck.mock.surface.cookies import SESSION_ID
from cartcheck.mock.visit import PhpExitError, text

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit

COOKIE = "PHPSESSID"
SESSION_SECONDS = 1440
"""`session.gc_maxlifetime`, PHP's default."""
_READABLE = re.compile(r"[a-zA-Z0-9,\-]{1,256}\Z")


def start(visit: Visit, session_id: str = "", *, from_query: bool = True) -> None:
    """Start the session of that id, else of the cookie, else of the query (as 2.1 to 2.3 let PHP), else a new one.

    PHP sends its cookie unless the id came with the request; an id of other letters leaves it without a session.
    """
    cookie = visit.request.cookies.get(COOKIE, "")
    asked = text(visit.get.get(COOKIE, "")) if from_query else ""
    wanted = session_id or cookie or asked
    if wanted and not _READABLE.match(wanted):
        return
    visit.native_id = wanted or Sessions.new_id()
    visit.native = visit.store.sessions.read(visit.native_id)
    if session_id or visit.native_id not in (cookie, asked):
        visit.cookies.append(f"{COOKIE}={visit.native_id}; path=/; HttpOnly")


def start_checked(visit: Visit) -> None:
    """The same in 2.2 and 2.3, which end with a text at a cookie that is no session id (system/library/session.php)."""
    cookie = visit.request.cookies.get(COOKIE)
    if cookie is not None and not SESSION_ID.match(cookie):
        raise PhpExitError("Error: Invalid session ID!")
    start(visit)


def choose(visit: Visit, name: str) -> ShopSession:
    """The session of that name inside PHP's, which is the visit's from now on."""
    visit.session = visit.native.named.setdefault(name, ShopSession())
    return visit.session


def open_for_api(visit: Visit) -> str:
    """The name of a new session of the API user inside PHP's, as 2.1 and 2.2 name it; the visit's from now on."""
    name = f"temp_session_{Sessions.new_id()}"
    choose(visit, name).api_id = visit.store.api_user.api_id
    return name


def leave(visit: Visit) -> None:
    """Write the session back, which prolongs it."""
    if visit.native_id:
        visit.store.sessions.write(visit.native_id, visit.native, SESSION_SECONDS)
