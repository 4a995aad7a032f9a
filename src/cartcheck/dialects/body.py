"""The body of an answer: JSON, or what stands before it or in its place. The one place that judges broken answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from cartcheck.dialects.dialect import Breakage
from cartcheck.dialects.edge import breakage_by_status
from cartcheck.dialects.strict_json import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.transport.exchange import Reply

BOM = b"\xef\xbb\xbf"

# PHP prints "<b>Warning</b>: text in <b>file</b> on line <b>7</b>"; with html_errors off the tags are missing.
# OpenCart's own handler prints the same words (catalog/controller/startup/error.php, 3.0.5.1).
_LEVELS = r"Notice|Warning|Deprecated|Strict Standards|Fatal error|Parse error|Recoverable fatal error|Unknown|Error"
# A file's name holds no separator of its own but what PHP adds for evaluated code, so that a page full of
# separators is not searched from each of them to the end.
_MESSAGE = re.compile(
    rf"(?:<br />\s*)?(?:PHP )?(?:<b>)?(?P<level>{_LEVELS})(?:</b>)?: (?P<text>.{{0,600}}?)"
    r" (?:in|on|:) (?:<b>)?(?P<file>(?:(?! (?:in|on|:) )[^<>\n]){0,400}?"
    r"(?: : (?:eval\(\)'d code|runtime-created function)){0,3})"
    r"(?:</b>)? on line (?:<b>)?(?P<line>\d{1,9})(?:</b>)?(?:<br />)?\s*",
    re.DOTALL,
)
# OpenCart's own texts begin with "Warning: " as well, and stand in JSON: what goes on behind a member is no message.
_NEXT_MEMBER = re.compile(r'"(?:[,:]["{\[]|[}\]])')
_WINDOW = 10_000  # characters searched at a time: many times the longest message
_LONGEST_MESSAGE = 1_200  # characters
# Characters between messages. A hostile page of megabytes would keep the search busy for a minute.
_SEARCHED = 100_000
_MOST_MESSAGES = 1_000  # kept; the rest is taken out all the same
_SHOWN = 4_096  # characters; titles and excerpts come from a page's beginning
_GZIP = b"\x1f\x8b"
_AROUND = 60  # characters shown before and after the place where JSON ends
# What may be left of a literal, an escape or a number at the end of an answer that was cut off.
_UNFINISHED = re.compile(r"(?:-|t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|u[0-9A-Fa-f]{0,4}|\.|[eE][+-]?)?")
_NO_NUMBER = re.compile(r"(?<=[:\[,\s])(?:NaN|-?Infinity)\b")  # what Python reads and JSON does not know
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(r"<title[^<>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
PAGE = re.compile(rb"<\s*(?:!doctype|html|head|body|title)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """A decoded body. `data` is set whenever JSON could be found, even behind PHP messages."""

    data: Any = None
    breakage: Breakage | None = None
    messages: tuple[str, ...] = ()


def read_body(reply: Reply) -> Body:
    """The JSON of a reply, or why there is none."""
    content = read_content(reply)
    by_status = breakage_by_status(reply, content.data)
    if by_status is None:
        return content
    return Body(content.data, by_status, content.messages or (f"HTTP {reply.status}",))


def read_content(reply: Reply) -> Body:
    """The same by the body alone, whatever the status."""
    raw = reply.body
    if not raw.strip():
        return _unreadable(reply) if reply.truncated else Body(breakage=Breakage.EMPTY)
    if raw.startswith(BOM):
        inner = _decode(raw[len(BOM) :])
        return Body(inner, Breakage.BOM if inner is not None else Breakage.NOT_JSON)
    data = _decode(raw)
    if data is not None:
        return Body(data)
    return _read_broken(reply)


def _decode(raw: bytes) -> Any:
    try:
        return parse(raw.decode("utf-8"))
    except ValueError:
        return None


def _read_broken(reply: Reply) -> Body:
    messages, rest = php_messages(reply.text)
    if messages:
        return Body(_decode(rest.strip().encode()), Breakage.NOTICE, messages)
    if PAGE.search(reply.body[:4096]):
        return Body(breakage=Breakage.HTML, messages=(_page_title(reply.text),))
    if reply.body.startswith(_GZIP):
        return Body(breakage=Breakage.NOT_JSON, messages=("gzip, which no Content-Encoding tells",))
    wrong_at = _wrong_at(reply.text) if reply.body.lstrip()[:1] in (b"{", b"[") else 0
    if reply.truncated or wrong_at is None:
        return Body(breakage=Breakage.CUT_OFF)
    shown = f"…{reply.text[wrong_at - _AROUND : wrong_at + _AROUND]}…" if wrong_at > _AROUND else reply.text
    return Body(breakage=Breakage.NOT_JSON, messages=(_plain(shown[:_SHOWN])[:200],))


def _unreadable(reply: Reply) -> Body:
    """A body of which nothing came, though something was to come."""
    encoding = reply.header("content-encoding")
    if not encoding:
        return Body(breakage=Breakage.CUT_OFF)
    told = f"the body is not {encoding}, as its Content-Encoding says"
    return Body(breakage=Breakage.NOT_JSON, messages=(told,))


def _wrong_at(text: str) -> int | None:
    """Where a text stops to be JSON; None where it only ends too early, 0 where that cannot be told."""
    try:
        json.loads(text)
    except RecursionError:
        return None
    except json.JSONDecodeError as error:
        cut = error.msg.startswith("Unterminated") or _UNFINISHED.fullmatch(text[error.pos :].strip())
        return None if cut else error.pos
    except ValueError:
        return 0
    strange = _NO_NUMBER.search(text)
    return strange.start() if strange else 0


def php_messages(text: str) -> tuple[tuple[str, ...], str]:
    """The PHP messages in a text, without markup, and the text that is left when they are taken out."""
    told, rest, end = list[str](), list[str](), 0
    for match in _messages(text):
        if len(told) < _MOST_MESSAGES:
            told.append(_told(match))
        rest.append(text[end : match.start()])
        end = match.end()
    return tuple(told), "".join((*rest, text[end:]))


def _messages(text: str) -> Iterator[re.Match[str]]:
    """The messages in order, until too much of the text was none."""
    at = idle = 0
    while at < len(text) and idle < _SEARCHED:
        found = _MESSAGE.search(text, at, at + _WINDOW)
        # Found at a window's end, it may go on behind it.
        match = _MESSAGE.match(text, found.start(), found.start() + _WINDOW) if found else None
        if match and (other := _NEXT_MEMBER.search(match["text"])):
            idle, at = idle + other.end(), match.start("text") + other.end()
            continue
        if match:
            yield match
        after = match.end() if match else at + _WINDOW - _LONGEST_MESSAGE
        idle += (match.start() if match else after) - at
        at = after


def _told(match: re.Match[str]) -> str:
    return f"{match['level']}: {_plain(match['text'])} in {match['file'].strip()} on line {match['line']}"


def _plain(text: str) -> str:
    return unescape(_TAG.sub("", text)).strip()


def _page_title(text: str) -> str:
    match = _TITLE.search(text[:_SHOWN])
    return _plain(match.group(1))[:200] if match else "an HTML page"
