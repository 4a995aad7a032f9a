"""Answers that OpenCart did not give: from the web server, a gateway, a firewall, a proxy; told by status and headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.dialects.dialect import Breakage

if TYPE_CHECKING:
    from cartcheck.transport.exchange import Reply

# OpenCart itself sends no 401, 406 or 429 in any version, 403 only in 4.1, as JSON, and 503 only as the page of its
# maintenance mode.
_BLOCKED = {401, 403, 406}
# Ways to ask for a password that browsers know (the registry of RFC 9110, 16.4.1).
_PASSWORDS = {"basic", "digest", "negotiate", "ntlm"}
# 502 and 504 come from a web server that waits for PHP (RFC 9110, 15.6.3 and 15.6.5), 520 to 527 and 530 from
# Cloudflare that waits for the web server (its documentation of 5xx errors).
_GATEWAY = {502, 504, *range(520, 528), 530}
# What catalog/controller/common/maintenance.php sends, 2.0.0.0–4.1.0.4 (recordings: maintenance).
_MAINTENANCE = "3600"

# Who wrote such an answer is not OpenCart, whatever stands in it.
FOREIGN = frozenset(
    {
        Breakage.BLOCKED,
        Breakage.GATEWAY,
        Breakage.LIMITED,
        Breakage.PASSWORD,
        Breakage.PROXY_PASSWORD,
        Breakage.UNAVAILABLE,
    }
)


def breakage_by_status(reply: Reply, data: Any) -> Breakage | None:
    """Why a reply with this status is no answer of the API; `data` is the JSON in it, None without."""
    status = reply.status
    if status == 503:
        return _unavailable(reply, data)
    if status == 401 and _asks_for_password(reply, data):
        return Breakage.PASSWORD
    if status in _BLOCKED and not _is_refusal(data):
        return Breakage.BLOCKED
    if 300 <= status < 400:
        return Breakage.REDIRECT
    if status >= 600:  # 999 and the like: no statuses of HTTP, but of bot protections
        return Breakage.BLOCKED
    return _BY_STATUS.get(status, Breakage.SERVER_ERROR if status >= 500 else None)


_BY_STATUS = {
    404: Breakage.NOT_FOUND,
    407: Breakage.PROXY_PASSWORD,
    429: Breakage.LIMITED,
    **dict.fromkeys(_GATEWAY, Breakage.GATEWAY),
}


def is_closed_page(reply: Reply) -> bool:
    """Whether a page of the shop is closed as maintenance mode closes it."""
    return reply.status == 503 and reply.header("retry-after").strip() == _MAINTENANCE


def _unavailable(reply: Reply, data: Any) -> Breakage:
    if data is not None:
        return Breakage.SERVER_ERROR
    # The shop's own cookie tells OpenCart's page from one of its host.
    cookies = (cookie.lower() for cookie in reply.all_headers("set-cookie"))
    if is_closed_page(reply) and any(cookie.startswith("currency=") for cookie in cookies):
        return Breakage.MAINTENANCE
    return Breakage.LIMITED if reply.header("retry-after") else Breakage.UNAVAILABLE


def _asks_for_password(reply: Reply, data: Any) -> bool:
    """Whether it is a password in front of the shop: an API that asks for its token in the same header says so in JSON."""
    scheme = reply.header("www-authenticate").strip().partition(" ")[0].lower()
    return scheme in _PASSWORDS or bool(scheme and not _is_refusal(data))


def _is_refusal(data: Any) -> bool:
    return isinstance(data, dict) and "error" in data
