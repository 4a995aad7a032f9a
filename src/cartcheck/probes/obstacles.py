"""What stands between us and OpenCart, told from one answer or from none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Breakage
from cartcheck.observations.recognition import Recognition, Trouble
from cartcheck.probes.redirects import followed, told
from cartcheck.transport.pace import retry_after
from cartcheck.transport.proxies import shown_proxy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.dialects.signs import Question
    from cartcheck.errors import StoreUnreachable
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply

_TROUBLE = {
    Breakage.LIMITED: Trouble.LIMITED,
    Breakage.UNAVAILABLE: Trouble.UNAVAILABLE,
    Breakage.GATEWAY: Trouble.GATEWAY,
    Breakage.MAINTENANCE: Trouble.MAINTENANCE,
    Breakage.PASSWORD: Trouble.PASSWORD,
    Breakage.PROXY_PASSWORD: Trouble.PROXY_PASSWORD,
}
# What nginx, Apache and Go's server say with status 400 to plain http on their port for https.
_WANTS_HTTPS = (
    "plain HTTP request was sent to HTTPS port",
    "speaking plain HTTP to an SSL-enabled server port",
    "sent an HTTP request to an HTTPS server",
)


def unreached(examination: Examination, error: StoreUnreachable, numbers: tuple[int, ...]) -> Recognition:
    """No answer came; the exchange that failed is the last one recorded."""
    facts = _places(examination) | {"said": error.message, "next": error.next_step}
    failed = (*numbers, examination.transport.sent)
    return Recognition(
        None,
        "",
        (error.message,),
        exchanges=failed,
        trouble=Trouble.UNREACHABLE,
        detail=error.kind,
        facts=facts,
    )


def in_the_way(
    examination: Examination, question: Question, reply: Reply, numbers: tuple[int, ...]
) -> Recognition | None:
    """The obstacle that an answer shows, None if OpenCart itself may have given it."""
    breakage = read_body(reply).breakage
    if breakage is Breakage.REDIRECT:
        return _redirected(examination, question, reply, numbers)
    trouble = _TROUBLE.get(breakage) if breakage else None
    if _wants_https(reply):
        trouble = Trouble.WANTS_HTTPS
    elif trouble is Trouble.LIMITED and reply.status == 503:
        trouble = Trouble.ASKED_TO_WAIT
    if trouble is None:
        return None
    said = f"{question}: HTTP {reply.status} {reply.reason}".rstrip()
    facts = _places(examination) | _facts(reply)
    return Recognition(None, "", (said,), exchanges=numbers, trouble=trouble, facts=facts)


def cut_off(
    examination: Examination, signs: Mapping[Question, Reply], numbers: tuple[int, ...]
) -> Recognition | None:
    """Answers that do not end as they should, which explains why no store was recognised; None if all did."""
    broken = [(question, reply) for question, reply in signs.items() if reply.truncated]
    if not broken:
        return None
    limit = examination.target.limits.max_body
    said = tuple(f"{question}: {_end(reply, limit)}" for question, reply in broken)
    facts = _places(examination) | {"said": _end(broken[0][1], limit)}
    return Recognition(None, "", said, exchanges=numbers, trouble=Trouble.CUT_OFF, facts=facts)


def _end(reply: Reply, limit: int) -> str:
    if reply.size >= limit:
        return f"The answer goes on after {limit:,} bytes."
    return f"The answer ends or breaks after {reply.size:,} bytes, against what its own headers say."


def _redirected(
    examination: Examination, question: Question, reply: Reply, numbers: tuple[int, ...]
) -> Recognition:
    way = followed(examination, question.request(examination.target.store), reply)
    trouble, facts = told(way)
    said = f"{question}: {facts['chain']}"
    return Recognition(None, "", (said,), exchanges=numbers, trouble=trouble, facts=facts)


def _places(examination: Examination) -> dict[str, str]:
    store = examination.target.store
    proxy = shown_proxy(store.base, examination.target.network)
    through = f", asked through the proxy {proxy}" if proxy else ""
    return {
        "host": store.host,
        "proxy": proxy,
        "through": through,
        "https": f"https://{store.host}{store.path}",
        "http": f"http://{store.host}{store.path}",
    }


def _facts(reply: Reply) -> dict[str, str]:
    seconds = retry_after(reply)
    return {
        "status": f"HTTP {reply.status}",
        "server": reply.header("server") or "a server that does not say its name",
        "wait": _in_words(seconds) if seconds else "a while",
        "scheme": reply.header("www-authenticate").partition(" ")[0] or "none",
    }


def _in_words(seconds: float) -> str:
    """`40 seconds`, `1,800 seconds (30 minutes)`."""
    told_in_seconds = f"{seconds:,.0f} seconds"
    return told_in_seconds if seconds < 120 else f"{told_in_seconds} ({seconds / 60:,.0f} minutes)"


def _wants_https(reply: Reply) -> bool:
    return reply.status == 400 and any(text in reply.text[:4096] for text in _WANTS_HTTPS)
