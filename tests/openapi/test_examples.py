"""The examples of the descriptions keep to what the descriptions say."""

import pytest
from jsonschema import Draft202012Validator

from cartcheck.contract.description import DescribedOperation, Example, Kind
from tests.openapi.descriptions import LOADED, every_operation

EXAMPLES = [
    (name, operation, example)
    for name, description in LOADED.items()
    for operation in description.operations.values()
    for example in operation.examples
]

every_example = pytest.mark.parametrize(
    ("operation", "example"),
    [(operation, example) for _, operation, example in EXAMPLES],
    ids=[f"{name}-{operation.name}-{example.name}" for name, operation, example in EXAMPLES],
)


def _is_valid(operation: DescribedOperation, example: Example) -> bool:
    query = (Draft202012Validator(one.schema).is_valid(example.query[one.name]) for one in operation.query)
    return Draft202012Validator(operation.enforced_schema).is_valid(dict(example.form)) and all(query)


@every_example
def test_what_is_refused_for_its_own_sake_is_invalid_and_all_else_is_valid(
    operation: DescribedOperation, example: Example
) -> None:
    reasons = [operation.kinds(key, text) for key, text in example.refused.items()]
    if all(Kind.INPUT not in kinds for kinds in reasons):
        assert _is_valid(operation, example)
    if any(kinds == {Kind.INPUT} for kinds in reasons):
        assert not _is_valid(operation, example)


@every_example
def test_what_is_accepted_is_as_it_should_be_sent(operation: DescribedOperation, example: Example) -> None:
    if not example.refused:
        assert Draft202012Validator(operation.request_schema).is_valid(dict(example.form))


@every_example
def test_an_example_is_named_after_what_becomes_of_it(
    operation: DescribedOperation, example: Example
) -> None:
    fate = example.name.partition("_")[0]
    assert fate == "depends" or fate == ("refused" if example.refused else "accepted")


@every_example
def test_refusals_of_examples_are_declared(operation: DescribedOperation, example: Example) -> None:
    for key, text in example.refused.items():
        declared = [refusal for refusal in operation.refusals if refusal.is_of(key)]
        assert any(refusal.says(text) or not refusal.texts for refusal in declared)


@every_operation
def test_refusals_are_shown_by_examples(name: str, operation: DescribedOperation) -> None:
    shown = [key for example in operation.examples for key in example.refused]
    hidden = [refusal for refusal in operation.refusals if not any(map(refusal.is_of, shown))]
    assert all(Kind.DATA in operation.kinds(refusal.key) for refusal in hidden)  # what only a shop's own set-up makes
