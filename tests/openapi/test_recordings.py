"""Recorded answers of real stores are each of exactly one class, the one their body tells."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jsonschema import Draft202012Validator

from cartcheck.contract.conformity import classify
from cartcheck.contract.description import DescribedOperation, load
from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Verdict
from cartcheck.dialects.envelope import PERMISSION, field_errors
from cartcheck.paths import openapi_dir
from cartcheck.php.form import parse
from cartcheck.php.multipart import parse_multipart
from cartcheck.transport.exchange import Reply

RECORDINGS = Path(__file__).parents[1] / "recordings"
OPERATIONS = load(openapi_dir() / "opencart-3.0.yaml", "3.0.3.9").operations


@dataclass(frozen=True)
class Entry:
    name: str
    operation: DescribedOperation = field(repr=False)
    form: Any
    data: Any


def _entries(folder: str) -> Iterator[Entry]:
    by_route = {operation.route: operation for operation in OPERATIONS.values()}
    for path in sorted((RECORDINGS / folder).glob("*.har")):
        for number, raw in enumerate(json.loads(path.read_text(encoding="utf-8"))["log"]["entries"]):
            route = parse_qs(urlsplit(raw["request"]["url"]).query).get("route", [""])[0]
            if route in by_route and _is_answer(raw):
                yield Entry(
                    f"{folder}/{path.stem}-{number}", by_route[route], _form(raw["request"]), _data(raw)
                )


def _is_answer(raw: Any) -> bool:
    """Not a HEAD without body, nor the HTTP 500 that an array in place of text ends in."""
    return raw["request"]["method"] != "HEAD" and raw["response"]["status"] == 200


def _data(raw: Any) -> Any:
    return read_body(Reply(200, (), raw["response"]["content"]["text"].encode(), 0.0)).data


def _form(request: Any) -> Any:
    sent = request.get("postData", {"mimeType": "", "text": ""})
    if request["method"] != "POST" or sent["mimeType"].startswith("application/json"):
        return {}
    if sent["mimeType"].startswith("multipart/"):
        return _plain(parse_multipart(sent["text"].encode(), sent["mimeType"]))
    return _plain(parse(sent["text"]))


def _plain(value: Any) -> Any:
    return {str(key): _plain(inner) for key, inner in value.items()} if isinstance(value, dict) else value


ENTRIES = [*_entries("3.0.3.9"), *_entries("noisy/3.0.3.9")]
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])


def _told(entry: Entry) -> Verdict:
    """The class by the body alone, read as an integration would."""
    if entry.data == []:
        return Verdict.NO_ACCESS if entry.operation.name == "login" else Verdict.REFUSED
    if "error" not in entry.data or "products" in entry.data:
        return Verdict.ACCEPTED
    return Verdict.NO_ACCESS if PERMISSION in field_errors(entry.data).values() else Verdict.REFUSED


def test_all_recordings_are_read() -> None:
    assert len(ENTRIES) > 250
    assert {entry.operation.name for entry in ENTRIES} == set(OPERATIONS)


@every_entry
def test_an_answer_is_of_the_class_its_body_tells(entry: Entry) -> None:
    assert classify(entry.operation, entry.data) is _told(entry)


@every_entry
def test_what_is_refused_is_a_refusal_that_is_described(entry: Entry) -> None:
    if _told(entry) is Verdict.REFUSED:
        told = field_errors(entry.data) or {"[]": ""}
        assert all(_is_described(entry.operation, key, text) for key, text in told.items())


def _is_described(operation: DescribedOperation, key: str, text: str) -> bool:
    return any(one.is_of(key) and (one.says(text) or not one.texts) for one in operation.refusals)


@every_entry
def test_what_is_accepted_is_valid_by_the_description(entry: Entry) -> None:
    if _told(entry) is Verdict.ACCEPTED:
        assert Draft202012Validator(entry.operation.enforced_schema).is_valid(entry.form)
