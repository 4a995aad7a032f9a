"""Which entries of a recording are not sent again, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from cartcheck.dialects.dialect import Effect

if TYPE_CHECKING:
    from cartcheck.dialects.dialect import Dialect

_NEEDS_LEAVE = "it may change the shop's data; allow that with --allow-writes."


class LeavingOut:
    """Judges the entries in their order: one that is left out may keep others of its session from being sent."""

    def __init__(self, dialect: Dialect | None, *, writes: bool) -> None:
        self._dialect = dialect
        self._writes = writes
        self._store_changed = False
        self._lacking: set[str] = set()  # sessions in which a call was left out that had been accepted

    def why(self, entry: Any, intent: str) -> str:
        """Why an entry is not sent, "" where it is; `intent` is its operation, as far as it is known."""
        self._store_changed = self._store_changed or bool(entry.get("_before"))
        if _session_of(entry) in self._lacking:
            return "it follows one that was not sent."
        if self._store_changed:
            return "the store was changed before it was recorded."
        if not _route_of(entry).startswith(("api", "/api")):
            return "it is no call of the API."
        if str(entry.get("_question", "")).startswith("wait/"):
            return "it was asked after a rest."
        if self._writes or not self._changes(entry, intent):
            return ""
        if '"success"' in (entry["response"]["content"].get("text") or ""):
            self._lacking |= {_session_of(entry)} - {""}
        return _NEEDS_LEAVE

    def _changes(self, entry: Any, intent: str) -> bool:
        operation = self._dialect.operations.get(intent) if self._dialect else None
        if operation is not None:
            return operation.effect is Effect.PERSISTENT
        route = _route_of(entry)  # of a call that is not known
        return "order" in route or "subscription" in route


def _route_of(entry: Any) -> str:
    return _query_of(entry).get("route", "")


def _session_of(entry: Any) -> str:
    """What tells the session of a call in the recording: its token, or its cookies."""
    said = _query_of(entry)
    cookies = [one["value"] for one in entry["request"]["headers"] if one["name"].lower() == "cookie"]
    return str(said.get("api_token") or said.get("token") or "; ".join(cookies))


def _query_of(entry: Any) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(str(entry["request"]["url"])).query))
