"""The result as a JSON document with a published schema, and back again."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from cartcheck.claims.claim import Basis, Claim
from cartcheck.claims.stand import State
from cartcheck.errors import UsageError
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.needs.answer import NeedAnswer
from cartcheck.needs.way import Met
from cartcheck.reports.result import SCHEMA_VERSION, Item, Outcome, Result, StoreFacts
from cartcheck.reports.visible import steering_escaped
from cartcheck.reports.wording import state_of
from cartcheck.transport.shown import Shown

Document = dict[str, Any]

DERIVED = ("verdict", "state", "exit_code", "first", "counts")
_SCHEMA = Path(__file__).with_name("result.schema.json")


def to_document(result: Result) -> Document:
    """The result as plain JSON values, and what follows from it: verdict, state, exit code, counts."""
    plain = asdict(result)
    plain["requests"] = {"sent": plain.pop("sent"), "budget": plain.pop("budget")}
    for item in plain["items"]:
        item["reached"] = [{"answer": answer, "count": count} for answer, count in item["reached"]]
    for exchange in plain["exchanges"]:
        for headers in ("request_headers", "reply_headers"):
            exchange[headers] = [{"name": name, "value": value} for name, value in exchange[headers]]
    document: Document = json.loads(
        json.dumps({"schema_version": SCHEMA_VERSION, **_derived(result), **plain})
    )
    return document


def _derived(result: Result) -> Document:
    first = result.ordered[0].id if result.findings else None
    counts = {outcome.value: count for outcome, count in result.counts().items()}
    values = (result.verdict, state_of(result), result.exit_code, first, counts)
    return dict(zip(DERIVED, values, strict=True))


def to_json(result: Result) -> str:
    """The document as text, safe to show in a terminal."""
    return steering_escaped(json.dumps(to_document(result), ensure_ascii=False, indent=2)) + "\n"


@cache
def schema() -> Document:
    """The published JSON Schema (2020-12) of the document."""
    document: Document = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return document


def check(document: object) -> None:
    """Raises UsageError with the first place where this is no document of ours."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    fault = best_match(Draft202012Validator(schema()).iter_errors(document))
    if fault is not None:
        where = f"{fault.message[:200]} at {fault.json_path}"
        message = f"This is not a cartcheck result of version {SCHEMA_VERSION}: {where}."
        raise UsageError(message, "Give the .json file that cartcheck itself has written.")


def from_document(document: Document) -> Result:
    """The result that a document was written from; UsageError when it does not fit the schema."""
    check(document)
    plain = {
        key: value for key, value in document.items() if key not in {*DERIVED, "schema_version", "requests"}
    }
    return Result(
        **{
            **plain,
            **document["requests"],
            "store": StoreFacts(**{**document["store"], "evidence": tuple(document["store"]["evidence"])}),
            "findings": tuple(_finding(each) for each in document["findings"]),
            "items": tuple(_item(each) for each in document["items"]),
            "exchanges": tuple(_exchange(each) for each in document["exchanges"]),
            "problems": tuple(document["problems"]),
            "idle": tuple(document.get("idle", ())),
            "fail_on": Level(document["fail_on"]),
            "needs": tuple(_need(each) for each in document.get("needs", ())),
            "claims": tuple(_claim(each) for each in document.get("claims", ())),
        }
    )


def _finding(plain: Document) -> Finding:
    evidence = tuple(Evidence(**each) for each in plain["evidence"])
    texts = {name: tuple(plain[name]) for name in ("remedy", "alternatives")}
    return Finding(**{**plain, **texts, "level": Level(plain["level"]), "evidence": evidence})


def _item(plain: Document) -> Item:
    reached = tuple((each["answer"], each["count"]) for each in plain["reached"])
    found = tuple(plain["findings"])
    return Item(**{**plain, "outcome": Outcome(plain["outcome"]), "findings": found, "reached": reached})


def _claim(plain: Document) -> Claim:
    return Claim(**{**plain, "state": State(plain["state"]), "basis": Basis(plain["basis"])})


def _need(plain: Document) -> NeedAnswer:
    return NeedAnswer(**{**plain, "met": Met(plain["met"]), "routes": tuple(plain["routes"])})


def _exchange(plain: Document) -> Shown:
    headers = {
        name: tuple((each["name"], each["value"]) for each in plain[name])
        for name in ("request_headers", "reply_headers")
    }
    return Shown(**{**plain, **headers})
