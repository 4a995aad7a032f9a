"""One answer as far as a program can tell it from another: verdict, breakage, status, media type, errors, shape."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartcheck.comparison.shapes import Shape, shape_of
from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Breakage, Verdict
from cartcheck.dialects.envelope import field_errors

if TYPE_CHECKING:
    from cartcheck.comparison.recording import Recording, Seen
    from cartcheck.dialects.dialect import Reading
    from cartcheck.transport.exchange import Reply

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer, read. `keys` are the refused fields, `form` how the refusal is written, `said` its words.

    `manner` tells how access is denied: status, media type and form.
    """

    verdict: str
    breakage: str
    status: int
    media_type: str
    keys: frozenset[str]
    form: str
    said: tuple[str, ...]
    shape: Shape
    data: Any = None

    @property
    def manner(self) -> str:
        """How an answer without access looks, in a few words."""
        return f"HTTP {self.status}, {self.form or 'nothing'}, {self.media_type or 'no media type'}"


NO_ANSWER = Outcome("no answer", "no answer", 0, "", frozenset(), "", (), {})


def outcome_of(seen: Seen, recording: Recording) -> Outcome:
    """What the answer of an entry says."""
    if seen.reply is None:
        return NO_ANSWER
    reading = _reading(seen, recording)
    body = read_body(seen.reply)
    data = body.data
    verdict = _verdict(seen, reading, data) if reading else ("answered" if data is not None else "broken")
    errors = field_errors(data)
    breakage = "" if verdict == "no access" and _is_way_to_deny(body.breakage) else str(body.breakage or "")
    return Outcome(
        verdict,
        breakage,
        seen.reply.status,
        seen.reply.media_type,
        frozenset(_DIGITS.sub("{id}", key) for key in errors),
        _form(data, seen.reply),
        tuple(_texts(data)),
        shape_of(data) if data is not None else {},
        data,
    )


def _is_way_to_deny(breakage: Breakage | None) -> bool:
    return breakage in {Breakage.NOT_FOUND, Breakage.SERVER_ERROR, Breakage.HTML, Breakage.REDIRECT, None}


def _reading(seen: Seen, recording: Recording) -> Reading | None:
    dialect = recording.dialect
    if dialect is None or seen.reply is None or seen.intent not in dialect.operations:
        return None
    if seen.question.startswith(("old/", "recognise/")):
        return None
    return dialect.read(seen.intent, seen.reply, recording.words)


def _verdict(seen: Seen, reading: Reading, data: Any) -> str:
    if seen.intent == "login" and reading.meaning is not Verdict.BROKEN:
        return "accepted" if _has_token(data) else "refused"
    if data == [] and reading.meaning is Verdict.ACCEPTED:
        return str(Verdict.REFUSED)
    return str(reading.meaning)


def _has_token(data: Any) -> bool:
    names = ("api_token", "token", "cookie")
    return isinstance(data, dict) and any(isinstance(data.get(name), str) and data[name] for name in names)


def _form(data: Any, reply: Reply) -> str:
    if isinstance(data, dict) and "error" in data:
        return "a map under `error`" if isinstance(data["error"], dict) else "a text under `error`"
    if data == []:
        return "an empty list"
    if data is not None:
        return "data"
    if 300 <= reply.status < 400:
        return f"a redirect to {reply.header('location').rpartition('/')[2]}"
    if "must not be accessed before initialization" in reply.text:
        return "PHP's own error text"
    return (
        "a page"
        if "<html" in reply.text[:4000].lower()
        else ("a text" if reply.body.strip() else "an empty body")
    )


def _texts(data: Any) -> list[str]:
    """The messages for people, with numbers taken out."""
    if not isinstance(data, dict):
        return []
    told = [str(data["success"])] if isinstance(data.get("success"), str) else []
    told += [f"{key}: {text}" if key else text for key, text in sorted(field_errors(data).items())]
    return [_DIGITS.sub("N", text) for text in told]
