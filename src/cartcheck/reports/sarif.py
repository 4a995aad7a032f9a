"""The result as SARIF 2.1.0, for tools that gather the findings of many programs: a result per finding."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from cartcheck.errors import ExitCode
from cartcheck.findings.finding import Level
from cartcheck.reports.matching import shown_by
from cartcheck.reports.visible import steering_escaped, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cartcheck.findings.finding import Finding
    from cartcheck.reports.result import Result
    from cartcheck.transport.shown import Shown

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# SARIF has no level for advice; what is a fact is no problem there, but information.
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note", Level.NOTE: "none"}
_DONE = {ExitCode.CLEAR, ExitCode.FOUND}


def to_sarif(result: Result) -> str:
    """A SARIF log with one run. What is accepted is in it as suppressed, with the reason."""
    rules = list(dict.fromkeys(finding.id for finding in result.ordered))
    exchanges = {exchange.number: exchange for exchange in result.exchanges}
    run = {
        "tool": {
            "driver": {"name": "cartcheck", "version": result.cartcheck, "rules": list(map(_rule, rules))}
        },
        "invocations": [_invocation(result)],
        "results": [
            _result(finding, rules.index(finding.id), result.store.url, exchanges)
            for finding in result.ordered
        ],
        "properties": {"verdict": visible(result.verdict), "opencart": visible(result.store.versions)},
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return steering_escaped(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _rule(identity: str) -> dict[str, Any]:
    return {"id": identity, "help": _text(f"`cartcheck explain {identity}` tells what it means.")}


def _invocation(result: Result) -> dict[str, Any]:
    return {
        "executionSuccessful": result.exit_code in _DONE,
        "exitCode": int(result.exit_code),
        "commandLine": visible(result.command),
        "toolExecutionNotifications": [
            {"level": "warning", "message": _text(problem)} for problem in result.problems
        ],
    }


def _result(finding: Finding, rule: int, store: str, exchanges: Mapping[int, Shown]) -> dict[str, Any]:
    shown = shown_by(finding, exchanges)
    return {
        "ruleId": finding.id,
        "ruleIndex": rule,
        "kind": "informational" if finding.level is Level.NOTE else "fail",
        "level": _LEVELS[finding.level],
        "message": _text("\n".join(_told(finding))),
        "locations": [_location(store, name) for name in finding.operations],
        "occurrenceCount": max(finding.count, 1),
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
        "suppressions": [{"kind": "external", "justification": visible(finding.accepted)}]
        if finding.accepted
        else [],
        **(_exchange(shown) if shown else {}),
        "properties": {"confidence": finding.confidence},
    }


def _told(finding: Finding) -> Iterator[str]:
    yield finding.summary
    yield finding.cause
    yield from (f"{number}. {step}" for number, step in enumerate(finding.remedy, 1))
    yield from (f"Seen: {each.text}" for each in finding.evidence)


def _location(store: str, operation: str) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": {"uri": _uri(store)}}}
    return {**place, "logicalLocations": [{"fullyQualifiedName": visible(operation)}]} if operation else place


def _exchange(shown: Shown) -> dict[str, Any]:
    """The request that shows it, and its answer, as far as there was one."""
    request: dict[str, Any] = {"method": visible(shown.method), "target": visible(shown.url)}
    request |= {"body": _text(shown.request_body)} if shown.request_body else {}
    if not shown.status:
        return {"webRequest": request}
    return {
        "webRequest": request,
        "webResponse": {"statusCode": shown.status, "body": _text(shown.reply_body)},
    }


def _fingerprint(finding: Finding) -> str:
    """The same in every run: by what was found where, not by words that quote an answer."""
    return hashlib.sha256(f"{finding.id} {finding.operation}".encode("utf-8", "replace")).hexdigest()[:32]


def _uri(address: str) -> str:
    return "".join(letter if letter.isprintable() and letter.isascii() else "%3F" for letter in address)


def _text(text: str) -> dict[str, str]:
    return {"text": visible(text)}
