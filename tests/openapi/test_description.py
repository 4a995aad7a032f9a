"""The typed view of a description tells what stands in the document."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from cartcheck.contract.conformity import classify
from cartcheck.contract.description import DescribedOperation, Kind, Slot, load
from cartcheck.contract.document import enforced, read_document
from cartcheck.dialects.dialect import StoreWords, Verdict
from cartcheck.paths import openapi_dir

FILE = openapi_dir() / "opencart-3.0.yaml"
OPERATIONS = load(FILE).operations


def _document(folder: Path, document: object) -> Path:
    path = folder / "some.yaml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    return path


def test_references_are_resolved_and_keywords_beside_them_kept(tmp_path: Path) -> None:
    document = {"a": {"$ref": "#/b/c", "mark": 1}, "b": {"c": {"$ref": "#/b/d"}, "d": {"type": "string"}}}
    assert read_document(_document(tmp_path, document))["a"] == {"type": "string", "mark": 1}


def test_references_lead_into_other_files_from_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    one = {"text": {"type": "string"}, "done": {"$ref": "#/text"}, "far": {"$ref": "two.yaml#/number"}}
    (tmp_path / "shared" / "one.yaml").write_text(yaml.safe_dump(one), encoding="utf-8")
    (tmp_path / "shared" / "two.yaml").write_text("number: {type: integer}", encoding="utf-8")
    document = {"a": {"$ref": "shared/one.yaml#/done", "mark": 1}, "b": {"$ref": "shared/one.yaml#/far"}}
    assert read_document(_document(tmp_path, document)) == {
        "a": {"type": "string", "mark": 1},
        "b": {"type": "integer"},
    }


@pytest.mark.parametrize(
    ("version", "longest"), [("3.0.3.0", 32), ("3.0.3.8", 32), ("3.0.3.9", 128), ("3.0.3.10", 128), ("", 128)]
)
def test_a_schema_is_as_it_was_in_that_version(tmp_path: Path, version: str, longest: int) -> None:
    document = {"city": {"maxLength": 128, "x-opencart-until": {"3.0.3.8": {"maxLength": 32}}}}
    assert read_document(_document(tmp_path, document), version)["city"]["maxLength"] == longest


def test_what_is_loose_is_not_enforced() -> None:
    schema = {
        "required": ["a"],
        "properties": {
            "a": {"type": "string", "minLength": 1, "x-opencart-loose": ["type"]},
            "b": {"x-opencart-loose": True, "enum": [1]},
            "type": {"type": "integer"},
        },
        "anyOf": [{"x-opencart-loose": ["required"], "required": ["b"]}],
    }
    assert enforced(schema) == {
        "required": ["a"],
        "properties": {
            "a": {"minLength": 1, "x-opencart-loose": ["type"]},
            "b": {},
            "type": {"type": "integer"},
        },
        "anyOf": [{"x-opencart-loose": ["required"]}],
    }


def test_only_the_city_of_the_shipping_address_grew() -> None:
    old, new = load(FILE, "3.0.3.8").operations, load(FILE, "3.0.5.1").operations
    assert _longest_city(old["shipping_address_set"]) == _longest_city(new["payment_address_set"]) == 32
    assert _longest_city(new["shipping_address_set"]) == 128


def _longest_city(operation: DescribedOperation) -> object:
    return operation.request_schema["properties"]["city"]["maxLength"]


@pytest.mark.parametrize(
    ("operation", "key", "text", "kinds"),
    [
        ("customer_set", "email", "E-Mail Address does not appear to be valid!", {Kind.INPUT}),
        ("customer_set", "custom_field7", "VAT number required!", {Kind.DATA}),
        ("cart_add", "option.218", "Radio required!", {Kind.DATA}),
        ("order_create", "", "Warning: Minimum order amount for HTC Touch HD is 3!", {Kind.SHOP}),
        ("order_create", "", "Warning: Customer details needs to be set!", {Kind.STATE}),
        ("order_create", "", "Kundendaten fehlen!", {Kind.STATE, Kind.DATA, Kind.SHOP}),
        ("shipping_address_set", "[]", "", {Kind.STATE}),
        ("cart_add", "warning", "anything", set()),
    ],
)
def test_why_something_was_refused(operation: str, key: str, text: str, kinds: set[Kind]) -> None:
    assert OPERATIONS[operation].kinds(key, text) == kinds


def test_examples_of_query_and_form_are_put_together() -> None:
    examples = {example.name: example for example in OPERATIONS["order_replace"].examples}
    unknown = examples["refused_unknown_order"]
    assert (unknown.query, unknown.needs) == ({"order_id": 2147483647}, ())
    assert unknown.form == examples["accepted"].form != {}
    assert examples["accepted"].query == {"order_id": 1}
    assert examples["refused_empty_cart"].needs == OPERATIONS["order_read"].needs


def test_an_operation_without_fields_has_one_example() -> None:
    (example,) = OPERATIONS["reward_maximum"].examples
    assert (example.name, example.query, example.form, example.depends) == ("accepted", {}, {}, False)


def test_slots_tell_where_a_shops_own_values_go() -> None:
    assert OPERATIONS["order_read"].slots == (Slot("query", ("order_id",), "order_id"),)
    assert {slot.path for slot in OPERATIONS["cart_add"].slots if slot.data == "product_id"} == {
        ("product_id",),
        ("product", "*", "product_id"),
    }


@pytest.mark.parametrize("answer", [{"error": "Kein Zugriff!"}, {"error": {"warning": "Kein Zugriff!"}}])
def test_a_store_denies_access_in_its_own_words(answer: dict[str, object]) -> None:
    operation = OPERATIONS["customer_set" if isinstance(answer["error"], dict) else "coupon_apply"]
    assert classify(operation, answer) is Verdict.REFUSED
    assert classify(operation, answer, StoreWords(frozenset({"Kein Zugriff!"}))) is Verdict.NO_ACCESS
    assert classify(operation, answer, StoreWords(frozenset({"Anderes"}))) is Verdict.REFUSED


def test_loading_does_without_schemathesis() -> None:
    code = "import cartcheck.contract.description, sys; sys.exit('schemathesis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
