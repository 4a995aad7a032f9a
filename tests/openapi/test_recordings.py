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
DESCRIBED = {
    "2.0": "2.0",
    "2.1": "2.1",
    "2.2": "2.2",
    "2.3": "2.2",
    "3.0": "3.0",
    "4.0": "4.0.2",
    "4.1": "4.1",
}
FOLDERS = [
    str(path.relative_to(RECORDINGS))
    for path in sorted([*RECORDINGS.glob("?.*"), *RECORDINGS.glob("noisy/*")])
    if path.name != "3.0.2.0"  # its login is broken: not described
]
OPERATIONS = {
    version: load(openapi_dir() / f"opencart-{DESCRIBED[version[:3]]}.yaml", version).operations
    for version in dict.fromkeys(folder.removeprefix("noisy/") for folder in FOLDERS)
}


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
    sent = {
        name: values[-1] for name, values in parse_qs(urlsplit(url).query, keep_blank_values=True).items()
    }
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


ENTRIES = {folder: list(_entries(folder)) for folder in FOLDERS}
every_folder = pytest.mark.parametrize("folder", ENTRIES)


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
    found = [*ENTRIES[version], *ENTRIES.get(f"noisy/{version}", [])]
    unseen = set(OPERATIONS[version]) - {entry.operation.name for entry in found}
    assert len(found) > 60
    assert all(name.startswith(("voucher_remove", "reward_apply", "subscription_")) for name in unseen)


@every_folder
def test_an_answer_is_of_the_class_that_it_tells(folder: str) -> None:
    wrong = [entry.name for entry in ENTRIES[folder] if _found(entry) is not _told(entry)]
    assert wrong == []


def _found(entry: Entry) -> Verdict:
    return classify(entry.operation, entry.data, status=entry.status) or Verdict.BROKEN


@every_folder
def test_what_is_refused_is_a_refusal_that_is_described(folder: str) -> None:
    refused = [entry for entry in ENTRIES[folder] if _told(entry) is Verdict.REFUSED]
    assert [entry.name for entry in refused if not _is_described(entry)] == []


def _is_described(entry: Entry) -> bool:
    told = field_errors(entry.data) or {"[]": ""}
    known = entry.operation.refusals
    return all(
        any(one.is_of(key) and (one.says(text) or not one.texts) for one in known)
        for key, text in told.items()
    )


@every_folder
def test_what_is_accepted_is_valid_by_the_description(folder: str) -> None:
    accepted = [entry for entry in ENTRIES[folder] if _told(entry) is Verdict.ACCEPTED]
    wrong = [
        entry.name
        for entry in accepted
        if not Draft202012Validator(entry.operation.enforced_schema).is_valid(entry.form)
    ]
    assert wrong == []
