"""Sends a recording, also one of another tool, to a store: its own secrets replaced, its tokens mapped to fresh ones."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit

from cartcheck.dialects.dialect import Session, Signer
from cartcheck.dialects.query import query_of, with_query
from cartcheck.dialects.signature import SIGNED
from cartcheck.errors import StoreError, StoreUnreachable, UsageError
from cartcheck.exploration.leaving_out import LeavingOut
from cartcheck.probes.login import MADE_UP_KEY
from cartcheck.transport.exchange import FORM, Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartcheck.dialects.dialect import Dialect
    from cartcheck.exploration.made import Made
    from cartcheck.target.target import Credentials
    from cartcheck.transport.exchange import Reply
    from cartcheck.transport.transport import Transport

_OURS, _WRONG = "[CARTCHECK_KEY]", "[WRONG_KEY]"
_TOKENS = ("api_token", "token", "cookie")
_IDS = ("cart_id", "key", "order_id")
# What a client library adds by itself, or what belongs to the connection.
_LEFT_OUT = {
    "host",
    "content-length",
    "connection",
    "accept-encoding",
    "user-agent",
    "transfer-encoding",
    "cookie",
}
_MOST_UNANSWERED = 3  # requests in a row; each may take as long as the time-outs allow
_LOOK = "Run `cartcheck diagnose` on the store: it names what is in the way."
_WORD = re.compile(r"\[[a-z]+-\d+\]|[A-Za-z0-9,-]{20,}")
_HIDDEN_ROW = re.compile(r"\[key-\d+\]")
_LOOPBACK = re.compile(r"127\.\d{1,3}\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, slots=True)
class Played:
    """An entry that was sent: its index in the recording and the number of the exchange."""

    index: int
    number: int


@dataclass
class Replay:
    """One recording against one store. `left_out` says what was not sent, and why; `stopped` why not all was tried."""

    transport: Transport
    credentials: Credentials
    base: str
    dialect: Dialect | None
    writes: bool
    made: Made
    mapped: dict[str, str] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    played: list[Played] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    stopped: str = ""
    _unanswered: int = 0

    def play(self, entries: Sequence[Any], intents: Sequence[str]) -> None:
        """Sends each entry in order; `intents` names their operations. `stopped` tells why it ended before the last.

        However it ends, what it made in the store is removed, apart from what the recording removes itself.
        """
        try:
            self._play_all(entries, intents)
        finally:
            self.made.remove(None)

    def _play_all(self, entries: Sequence[Any], intents: Sequence[str]) -> None:
        leaving_out = LeavingOut(self.dialect, writes=self.writes)
        for index, (entry, intent) in enumerate(zip(entries, intents, strict=True)):
            if why := leaving_out.why(entry, intent):
                self.left_out.append(f"Entry {index + 1} ({intent or 'no operation'}): {why}")
                continue
            try:
                self._play(index, entry, intent)
            except StoreError as error:  # the budget, a wait of hours
                self.stopped = str(error)
            if self._unanswered >= _MOST_UNANSWERED:
                self.stopped = f"The last {_MOST_UNANSWERED} requests got no answer. {_LOOK}"
            if self.stopped:
                self.left_out.append(f"Entry {index + 1} was the last that was tried: {self.stopped}")
                return

    def _play(self, index: int, entry: Any, intent: str) -> None:
        request = self.request_of(entry)
        self.made.make_room(intent)
        source = entry.get("_clientIP", "")
        source = source if _LOOPBACK.fullmatch(source) and source != "127.0.0.1" else ""
        try:
            reply = self.transport.send(
                request,
                purpose=entry.get("_purpose") or f"Replay of entry {index + 1}.",
                source=source,
                fresh=True,
            ).reply
        except StoreUnreachable:
            reply = None
        self._unanswered = 0 if reply else self._unanswered + 1
        self.played.append(Played(index, self.transport.sent))
        if reply is not None:
            self._learn(entry["response"], reply)
            self.made.heard(intent, request, reply)

    def request_of(self, entry: Any) -> Request:
        """The request of an entry as this store is to get it."""
        recorded = entry["request"]
        rows = "key" if entry.get("_intent") == "voucher_remove" else "cart_id"
        body = (recorded.get("postData") or {}).get("text") or ""
        if "_row" in entry:
            body = _HIDDEN_ROW.sub(lambda _: quote_plus(entry["_row"]), body)
        headers = tuple(
            (one["name"], self._here(one["value"]))
            for one in recorded["headers"]
            if one["name"].lower() not in _LEFT_OUT
        )
        cookies = "; ".join(
            self._here(one["value"]) for one in recorded["headers"] if one["name"].lower() == "cookie"
        )
        headers = (*headers, ("Cookie", cookies)) if cookies else headers
        query = urlencode(self._fields(urlsplit(recorded["url"]).query, rows), safe="/|")
        is_form = any(name.lower() == "content-type" and value.startswith(FORM) for name, value in headers)
        if is_form and _logs_in(entry):
            body = self._own_login(body)
        sent = urlencode(self._fields(body, rows)) if is_form else self._secrets(self._here(body))
        url = f"{self.base}index.php?{query}"
        request = Request(recorded["method"], url, headers, sent.encode(), keep_cookies=False)
        return self._signed(request, entry)

    def _own_login(self, body: str) -> str:
        """The form of a login that was granted, with the user's own name and key."""
        own = {
            "username": self.credentials.username,
            "key": self.credentials.key,
            "password": self.credentials.key,
        }
        return urlencode(
            [(name, own.get(name, value)) for name, value in parse_qsl(body, keep_blank_values=True)]
        )

    def _fields(self, encoded: str, rows: str) -> list[tuple[str, str]]:
        """The fields with this store's numbers and secrets; `rows` is what the number under `key` is called in answers."""
        return [
            (name, self.ids.get((rows if name == "key" else name, value), self._secrets(self._here(value))))
            for name, value in parse_qsl(encoded, keep_blank_values=True)
        ]

    def _here(self, text: str) -> str:
        """Tokens and cookies of the recording as this store gave them."""
        return _WORD.sub(lambda found: self.mapped.get(found[0], found[0]), text)

    def _secrets(self, text: str) -> str:
        return text.replace(_OURS, self.credentials.key).replace(_WRONG, MADE_UP_KEY)

    def _signed(self, request: Request, entry: Any) -> Request:
        """Signed anew, for time and host are signed: as the recording says, or as it was where it does not."""
        query = dict(query_of(request))
        # A preflight is asked for the URL of a signed call, but without its form: its signature never fits.
        if (
            request.method == "OPTIONS"
            or "signature" not in query
            or self.dialect is None
            or not self.dialect.traits.signed
        ):
            return request
        told = entry.get("_sign", {})
        key = self._secrets(told.get("key", _OURS))
        offset = told.get("time_offset", 0)
        signer = Signer(told.get("username", query.get("username", "")), key, lambda: time.time() + offset)
        bare = with_query(
            request, tuple(pair for pair in query_of(request) if pair[0] not in {"time", "signature"})
        )
        signed = self.dialect.authorise(_without_signing(bare, query), Session(signer=signer))
        kept = tuple(pair for pair in query_of(signed) if pair[0] not in set(told.get("without", ())))
        return replace(with_query(signed, kept), keep_cookies=False)

    def _learn(self, recorded: Any, reply: Reply) -> None:
        """Maps what this store gave in place of what the recording has: tokens, cookies, numbers of rows and orders."""
        was, now = recorded["content"].get("text") or "", reply.text
        for name in _TOKENS:
            for old, new in zip(_values(was, name), _values(now, name), strict=False):
                self.mapped[old] = new
                self.transport.learn_secret("token", new)
        for name in _IDS:
            for old, new in zip(_values(was, name), _values(now, name), strict=False):
                self.ids[name, old] = new
        for old, new in _cookies(recorded, reply):
            self.mapped[old] = new


