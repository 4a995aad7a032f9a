"""A walk as HAR 1.2: every exchange without secrets, with the question it answered and what a replay needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cartcheck.exploration.walk import Explored
    from cartcheck.transport.transport import Transport

FORMAT = 1


def recording(explored: Explored, transport: Transport, *, writes: bool) -> dict[str, Any]:
    """The archive. Beyond HAR: `_question`, `_intent`, `_sign`, `_row` and `_clientIP` of an entry, `_store` of the log."""
    archive = transport.har()
    log = archive["log"]
    log["_store"] = {"url": transport.redacted(_url(log)), **_without_secrets(explored.store, transport)}
    log["_cartcheck"] = {
        "format": FORMAT,
        "writes": writes,
        "problems": list(explored.problems),
        "interrupted": explored.interrupted,
    }
    log["entries"] = [
        _entry(entry, explored) for entry in log["entries"] if entry["_number"] in explored.marks
    ]
    return archive


def _without_secrets(told: Any, transport: Transport) -> Any:
    """What is told of the store: its words may repeat a key."""
    if isinstance(told, dict):
        return {name: _without_secrets(each, transport) for name, each in told.items()}
    if isinstance(told, list):
        return [_without_secrets(each, transport) for each in told]
    return transport.redacted(told) if isinstance(told, str) else told


def _url(log: dict[str, Any]) -> str:
    first = log["entries"][0]["request"]["url"] if log["entries"] else ""
    return str(first).partition("index.php")[0]


def _entry(entry: dict[str, Any], explored: Explored) -> dict[str, Any]:
    mark = explored.marks[entry["_number"]]
    kept = {name: value for name, value in entry.items() if name != "_source"}
    kept |= {"_question": mark.question, "_intent": mark.intent}
    if entry["_source"]:
        kept["_clientIP"] = entry["_source"]
    if mark.row:
        kept["_row"] = mark.row
    if mark.signing:
        kept["_sign"] = {"without": [], "key": "[CARTCHECK_KEY]", **dict(mark.signing)}
        if kept["_sign"]["key"] != "[CARTCHECK_KEY]":
            kept["_sign"]["key"] = "[WRONG_KEY]"
    return kept
