"""The body of an answer: JSON, or what stands before it or in its place. The one place that judges broken answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from cartcheck.dialects.dialect import Breakage

if TYPE_CHECKING:
    from cartcheck.transport.exchange import Reply

BOM = b"\xef\xbb\xbf"

# PHP prints "<b>Warning</b>: text in <b>file</b> on line <b>7</b>"; with html_errors off the tags are missing.
# OpenCart's own handler prints the same words (catalog/controller/startup/error.php, 3.0.5.1).
_LEVELS = r"Notice|Warning|Deprecated|Strict Standards|Fatal error|Parse error|Recoverable fatal error|Unknown|Error"
_MESSAGE = re.compile(
    rf"(?:<br />\s*)?(?:PHP )?(?:<b>)?(?P<level>{_LEVELS})(?:</b>)?: +(?P<text>.{{0,600}}?)"
    r" (?:in|on|:) (?:<b>)?(?P<file>[^<>\n]*?)(?:</b>)? on line (?:<b>)?(?P<line>\d+)(?:</b>)?(?:<br />)?\s*",
    re.DOTALL,
)
# Characters. A hostile page of megabytes would keep the search busy for a minute.
_SEARCHED = 100_000
_TAG = re.compile(r"<[^>]*>")
_PAGE = re.compile(rb"<\s*(?:!doctype|html|head|body|title)", re.IGNORECASE)

# Answers of the edge (web server, WAF, CDN): OpenCart itself sends no 401, 406 or 429 in any version, and 403 only
# in 4.1, as JSON; 502 and 504 come from proxies.
_BLOCKED = {401, 403, 406, 502, 504}


@dataclass(frozen=True, slots=True)
class Body:
    """A decoded body. `data` is set whenever JSON could be found, even behind PHP messages."""

    data: Any = None
    breakage: Breakage | None = None
    messages: tuple[str, ...] = ()


def read_body(reply: Reply) -> Body:
    """The JSON of a reply, or why there is none."""
    content = _read_content(reply)
    by_status = _breakage_by_status(reply, content)
    if by_status is None:
        return content
    return Body(content.data, by_status, content.messages or (f"HTTP {reply.status}",))


def _breakage_by_status(reply: Reply, content: Body) -> Breakage | None:
    status = reply.status
    if status == 429 or (status == 503 and reply.header("retry-after") and content.data is None):
        return Breakage.LIMITED
    if status in _BLOCKED and not _is_refusal(content.data):
        return Breakage.BLOCKED
    if 300 <= status < 400:
        return Breakage.REDIRECT
    if status == 404:
        return Breakage.NOT_FOUND
    return Breakage.SERVER_ERROR if status >= 500 else None


def _is_refusal(data: Any) -> bool:
    return isinstance(data, dict) and "error" in data


def _read_content(reply: Reply) -> Body:
    raw = reply.body
    if not raw.strip():
        return Body(breakage=Breakage.EMPTY)
    if raw.startswith(BOM):
        inner = _decode(raw[len(BOM) :])
        return Body(inner, Breakage.BOM if inner is not None else Breakage.NOT_JSON)
    data = _decode(raw)
    if data is not None:
        return Body(data)
    return _read_broken(reply)


def _decode(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


def _read_broken(reply: Reply) -> Body:
    messages, rest = php_messages(reply.text)
    if messages:
        return Body(_decode(rest.strip().encode()), Breakage.NOTICE, messages)
    if _PAGE.search(reply.body[:4096]):
        return Body(breakage=Breakage.HTML, messages=(_page_title(reply.text),))
    if reply.truncated or reply.body.lstrip()[:1] in (b"{", b"["):
        return Body(breakage=Breakage.CUT_OFF)
    return Body(breakage=Breakage.NOT_JSON, messages=(_plain(reply.text)[:200],))


def php_messages(text: str) -> tuple[tuple[str, ...], str]:
    """The PHP messages in a text, without markup, and the text that is left when they are taken out."""
    head, tail = text[:_SEARCHED], text[_SEARCHED:]
    found = tuple(
        f"{match['level']}: {_plain(match['text'])} in {match['file'].strip()} on line {match['line']}"
        for match in _MESSAGE.finditer(head)
    )
    return found, _MESSAGE.sub("", head) + tail


def _plain(text: str) -> str:
    return unescape(_TAG.sub("", text)).strip()


def _page_title(text: str) -> str:
    match = re.search(r"<title[^>]*>(.*?)</title>", text, re.DOTALL | re.IGNORECASE)
    return _plain(match.group(1))[:200] if match else "an HTML page"
