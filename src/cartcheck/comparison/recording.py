"""A recording, read: who the store was, and each entry as what was meant and what came back."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from cartcheck.comparison.har_shape import misshapen
from cartcheck.comparison.intents import dialect_of, intent_of, is_authorised, question_of
from cartcheck.dialects.dialect import StoreWords
from cartcheck.errors import UsageError
from cartcheck.transport.exchange import FORM, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from cartcheck.dialects.dialect import Dialect

_MAKE_ONE = "Make one with `cartcheck record URL -o FILE`."

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the recording has it."""

    method: str
    url: str
    headers: Pairs = ()
    body: str = ""
    media_type: str = ""

    @property
    def query(self) -> Pairs:
        """The parameters, decoded."""
        return tuple(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))

    @property
    def form(self) -> Pairs:
        """The fields of the form, decoded; none of any other body."""
        return tuple(parse_qsl(self.body, keep_blank_values=True)) if self.media_type == FORM else ()

    @property
    def cookies(self) -> str:
        """What was sent as cookies."""
        return "; ".join(value for name, value in self.headers if name.lower() == "cookie")

    @property
    def route(self) -> str:
        """The route, with the call of 4.1 where there is one."""
        said = dict(self.query)
        more = [f"{name}={said[name]}" for name in ("call", "code") if said.get(name)]
        return "&".join((said.get("route", ""), *more))


@dataclass(frozen=True, slots=True)
class Seen:
    """One entry: `intent` is the operation, "" where none, `question` its name in a walk.

    `derived` names what was asked by what was sent, for recordings that were not made by a walk.
    """

    number: int
    question: str
    intent: str
    asked: Asked
    reply: Reply | None
    purpose: str = ""
    derived: str = ""
    entry: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Recording:
    """A store at one time. `version` is as exact as it is known; `dialect` is None for a store not recognised."""

    name: str
    version: str
    dialect: Dialect | None
    words: StoreWords
    seen: tuple[Seen, ...]
    problems: tuple[str, ...] = ()
    writes: bool = True
    walked: bool = True

    @property
    def generation(self) -> str:
        """The generation, "" where the store was not recognised."""
        return self.dialect.generation if self.dialect else ""


def read_recording(path: Path) -> Recording:
    """A HAR file, or a folder of them that belong to one store; UsageError says what is wrong with it."""
    files = sorted(path.glob("*.har")) if path.is_dir() else [path]
    if not files:
        raise UsageError(f"There is no recording in {path}.", _MAKE_ONE)
    logs = [(file.stem, read_log(file)) for file in files]
    return recording_of(logs, path.name)


def read_log(path: Path) -> Any:
    """The log of a HAR file; UsageError where it is none."""
    try:
        archive = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}.", "Name a HAR file or a store."
        ) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is no HAR file: it is no JSON.", _MAKE_ONE) from error
    if wrong := misshapen(archive) or _unreadable(archive["log"]["entries"]):
        raise UsageError(f"{path} is no HAR file that can be read: {wrong}.", _MAKE_ONE)
    return archive["log"]


def _unreadable(entries: Iterable[Any]) -> str:
    """What of the entries has the right type and cannot be read, "" for nothing."""
    for number, entry in enumerate(entries):
        if entry.get("_question", "").startswith("["):  # ours are, of entries without one
            return f"log.entries[{number}]._question is no question of a walk"
        try:
            _asked(entry["request"]).query  # noqa: B018  # what reads it
        except ValueError:
            return f"log.entries[{number}].request.url is no address"
        try:
            _reply(entry)
        except ValueError:
            return f"log.entries[{number}].response.content is not what its encoding says"
    return ""


def recording_of(logs: Iterable[tuple[str, Any]], name: str) -> Recording:
    """The recording of one or several HAR logs, each with its name."""
    logs = list(logs)
    store: dict[str, Any] = next((log["_store"] for _, log in logs if "_store" in log), {})
    marks = [log.get("_cartcheck", {}) for _, log in logs]
    version = str(store.get("opencart", ""))
    urls = [entry["request"]["url"] for _, log in logs for entry in log["entries"]]
    walked = any(marks)
    dialect = dialect_of(store.get("generation", ""), "" if walked else version, [] if walked else urls)
    words = store.get("words", {})
    return Recording(
        name,
        version or (dialect.generation if dialect else ""),
        dialect,
        StoreWords(frozenset(words.get("no_access", ())), frozenset(words.get("bad_credentials", ()))),
        tuple(_all_seen(logs, dialect)),
        tuple(problem for mark in marks for problem in mark.get("problems", ())),
        all(mark.get("writes", True) for mark in marks),
        walked,
    )


def _all_seen(logs: list[tuple[str, Any]], dialect: Dialect | None) -> Iterator[Seen]:
    number = 0
    for name, log in logs:
        given: set[str] = set()
        changes: list[str] = []
        for entry in log["entries"]:
            number += 1
            changes += [json.dumps(change, sort_keys=True) for change in entry.get("_before", ())]
            asked = _asked(entry["request"])
            reply = _reply(entry)
            intent = entry.get("_intent", intent_of(dialect, asked.query))
            question = entry.get("_question", "")
            state = (name, *changes) if changes else ()
            authorised = is_authorised(asked.query, asked.cookies, given)
            derived = question_of(intent, asked.query, asked.form, asked.method, authorised, state)
            given |= _granted(reply)
            yield Seen(number, question, intent, asked, reply, entry.get("_purpose", ""), derived, entry)


def _asked(request: Any) -> Asked:
    sent = request.get("postData") or {}
    headers = tuple((one["name"], one["value"]) for one in request.get("headers", ()))
    kind = str(sent.get("mimeType", "")).partition(";")[0].strip().lower()
    return Asked(request["method"], request["url"], headers, sent.get("text") or "", kind)


def _reply(entry: Any) -> Reply | None:
    answer = entry["response"]
    if not answer.get("status"):
        return None
    content = answer.get("content", {})
    text = content.get("text") or ""
    raw = (
        base64.b64decode(text)
        if content.get("encoding") == "base64"
        else text.encode("utf-8", "surrogatepass")
    )
    headers = tuple((one["name"].lower(), one["value"]) for one in answer.get("headers", ()))
    if not any(name == "content-type" for name, _ in headers) and content.get("mimeType"):
        headers = (*headers, ("content-type", content["mimeType"]))
    seconds = max(0.0, float(entry.get("time") or 0)) / 1000
    return Reply(
        answer["status"], headers, raw, seconds, answer.get("statusText", ""), url=entry["request"]["url"]
    )


def _granted(reply: Reply | None) -> set[str]:
    """The tokens that an answer gives."""
    if reply is None:
        return set()
    try:
        data = reply.json()
    except ValueError:
        return set()
    names = ("api_token", "token", "cookie")
    return {str(data[name]) for name in names if data.get(name)} if isinstance(data, dict) else set()
