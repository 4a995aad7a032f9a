"""Recorded answers of real stores are each of exactly one class, the one their status and body tell."""

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
DESCRIPTIONS = {"2.3.0.2": "2.2", "3.0.3.9": "3.0", "4.0.2.3": "4.0.2", "4.1.0.4": "4.1"}
OPERATIONS = {
    version: load(file, version).operations
    for version, name in DESCRIPTIONS.items()
    if (file := openapi_dir() / f"opencart-{name}.yaml").is_file()
}
FOLDERS = [*OPERATIONS, *(f"noisy/{version}" for version in OPERATIONS)]


@dataclass(frozen=True)
class Entry:
    name: str
    operation: DescribedOperation = field(repr=False)
    form: Any
    status: int
    text: str
    data: Any


def _entries(folder: str) -> Iterator[Entry]:
    operations = OPERATIONS[folder.removeprefix("noisy/")].values()
    for path in sorted((RECORDINGS / folder).glob("*.har")):
        for number, raw in enumerate(json.loads(path.read_text(encoding="utf-8"))["log"]["entries"]):
            asked = [operation for operation in operations if _is_for(operation, raw["request"]["url"])]
            if asked and raw["request"]["method"] != "HEAD":
                yield _entry(f"{folder}/{path.stem}-{number}", asked[0], raw)


def _is_for(operation: DescribedOperation, url: str) -> bool:
    sent = {name: values[-1] for name, values in parse_qs(urlsplit(url).query, keep_blank_values=True).items()}
    return {"route": operation.route, **dict(operation.fixed)}.items() <= sent.items()


def _entry(name: str, operation: DescribedOperation, raw: Any) -> Entry:
    text = raw["response"]["content"].get("text", "")
    data = read_body(Reply(200, (), text.encode(), 0.0)).data
    return Entry(name, operation, _form(raw["request"]), raw["response"]["status"], text, data)


def _form(request: Any) -> Any:
    sent = request.get("postData", {"mimeType": "", "text": ""})
    if request["method"] != "POST" or sent["mimeType"].startswith("application/json"):
        return {}
    if sent["mimeType"].startswith("multipart/"):
        return _plain(parse_multipart(sent["text"].encode(), sent["mimeType"]))
    return _plain(parse(sent["text"]))


def _plain(value: Any) -> Any:
    return {str(key): _plain(inner) for key, inner in value.items()} if isinstance(value, dict) else value


ENTRIES = [entry for folder in FOLDERS for entry in _entries(folder)]
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])


def _told(entry: Entry) -> Verdict:
    """The class by status and body alone, read as an integration would."""
    if entry.data is None:
        page = entry.status == 404 or "$session_id must not be accessed" in entry.text
        return Verdict.NO_ACCESS if page else Verdict.BROKEN
    if entry.status == 403 or PERMISSION in field_errors(entry.data).values():
        return Verdict.NO_ACCESS
    if entry.data == []:
        return Verdict.NO_ACCESS if entry.operation.name == "login" else Verdict.REFUSED
    remark = entry.operation.name == "cart_read" and not entry.operation.fixed
    return Verdict.REFUSED if "error" in entry.data and not remark else Verdict.ACCEPTED


@pytest.mark.parametrize("version", OPERATIONS)
def test_all_recordings_are_read(version: str) -> None:
    found = [entry for entry in ENTRIES if entry.name.removeprefix("noisy/").startswith(version)]
    seldom = {"voucher_remove", "reward_apply", "subscription_"}
    unseen = set(OPERATIONS[version]) - {entry.operation.name for entry in found}
    assert len(found) > 60
    assert all(name.startswith(tuple(seldom)) for name in unseen)


@every_entry
def test_an_answer_is_of_the_class_that_it_tells(entry: Entry) -> None:
    told = _told(entry)
    found = classify(entry.operation, entry.data, status=entry.status)
    assert found is (None if told is Verdict.BROKEN else told)


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
