"""Recorded exchanges of real stores as requests and replies of ours."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cartcheck.dialects.query import query_of
from cartcheck.transport.exchange import Reply, Request

_RECORDINGS = Path(__file__).parents[1] / "recordings"


@dataclass(frozen=True)
class Recorded:
    """One exchange; `signed_with` is what its signature was made with, on 4.1."""

    request: Request
    reply: Reply
    comment: str
    signed_with: dict[str, Any]

    @property
    def route(self) -> str:
        return dict(query_of(self.request)).get("route", "")


def recorded(name: str) -> list[Recorded]:
    """The exchanges of a file such as `4.0.2.3/token`, in their order."""
    entries = json.loads((_RECORDINGS / f"{name}.har").read_text("utf-8"))["log"]["entries"]
    return [_recorded(entry) for entry in entries]


def _recorded(entry: dict[str, Any]) -> Recorded:
    asked, answered = entry["request"], entry["response"]
    body = (asked.get("postData") or {}).get("text", "").encode()
    request = Request(asked["method"], asked["url"], _headers(asked), body)
    names = tuple((name.lower(), value) for name, value in _headers(answered))
    reply = Reply(answered["status"], names, answered["content"].get("text", "").encode(), 0.01)
    return Recorded(request, reply, entry.get("comment", ""), entry.get("_sign") or {})


def _headers(message: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((header["name"], header["value"]) for header in message["headers"])