def _logs_in(entry: Any) -> bool:
    text = entry["response"]["content"].get("text") or ""
    return "login" in entry["request"]["url"] and any(_values(text, name) for name in _TOKENS)


def _without_signing(request: Request, query: dict[str, str]) -> Request:
    """Only the parameters that are the caller's choice."""
    chosen = {name: query[name] for name in ("store_id", "language", "currency") if name in query}
    bare = tuple(pair for pair in query_of(request) if pair[0] not in SIGNED)
    return with_query(request, (*bare, *chosen.items()))


def _values(text: str, name: str) -> list[str]:
    found = re.findall(rf'"{name}"\s*:\s*(?:"([^"]+)"|(\d+))', text)
    return [first or second for first, second in found]


def _cookies(recorded: Any, reply: Reply) -> Iterator[tuple[str, str]]:
    was = [one["value"] for one in recorded.get("headers", ()) if one["name"].lower() == "set-cookie"]
    for old in was:
        name, _, value = old.partition(";")[0].partition("=")
        for new in reply.all_headers("set-cookie"):
            other, _, fresh = new.partition(";")[0].partition("=")
            if other == name and value and fresh:
                yield value, fresh


def replayed_log(log: Any, replay: Replay, archive: Any, versions: str) -> Any:
    """The log of the answers of a store of these versions, each under the question of the entry that was sent."""
    by_number = {entry["_number"]: entry for entry in archive["log"]["entries"]}
    kept = ("_question", "_intent", "_clientIP", "_sign")
    entries = []
    for played in replay.played:
        source, entry = log["entries"][played.index], by_number[played.number]
        entries.append({**entry, **{name: source[name] for name in kept if name in source}})
    return {**log, "_store": {**log["_store"], "opencart": versions}, "entries": entries}


def played_log(log: Any, replay: Replay) -> Any:
    """The recording, cut to the entries that were sent."""
    return {**log, "entries": [log["entries"][played.index] for played in replay.played]}


def with_questions(log: Any, seen: Sequence[tuple[str, str]], generation: str) -> Any:
    """The recording with a question for each entry, so that it pairs with what a replay brings.

    `seen` are question and intent of the entries, as far as they are known.
    """
    entries = []
    for number, (entry, (question, intent)) in enumerate(zip(log["entries"], seen, strict=True), 1):
        walked = entry.get("_question") is not None
        name = question if walked else f"{intent or 'call'}/entry-{number}"
        entries.append({**entry, "_question": name, "_intent": intent})
    store = {**log.get("_store", {}), "generation": generation}
    return {**log, "_store": store, "_cartcheck": {"format": 1}, "entries": entries}


def check_entries(log: Any) -> None:
    """UsageError where a recording has nothing to replay."""
    if not log.get("entries"):
        raise UsageError("The recording holds no request.", "Make one with `cartcheck record URL -o FILE`.")
