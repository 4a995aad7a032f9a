"""Cookies as PHP's `setcookie` writes them."""

from __future__ import annotations

import re
from email.utils import formatdate
from functools import lru_cache
from urllib.parse import quote

SESSION_ID = re.compile(r"[a-zA-Z0-9,\-]{22,52}\Z")
"""What OpenCart takes for a session id, since 3.0 (system/library/session.php)."""


def stored_id(session_id: str) -> str:
    """An id as the database finds it: case and blanks at the end don't count."""
    return session_id.rstrip(" ").lower()


def lasting_cookie(name: str, value: str, now: float, seconds: int, attributes: str) -> str:
    """A cookie that is kept for some seconds; `attributes` come last, such as `path=/; SameSite=Lax`."""
    return _lasting_cookie(name, value, int(now), seconds, attributes)


@lru_cache(maxsize=8)
def _lasting_cookie(name: str, value: str, now: int, seconds: int, attributes: str) -> str:
    expires = formatdate(now + seconds, usegmt=True)
    return f"{name}={quote(value, safe='')}; expires={expires}; Max-Age={seconds}; {attributes}"
